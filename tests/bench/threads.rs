//! How often the threads of a process were woken, as Linux counts it.

use std::fs::read_to_string;
use std::ops::Sub;

/// Switches of all threads, voluntary or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Switches {
    /// Of threads that the program itself started.
    pub own: usize,
    /// Of the database's pool, which wakes by itself and is named by it.
    pub sled: usize,
}

impl Sub for Switches {
    type Output = Self;

    fn sub(self, before: Self) -> Self {
        // A thread that ended in between takes its count with it.
        Self { own: self.own.saturating_sub(before.own), sled: self.sled.saturating_sub(before.sled) }
    }
}

/// Reads the switches of a process since its start; nothing on systems without `/proc`.
pub fn switches(pid: u32) -> Switches {
    let mut switches = Switches::default();
    let Ok(threads) = std::fs::read_dir(format!("/proc/{pid}/task")) else {
        return switches;
    };
    for thread in threads.flatten() {
        let name = read_to_string(thread.path().join("comm")).unwrap_or_default();
        let status = read_to_string(thread.path().join("status")).unwrap_or_default();
        let count = status
            .lines()
            .filter(|line| line.contains("voluntary_ctxt_switches"))
            .filter_map(|line| line.split_once(':')?.1.trim().parse::<usize>().ok())
            .sum::<usize>();
        if name.starts_with("sled") || name.starts_with("log flusher") {
            switches.sled += count;
        } else {
            switches.own += count;
        }
    }
    switches
}

/// Reads the most memory that a process has held, in kilobytes.
pub fn most_memory(pid: u32) -> Option<usize> {
    let status = read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
