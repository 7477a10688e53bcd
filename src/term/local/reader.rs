//! What people do at the local terminal: one thread that sleeps until something comes.

use std::io::{self, Read};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{Signal, getpid, kill_process};
use signal_hook::SigId;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
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
/// SIGTSTP gives the terminal back and stops the process; SIGCONT takes it again, and an
/// [`Input::Resize`] has everything painted anew, since nobody knows what it shows by then.
///
/// # Errors
/// What the system said when it refused a pipe, a signal or the thread.
pub fn inputs<F>(esc_wait: Duration, deliver: F) -> io::Result<Reading>
where
    F: FnMut(Vec<Input>) -> bool + Send + 'static,
{
    let (resized, on_resize) = UnixStream::pair()?;
    let (ending, on_ending) = UnixStream::pair()?;
    let (paused, on_pause) = UnixStream::pair()?;
    let (resumed, on_resume) = UnixStream::pair()?;
    let (stopped, stop) = UnixStream::pair()?;
    for signals in [&resized, &paused, &resumed] {
        signals.set_nonblocking(true)?;
    }
    let mut reading = Reading { _stop: stop, signals: Vec::new() };
    for (signal, pipe) in [(SIGWINCH, on_resize), (SIGTSTP, on_pause), (SIGCONT, on_resume)] {
        reading.signals.push(pipe::register(signal, pipe)?);
    }
    for signal in ENDING {
        reading.signals.push(pipe::register(signal, on_ending.try_clone()?)?);
    }
    let sources = Sources { typed: rustix::stdio::stdin(), resized, paused, resumed, ending, stopped };
    let run = move || sources.run(esc_wait, &Here, deliver);
    std::thread::Builder::new().name("keys".to_owned()).spawn(run)?;
    Ok(reading)
}

/// All that can wake the thread.
struct Sources<T> {
    /// The terminal's bytes.
    typed: T,
    /// A byte for each new size.
    resized: UnixStream,
    /// A byte when the process is asked to stop for a while.
    paused: UnixStream,
    /// A byte when it goes on after a stop.
    resumed: UnixStream,
    /// A byte when the process is asked to end.
    ending: UnixStream,
    /// Closed at the other end when nobody wants the inputs any more.
    stopped: UnixStream,
}

/// What the thread does to the terminal itself.
trait Tty {
    /// Tells the size in columns and rows.
    fn size(&self) -> (u16, u16);

    /// Gives the terminal back and stops the process.
    fn pause(&self);

    /// Takes the terminal again after a stop.
    fn resume(&self);
}

/// The terminal that the process was started in.
struct Here;

impl Tty for Here {
    fn size(&self) -> (u16, u16) {
        super::size()
    }

    fn pause(&self) {
        super::restore();
        // SIGTSTP itself is caught, and has no effect where no shell could wake the process again.
        let _ = kill_process(getpid(), Signal::STOP);
    }

    fn resume(&self) {
        super::retake();
    }
}

/// Takes the bytes out of a pipe and tells whether there were any.
fn drain(mut pipe: &UnixStream, bytes: &mut [u8]) -> bool {
    let mut any = false;
    while matches!(pipe.read(bytes), Ok(1..)) {
        any = true;
    }
    any
}

