//! How the program bears a large register: memory, opening, reading, committing, `apply`, at several sizes.
//!
//! `cargo bench --bench sizes -- [MODELS]... [PART]...` with the parts `open`, `read`, `commit`, `apply`, `grow`; 1,000 models
//! and all parts where nothing is named. Each model has its registration and a result. Every measurement runs in a process
//! of its own, and its peak of memory is what Linux counted (`VmHWM`). A million models need some 6 GB of disk and a quarter
//! of an hour.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a measurement that fails must stop, prints its figures and needs a clock"
)]

#[path = "sizes/apply.rs"]
mod apply;
#[path = "sizes/child.rs"]
mod child;
#[path = "sizes/desk.rs"]
mod desk;
#[path = "sizes/disk.rs"]
mod disk;
#[allow(dead_code, reason = "another bench uses more of it")]
#[path = "threads.rs"]
mod threads;
#[path = "sizes/ward.rs"]
mod ward;

use std::path::Path;

use child::{Figures, run};

/// What can be measured.
const PARTS: [&str; 5] = ["open", "read", "commit", "apply", "grow"];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    if let [word, work, dir] = arguments.as_slice()
        && word == "child"
    {
        child::serve(work, Path::new(dir));
        return;
    }
    let mut sizes: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    let parts: Vec<&String> = arguments.iter().filter(|argument| PARTS.contains(&argument.as_str())).collect();
    let has = |part: &str| parts.is_empty() || parts.iter().any(|one| *one == part);
    if sizes.is_empty() {
        sizes.push(1_000);
    }
    if ["open", "read", "commit", "grow"].iter().any(|part| has(part)) {
        for models in sizes {
            measure(models, &has);
        }
    }
    if has("apply") {
        apply::measure();
    }
}

/// One line of the table: what, the aim where there is one, and what was seen.
fn line(what: &str, unit: &str, aim: Option<f64>, seen: f64) {
    let (aim, verdict) = match aim {
        Some(aim) => (format!("≤ {aim}"), format!("{:.2}×{}", seen / aim, if seen <= aim { "" } else { "  missed" })),
        None => ("-".to_owned(), String::new()),
    };
    println!("  {what:<44} {seen:>10.2} {unit:<3} {aim:>8}  {verdict}");
}

/// The aims of a size: the first screen in milliseconds, memory in megabytes.
const fn aims(models: usize) -> (Option<f64>, Option<f64>) {
    match models {
        1_000 => (Some(100.0), Some(12.0)),
        100_000 => (Some(500.0), Some(40.0)),
        1_000_000 => (Some(2_000.0), Some(250.0)),
        _ => (None, None),
    }
}

fn measure(models: usize, has: &dyn Fn(&str) -> bool) {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path();
    let records = ward::write(dir, models);
    println!("{models} models, {records} records (aim, times the aim):");
    let built = run("build", dir);
    line("database built from the journal", "ms", None, built["build_ms"]);
    line("  a record", "µs", None, built["build_ms"] * 1e3 / records as f64);
    line("  memory meanwhile", "MB", None, built["build_mb"]);
    line("journal, a record", "B", None, child::size(&dir.join("journal")) as f64 / records as f64);
    line("database, a record", "B", None, child::size(&dir.join("db")) as f64 / records as f64);
    let (screen, memory) = aims(models);
    if has("open") {
        let clean = run("first", dir);
        line("first screen after a clean exit", "ms", screen, clean["first_ms"]);
        run("kill", dir);
        let unclean = run("first", dir);
        line("first screen after an unclean exit", "ms", screen, unclean["first_ms"]);
        line("all that is due or wrong, found behind it", "ms", None, clean["all_ms"]);
        line("memory at the first screen", "MB", memory, clean["first_mb"]);
        line("  once all is found", "MB", memory, clean["all_mb"]);
        line("  after an unclean exit", "MB", memory, unclean["all_mb"]);
        let used = run("use", dir);
        line("memory after paging and searching", "MB", memory, used["use_mb"]);
        line("key to paint, median", "ms", None, used["key_p50_ms"]);
        line("key to paint, p99", "ms", Some(16.0), used["key_p99_ms"]);
        line("page to paint, p99", "ms", Some(16.0), used["page_p99_ms"]);
        line("letter of a search to paint, median", "ms", None, used["find_key_p50_ms"]);
        line("letter of a search to paint, worst", "ms", Some(16.0), used["find_key_p99_ms"]);
    }
    if has("read") {
        read(&run("read", dir), models);
    }
    if has("commit") {
        let seen = run("commit", dir);
        line(
            "commit alone, median, to a bare append and sync",
            "×",
            Some(1.1),
            seen["commit_p50_ms"] / seen["bare_p50_ms"],
        );
        line("  p99", "×", Some(1.5), seen["commit_p99_ms"] / seen["bare_p99_ms"]);
        line("  its median", "ms", None, seen["commit_p50_ms"]);
        line("  that of the bare append", "ms", None, seen["bare_p50_ms"]);
        line("  syncs", "", Some(1.0), seen["commit_syncs"]);
    }
    if has("grow") {
        let seen = run("grow", dir);
        line("an update, 64 together", "µs", None, seen["updates_ms"] * 1e3 / 40_000.0);
        line("database before 40,000 updates", "MB", None, seen["before_bytes"] / 1e6);
        line("  after", "MB", None, seen["after_bytes"] / 1e6);
    }
}

fn read(seen: &Figures, models: usize) {
    let quick = if models == 100_000 { Some(5.0) } else { None };
    line("first board, which makes the sums", "ms", None, seen["board_first_ms"]);
    line("all figures of a board, by place and month", "ms", None, seen["board_ms"]);
    line("page of the models' own order", "ms", None, seen["scroll_ms"]);
    line("page of a year's registrations", "ms", None, seen["year_ms"]);
    for (number, words) in ["nguyen thi minh khai", "ntmk", "uỷ ban", "hoa khe"].iter().enumerate() {
        line(&format!("search \"{words}\""), "ms", quick, seen[&format!("search{number}_ms")]);
        line("  rows found", "", None, seen[&format!("hits{number}")]);
    }
    line("first search, which makes the words", "ms", None, seen["words_ms"]);
    line("sort by name", "ms", None, seen["sort_first_ms"]);
    line("  another page of it", "ms", None, seen["sort_ms"]);
    line("page of a year's results", "ms", None, seen["results_ms"]);
    line("memory of all this", "MB", None, seen["read_mb"]);
}
