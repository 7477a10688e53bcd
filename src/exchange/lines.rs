//! Lines of a file or a pipe, with a limit: a line that never ends costs no memory.

use std::io::{self, BufRead, BufReader, Read};

use crate::register::wire::Fault;

/// Longest line that is read, in bytes, its end not counted.
pub const LONGEST: usize = 1 << 20;

/// Bytes taken from the input at once; the full lines among them wait together.
const CHUNK: usize = 1 << 18;

/// One line with its number, counted from 1: its text, or why it has none.
pub type Line = (u64, Result<String, Fault>);

/// Reads an input line by line; blank lines are counted and skipped.
pub struct Lines<R> {
    input: BufReader<R>,
    number: u64,
}

impl<R: Read> Lines<R> {
    /// Makes a reader of lines.
    pub fn new(input: R) -> Self {
        Self { input: BufReader::with_capacity(CHUNK, input), number: 0 }
    }

    /// Returns the next line, and after it those that have already come in full, at most `most` in all; none at the end.
    pub fn group(&mut self, most: usize) -> io::Result<Vec<Line>> {
        let mut group = Vec::new();
        while group.len() < most && (group.is_empty() || self.input.buffer().contains(&b'\n')) {
            match self.line()? {
                Some(line) => group.push(line),
                None => break,
            }
        }
        Ok(group)
    }

    fn line(&mut self) -> io::Result<Option<Line>> {
        loop {
            let Some(raw) = self.raw()? else { return Ok(None) };
            self.number += 1;
            let Ok(bytes) = raw else { return Ok(Some((self.number, Err(Fault::too_long(LONGEST))))) };
            let bytes = match bytes.strip_prefix(b"\xef\xbb\xbf") {
                Some(rest) if self.number == 1 => rest,
                _ => &bytes,
            };
            if !bytes.trim_ascii().is_empty() {
                let text = std::str::from_utf8(bytes).map(str::to_owned);
                return Ok(Some((self.number, text.map_err(|error| Fault::utf8(error.valid_up_to() + 1)))));
            }
        }
    }

    /// Returns the bytes up to the next line end; what exceeds the limit is passed over, not kept.
    fn raw(&mut self) -> io::Result<Option<Result<Vec<u8>, TooLong>>> {
        let mut line = Vec::new();
        let mut seen = 0_usize;
        loop {
            let chunk = match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if chunk.is_empty() {
                return Ok((seen > 0).then_some(if seen > LONGEST { Err(TooLong) } else { Ok(line) }));
            }
            let end = chunk.iter().position(|&byte| byte == b'\n');
            let part = &chunk[..end.unwrap_or(chunk.len())];
            seen = seen.saturating_add(part.len());
            if seen <= LONGEST {
                line.extend_from_slice(part);
            } else {
                line = Vec::new();
            }
            let used = part.len() + usize::from(end.is_some());
            self.input.consume(used);
            if end.is_some() {
                return Ok(Some(if seen > LONGEST { Err(TooLong) } else { Ok(line) }));
            }
        }
    }
}

/// Says that a line exceeds [`LONGEST`].
struct TooLong;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Gives its pieces one at a time, as a pipe does.
    struct Pieces(Vec<Vec<u8>>);

    impl Read for Pieces {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() {
                return Ok(0);
            }
            let piece = self.0.remove(0);
            buffer[..piece.len()].copy_from_slice(&piece);
            Ok(piece.len())
        }
    }

    fn all(input: &[u8]) -> Vec<(u64, Result<String, &'static str>)> {
        let mut lines = Lines::new(input);
        let mut out = Vec::new();
        loop {
            let group = lines.group(3).unwrap();
            if group.is_empty() {
                return out;
            }
            out.extend(group.into_iter().map(|(number, line)| (number, line.map_err(|fault| fault.code))));
        }
    }

    #[test]
    fn blank_lines_count_and_the_last_end_may_lack() {
        let lines = all("\u{feff}a\r\n\n  \nb\nc".as_bytes());
        assert_eq!(lines, [(1, Ok("a\r".to_owned())), (4, Ok("b".to_owned())), (5, Ok("c".to_owned()))]);
        assert_eq!(all(b""), []);
        assert_eq!(all(b"\n\n"), []);
    }

    #[test]
    fn a_line_too_long_or_broken_costs_only_itself() {
        let mut input = vec![b'x'; LONGEST + 1];
        input.extend_from_slice(b"\nab\xff\nok\n");
        input.extend(vec![b'y'; LONGEST]);
        let lines = all(&input);
        assert_eq!(lines[..3], [(1, Err("too_long")), (2, Err("utf8")), (3, Ok("ok".to_owned()))]);
        assert_eq!(lines[3].1.as_ref().unwrap().len(), LONGEST, "the limit itself is accepted");
    }

    #[test]
    fn what_waits_together_comes_together() {
        let pieces = ["a\nb\nc", "\n", "d\n"].iter().map(|piece| piece.as_bytes().to_vec()).collect();
        let mut lines = Lines::new(Pieces(pieces));
        let mut sizes = Vec::new();
        loop {
            match lines.group(10).unwrap().len() {
                0 => break,
                size => sizes.push(size),
            }
        }
        assert_eq!(sizes, [2, 1, 1], "a line that has not come in full is not waited for");
    }

    proptest! {
        #[test]
        fn lines_are_those_of_the_text(text in "[ab\u{111}\n]{0,60}", most in 1usize..5) {
            let mut lines = Lines::new(text.as_bytes());
            let mut found = Vec::new();
            loop {
                let group = lines.group(most).unwrap();
                if group.is_empty() { break; }
                prop_assert!(group.len() <= most);
                found.extend(group.into_iter().map(|(_, line)| line.unwrap()));
            }
            let wanted: Vec<String> = text.split('\n').filter(|l| !l.is_empty()).map(str::to_owned).collect();
            prop_assert_eq!(found, wanted);
        }
    }
}
