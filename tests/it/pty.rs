//! The real program in a real pty: keys as bytes in, the screen of a terminal emulator out.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test waits by the clock, and ends where something is missing"
)]

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use danvan::input::{Chord, Input, Key, script};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long a screen may take to show what a test waits for, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a program may take to begin its answer to a key, in a measurement.
const FIRST_BYTE: Duration = Duration::from_millis(250);

/// A measurement counts a key as answered when nothing has come for this long.
const QUIET: Duration = Duration::from_millis(150);

/// What the terminal says when a program asks where its cursor is.
#[derive(Clone, Copy, Debug, Default)]
pub enum Answering {
    /// The truth, as a terminal that reads UTF-8.
    #[default]
    Truly,
    /// Nothing, as some terminals do.
    Never,
    /// These columns in turn, as a terminal with another charset or font would.
    Columns([u16; 2]),
}

/// Collects what the terminal sends back by itself.
#[derive(Default)]
struct Answers {
    how: Answering,
    /// How many questions came.
    asked: usize,
    ready: Vec<u8>,
}

impl vt100::Callbacks for Answers {
    fn unhandled_csi(
        &mut self,
        screen: &mut vt100::Screen,
        mark: Option<u8>,
        _: Option<u8>,
        numbers: &[&[u16]],
        last: char,
    ) {
        let (row, col) = screen.cursor_position();
        match (mark, numbers, last) {
            (None, [[6]], 'n') => {
                let col = match self.how {
                    Answering::Truly => col + 1,
                    Answering::Never => return,
                    Answering::Columns(columns) => columns[self.asked % 2],
                };
                self.asked += 1;
                self.ready.extend(format!("\x1b[{};{col}R", row + 1).bytes());
            }
            (None, [[] | [0]] | [], 'c') => self.ready.extend(b"\x1b[?62;22c"),
            _ => {}
        }
    }
}

/// What the terminal has shown so far.
struct Shown {
    parser: vt100::Parser<Answers>,
    bytes: usize,
    /// When the last of them came.
    at: Instant,
    is_over: bool,
}

/// The way back to the program, shared by keys and by the terminal's own answers.
type Keys = Arc<Mutex<Box<dyn Write + Send>>>;

/// A program running in a terminal of its own.
pub struct Pty {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Keys,
    shown: Arc<(Mutex<Shown>, Condvar)>,
}

/// How an input method or a terminal sends Backspace.
#[derive(Clone, Copy)]
pub enum Backspace {
    /// 0x7f, most terminals.
    Del = 0x7f,
    /// 0x08, some.
    Bs = 0x08,
}

impl Pty {
    /// Starts `danvan` with these arguments and data directory in a terminal of this size.
    pub fn start(data: &Path, arguments: &[&str], cols: u16, rows: u16) -> Self {
        Self::run(danvan(data, arguments), cols, rows)
    }

    /// Starts any program in a terminal of this size.
    pub fn run(command: CommandBuilder, cols: u16, rows: u16) -> Self {
        Self::over(command, (cols, rows), Answering::Truly, |wire| wire)
    }

    /// Starts any program in a terminal of `size` columns and rows that answers in its own way and hears the program
    /// over a line: `line` is given what the program writes and gives what arrives.
    pub fn over(
        command: CommandBuilder,
        (cols, rows): (u16, u16),
        how: Answering,
        line: impl FnOnce(Box<dyn Read + Send>) -> Box<dyn Read + Send>,
    ) -> Self {
        let pair = native_pty_system().openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let side = |cells| NonZeroU16::new(cells).unwrap();
        let answers = Answers { how, ..Answers::default() };
        let parser = vt100::Parser::new_with_callbacks(side(rows), side(cols), 0, answers);
        let shown = Shown { parser, bytes: 0, at: Instant::now(), is_over: false };
        let shown = Arc::new((Mutex::new(shown), Condvar::new()));
        let keys = Arc::new(Mutex::new(pair.master.take_writer().unwrap()));
        let arriving = line(pair.master.try_clone_reader().unwrap());
        follow(arriving, Arc::clone(&shown), Arc::clone(&keys));
        Self { child, master: pair.master, keys, shown }
    }

