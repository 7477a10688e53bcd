//! `apply` of many lines by the real program, beside writing the same lines of the journal and nothing else.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use danvan::register::line::{Gather, Hash, decode, encode};
use danvan::register::{Commit, REGISTER};
use danvan::store::Layout;

use crate::child::Bare;
use crate::line;

/// Models of the practice ward, of seven lines each.
const MODELS: usize = 14_300;
/// Lines that share a sync, as many as `apply` takes together.
const TOGETHER: usize = 256;

/// Applies the practice ward's lines, and compares.
pub fn measure() {
    let home = tempfile::tempdir().unwrap();
    let program = env!("CARGO_BIN_EXE_danvan");
    let practice = Command::new(program).args(["practice", "--models", &MODELS.to_string()]).output().unwrap();
    let (lines, dir) = (home.path().join("lines.jsonl"), home.path().join("data"));
    std::fs::write(&lines, &practice.stdout).unwrap();
    let count = practice.stdout.split(|byte| *byte == b'\n').count() - 1;
    let from = Instant::now();
    let applied =
        Command::new(program).arg("--data").arg(&dir).arg("apply").arg(&lines).stdout(Stdio::null()).status().unwrap();
    let took = from.elapsed();
    println!("apply of {count} lines (exit {:?}):", applied.code());
    let alone = alone(&dir, &home.path().join("bare"));
    line("apply", "s", None, took.as_secs_f64());
    line("serialise, append and sync alone", "s", None, alone);
    line("apply, times that", "×", Some(2.0), took.as_secs_f64() / alone);
}

/// Writes the commits that are in the journal once more, synced as often as `apply` does; returns seconds.
fn alone(dir: &Path, to: &Path) -> f64 {
    let commits = commits(dir);
    drop(File::create(to).unwrap());
    let mut bare = Bare::begin(to);
    let from = Instant::now();
    for group in commits.chunks(TOGETHER) {
        let mut bytes = Vec::new();
        for commit in group {
            for line in encode(commit, Hash([1; 16]), Hash([2; 16]), commit.seq) {
                bytes.extend_from_slice(line.as_bytes());
                bytes.push(b'\n');
            }
        }
        bare.append(&bytes);
    }
    from.elapsed().as_secs_f64()
}

fn commits(dir: &Path) -> Vec<Commit> {
    let layout = Layout::new(dir);
    let device = std::fs::read_dir(layout.journals()).unwrap().next().unwrap().unwrap().file_name();
    let device = device.to_str().unwrap();
    let (mut gather, mut commits) = (Gather::default(), Vec::new());
    for number in 1.. {
        let Ok(text) = std::fs::read_to_string(layout.segment(device, number)) else { break };
        for line in text.lines() {
            commits.extend(gather.push(decode(line, REGISTER).unwrap()).unwrap());
        }
    }
    commits
}
