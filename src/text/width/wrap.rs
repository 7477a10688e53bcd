//! Breaking a text into the lines that fit a number of columns.

use std::ops::Range;

use super::{Cluster, clusters};

/// Breaks a text into visual lines of at most `cols` columns and returns their byte ranges, in order.
///
/// A line break in the text (`\n`) ends a line and belongs to none. Otherwise a line breaks behind the
/// spaces between words, and those spaces belong to the line that they end, where they may stand beyond the
/// last column: so every byte but a `\n` is in exactly one range, and an editor's cursor always has a
/// place. A word longer than the line is broken between clusters; a cluster wider than `cols` has a line
/// of its own. There is always at least one line.
pub fn wrap(s: &str, cols: usize) -> Vec<Range<usize>> {
    let mut lines = Lines { done: Vec::new(), start: 0, columns: 0, cols: cols.max(1), after_blank: None };
    for cluster in clusters(s) {
        lines.add(cluster);
    }
    lines.done.push(lines.start..s.len());
    lines.done
}

/// The lines found so far and the state of the one that grows.
struct Lines {
    done: Vec<Range<usize>>,
    start: usize,
    columns: usize,
    cols: usize,
    /// Where the last word of the line begins, and the columns before it, when a blank stands before it.
    after_blank: Option<(usize, usize)>,
}

impl Lines {
    fn add(&mut self, cluster: Cluster) {
        if cluster.first == '\n' {
            self.break_at(cluster.start, cluster.end, 0);
            return;
        }
        if cluster.first == ' ' && cluster.end - cluster.start == 1 {
            self.columns += cluster.columns;
            self.after_blank = Some((cluster.end, self.columns));
            return;
        }
        while self.columns + cluster.columns > self.cols && self.start < cluster.start {
            match self.after_blank {
                Some((at, columns_before)) => self.break_at(at, at, self.columns - columns_before),
                None => self.break_at(cluster.start, cluster.start, 0),
            }
        }
        self.columns += cluster.columns;
    }

    fn break_at(&mut self, end: usize, next: usize, columns: usize) {
        self.done.push(self.start..end);
        self.start = next;
        self.columns = columns;
        self.after_blank = None;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::width::width;

    fn lines(s: &str, cols: usize) -> Vec<&str> {
        wrap(s, cols).into_iter().map(|range| s.get(range).unwrap()).collect()
    }

    #[test]
    fn words_stay_whole_and_blanks_end_the_line() {
        assert_eq!(lines("Nhân dân hiến đất mở đường", 10), ["Nhân dân ", "hiến đất ", "mở đường"]);
        assert_eq!(lines("Nhân dân", 8), ["Nhân dân"]);
        assert_eq!(lines("ab   cd", 2), ["ab   ", "cd"]);
        assert_eq!(lines("  ab", 3), ["  ", "ab"]);
    }

    #[test]
    fn breaks_in_the_text_are_kept() {
        assert_eq!(lines("a\n\nb\n", 5), ["a", "", "b", ""]);
        assert_eq!(lines("", 5), [""]);
        assert_eq!(wrap("a\nb", 5), [0..1, 2..3]);
    }

    #[test]
    fn long_words_break_between_clusters() {
        assert_eq!(lines("đường", 2), ["đư", "ờn", "g"]);
        assert_eq!(lines("ab đường", 4), ["ab ", "đườn", "g"]);
        assert_eq!(lines("o\u{31b}\u{300}n", 1), ["o\u{31b}\u{300}", "n"]);
        assert_eq!(lines("中文", 1), ["中", "文"]);
        assert_eq!(lines("ab", 0), ["a", "b"]);
    }

    proptest! {
        #[test]
        fn every_byte_but_line_breaks_has_one_line(s in "(?s)[ab \n\u{300}中]{0,40}", cols in 0_usize..8) {
            let lines = wrap(&s, cols);
            let mut next = 0;
            for line in &lines {
                if line.start != next {
                    prop_assert_eq!(&s.as_bytes()[next..line.start], b"\n");
                }
                prop_assert!(line.start <= line.end);
                next = line.end;
            }
            prop_assert_eq!(lines.first().unwrap().start, 0);
            prop_assert_eq!(next, s.len());
        }

        #[test]
        fn no_line_is_wider_than_allowed(s in "(?s)[aêđ \n\u{300}]{0,40}|(?s).{0,30}", cols in 2_usize..12) {
            for line in wrap(&s, cols) {
                let text = s.get(line).unwrap();
                prop_assert!(width(text.trim_end_matches(' ')) <= cols, "{:?}", text);
                prop_assert!(!text.contains('\n'));
            }
        }
    }
}
