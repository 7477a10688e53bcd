//! A session at the terminal in which the program was started.

use std::io::{self, Write};
use std::sync::mpsc::channel;
use std::time::Duration;

use super::{SessionEvent, Sitting, run};
use crate::register::{Actor, Lang, Words};
use crate::store::Store;
use crate::term::caps::{Caps, Colours, PROBE, Surroundings};
use crate::term::front::Front;
use crate::term::local::{Local, Out, inputs, restore, size};
use crate::term::screen;
use crate::term::surface::Surface;

/// Runs a session at the local terminal, and gives the terminal back as it was, whatever happens.
///
/// # Errors
/// [`io::ErrorKind::Unsupported`] where there is no terminal; otherwise what the system said.
pub fn run_local(store: &Store, actor: Actor, lang: Option<Lang>, reading: Option<(Words, Words)>) -> io::Result<()> {
    tell_panics_on_the_ordinary_screen();
    let ended = sit_down(store, actor, lang, reading);
    drop(std::panic::take_hook());
    ended
}

fn sit_down(store: &Store, actor: Actor, lang: Option<Lang>, reading: Option<(Words, Words)>) -> io::Result<()> {
    let _local = Local::enter()?;
    let (tell, events) = channel();
    let around = Environment::read();
    let esc = Duration::from_millis(Caps::of(&around.surroundings(), None).esc_ms.into());
    let heard = tell.clone();
    let _reading = inputs(esc, move |batch| heard.send(SessionEvent::Inputs(batch)).is_ok())?;
    let mut out = Out::new();
    // The answers come with the keys; nobody waits for them.
    out.write_all(PROBE)?;
    let front = Front::new(&around.surroundings());
    let mut surface = around.surface(size(), front.caps())?;
    let sitting = Sitting { actor, lang, front, size: size(), reading };
    run(store, sitting, (&events, &tell), &mut surface, &mut out)
}

/// What the process was told about its terminal.
struct Environment {
    values: Vec<(&'static str, Option<String>)>,
}

impl Environment {
    #[allow(clippy::disallowed_methods, reason = "a session reads the environment here and nowhere else")]
    fn read() -> Self {
        let names = ["TERM", "NO_COLOR", "COLORTERM", "LC_ALL", "LC_CTYPE", "LANG", "SSH_CONNECTION", "DANVAN_BACKEND"];
        Self { values: names.map(|name| (name, std::env::var(name).ok())).into() }
    }

    fn get(&self, wanted: &str) -> Option<&str> {
        self.values.iter().find(|(name, _)| *name == wanted).and_then(|(_, value)| value.as_deref())
    }

    fn surroundings(&self) -> Surroundings<'_> {
        Surroundings {
            term: self.get("TERM"),
            no_color: self.get("NO_COLOR"),
            colorterm: self.get("COLORTERM"),
            lc_all: self.get("LC_ALL"),
            lc_ctype: self.get("LC_CTYPE"),
            lang: self.get("LANG"),
            remote: self.get("SSH_CONNECTION").is_some(),
        }
    }

    /// Makes the surface: our own, or ratatui's where `DANVAN_BACKEND=crossterm` asks for it, to compare.
    fn surface(&self, (cols, rows): (u16, u16), caps: Caps) -> io::Result<Surface> {
        match self.get("DANVAN_BACKEND") {
            Some("crossterm") => Surface::crossterm(cols, rows),
            _ => Surface::thin(cols, rows, screen::Look { colours: caps.colours != Colours::None, bare_lf: true }),
        }
    }
}

/// Has the session's own panic written where it can be read, after the terminal is given back.
///
/// One on another thread is answered there, and would only spoil the picture.
fn tell_panics_on_the_ordinary_screen() {
    let session = std::thread::current().id();
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().id() == session {
            restore();
            usual(panic);
        }
    }));
}