    /// Sends bytes as they are.
    pub fn send(&mut self, bytes: &[u8]) {
        let mut keys = self.keys.lock().unwrap();
        keys.write_all(bytes).unwrap();
        keys.flush().unwrap();
    }

    /// Sends a key script, letters as whole letters, arrows as the program asked for them.
    pub fn press(&mut self, keys: &str) {
        for input in script(keys).unwrap() {
            let mut bytes = bytes_of(&input);
            let application = self.shown.0.lock().unwrap().parser.screen().application_cursor();
            if let ([0x1b, second @ b'[', b'A'..=b'H'], true) = (&mut bytes[..], application) {
                *second = b'O';
            }
            self.send(&bytes);
        }
    }

    /// Sends a word as an input method does: plain letters first, then Backspaces and the right letter, in one burst.
    ///
    /// Each marked letter is typed bare, rubbed out, and typed with its marks, as Telex ends up doing.
    pub fn burst(&mut self, text: &str, backspace: Backspace) {
        let mut bytes = Vec::new();
        for letter in text.chars() {
            if !letter.is_ascii() {
                bytes.extend([b'o', backspace as u8]);
            }
            bytes.extend(letter.encode_utf8(&mut [0; 4]).as_bytes());
        }
        self.send(&bytes);
    }

    /// Waits until the screen holds; fails with the screen when that takes too long or the program ends.
    pub fn wait(&self, what: &str, holds: impl Fn(&str) -> bool) -> String {
        self.wait_modes(what, |screen| holds(&screen.contents()))
    }

    /// Waits until the terminal, its modes included, is as wanted; otherwise like [`wait`](Self::wait).
    pub fn wait_modes(&self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) -> String {
        let (lock, changed) = &*self.shown;
        let mut shown = lock.lock().unwrap();
        let end = Instant::now() + PATIENCE;
        loop {
            let screen = shown.parser.screen();
            let text = screen.contents();
            if holds(screen) {
                return text;
            }
            let left = end.saturating_duration_since(Instant::now());
            assert!(!shown.is_over && !left.is_zero(), "waited for {what}; the screen was:\n{text}");
            shown = changed.wait_timeout(shown, left).unwrap().0;
        }
    }

    /// Waits until the program has ended by itself and all it sent is shown.
    pub fn wait_end(&mut self) {
        self.child.wait().unwrap();
        let (lock, changed) = &*self.shown;
        let shown = lock.lock().unwrap();
        drop(changed.wait_while(shown, |shown| !shown.is_over).unwrap());
    }

    /// Gives the exit code of a program that has ended.
    pub fn code(&mut self) -> u32 {
        self.child.wait().unwrap().exit_code()
    }

    /// Tells whether the terminal edits lines itself, as it does for a shell.
    pub fn is_cooked(&self) -> bool {
        let modes = self.master.get_termios().unwrap().local_flags.bits();
        modes & rustix::termios::LocalModes::ICANON.bits() != 0
    }

    /// Shows bytes of another program on the terminal.
    pub fn scribble(&self, bytes: &[u8]) {
        self.shown.0.lock().unwrap().parser.process(bytes);
    }

    /// Waits until the screen shows a text.
    pub fn wait_for(&self, text: &str) -> String {
        self.wait(text, |screen| screen.contains(text))
    }

    /// Counts the bytes that the program has sent.
    pub fn bytes(&self) -> usize {
        self.shown.0.lock().unwrap().bytes
    }

    /// Waits until the program has said all it had to say to the last key, and counts its bytes since the start.
    ///
    /// Nothing at all for a while counts as an answer too.
    pub fn settle(&self) -> usize {
        let (lock, changed) = &*self.shown;
        let begun = Instant::now();
        let mut shown = lock.lock().unwrap();
        loop {
            let end = if shown.at < begun { begun + FIRST_BYTE } else { shown.at + QUIET };
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() || shown.is_over {
                return shown.bytes;
            }
            shown = changed.wait_timeout(shown, left).unwrap().0;
        }
    }

    /// Tells when the last byte arrived.
    pub fn last_byte(&self) -> Instant {
        self.shown.0.lock().unwrap().at
    }

