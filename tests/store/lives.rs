//! Whole lives of a register on a failing disk: saving, mirror, copies, rot, mending, taking values out, a lost disk and
//! restoring, in any order, with the power cut in the middle of any of them. Each acknowledged commit is there at the end of
//! each step, or its values were taken out on request.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use danvan::register::{Commit, Reject, Time};
use danvan::store::disk::Disk;
use danvan::store::{Mirror, OpenError, Redaction, Store, doctor, redact, restore};

use crate::disk::{Dice, Faults, FaultyDisk};
use crate::tally::Tally;
use crate::world::{AREA, ROOT, area, at, id, officer, on, open_on};

const USB: &str = "/usb";
const MIRROR: &str = "/guong";

struct Life {
    disk: FaultyDisk,
    dice: Dice,
    /// Commits that were acknowledged, by number.
    kept: BTreeMap<u64, Commit>,
    /// Of those, the ones whose values may be gone because somebody asked for it.
    taken: BTreeSet<u64>,
    /// Up to where the last copy and the mirror reach for certain.
    copied: u64,
    next: u128,
    day: i64,
    tally: Tally,
}

impl Life {
    fn new(seed: u64, tally: Tally) -> Self {
        let (disk, dice) = (FaultyDisk::new(seed), Dice::new(!seed));
        drop(open_on(&disk));
        // Where a copy goes is there before.
        disk.make_dir(Path::new(USB)).unwrap();
        Self { disk, dice, kept: BTreeMap::new(), taken: BTreeSet::new(), copied: 0, next: 0, day: 0, tally }
    }

    fn now(&self) -> Time {
        at(self.day * 86_400)
    }

    /// Lets something go wrong in the next work, more often than not.
    fn arm(&mut self) {
        let dice = &mut self.dice;
        let faults = match dice.below(4) {
            0 => Faults::default(),
            1 => Faults { write: Some(dice.below(8)), full: dice.once_in(2), ..Faults::default() },
            2 => Faults { sync: Some(dice.below(8)), ..Faults::default() },
            _ => Faults { power: Some(dice.below(80)), ..Faults::default() },
        };
        self.tally.tried += usize::from(faults.write.or(faults.sync).or(faults.power).is_some());
        self.disk.set_faults(faults);
    }

    fn calm(&mut self) {
        self.disk.set_faults(Faults::default());
        if self.dice.once_in(2) {
            self.disk.lose_power();
        }
    }

    fn sources() -> Vec<PathBuf> {
        vec![USB.into(), MIRROR.into()]
    }

    /// Opens the register as the next start does, mended where it says that it needs it.
    fn open(&mut self) -> Store {
        for attempt in 0..8 {
            match Store::open(Path::new(ROOT), on(&self.disk)) {
                Ok((store, _)) => return store,
                Err(OpenError::Damaged(_)) => {
                    // Now and then one mending after the other is interrupted; the last ones are left alone.
                    if attempt < 6 {
                        self.arm();
                    }
                    let _ =
                        doctor::repair(Path::new(ROOT), &on(&self.disk), &Self::sources(), (&officer(), self.now()));
                    self.calm();
                    self.tally.healed += 1;
                }
                Err(other) => panic!("{other:?}"),
            }
        }
        panic!("a mending that nothing interrupted did not do")
    }

    fn check(&mut self) -> Store {
        let store = self.open();
        for (seq, commit) in &self.kept {
            let there = store.commit_at(*seq).unwrap().unwrap_or_else(|| panic!("commit {seq} is lost"));
            let is_cut = there.changes.is_empty() && self.taken.contains(seq);
            assert!(there == *commit || is_cut, "commit {seq} became {there:?}");
        }
        store
    }

    fn save(&mut self) {
        let store = self.check();
        self.arm();
        for _ in 0..=self.dice.below(6) {
            self.next += 1;
            let request = area(self.next % 12, &format!("Tổ {}", self.next));
            match store.commit(&[request], &officer(), self.now()).remove(0) {
                Ok(commit) => drop(self.kept.insert(commit.seq, (*commit).clone())),
                Err(Reject::Storage(_)) => self.tally.refused += 1,
                Err(other) => panic!("{other:?}"),
            }
        }
        if self.dice.once_in(2) {
            let _ = store.close();
        }
        self.calm();
    }

