//! The programs that are measured, and what is done in each.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use portable_pty::CommandBuilder;

use crate::pty::{Pty, danvan};
use crate::sample::Sample;
use crate::threads::{Switches, most_memory, switches};

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    FirstScreen,
    Table,
    Letter,
    Backspace,
    NextField,
    RowDown,
    Scroll,
    PageDown,
    IdleBytes,
    IdleWakes,
    IdleWakesOfSled,
}

/// All of it, in the order of the table.
pub const ACTIONS: &[Action] = &[
    Action::FirstScreen,
    Action::Table,
    Action::Letter,
    Action::Backspace,
    Action::NextField,
    Action::RowDown,
    Action::Scroll,
    Action::PageDown,
    Action::IdleBytes,
    Action::IdleWakes,
    Action::IdleWakesOfSled,
];

impl Action {
    /// Returns what the table calls it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::FirstScreen => "first screen",
            Self::Table => "from there to the table",
            Self::Letter => "letter, mean of 40",
            Self::Backspace => "Backspace, mean of 40",
            Self::NextField => "next field",
            Self::RowDown => "row down",
            Self::Scroll => "one-row scroll",
            Self::PageDown => "page down",
            Self::IdleBytes => "idle 5 s, bytes",
            Self::IdleWakes => "idle 5 s, wake-ups",
            Self::IdleWakesOfSled => "  of the database's threads",
        }
    }

    /// Returns what ours may cost at most.
    pub const fn aim(self) -> &'static str {
        match self {
            Self::FirstScreen | Self::Table => "3000",
            Self::Letter | Self::Backspace => "3",
            Self::NextField => "60",
            Self::RowDown => "40",
            Self::Scroll => "300",
            Self::PageDown => "2000",
            Self::IdleBytes | Self::IdleWakes => "0",
            Self::IdleWakesOfSled => "-",
        }
    }
}

/// Bytes (or wake-ups) of each action that the program has.
pub type Figures = BTreeMap<Action, f64>;

/// Keys that are measured one by one.
pub struct Step {
    action: Action,
    /// Pressed before, in one go, and not counted.
    before: &'static str,
    /// A key script of which each key is counted by itself.
    keys: &'static str,
    /// How often the script is played.
    times: usize,
}

/// A program and what is done in it.
pub struct Program {
    pub name: &'static str,
    pub is_ours: bool,
    arguments: fn(&Sample) -> Vec<PathBuf>,
    environment: &'static [(&'static str, &'static str)],
    /// A text of its first screen.
    ready: &'static str,
    /// The keys from the first screen to the table, if that is another one.
    to_table: &'static str,
    steps: &'static [Step],
}

/// Forty letters as an officer types them.
const TYPED: &str = "Tuyến phố văn minh không rác không tờ rơ";

const fn step(action: Action, before: &'static str, keys: &'static str, times: usize) -> Step {
    Step { action, before, keys, times }
}

const TYPING: Step = step(Action::Letter, "", TYPED, 1);
const RUBBING: Step = step(Action::Backspace, "", "<BS>", 40);
const DOWN: Step = step(Action::RowDown, "", "<Down>", 10);
const TO_THE_LAST_ROW: &str = "<Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down>";
const SCROLL: Step = step(Action::Scroll, TO_THE_LAST_ROW, "<Down>", 10);
const PAGE: Step = step(Action::PageDown, "", "<PgDn>", 4);

const NOT_OURS: Program = Program {
    name: "",
    is_ours: false,
    arguments: |_| Vec::new(),
    environment: &[],
    ready: "",
    to_table: "",
    steps: &[],
};

/// Our own program: its table of models, and the form of a new one.
const OURS: Program = Program {
    name: "danvan",
    is_ours: true,
    arguments: |_| Vec::new(),
    environment: &[],
    ready: "Thực Hành",
    to_table: "<C-k>mo hinh<Enter>",
    steps: &[
        DOWN,
        SCROLL,
        PAGE,
        step(Action::Letter, "<F5>", TYPED, 1),
        RUBBING,
        step(Action::NextField, "Tên mới", "<Tab>", 8),
    ],
};

/// What is measured, ours first.
pub const PROGRAMS: &[Program] = &[
    OURS,
    Program { name: "crossterm", environment: &[("DANVAN_BACKEND", "crossterm")], ..OURS },
    Program {
        name: "nano",
        arguments: |sample| vec!["-I".into(), sample.text()],
        ready: "DVK-2026-001",
        steps: &[DOWN, SCROLL, PAGE, step(Action::Letter, "<End><Enter>", TYPED, 1), RUBBING],
        ..NOT_OURS
    },
    Program {
        name: "mc",
        arguments: |sample| vec!["-u".into(), "-d".into(), sample.folder(), sample.folder()],
        ready: "001",
        steps: &[DOWN, SCROLL, PAGE, TYPING, RUBBING],
        ..NOT_OURS
    },
    Program {
        name: "csvlens",
        arguments: |sample| vec![sample.csv()],
        ready: "DVK-2026-001",
        steps: &[DOWN, SCROLL, PAGE, step(Action::Letter, "/", TYPED, 1), RUBBING],
        ..NOT_OURS
    },
    Program {
        name: "vd",
        arguments: |sample| vec![sample.csv()],
        ready: "DVK-2026-001",
        steps: &[DOWN, SCROLL, PAGE, step(Action::Letter, "e", TYPED, 1), RUBBING],
        ..NOT_OURS
    },
];

