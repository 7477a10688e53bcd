//! The real program in a folder of its own, as scripts start it.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test ends where something is missing")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value as Json;
use tempfile::TempDir;

/// A register on the disk, and the program to work in it.
pub struct Program {
    home: TempDir,
}

/// What a run of the program came to.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("the program prints UTF-8");
        Self { code: output.status.code().expect("not killed"), out: text(output.stdout), err: text(output.stderr) }
    }

    /// The answers of `apply`, one a line.
    pub fn answers(&self) -> Vec<Json> {
        self.out.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
    }

    /// The run, which must have gone well.
    #[track_caller]
    pub fn done(self) -> Self {
        assert_eq!(self.code, 0, "{self:?}");
        self
    }
}

impl Program {
    /// The program with an empty home.
    pub fn new() -> Self {
        Self { home: TempDir::new().unwrap() }
    }

    /// The program in a register that is set up.
    pub fn set_up() -> Self {
        let program = Self::new();
        program.run(&["init", "--name", "Thử Nghiệm", "--province", "Tỉnh Thử", "--year", "2026"]).done();
        program
    }

    /// The folder of the register.
    pub fn data(&self) -> PathBuf {
        self.home.path().join("sổ")
    }

    /// The folder for temporary files.
    pub fn temporary(&self) -> PathBuf {
        let dir = self.home.path().join("tạm");
        std::fs::create_dir_all(&dir).unwrap();
        dir
    }

    /// The program with arguments, not yet started.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_danvan"));
        command.args(args).env_clear().env("HOME", self.home.path()).env("USER", "thu");
        command.env("DANVAN_DATA", self.data()).env("TMPDIR", self.temporary());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, args: &[&str]) -> Run {
        Run::of(self.command(args).output().unwrap())
    }

    /// Starts the program with an open standard input.
    pub fn start(&self, args: &[&str]) -> Child {
        self.command(args).stdin(Stdio::piped()).spawn().unwrap()
    }

    /// Runs the program to its end on this input.
    pub fn feed(&self, args: &[&str], input: impl Into<Vec<u8>>) -> Run {
        let mut child = self.start(args);
        let (mut stdin, input) = (child.stdin.take().unwrap(), input.into());
        // A program that stops reading is no fault of the test's.
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let run = Run::of(child.wait_with_output().unwrap());
        writer.join().unwrap();
        run
    }

    /// Applies commands.
    pub fn apply(&self, lines: &str) -> Run {
        self.feed(&["apply"], lines)
    }

    /// The records of an entity as `export` gives them in lines.
    pub fn records(&self, entity: &str) -> Vec<Json> {
        let run = self.run(&["export", entity, "--format", "jsonl"]).done();
        run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// The path of a file of the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
