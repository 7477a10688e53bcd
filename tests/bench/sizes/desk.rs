//! The real session over an open register, with a clock at both ends: keys in, painted frames out.

use std::io::{self, Write};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use danvan::input::{Input, script};
use danvan::register::Actor;
use danvan::session::{SessionEvent, Sitting, run};
use danvan::store::Store;
use danvan::term::caps::Surroundings;
use danvan::term::front::Front;
use danvan::term::screen::Look;
use danvan::term::surface::Surface;

/// How long a frame may take before a measurement is given up.
const PATIENCE: Duration = Duration::from_secs(120);

/// How long nothing is painted when nothing more comes.
const QUIET: Duration = Duration::from_secs(3);

/// Tells when each frame was painted.
struct Painted(Sender<Instant>);

impl Write for Painted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.send(Instant::now()).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

/// A person at a desk.
pub struct Desk {
    keys: Sender<SessionEvent>,
    painted: Mutex<Receiver<Instant>>,
}

impl Desk {
    /// Sits down at 80×24, does something there, and leaves.
    pub fn sit<T>(store: &Store, work: impl FnOnce(&Desk) -> T) -> T {
        let (keys, events) = channel();
        let (tell, painted) = channel();
        let desk = Self { keys: keys.clone(), painted: Mutex::new(painted) };
        std::thread::scope(|scope| {
            scope.spawn(move || {
                let around =
                    Surroundings { term: Some("xterm-256color"), lang: Some("C.UTF-8"), ..Surroundings::default() };
                let mut surface = Surface::thin(80, 24, Look::default()).unwrap();
                let sitting = Sitting {
                    actor: Actor::sole("vp01"),
                    lang: None,
                    front: Front::new(&around),
                    size: (80, 24),
                    reading: None,
                };
                run(store, sitting, (&events, &keys), &mut surface, &mut Painted(tell)).unwrap();
            });
            let done = work(&desk);
            desk.keys.send(SessionEvent::Inputs(vec![Input::HangUp])).unwrap();
            done
        })
    }

    /// Waits for a frame.
    pub fn frame(&self) -> Instant {
        self.painted.lock().unwrap().recv_timeout(PATIENCE).expect("a frame")
    }

    /// Waits for another frame; `None` where nothing more comes.
    pub fn another(&self) -> Option<Instant> {
        self.painted.lock().unwrap().recv_timeout(QUIET).ok()
    }

    /// Waits until what goes on behind the screen has come to its end.
    pub fn rest(&self) {
        while self.another().is_some() {}
    }

    /// Presses the keys of a script one by one, each once the one before is painted; returns how long each took. A key that
    /// changes nothing on the screen is left out.
    pub fn press(&self, keys: &str) -> Vec<Duration> {
        let press = |input: &Input| {
            let from = Instant::now();
            self.keys.send(SessionEvent::Inputs(vec![input.clone()])).unwrap();
            self.another().map(|painted| painted - from)
        };
        script(keys).unwrap().iter().filter_map(press).collect()
    }
}
