//! The real program in a real pty: keys as bytes in, the screen of a terminal emulator out.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use danvan::input::{Chord, Input, Key, script};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long a screen may take to show what a test waits for, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the terminal has shown so far.
struct Shown {
    parser: vt100::Parser,
    bytes: usize,
    is_over: bool,
}

/// A program running in a terminal of its own.
pub struct Pty {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
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
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_danvan"));
        command.args(arguments);
        command.env_clear();
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("TZ", "Asia/Ho_Chi_Minh")] {
            command.env(name, value);
        }
        command.env("HOME", data);
        command.env("DANVAN_DATA", data);
        command.cwd(data);
        Self::run(command, cols, rows)
    }

    /// Starts any program in a terminal of this size.
    pub fn run(command: CommandBuilder, cols: u16, rows: u16) -> Self {
        let pair = native_pty_system().openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let side = |cells| NonZeroU16::new(cells).unwrap();
        let parser = vt100::Parser::new(side(rows), side(cols), 0);
        let shown = Arc::new((Mutex::new(Shown { parser, bytes: 0, is_over: false }), Condvar::new()));
        follow(pair.master.try_clone_reader().unwrap(), Arc::clone(&shown));
        let keys = pair.master.take_writer().unwrap();
        Self { child, master: pair.master, keys, shown }
    }

    /// Sends bytes as they are.
    pub fn send(&mut self, bytes: &[u8]) {
        self.keys.write_all(bytes).unwrap();
        self.keys.flush().unwrap();
    }

    /// Sends a key script, letters as whole letters.
    pub fn press(&mut self, keys: &str) {
        for input in script(keys).unwrap() {
            self.send(&bytes_of(&input));
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
        let (lock, changed) = &*self.shown;
        let mut shown = lock.lock().unwrap();
        let end = Instant::now() + PATIENCE;
        loop {
            let screen = shown.parser.screen().contents();
            if holds(&screen) {
                return screen;
            }
            let left = end.saturating_duration_since(Instant::now());
            assert!(!shown.is_over && !left.is_zero(), "waited for {what}; the screen was:\n{screen}");
            shown = changed.wait_timeout(shown, left).unwrap().0;
        }
    }

    /// Waits until the screen shows a text.
    pub fn wait_for(&self, text: &str) -> String {
        self.wait(text, |screen| screen.contains(text))
    }

    /// Counts the bytes that the program has sent.
    pub fn bytes(&self) -> usize {
        self.shown.0.lock().unwrap().bytes
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

/// Feeds what the program writes to the emulator until it ends.
fn follow(mut reader: Box<dyn Read + Send>, shown: Arc<(Mutex<Shown>, Condvar)>) {
    std::thread::spawn(move || {
        let mut bytes = [0; 4096];
        loop {
            let read = reader.read(&mut bytes).unwrap_or(0);
            let (lock, changed) = &*shown;
            let mut shown = lock.lock().unwrap();
            shown.parser.process(&bytes[..read]);
            shown.bytes += read;
            shown.is_over = read == 0;
            changed.notify_all();
            if read == 0 {
                return;
            }
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
