//! `danvan apply`: commands in, one answer a line out, each only once it is on the disk.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use super::out::{End, Out, Outcome, Stop};
use super::place::{Place, commit_time, this_year};
use crate::exchange::lines::{Line, Lines};
use crate::register::wire::{Fault, Reader, done, unchanged};
use crate::register::{Commit, Reject, Words};
use crate::say;

/// Most lines that are made durable together.
const GROUP: usize = 256;

/// Where commands come from: a file, or standard input.
pub(super) struct Input {
    name: String,
    lines: Lines<Box<dyn Read>>,
}

impl Input {
    /// Opens the file, or standard input where none is named.
    pub(super) fn open(file: Option<&Path>) -> Result<Self, Stop> {
        let Some(path) = file.filter(|path| *path != Path::new("-")) else {
            return Ok(Self { name: "stdin".to_owned(), lines: Lines::new(Box::new(std::io::stdin().lock())) });
        };
        let name = path.display().to_string();
        match File::open(path) {
            Ok(file) => Ok(Self { name, lines: Lines::new(Box::new(file)) }),
            Err(error) => Err(unreadable(&name, &error)),
        }
    }
}

/// Applies the commands of an input.
pub(super) fn run(place: &Place, mut input: Input, out: &mut Out) -> Outcome {
    let mut end = End::Done;
    loop {
        let group = input.lines.group(GROUP).map_err(|error| unreadable(&input.name, &error))?;
        if group.is_empty() {
            return Ok(end);
        }
        for chunk in group.chunk_by(|_, next| !is_undo(next)) {
            if apply(place, chunk, out).map_err(unheard)? == End::Problems {
                end = End::Problems;
            }
        }
    }
}

/// An undo may name a commit that a line just before it makes, so those before it are finished first.
fn is_undo((_, line): &Line) -> bool {
    line.as_ref().is_ok_and(|text| text.contains("\"undo\""))
}

/// Applies lines that wait together and answers each of them.
fn apply(place: &Place, lines: &[Line], out: &mut Out) -> Outcome {
    let (at, year) = (commit_time(), this_year());
    let mut seq = place.store.head().seq;
    let mut source = place.source();
    let mut faults: BTreeMap<usize, Fault> = BTreeMap::new();
    let outcomes = place.store.commit_made(lines.len(), &place.actor, at, &mut |line, records| {
        let read = lines[line].1.as_ref().map_err(Clone::clone).and_then(|text| {
            let mut reader = Reader::new(records, &place.actor, at, year, &mut source);
            reader.plan(text)
        });
        read.map_err(|fault| faults.insert(line, fault)).ok()
    });
    let mut end = End::Done;
    let mut broken = None;
    for (line, ((number, _), outcome)) in lines.iter().zip(outcomes).enumerate() {
        let outcome = match (outcome, faults.remove(&line)) {
            (Some(Err(Reject::Nothing)), _) => Ok(unchanged(seq)),
            (Some(outcome), _) => answer(outcome, &mut seq, &mut broken),
            (None, Some(fault)) => Err(fault),
            (None, None) => Err(Reject::Storage(not_answered()).into()),
        };
        let line = outcome.unwrap_or_else(|fault| {
            end = End::Problems;
            fault.line(*number, out.lang)
        });
        out.line(&line)?;
    }
    out.flush()?;
    match broken {
        Some(words) => Err(Stop::Store(words)),
        None => Ok(end),
    }
}

/// Gives the answer to a request; keeps the number of its commit, and what the store says when it cannot write.
fn answer(outcome: Result<Arc<Commit>, Reject>, seq: &mut u64, broken: &mut Option<Words>) -> Result<String, Fault> {
    match outcome {
        Ok(commit) => {
            *seq = commit.seq;
            Ok(done(commit.seq))
        }
        Err(reject) => {
            if let Reject::Storage(words) = &reject {
                *broken = Some(words.clone());
            }
            Err(reject.into())
        }
    }
}

fn not_answered() -> Words {
    say!(
        "Không rõ đã ghi chưa. Xem \"danvan history\".",
        "It is not known whether this was saved. See \"danvan history\"."
    )
}

fn unreadable(name: &str, error: &std::io::Error) -> Stop {
    Stop::Usage(say!("Không đọc được {file}: {error}.", "{file} cannot be read: {error}.", file = name, error = error))
}

/// An answer that nobody hears is a command whose author does not know what became of it.
fn unheard(stop: Stop) -> Stop {
    match stop {
        Stop::Pipe => Stop::Refused(say!(
            "Không còn ai nhận kết quả nên dừng. Xem \"danvan history\" để biết đã ghi đến đâu.",
            "Nobody takes the answers any more, so this stops. \"danvan history\" tells how far it came."
        )),
        other => other,
    }
}