    /// Gives the text on the screen as it is now.
    pub fn screen(&self) -> String {
        self.shown.0.lock().unwrap().parser.screen().contents()
    }

    /// Gives the row and the column of the cursor, counted from 0.
    pub fn cursor(&self) -> (u16, u16) {
        self.shown.0.lock().unwrap().parser.screen().cursor_position()
    }

    /// Gives the number of the process.
    pub fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Changes the size of the terminal.
    pub fn resize(&self, cols: u16, rows: u16) {
        let side = |cells| NonZeroU16::new(cells).unwrap();
        self.shown.0.lock().unwrap().parser.screen_mut().set_size(side(rows), side(cols));
        self.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
    }

    /// Kills the program with no chance to tidy up (SIGKILL) and waits for its end.
    pub fn kill(mut self) {
        // portable-pty's own `kill` says SIGHUP first, which would let the program tidy up.
        let pid = i32::try_from(self.child.process_id().unwrap()).unwrap();
        let pid = rustix::process::Pid::from_raw(pid).unwrap();
        rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
        self.child.wait().unwrap();
    }

    /// Waits for the program to end by itself and returns whether it ended well.
    pub fn end(mut self) -> bool {
        self.child.wait().unwrap().success()
    }
}

/// Builds the command that runs `danvan` with these arguments and data directory, and nothing of our own surroundings.
pub fn danvan(data: &Path, arguments: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_danvan"));
    command.args(arguments);
    command.env_clear();
    for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("TZ", "Asia/Ho_Chi_Minh")] {
        command.env(name, value);
    }
    command.env("HOME", data);
    command.env("DANVAN_DATA", data);
    command.cwd(data);
    command
}

/// Feeds what arrives to the emulator, and its answers to the program, until the program ends.
fn follow(mut reader: Box<dyn Read + Send>, shown: Arc<(Mutex<Shown>, Condvar)>, keys: Keys) {
    std::thread::spawn(move || {
        let mut bytes = [0; 4096];
        loop {
            let read = reader.read(&mut bytes).unwrap_or(0);
            let (lock, changed) = &*shown;
            let mut shown = lock.lock().unwrap();
            shown.parser.process(&bytes[..read]);
            let answer = std::mem::take(&mut shown.parser.callbacks_mut().ready);
            shown.bytes += read;
            shown.at = Instant::now();
            shown.is_over = read == 0;
            changed.notify_all();
            drop(shown);
            if read == 0 {
                return;
            }
            // The program may be gone by now.
            let _ = keys.lock().unwrap().write_all(&answer);
        }
    });
}

/// Writes an input as the bytes that an xterm sends.
fn bytes_of(input: &Input) -> Vec<u8> {
    match input {
        Input::Chord(chord) => chord_bytes(*chord),
        Input::Paste(text) => format!("\x1b[200~{}\x1b[201~", text.replace('\n', "\r")).into_bytes(),
        Input::Resize { .. } | Input::Reply(_) | Input::HangUp => panic!("{input:?} is no key"),
    }
}

fn chord_bytes(chord: Chord) -> Vec<u8> {
    let text = match chord.key {
        Key::Char(letter) if chord.mods.ctrl => return vec![(letter as u8).to_ascii_lowercase() - b'a' + 1],
        Key::Char(letter) => return letter.to_string().into_bytes(),
        Key::Enter => "\r",
        Key::Tab => "\t",
        Key::BackTab => "\x1b[Z",
        Key::Esc => "\x1b",
        Key::Backspace => "\x7f",
        Key::Delete => "\x1b[3~",
        Key::Insert => "\x1b[2~",
        Key::Home => "\x1b[H",
        Key::End => "\x1b[F",
        Key::PageUp => "\x1b[5~",
        Key::PageDown => "\x1b[6~",
        Key::Up => "\x1b[A",
        Key::Down => "\x1b[B",
        Key::Right => "\x1b[C",
        Key::Left => "\x1b[D",
        Key::F(number) => {
            let code = match number {
                1..=4 => return vec![0x1b, b'O', b'P' + number - 1],
                5 => 15,
                6..=10 => 11 + number,
                _ => 12 + number,
            };
            return format!("\x1b[{code}~").into_bytes();
        }
    };
    text.as_bytes().to_vec()
}
