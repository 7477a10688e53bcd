//! What a slow line has to carry: bytes for each action of ours and of other programs, and how long a held key lags.
//!
//! `cargo bench --bench thin_line -- [COLSxROWS] [PART]... [PROGRAM]...` with the parts `bytes`, `lag` and `memory` and the
//! programs `danvan`, `crossterm` (ours on ratatui's own backend), `nano`, `mc`, `csvlens` and `vd`; all of them where none
//! is named. Other programs are measured where they are installed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement that fails must stop, prints its figures and needs a clock"
)]

mod lag;
mod program;
mod sample;
mod threads;
mod words;

#[allow(dead_code, reason = "the tests use more of it")]
#[path = "../it/pty.rs"]
mod pty;

use program::{ACTIONS, Action, Figures, PROGRAMS, Program};
use sample::Sample;

/// What can be measured.
const PARTS: [&str; 3] = ["bytes", "lag", "memory"];

/// Models in the register whose memory is measured.
const MODELS: usize = 1_000;

/// What the command line asks for.
struct Wish {
    size: (u16, u16),
    parts: Vec<String>,
    programs: Vec<String>,
}

impl Wish {
    fn read(arguments: impl Iterator<Item = String>) -> Self {
        let mut wish = Self { size: (80, 24), parts: Vec::new(), programs: Vec::new() };
        // Cargo adds an option of its own.
        for argument in arguments.filter(|argument| !argument.starts_with("--")) {
            let size = argument.split_once('x').and_then(|(cols, rows)| Some((cols.parse().ok()?, rows.parse().ok()?)));
            match size {
                Some(size) => wish.size = size,
                None if PARTS.contains(&argument.as_str()) => wish.parts.push(argument),
                None => wish.programs.push(argument),
            }
        }
        wish
    }

    fn has(&self, part: &str) -> bool {
        is_among(part, &self.parts)
    }

    fn programs(&self) -> Vec<&'static Program> {
        PROGRAMS.iter().filter(|program| is_among(program.name, &self.programs)).collect()
    }
}

fn is_among(name: &str, named: &[String]) -> bool {
    named.is_empty() || named.iter().any(|one| one == name)
}

fn main() {
    let wish = Wish::read(std::env::args().skip(1));
    let sample = Sample::make();
    let (cols, rows) = wish.size;
    if wish.has("bytes") {
        let mut measured: Vec<(&Program, Figures)> = Vec::new();
        for program in wish.programs() {
            match program.measure(&sample, wish.size) {
                Some(figures) => measured.push((program, figures)),
                None => println!("{}: not installed, left out", program.name),
            }
        }
        println!("\nBytes for each action at {cols}x{rows}; settled = nothing for 150 ms\n");
        print_table(&measured);
    }
    if wish.has("memory") {
        let kilobytes = program::memory(&sample, wish.size, MODELS);
        println!("\nMemory after reopening a register of {MODELS} models: {kilobytes} kB at most (VmHWM), aim 12288");
    }
    if wish.has("lag") {
        println!("\nDown held for 4 s over a line of {} bytes a second: lag after the last key\n", lag::LINE);
        lag::print(&sample, wish.size, &wish.programs());
    }
}

/// Prints one line an action: the aim, then each program.
fn print_table(measured: &[(&Program, Figures)]) {
    print!("{:<28} {:>7}", "action", "aim");
    for (program, _) in measured {
        print!(" {:>10}", program.name);
    }
    println!(" {:>18}", "best peer");
    for action in ACTIONS {
        print!("{:<28} {:>7}", action.words(), action.aim());
        for (_, figures) in measured {
            print!(" {:>10}", cell(figures, *action));
        }
        let peers = measured.iter().filter(|(program, _)| !program.is_ours);
        let best = peers
            .filter_map(|(program, figures)| Some((figures.get(action)?, program.name)))
            .min_by(|one, other| one.0.total_cmp(other.0));
        println!(" {:>18}", best.map_or_else(|| "-".to_owned(), |(figure, name)| format!("{figure:.1} {name}")));
    }
}

fn cell(figures: &Figures, action: Action) -> String {
    figures.get(&action).map_or_else(|| "-".to_owned(), |figure| format!("{figure:.1}"))
}
