//! What people do at the local terminal: one thread that sleeps until something comes.

use std::io::{self, Read};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use signal_hook::SigId;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGWINCH};
use signal_hook::low_level::{pipe, unregister};

use crate::input::Input;
use crate::term::decode::Decoder;

/// Signals that ask the process to end.
const ENDING: [i32; 3] = [SIGTERM, SIGHUP, SIGINT];

/// Keeps the reading thread going; dropping it ends the thread and gives the signals back.
#[derive(Debug)]
pub struct Reading {
    /// The thread ends when this end is closed.
    _stop: UnixStream,
    signals: Vec<SigId>,
}

impl Drop for Reading {
    fn drop(&mut self) {
        for signal in self.signals.drain(..) {
            unregister(signal);
        }
    }
}

/// Starts the thread that reads the local terminal and hands over what people did.
///
/// `deliver` gets all that one read gave, in order, and returns `false` to end the thread. A new
/// window size comes as [`Input::Resize`]; the end of the input, SIGTERM, SIGHUP and SIGINT come as
/// [`Input::HangUp`], after which nothing more comes. `esc_wait` is how long a lone Esc waits for the
/// rest of a sequence. Without a pending Esc the thread sleeps with no time limit.
///
/// # Errors
/// What the system said when it refused a pipe, a signal or the thread.
pub fn inputs<F>(esc_wait: Duration, deliver: F) -> io::Result<Reading>
where
    F: FnMut(Vec<Input>) -> bool + Send + 'static,
{
    let (resized, on_resize) = UnixStream::pair()?;
    let (ending, on_ending) = UnixStream::pair()?;
    let (stopped, stop) = UnixStream::pair()?;
    resized.set_nonblocking(true)?;
    let mut reading = Reading { _stop: stop, signals: Vec::new() };
    reading.signals.push(pipe::register(SIGWINCH, on_resize)?);
    for signal in ENDING {
        reading.signals.push(pipe::register(signal, on_ending.try_clone()?)?);
    }
    let sources = Sources { typed: rustix::stdio::stdin(), resized, ending, stopped };
    let run = move || sources.run(esc_wait, super::size, deliver);
    std::thread::Builder::new().name("keys".to_owned()).spawn(run)?;
    Ok(reading)
}

/// All that can wake the thread.
struct Sources<T> {
    /// The terminal's bytes.
    typed: T,
    /// A byte for each new size.
    resized: UnixStream,
    /// A byte when the process is asked to end.
    ending: UnixStream,
    /// Closed at the other end when nobody wants the inputs any more.
    stopped: UnixStream,
}

impl<T: AsFd> Sources<T> {
    fn run(self, esc_wait: Duration, size: impl Fn() -> (u16, u16), mut deliver: impl FnMut(Vec<Input>) -> bool) {
        let mut decoder = Decoder::new();
        let mut bytes = [0; 4096];
        loop {
            let wait = decoder.pending_escape().then_some(esc_wait);
            let [typed, resized, ending, stopped] = match self.sleep(wait) {
                Ok(awake) => awake,
                Err(Errno::INTR) => continue,
                // Without a way to wait, all that is left is to end in good order.
                Err(_) => [false, false, true, false],
            };
            if stopped {
                return;
            }
            let mut batch = Vec::new();
            let mut over = ending;
            if typed {
                match rustix::io::read(&self.typed, &mut bytes) {
                    Ok(0) => over = true,
                    Ok(count) => decoder.feed(&bytes[..count], &mut batch),
                    Err(Errno::INTR | Errno::AGAIN) => {}
                    // EIO: the terminal is gone.
                    Err(_) => over = true,
                }
            } else if !resized {
                decoder.timeout(&mut batch);
            }
            if resized {
                // Several changes of size are one: only the last can be seen.
                while matches!((&self.resized).read(&mut bytes), Ok(1..)) {}
                let (cols, rows) = size();
                batch.push(Input::Resize { cols, rows });
            }
            if over {
                batch.push(Input::HangUp);
            }
            if (!batch.is_empty() && !deliver(batch)) || over {
                return;
            }
        }
    }