    fn copy(&mut self) {
        let store = self.check();
        self.arm();
        let head = store.head().seq;
        let mirrored = Mirror::new(Path::new(MIRROR)).bring_up(&store).is_ok();
        // Days also go back.
        self.day += 1;
        let day = if self.dice.once_in(5) { self.day - 3 } else { self.day };
        let copied = store.copy_to(Path::new(USB), 2, at(day * 86_400)).is_ok();
        drop(store);
        self.calm();
        if mirrored && copied {
            self.copied = head;
        }
    }

    /// Rots a file of the journal, when all that was acknowledged is elsewhere too.
    fn rot(&mut self) {
        if self.copied == 0 || self.kept.keys().any(|seq| *seq > self.copied) {
            return;
        }
        let journal = Path::new(ROOT).join("journal");
        let files: Vec<_> = self.disk.files().into_iter().filter(|(path, _)| path.starts_with(&journal)).collect();
        let (path, mut bytes) = files[self.dice.below(files.len())].clone();
        let from = self.dice.below(bytes.len());
        match self.dice.below(4) {
            0 => bytes.iter_mut().skip(from).take(1).for_each(|byte| *byte ^= 1),
            1 => bytes.iter_mut().skip(from).take(300).for_each(|byte| *byte = 0),
            2 => bytes.truncate(from),
            _ => {
                self.disk.rot(&path, None);
                return;
            }
        }
        self.tally.tried += 1;
        self.disk.rot(&path, Some(bytes));
    }

    fn take_out(&mut self) {
        drop(self.check());
        let person = id(1 + self.next % 12);
        let names = |commit: &Commit| commit.changes.iter().any(|change| change.id == person);
        self.taken.extend(self.kept.iter().filter(|(_, commit)| names(commit)).map(|(seq, _)| *seq));
        self.arm();
        let wish = Redaction { schema: &AREA, id: person, field: 2, why: "theo đơn" };
        let _ = redact(Path::new(ROOT), &on(&self.disk), wish, (&officer(), self.now()));
        self.calm();
    }

    /// Loses the whole disk of the register, or the newer part of it, and takes the copy back.
    fn lose(&mut self) {
        if self.copied == 0 || self.kept.keys().any(|seq| *seq > self.copied) {
            return;
        }
        let own = self.disk.files().into_iter().map(|(path, _)| path).filter(|path| path.starts_with(ROOT));
        for path in own.collect::<Vec<_>>() {
            self.disk.rot(&path, None);
        }
        self.tally.tried += 1;
        let source = if self.dice.once_in(2) { USB } else { MIRROR };
        for _ in 0..20 {
            self.arm();
            let done = restore(Path::new(source), Path::new(ROOT), &on(&self.disk), true);
            self.calm();
            if done.is_ok() {
                self.tally.healed += 1;
                return;
            }
        }
        let last = restore(Path::new(source), Path::new(ROOT), &on(&self.disk), true);
        last.unwrap_or_else(|error| panic!("{error:?}"));
    }
}

/// Lives some lives.
fn live(seeds: std::ops::Range<u64>) -> Tally {
    let mut tally = Tally::of("lives with copies, rot, restoring, mending and taking out");
    for seed in seeds {
        let run = std::panic::catch_unwind(|| {
            let mut life = Life::new(seed, tally);
            for _ in 0..4 + life.dice.below(8) {
                match life.dice.below(8) {
                    0..=2 => life.save(),
                    3 | 4 => life.copy(),
                    5 => life.rot(),
                    6 => life.take_out(),
                    _ => life.lose(),
                }
                drop(life.check());
            }
            life.tally
        });
        tally = run.unwrap_or_else(|_| panic!("seed {seed}"));
    }
    tally
}

#[test]
fn no_order_of_works_and_faults_loses_a_commit() {
    let tally = live(0..if cfg!(debug_assertions) { 120 } else { 2_000 });
    assert!(tally.healed > 0 && tally.refused > 0, "{tally}");
}

/// `DANVAN_LIVES=111246..111247` lives those lives only.
#[test]
#[allow(clippy::disallowed_methods, reason = "which lives are lived is told to the test alone")]
#[ignore = "the long campaign: cargo test --release -- --ignored"]
fn thirty_thousand_lives() {
    let told = std::env::var("DANVAN_LIVES").ok();
    let range = told.as_deref().and_then(|told| told.split_once("..")).map(|(from, to)| (from.parse(), to.parse()));
    let seeds = if let Some((Ok(from), Ok(to))) = range { from..to } else { 100_000..130_000 };
    println!("{}", live(seeds));
}