/// What the head of our table shows, and the first screen does not.
const TABLE: &str = "Tên mô hình  ";

/// How long a program is left alone.
const IDLE: Duration = Duration::from_secs(5);

impl Program {
    /// Runs the program and gives its figures; `None` where it is not installed.
    pub fn measure(&self, sample: &Sample, size: (u16, u16)) -> Option<Figures> {
        let mut pty = Pty::run(self.command(sample, "bytes")?, size.0, size.1);
        pty.wait_for(self.ready);
        let mut figures = Figures::new();
        figures.insert(Action::FirstScreen, count(pty.settle()));
        self.idle(&pty, &mut figures);
        if !self.to_table.is_empty() {
            let before = pty.bytes();
            self.open_table(&mut pty);
            figures.insert(Action::Table, count(pty.settle() - before));
        }
        for step in self.steps {
            if !step.before.is_empty() {
                pty.press(step.before);
                pty.settle();
            }
            figures.insert(step.action, step.mean(&mut pty));
        }
        pty.kill();
        Some(figures)
    }

    /// Waits for the program to begin and goes to its table.
    pub fn open_table(&self, pty: &mut Pty) {
        pty.wait_for(self.ready);
        if !self.to_table.is_empty() {
            pty.press(self.to_table);
            pty.wait_for(TABLE);
        }
    }

    /// Builds the command that starts the program, ours on a register for this part of the bench alone, since what one
    /// part left half typed would greet the next; `None` where the program is not installed.
    pub fn command(&self, sample: &Sample, part: &str) -> Option<CommandBuilder> {
        let arguments = (self.arguments)(sample);
        let mut command = if self.is_ours {
            danvan(&sample.data(&format!("{}-{part}", self.name)), &[])
        } else {
            let mut command = CommandBuilder::new(installed(self.name)?);
            for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("LC_ALL", "C.UTF-8")] {
                command.env(name, value);
            }
            command.env("HOME", sample.home());
            command.cwd(sample.home());
            command
        };
        command.args(arguments);
        for (name, value) in self.environment {
            command.env(name, value);
        }
        Some(command)
    }

    /// Leaves the program alone and counts what it does of its own accord.
    fn idle(&self, pty: &Pty, figures: &mut Figures) {
        // What a start leaves to be done may take its time.
        std::thread::sleep(Duration::from_secs(1));
        let (bytes, before) = (pty.bytes(), switches(pty.pid()));
        std::thread::sleep(IDLE);
        let Switches { own, sled } = switches(pty.pid()) - before;
        figures.insert(Action::IdleBytes, count(pty.bytes() - bytes));
        figures.insert(Action::IdleWakes, count(own));
        if self.is_ours {
            figures.insert(Action::IdleWakesOfSled, count(sled));
        }
    }
}

/// Reopens a register of so many models, goes to their table, and gives the most memory held meanwhile, in kilobytes.
pub fn memory(sample: &Sample, (cols, rows): (u16, u16), models: usize) -> usize {
    let mut pty = Pty::run(danvan(&sample.register("memory", models), &[]), cols, rows);
    OURS.open_table(&mut pty);
    pty.settle();
    let kilobytes = most_memory(pty.pid()).unwrap_or(0);
    pty.kill();
    kilobytes
}

impl Step {
    /// Plays the step and gives the bytes of a key.
    fn mean(&self, pty: &mut Pty) -> f64 {
        let keys = keys(self.keys);
        let before = pty.settle();
        for key in std::iter::repeat_n(&keys, self.times).flatten() {
            pty.press(key);
            pty.settle();
        }
        count(pty.bytes() - before) / count(keys.len() * self.times)
    }
}

/// Cuts a key script into its keys.
fn keys(script: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let mut rest = script;
    while let Some(first) = rest.chars().next() {
        let end = if first == '<' { rest.find('>').unwrap() + 1 } else { first.len_utf8() };
        let (key, after) = rest.split_at(end);
        keys.push(key.to_owned());
        rest = after;
    }
    keys
}

#[allow(clippy::cast_precision_loss, reason = "counts for people to read")]
fn count(count: usize) -> f64 {
    count as f64
}

/// Finds a program on the path.
fn installed(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|dir| dir.join(name)).find(|program| program.is_file())
}
