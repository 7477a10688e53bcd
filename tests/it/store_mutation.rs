//! Damaged files on the real disk, the database's among them: good, refused or healed, but never silent, and never a panic
//! or a hang. Each damaged store is opened in a process of its own, which can be stopped.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use danvan::register::Records;
use danvan::store::{Grade, OpenError, Options, Store, doctor};

use crate::store_disk::Dice;
use crate::store_world::{all, area, at, officer, open, options};
use crate::tally::Tally;

/// Where the opening process finds the store; it is told by its working directory.
const CHILD: &str = "store_mutation::opens_what_lies_here";

/// Tells a process that it is such a one, and no person's `--ignored`.
const CHILD_MARK: &str = "DANVAN_TEST_CHILD";

#[allow(clippy::disallowed_methods, reason = "how the parent tells the child")]
fn is_child() -> bool {
    std::env::var_os(CHILD_MARK).is_some()
}

/// What a database looks like to a process that can be stopped; the store asks this before it opens one that was not closed.
fn probe(dir: &Path) -> bool {
    ends_well("store_mutation::tries_the_database_here", dir) == Some(0)
}

/// Runs one of the ignored tests below in a directory; `None` when it does not end in time.
fn ends_well(test: &str, dir: &Path) -> Option<i32> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--ignored", "--nocapture"])
        .current_dir(dir)
        .env(CHILD_MARK, "1")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    for _ in 0..1_200 {
        if let Some(status) = child.try_wait().unwrap() {
            return Some(status.code().unwrap_or(-1));
        }
        std::thread::sleep(Duration::from_millis(25));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    None
}

#[test]
#[ignore = "run by the other tests in a process of its own"]
fn tries_the_database_here() {
    if is_child() {
        assert!(doctor::try_out(Path::new(".")));
    }
}

#[test]
#[ignore = "run by the other tests in a process of its own"]
fn opens_what_lies_here() {
    let Some(expected) = fs::read_to_string("expected").ok().filter(|_| is_child()) else { return };
    // As at the desk, which shows the register first and compares the database then.
    let check_later = Path::new("later").exists();
    let options = Options { probe: Some(probe), check_later, ..options() };
    match Store::open(Path::new("so"), options) {
        Ok((store, report)) => {
            store.check_database(&mut |_| true).unwrap();
            let seen = format!("{:?}", all(&store.read()));
            let told = report.findings.iter().any(|finding| finding.grade == Grade::Damage);
            assert!(seen == expected && !told, "{report:?}");
            let next = area(77_777, "Tổ mới");
            store.commit(&[next], &officer(), at(0)).remove(0).unwrap();
            assert!(store.read().seq() > 0);
            store.close().unwrap();
            let healed = report.findings.iter().any(|finding| finding.grade == Grade::Healable);
            fs::write("outcome", if healed { "healed" } else { "good" }).unwrap();
        }
        Err(OpenError::Damaged(_) | OpenError::Newer(_) | OpenError::Disk(_) | OpenError::Missing(_)) => {
            fs::write("outcome", "refused").unwrap();
        }
        Err(OpenError::Busy(words)) => panic!("{}", words.en),
    }
}

/// Fills a store, and leaves it in good order or not.
fn filled(root: &Path, close: bool) -> String {
    let store = open(root);
    for number in 0..120 {
        store.commit(&[area(number, &format!("Tổ {number}"))], &officer(), at(0)).remove(0).unwrap();
    }
    let seen = format!("{:?}", all(&store.read()));
    if close {
        store.close().unwrap();
    }
    seen
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// Copies a store.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
            keep_time(&path, &target);
        }
    }
}

/// Gives a file the time of another one, as a sector that rots leaves it.
fn keep_time(from: &Path, to: &Path) {
    let time = fs::metadata(from).unwrap().modified().unwrap();
    fs::File::options().write(true).open(to).unwrap().set_modified(time).unwrap();
}

/// Damages a file; `None` deletes it.
fn damage(dice: &mut Dice, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = bytes.to_vec();
    let at = dice.below(bytes.len());
    match dice.below(7) {
        0 if !bytes.is_empty() => bytes[at] ^= 1 << dice.below(8),
        1 => bytes.iter_mut().skip(at).take(16).for_each(|byte| *byte = !*byte),
        2 => bytes.iter_mut().skip(at).take(4096).for_each(|byte| *byte = 0),
        3 => bytes.truncate(at),
        4 => bytes.clear(),
        5 => return None,
        _ => bytes.extend(std::iter::repeat_n(b'z', 64)),
    }
    Some(bytes)
}

#[test]
fn damaged_files_are_good_refused_or_healed() {
    mutate(1);
}

#[test]
#[ignore = "the long campaign: cargo test --release -- --ignored"]
fn hundreds_of_damaged_files() {
    println!("{}", mutate(10));
}

/// Damages each file of a register in some ways, and has another process open it; counts what came of it.
fn mutate(rounds: usize) -> Tally {
    let mut tally = Tally::of("damaged files, each opened in a process of its own");
    let dir = tempfile::tempdir().unwrap();
    let mut dice = Dice::new(7);
    for close in [true, false] {
        let whole = dir.path().join(format!("whole-{close}"));
        // The program that filled it is gone, killed or not, before anyone copies.
        let expected = filled(&whole, close);
        for path in files(&whole).iter().filter(|path| !path.ends_with("LOCK") && !path.ends_with("reserve.bin")) {
            for round in 0..rounds * if path.starts_with(whole.join("db")) { 3 } else { 2 } {
                let place = tempfile::tempdir().unwrap();
                copy(&whole, &place.path().join("so"));
                fs::write(place.path().join("expected"), &expected).unwrap();
                let damaged = place.path().join("so").join(path.strip_prefix(&whole).unwrap());
                match damage(&mut dice, &fs::read(path).unwrap()) {
                    Some(bytes) => {
                        fs::write(&damaged, bytes).unwrap();
                        keep_time(path, &damaged);
                    }
                    None => fs::remove_file(&damaged).unwrap(),
                }
                if round % 2 == 1 {
                    fs::write(place.path().join("later"), "").unwrap();
                }
                let code = ends_well(CHILD, place.path());
                assert_eq!(code, Some(0), "{} {round}, closed: {close}", path.display());
                tally.tried += 1;
                match fs::read_to_string(place.path().join("outcome")).unwrap().as_str() {
                    "healed" => tally.healed += 1,
                    "refused" => tally.refused += 1,
                    _ => {}
                }
            }
        }
    }
    tally
}
