//! What takes its time and must not hold up saves: copies, the mirror, the register as it was on a day.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use chrono::NaiveDate;

use super::SessionEvent;
use super::clock::now;
use crate::register::Words;
use crate::store::{Concern, CopyError, Held, Store};
use crate::ui::copies::{Copies, Copy, CopyWish};
use crate::ui::screen::{Answer, Notice, Ticket};

/// Something to be done beside the work at the desk.
pub enum Chore {
    /// Tells what there is to know of the disk and the clock.
    Advise,
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
    given: Option<Sender<Chore>>,
    thread: Option<JoinHandle<()>>,
}

impl Chores {
    /// Starts the thread; answers go to `tell`.
    pub fn start(store: Store, tell: Sender<SessionEvent>) -> Self {
        let (given, chores) = channel();
        let thread = std::thread::Builder::new().name("copies".to_owned());
        let thread = thread.spawn(move || Hand { store, tell, told: None, advised: Vec::new() }.work(&chores)).ok();
        Self { given: Some(given), thread }
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
            let _ = self.tell.send(SessionEvent::Told(Notice::note(crate::say!(
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