impl<T: AsFd> Sources<T> {
    fn run(self, esc_wait: Duration, tty: &impl Tty, mut deliver: impl FnMut(Vec<Input>) -> bool) {
        let mut decoder = Decoder::new();
        let mut bytes = [0; 4096];
        loop {
            let wait = decoder.pending_escape().then_some(esc_wait);
            let [typed, ending, stopped, late] = match self.sleep(wait) {
                Ok(awake) => awake,
                Err(Errno::INTR) => continue,
                // Without a way to wait, all that is left is to end in good order.
                Err(_) => [false, true, false, false],
            };
            if stopped {
                return;
            }
            // The process sleeps in here; it goes on by the other signal, which comes later.
            if drain(&self.paused, &mut bytes) {
                tty.pause();
            }
            let resumed = drain(&self.resumed, &mut bytes);
            if resumed {
                tty.resume();
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
            } else if late {
                decoder.timeout(&mut batch);
            }
            // Several changes of size are one: only the last can be seen.
            if drain(&self.resized, &mut bytes) || resumed {
                let (cols, rows) = tty.size();
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

    /// Sleeps until a source has something or the time is over, and tells whether something was typed, the end was
    /// asked for, nobody listens any more, the time is over.
    fn sleep(&self, wait: Option<Duration>) -> Result<[bool; 4], Errno> {
        let limit = wait.map(|wait| Timespec {
            tv_sec: i64::try_from(wait.as_secs()).unwrap_or(i64::MAX),
            tv_nsec: wait.subsec_nanos().into(),
        });
        let mut fds = [
            PollFd::new(&self.typed, PollFlags::IN),
            PollFd::new(&self.ending, PollFlags::IN),
            PollFd::new(&self.stopped, PollFlags::IN),
            PollFd::new(&self.resized, PollFlags::IN),
            PollFd::new(&self.paused, PollFlags::IN),
            PollFd::new(&self.resumed, PollFlags::IN),
        ];
        let ready = poll(&mut fds, limit.as_ref())?;
        // A closed or broken source counts too: reading it tells what is the matter.
        let [typed, ending, stopped, ..] = fds.map(|fd| !fd.revents().is_empty());
        Ok([typed, ending, stopped, ready == 0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Chord, Key, script};
    use std::io::Write;
    use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};

    /// Longer than any machine under load needs; a failing test waits this long.
    const LONG: Duration = Duration::from_secs(20);

    struct Desk {
        typed: Option<UnixStream>,
        resized: UnixStream,
        paused: UnixStream,
        resumed: UnixStream,
        ending: UnixStream,
        stop: Option<UnixStream>,
        heard: Receiver<Vec<Input>>,
        done: Receiver<&'static str>,
    }

    /// A terminal that tells what is done to it.
    struct Told(Sender<&'static str>);

    impl Tty for Told {
        fn size(&self) -> (u16, u16) {
            (100, 30)
        }

        fn pause(&self) {
            self.0.send("paused").unwrap();
        }

        fn resume(&self) {
            self.0.send("resumed").unwrap();
        }
    }

    /// Runs the thread on pipes in place of a terminal and of signals.
    fn desk(esc_wait: Duration) -> Desk {
        let ([typed, resized, paused, resumed, ending, stopped], far) = {
            let pairs = [(); 6].map(|()| UnixStream::pair().unwrap());
            let mut far = Vec::new();
            let near = pairs.map(|(near, other)| {
                far.push(other);
                near
            });
            (near, <[UnixStream; 6]>::try_from(far).unwrap())
        };
        let [to_typed, to_resized, to_paused, to_resumed, to_ending, stop] = far;
        for signals in [&resized, &paused, &resumed] {
            signals.set_nonblocking(true).unwrap();
        }
        let (tell, heard) = channel();
        let (note, done) = channel();
        let sources = Sources { typed, resized, paused, resumed, ending, stopped };
        std::thread::spawn(move || sources.run(esc_wait, &Told(note), |batch| tell.send(batch).is_ok()));
        Desk {
            typed: Some(to_typed),
            resized: to_resized,
            paused: to_paused,
            resumed: to_resumed,
            ending: to_ending,
            stop: Some(stop),
            heard,
            done,
        }
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
    fn after_a_stop_everything_is_painted_anew() {
        let mut desk = desk(LONG);
        desk.types(b"\x1b");
        std::thread::sleep(Duration::from_millis(20));
        desk.paused.write_all(b"X").unwrap();
        assert_eq!(desk.done.recv_timeout(LONG), Ok("paused"));
        assert_eq!(desk.heard.recv_timeout(Duration::from_millis(50)), Err(RecvTimeoutError::Timeout));
        desk.resumed.write_all(b"X").unwrap();
        assert_eq!(desk.done.recv_timeout(LONG), Ok("resumed"));
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
        let ([resized, paused, resumed, ending, stopped], _far) = {
            let pairs = [(); 5].map(|()| UnixStream::pair().unwrap());
            let mut far = Vec::new();
            (pairs.map(|(near, other)| (far.push(other), near).1), far)
        };
        for signals in [&resized, &paused, &resumed] {
            signals.set_nonblocking(true).unwrap();
        }
        let sources = Sources { typed: near, resized, paused, resumed, ending, stopped };
        let (note, _done) = channel();
        let thread = std::thread::spawn(move || sources.run(LONG, &Told(note), |_| false));
        far.write_all(b"a").unwrap();
        thread.join().unwrap();
    }
}
