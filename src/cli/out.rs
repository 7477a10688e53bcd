//! What is printed, and how a command ends.

use std::io::{self, BufWriter, StdoutLock, Write};
use std::process::ExitCode;

use crate::register::{Lang, Words};

/// How a command ended when nothing stopped it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Everything was done.
    Done,
    /// It went through, and found or met problems that it has told.
    Problems,
}

/// What stopped a command.
#[derive(Debug)]
pub(super) enum Stop {
    /// The command was wrong as given.
    Usage(Words),
    /// Something was refused.
    Refused(Words),
    /// The store is busy, damaged, or cannot write.
    Store(Words),
    /// Whoever read the output went away.
    Pipe,
    /// The output cannot be written.
    Output(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::Pipe } else { Self::Output(error) }
    }
}

/// Has a panic tell where it happened and not what was in hand, which may be about a person.
///
/// One inside of the database says nothing: whoever opened it tells what is done about it.
pub(super) fn tell_only_where_it_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        if !place.contains("sled") {
            let _ = writeln!(
                io::stderr().lock(),
                "danvan {}: lỗi chương trình / fault at {place}",
                env!("CARGO_PKG_VERSION")
            );
        }
    }));
}

/// What a command comes to.
pub(super) type Outcome = Result<End, Stop>;

/// The only way to standard output and standard error.
pub(super) struct Out {
    /// The language of messages.
    pub lang: Lang,
    /// The language that was asked for by name.
    pub asked: Option<Lang>,
    to: BufWriter<StdoutLock<'static>>,
}

impl Out {
    /// Takes hold of standard output.
    pub(super) fn new(asked: Option<Lang>) -> Self {
        Self { lang: asked.unwrap_or_default(), asked, to: BufWriter::with_capacity(1 << 16, io::stdout().lock()) }
    }

    /// Prints one line of results.
    pub(super) fn line(&mut self, text: &str) -> io::Result<()> {
        self.to.write_all(text.as_bytes())?;
        self.to.write_all(b"\n")
    }

    /// Prints one message as a result.
    pub(super) fn say(&mut self, words: &Words) -> io::Result<()> {
        let text = words.get(self.lang).to_owned();
        self.line(&text)
    }

    /// Brings out what was printed so far.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }

    /// Returns the output itself, for what writes bytes.
    pub(super) fn raw(&mut self) -> &mut impl Write {
        &mut self.to
    }

    /// Tells a person something beside the results, on standard error; nobody there is no reason to stop.
    pub(super) fn note(&self, words: &Words) {
        let _ = writeln!(io::stderr().lock(), "{}", words.get(self.lang));
    }

    /// Ends the command: tells what stopped it and gives the exit code: 0 done, 1 problems, 2 wrong usage, 3 store.
    pub(super) fn end(mut self, outcome: Outcome) -> ExitCode {
        let outcome = outcome.and_then(|end| self.flush().map(|()| end).map_err(Stop::from));
        let code = match outcome {
            Ok(End::Done) | Err(Stop::Pipe) => 0,
            Ok(End::Problems) => 1,
            Err(stop) => {
                // What was printed before is worth having, even though the end was not reached.
                let _ = self.flush();
                let (code, words) = match stop {
                    Stop::Refused(words) => (1, words),
                    Stop::Usage(words) => (2, words),
                    Stop::Store(words) => (3, words),
                    Stop::Output(error) => (1, output_words(&error)),
                    Stop::Pipe => return ExitCode::SUCCESS,
                };
                self.note(&words);
                code
            }
        };
        ExitCode::from(code)
    }
}

fn output_words(error: &io::Error) -> Words {
    crate::say!("Không ghi ra được: {error}.", "The output cannot be written: {error}.", error = error)
}
