//! What takes its time and must not hold up saves: copies, the mirror, the register as it was on a day.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use chrono::NaiveDate;

use super::SessionEvent;
use super::clock::now;
use crate::register::Words;
use crate::say;
use crate::store::{Compared, Concern, CopyError, Held, Store};
use crate::ui::copies::{Copies, Copy, CopyWish};
use crate::ui::screen::{Answer, Notice, Ticket};

/// Parts of a comparison after which it is one that takes long, and hundredths after which it says more.
const LONG: u32 = 100;
const STEP: u64 = 10;

/// Something to be done beside the work at the desk.
pub enum Chore {
    /// Tells what there is to know of the disk and the clock.
    Advise,
    /// Compares the database with what it must hold, where that is still to be done.
    Compare,
    /// The register was changed: the mirror gets its lines, and the day its copy.
    LookAfter,
    /// Lists, makes or proves copies.
    Copies(Ticket, CopyWish),
    /// Builds the register as it was at the end of a day.
    Past(NaiveDate),
    /// The session is over.
    Leave,
}

/// The thread; dropping this waits until all that was given is done, so that the mirror has the last line.
pub struct Chores {
    leaving: Arc<AtomicBool>,
    given: Option<Sender<Chore>>,
    thread: Option<JoinHandle<()>>,
}

impl Chores {
    /// Starts the thread; answers go to `tell`.
    pub fn start(store: Store, tell: Sender<SessionEvent>) -> Self {
        let (given, chores) = channel();
        let thread = std::thread::Builder::new().name("copies".to_owned());
        let leaving = Arc::new(AtomicBool::new(false));
        let mut hand = Hand { store, tell, leaving: Arc::clone(&leaving), told: None, advised: Vec::new() };
        let thread = thread.spawn(move || hand.work(&chores)).ok();
        Self { leaving, given: Some(given), thread }
    }

    /// Returns whether there is a thread that does what is given.
    pub const fn are_done(&self) -> bool {
        self.thread.is_some()
    }

    /// Gives the thread something to do.
    pub fn give(&self, chore: Chore) {
        if let Some(given) = &self.given {
            // The thread takes chores for as long as this lives.
            let _ = given.send(chore);
        }
    }

    /// Returns what gives the thread something to do from elsewhere.
    pub fn giver(&self) -> Option<Sender<Chore>> {
        self.given.clone()
    }
}

impl Drop for Chores {
    fn drop(&mut self) {
        self.leaving.store(true, Ordering::Relaxed);
        self.give(Chore::Leave);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What the thread works with.
struct Hand {
    store: Store,
    tell: Sender<SessionEvent>,
    /// Whether the session is over, so that what takes long need not come to its end.
    leaving: Arc<AtomicBool>,
    /// What went wrong last, so that a drive that is away is told of once.
    told: Option<Words>,
    /// What was advised; told again only when it was well in between.
    advised: Vec<Concern>,
}

impl Hand {
    fn work(&mut self, chores: &Receiver<Chore>) {
        while let Ok(first) = chores.recv() {
            // One look serves all the commits that came meanwhile.
            let waiting: Vec<Chore> = std::iter::once(first).chain(chores.try_iter()).collect();
            if waiting.iter().any(|chore| matches!(chore, Chore::LookAfter)) {
                self.look_after();
            }
            if waiting.iter().any(|chore| matches!(chore, Chore::LookAfter | Chore::Advise)) {
                self.advise();
            }
            for chore in waiting {
                let event = match chore {
                    Chore::Leave => return,
                    Chore::LookAfter | Chore::Advise => continue,
                    Chore::Compare => {
                        let said = self.compare().map(|event| self.tell.send(event));
                        drop(said);
                        SessionEvent::Compared
                    }
                    Chore::Copies(ticket, wish) => {
                        let seen = self.copies(&wish).map(Box::new).map_err(|error| error.words().clone());
                        SessionEvent::Answered(ticket, Answer::Copies(seen))
                    }
                    Chore::Past(day) => {
                        SessionEvent::Past(day, self.store.as_of_day(day).map_err(|error| error.words()))
                    }
                };
                // Nobody listens any more when the session is over.
                let _ = self.tell.send(event);
            }
        }
    }

    /// Compares the database, and says how far this has come where it takes long.
    fn compare(&self) -> Option<SessionEvent> {
        let mut told = 0;
        let mut parts = 0;
        let compared = self.store.check_database(&mut |percent| {
            parts += 1;
            if parts > LONG && percent >= told + STEP {
                told = percent;
                let _ = self.tell.send(SessionEvent::Told(Notice::note(say!(
                    "Đang soát cơ sở dữ liệu với nhật ký: {n} %. Xem và gõ được ngay; lưu thì chờ soát xong.",
                    "Comparing the database with the journal: {n} %. Look and type at once; a save waits for the end.",
                    n = percent
                ))));
            }
            !self.leaving.load(Ordering::Relaxed)
        });
        match compared {
            Ok(Compared::Before | Compared::Holds | Compared::Stopped) => None,
            Ok(Compared::Rebuilt) => Some(SessionEvent::Renewed(say!(
                "Cơ sở dữ liệu không khớp nhật ký nên đã dựng lại từ nhật ký; không mất gì đã lưu. Xem lại những gì vừa thấy.",
                "The database did not agree with the journal and was built anew from it; nothing saved is lost. Look again at what you saw."
            ))),
            Err(words) => Some(SessionEvent::Told(Notice::refused(words))),
        }
    }

    fn advise(&mut self) {
        let advice = self.store.advice(now());
        for (concern, words) in &advice {
            if !self.advised.contains(concern) {
                let _ = self.tell.send(SessionEvent::Told(Notice::note(words.clone())));
            }
        }
        self.advised = advice.into_iter().map(|(concern, _)| concern).collect();
    }

    fn look_after(&mut self) {
        let failed = self.store.look_after(now(), true).err().map(|error| error.words().clone());
        if let Some(words) = failed.clone().filter(|words| self.told.as_ref() != Some(words)) {
            let _ = self.tell.send(SessionEvent::Told(Notice::note(say!(
                "Đã lưu tại chỗ, nhưng chưa sao lưu được. {why}",
                "Saved here, but not backed up. {why}",
                why = words
            ))));
        }
        self.told = failed;
    }

    fn copies(&self, wish: &CopyWish) -> Result<Copies, CopyError> {
        let store = &self.store;
        let keeping = store.keeping();
        let place = keeping.place(store.layout().root());
        if *wish == CopyWish::Make {
            store.copy_to(&place, keeping.keep, now())?;
        }
        let held = store.copies_in(&place)?;
        let proved = match wish {
            CopyWish::Look => None,
            CopyWish::Make => held.last(),
            CopyWish::Prove(dir) => held.iter().find(|held| shown(held) == *dir),
        };
        let proved = proved.map(|held| (shown(held), store.prove(held).err().map(|error| error.words().clone())));
        let copy = |held: &Held| {
            let receipt = &held.receipt;
            Copy { dir: shown(held), made: receipt.made, seq: receipt.seq, bytes: receipt.bytes }
        };
        let last = store.head();
        Ok(Copies {
            place: place.display().to_string(),
            is_usual: keeping.to.is_none(),
            keep: keeping.keep,
            mirror: keeping.mirror.map(|dir| dir.display().to_string()),
            head: (last.seq, last.hash.to_string()),
            held: held.iter().rev().map(copy).collect(),
            proved,
        })
    }
}

fn shown(held: &Held) -> String {
    held.dir.display().to_string()
}