    /// Sleeps until a source has something or the time is over, and tells which have, as ordered above.
    fn sleep(&self, wait: Option<Duration>) -> Result<[bool; 4], Errno> {
        let limit = wait.map(|wait| Timespec {
            tv_sec: i64::try_from(wait.as_secs()).unwrap_or(i64::MAX),
            tv_nsec: wait.subsec_nanos().into(),
        });
        let mut fds = [
            PollFd::new(&self.typed, PollFlags::IN),
            PollFd::new(&self.resized, PollFlags::IN),
            PollFd::new(&self.ending, PollFlags::IN),
            PollFd::new(&self.stopped, PollFlags::IN),
        ];
        poll(&mut fds, limit.as_ref())?;
        // A closed or broken source counts too: reading it tells what is the matter.
        Ok(fds.map(|fd| !fd.revents().is_empty()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Chord, Key, script};
    use std::io::Write;
    use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};

    /// Longer than any machine under load needs; a failing test waits this long.
    const LONG: Duration = Duration::from_secs(20);

    struct Desk {
        typed: Option<UnixStream>,
        resized: UnixStream,
        ending: UnixStream,
        stop: Option<UnixStream>,
        heard: Receiver<Vec<Input>>,
    }

    /// Runs the thread on pipes in place of a terminal and of signals.
    fn desk(esc_wait: Duration) -> Desk {
        let ([typed, resized, ending, stopped], [to_typed, to_resized, to_ending, stop]) = {
            let pairs = [(); 4].map(|()| UnixStream::pair().unwrap());
            let mut far = Vec::new();
            let near = pairs.map(|(near, other)| {
                far.push(other);
                near
            });
            (near, far.try_into().unwrap())
        };
        resized.set_nonblocking(true).unwrap();
        let (tell, heard) = channel();
        let sources = Sources { typed, resized, ending, stopped };
        std::thread::spawn(move || sources.run(esc_wait, || (100, 30), |batch| tell.send(batch).is_ok()));
        Desk { typed: Some(to_typed), resized: to_resized, ending: to_ending, stop: Some(stop), heard }
    }

    impl Desk {
        fn types(&mut self, bytes: &[u8]) {
            self.typed.as_mut().unwrap().write_all(bytes).unwrap();
        }

        fn hears(&self) -> Vec<Input> {
            self.heard.recv_timeout(LONG).unwrap()
        }
    }

    #[test]
    fn what_one_read_gave_comes_together() {
        let mut desk = desk(LONG);
        desk.types("vie\u{7f}ê\u{7f}ệt\x1b[A".as_bytes());
        assert_eq!(desk.hears(), script("vie<BS>ê<BS>ệt<Up>").unwrap());
    }

    #[test]
    fn a_lone_esc_comes_when_nothing_follows() {
        let mut desk = desk(Duration::from_millis(5));
        desk.types(b"\x1b");
        assert_eq!(desk.hears(), [Chord::plain(Key::Esc).into()]);
    }

    #[test]
    fn an_esc_waits_for_its_sequence() {
        let mut desk = desk(LONG);
        desk.types(b"\x1b");
        assert_eq!(desk.heard.recv_timeout(Duration::from_millis(50)), Err(RecvTimeoutError::Timeout));
        desk.types(b"OS");
        assert_eq!(desk.hears(), [Chord::f(4).into()]);
    }

    #[test]
    fn a_new_size_does_not_hurry_an_esc() {
        let mut desk = desk(LONG);
        desk.types(b"\x1b");
        std::thread::sleep(Duration::from_millis(20));
        desk.resized.write_all(b"XX").unwrap();
        assert_eq!(desk.hears(), script("<Resize 100x30>").unwrap());
        desk.types(b"[B");
        assert_eq!(desk.hears(), script("<Down>").unwrap());
    }

    #[test]
    fn the_end_of_the_input_is_a_hang_up_after_what_was_typed() {
        let mut desk = desk(LONG);
        desk.types(b"ab");
        desk.typed = None;
        let mut heard = desk.hears();
        if heard.len() == 2 {
            heard.extend(desk.hears());
        }
        assert_eq!(heard, script("ab<HangUp>").unwrap());
        assert_eq!(desk.heard.recv_timeout(LONG), Err(RecvTimeoutError::Disconnected));
    }

    #[test]
    fn a_signal_to_end_is_a_hang_up() {
        let mut desk = desk(LONG);
        desk.ending.write_all(b"X").unwrap();
        assert_eq!(desk.hears(), [Input::HangUp]);
        assert_eq!(desk.heard.recv_timeout(LONG), Err(RecvTimeoutError::Disconnected));
    }

    #[test]
    fn the_thread_ends_when_nobody_wants_its_inputs() {
        let mut desk = desk(LONG);
        desk.stop = None;
        assert_eq!(desk.heard.recv_timeout(LONG), Err(RecvTimeoutError::Disconnected));
    }

    #[test]
    fn the_thread_ends_when_told_that_enough_was_heard() {
        let (near, mut far) = UnixStream::pair().unwrap();
        let quiet = || UnixStream::pair().unwrap();
        let (resized, ending, stopped) = (quiet(), quiet(), quiet());
        let sources = Sources { typed: near, resized: resized.0, ending: ending.0, stopped: stopped.0 };
        let thread = std::thread::spawn(move || sources.run(LONG, || (80, 24), |_| false));
        far.write_all(b"a").unwrap();
        thread.join().unwrap();
    }
}
