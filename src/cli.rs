//! Arguments and commands: what the program does when it is started.
//!
//! | exit code | means |
//! |---|---|
//! | 0 | done |
//! | 1 | problems were found, or something was refused |
//! | 2 | wrong usage |
//! | 3 | the store is busy, damaged or cannot write |

mod apply;
mod args;
mod backup;
mod built;
mod check;
mod desk;
mod docs;
mod doctor;
mod export;
mod fields;
mod history;
mod init;
mod keys;
mod out;
mod place;
mod probe;
mod redact;
mod rehearse;
mod report;
mod words;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use crate::register::Lang;
use args::{Args, Command};
use out::{End, Out, Outcome, Stop};
use place::Place;

/// Runs the program with the arguments it was started with.
pub fn run() -> ExitCode {
    let given: Vec<std::ffi::OsString> = std::env::args_os().collect();
    out::tell_only_where_it_panics();
    let mut out = Out::new(spoken(&given));
    let outcome = match parse(&given, out.lang) {
        Ok(args) => obey(args, &mut out),
        Err(refused) => tell(&refused, &mut out),
    };
    out.end(outcome)
}

/// Finds the language asked for among the arguments before they are read, since refusing them takes words already.
fn spoken(given: &[std::ffi::OsString]) -> Option<Lang> {
    let mut texts = given.iter().filter_map(|arg| arg.to_str());
    while let Some(arg) = texts.next() {
        let code = match arg.strip_prefix("--lang") {
            Some("") => texts.next(),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        };
        if let Some(lang) = code.and_then(Lang::from_code) {
            return Some(lang);
        }
    }
    None
}

fn parse(given: &[std::ffi::OsString], lang: Lang) -> Result<Args, clap::Error> {
    let matches = words::dress(Args::command(), lang).try_get_matches_from(given)?;
    Args::from_arg_matches(&matches)
}

/// Tells why the arguments were refused, or shows the help or the version that they ask for.
fn tell(refused: &clap::Error, out: &mut Out) -> Outcome {
    use clap::error::ErrorKind;
    match refused.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let text = refused.render().to_string();
            out.line(text.trim_end())?;
            Ok(End::Done)
        }
        _ => Err(Stop::Usage(words::refusal(refused))),
    }
}

fn obey(args: Args, out: &mut Out) -> Outcome {
    let dir = || place::data_dir(args.data.as_deref());
    let open = |out: &Out| Place::open(&dir()?, out);
    let open_to_read = |out: &Out| Place::open_to_read(&dir()?, out);
    match args.command {
        None if args.demo => desk::demo(out),
        None => desk::open_or_begin(&dir()?, out),
        Some(_) if args.demo => Err(Stop::Usage(words::demo_alone())),
        Some(Command::Init(asked)) => finish(Place::open_or_make(&dir()?, out)?, |place| {
            changing(place, out, |out| init::run(place, &asked, out))
        }),
        Some(Command::TryDatabase { dir }) => Ok(probe::run(&dir)),
        Some(Command::Practice { seed, models }) => rehearse::run(seed, models, out),
        Some(Command::Apply { file }) => {
            // An input that cannot be read is no reason to begin a register.
            let input = apply::Input::open(file.as_deref())?;
            finish(Place::open_or_make(&dir()?, out)?, |place| {
                changing(place, out, |out| apply::run(place, input, out))
            })
        }
        Some(Command::Export(asked)) => finish(open_to_read(out)?, |place| export::run(place, &asked, out)),
        Some(Command::History(asked)) => finish(open_to_read(out)?, |place| {
            let of = asked.entity.as_deref().zip(asked.id.as_deref());
            history::run(place, of, asked.most, out)
        }),
        Some(Command::Undo { seq, why }) => {
            finish(open(out)?, |place| changing(place, out, |out| history::undo(place, seq, why.as_deref(), out)))
        }
        Some(Command::Fields { entity, format }) => fields::run(entity.as_deref(), format, out),
        Some(Command::Keys { format }) => keys::run(format, out),
        Some(Command::Manual) => docs::manual(out),
        Some(Command::Completions { shell }) => docs::completions(shell, out),
        Some(Command::Man) => docs::man(out),
        Some(Command::Import(_)) => Err(Stop::Usage(words::later("import"))),
        Some(Command::Report(asked)) => {
            let place = if asked.freeze { open(out)? } else { open_to_read(out)? };
            finish(place, |place| report::run(place, &asked, out))
        }
        Some(Command::Adopt { set: None, .. }) => built::list_sets(out),
        Some(Command::Adopt { set: Some(set), year }) => {
            finish(open(out)?, |place| built::adopt(place, &set, year, out))
        }
        Some(Command::CarryOver { year, list }) => {
            finish(if list { open_to_read(out)? } else { open(out)? }, |place| {
                built::carry_over(place, year, list, out)
            })
        }
        Some(Command::Check { year }) => finish(open_to_read(out)?, |place| check::run(place, year, out)),
        Some(Command::Backup(asked)) => finish(open_to_read(out)?, |place| backup::run(place, &asked, out)),
        Some(Command::Restore(asked)) => backup::take_back(&dir()?, &asked, out),
        Some(Command::Serve(_)) => Err(Stop::Usage(words::later("serve"))),
        Some(Command::Account(_)) => Err(Stop::Usage(words::later("account"))),
        Some(Command::Doctor(asked)) => doctor::run(&dir()?, &asked, out),
        Some(Command::Redact(asked)) => redact::run(&dir()?, &asked, out),
    }
}

/// Does something that may change a register, and then brings the copies up to date that were asked for.
fn changing(place: &Place, out: &mut Out, work: impl FnOnce(&mut Out) -> Outcome) -> Outcome {
    let before = place.store.head();
    let outcome = work(out);
    if place.store.head() != before {
        backup::after_work(&place.store, out);
    }
    outcome
}

/// Does something in an open register and closes it in good order, whatever came of it.
fn finish(place: Place, work: impl FnOnce(&Place) -> Outcome) -> Outcome {
    let outcome = work(&place);
    let damaged = place.damaged;
    let closed = place::close(place);
    match outcome {
        Ok(End::Done) if damaged => Ok(End::Problems),
        Ok(end) => closed.map(|()| end),
        stopped => stopped,
    }
}
