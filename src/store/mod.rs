//! Durability: the journal that is the truth, the database that readers see, and what heals them.
//!
//! A commit is acknowledged once its line in the journal is on the disk (one sync for a commit that comes alone, one for
//! all that wait together). Only then it goes to the database and to the indexes in memory, both of which are built anew
//! from the journal whenever they fail, are missing or are of another layout.
//!
//! ```text
//! LOCK            held by the program that writes; who, where, since when
//! store.json      the store's id, the device's id, the format's version
//! journal/DEV/    000001.jsonl …, a commit a line (see register::line); MANIFEST lists the sealed segments,
//!                 HEAD tells how far the journal is known to reach
//! db/gen-N/       sled; disposable
//! drafts/         half-typed forms, one file a desk
//! quarantine/     torn tails, journals that were replaced; nothing is ever removed silently
//! backup/         copies, while no other place is set in backup.json
//! new/            a journal on its way into the other's place (see moving)
//! reserve.bin     given up on a full disk
//! ```

mod advice;
mod backup;
mod base;
mod behind;
mod compare;
mod contents;
mod differences;
pub mod disk;
pub mod doctor;
mod drafts;
mod envelope;
mod gathering;
mod identity;
mod index;
mod journal;
mod keep;
mod known;
mod layout;
mod lines;
mod manifest;
mod mark;
mod moving;
mod open;
mod options;
mod past;
mod reader;
mod redact;
mod repair;
mod report;
mod scan;
mod scribe;
#[cfg(test)]
mod shaken;
mod shelf;
mod state;
mod survey;
mod tree;
mod trouble;
mod unattended;
mod view;
mod writer;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

pub use advice::Concern;
pub use backup::{CopyError, Held, Keeping, Mirror, Receipt, Restored, held_in, restore};
pub use base::{Database, Probe};
pub use compare::Compared;
pub use contents::JournalError;
pub use drafts::Drafts;
pub use identity::Identity;
pub use layout::Layout;
pub use open::{OpenError, OpenReport};
pub use options::{Holder, Options};
pub use reader::Reader;
pub use redact::{Redacted, Redaction, redact};
pub use report::{Finding, Grade, Report};

use base::Base;
use contents::Contents;
use disk::{Disk, Lock};
use state::State;
pub use writer::Answer;
use writer::{Answers, Make, Wish, Writer};

use crate::register::line::Hash;
use crate::register::{Actor, Commit, Dictionary, Id, Reject, Request, Schema, Time, Words};
use crate::say;

/// An open register on the disk. Clones are handles of the same one, for several threads.
#[derive(Clone)]
pub struct Store {
    shared: Arc<Shared>,
}

/// What all handles share.
struct Shared {
    layout: Layout,
    disk: Arc<dyn Disk>,
    dictionary: Dictionary,
    identity: Identity,
    contents: Arc<Contents>,
    base: Base,
    state: RwLock<State>,
    /// `None` in a store that is only read, and in one that was closed.
    writer: Mutex<Option<Writer>>,
    waiting: Mutex<Vec<Arc<Wish>>>,
    listeners: Mutex<Vec<(u64, Listener)>>,
    head: Mutex<Head>,
    /// Set when applying a commit failed, so that the database lacks what the journal has.
    behind: AtomicBool,
    /// Whether the database is still to be compared with what it must hold.
    unchecked: AtomicBool,
    /// Held by whoever compares.
    comparing: Mutex<()>,
    lock: Mutex<Option<Lock>>,
    /// The second place that gets each line, while one is set.
    mirror: Mutex<Option<Mirror>>,
}

/// Called with each commit after readers can see it.
type Listener = Arc<dyn Fn(&Arc<Commit>) + Send + Sync>;

/// How far a store has come; printed on reports, so that a changed journal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of the last commit; 0 before the first.
    pub seq: u64,
    /// Its hash; the store's id before the first.
    pub hash: Hash,
}

impl Store {
    /// Opens the store in `dir`, or makes it; verifies the journal, heals what is torn and refuses what is damaged.
    ///
    /// # Errors
    /// [`OpenError`], with words that say what to do.
    pub fn open(dir: &Path, options: Options) -> Result<(Self, OpenReport), OpenError> {
        let layout = Layout::new(dir);
        let opened = open::open(&layout, &options)?;
        let (state, place) = (opened.state, opened.journal.as_ref().map(journal::Journal::place));
        let last = opened.contents.commit(state.seq()).ok().flatten().map(|(_, hash)| hash);
        let hash = place.map(|place| place.head).or(last).unwrap_or(opened.identity.store);
        let shared = Shared {
            layout,
            disk: options.disk,
            dictionary: options.dictionary,
            head: Mutex::new(Head { seq: state.seq(), hash }),
            identity: opened.identity,
            contents: opened.contents,
            base: opened.base,
            state: RwLock::new(state),
            writer: Mutex::new(opened.journal.map(Writer::new)),
            waiting: Mutex::default(),
            listeners: Mutex::default(),
            behind: AtomicBool::new(false),
            unchecked: AtomicBool::new(options.check_later && !options.read_only),
            comparing: Mutex::default(),
            lock: Mutex::new(opened.lock),
            mirror: Mutex::default(),
        };
        Ok((Self { shared: Arc::new(shared) }, opened.report))
    }

    /// Reads the register as it is now; nothing is published while the reader lives.
    ///
    /// A thread holds one reader at a time: a second one could wait for a commit that waits for the first.
    pub fn read(&self) -> Reader<'_> {
        Reader::new(self.shared.read_state())
    }

    /// Commits requests, each by itself, in their order; returns when all are durable and readers see them, or refused.
    ///
    /// Requests that wait together, of one caller or of several, share one sync. A rejected one leaves nothing behind.
    pub fn commit(&self, requests: &[Request], actor: &Actor, at: Time) -> Vec<Result<Arc<Commit>, Reject>> {
        let wish = Arc::new(Wish::new(requests, actor, at));
        lock(&self.shared.waiting).push(Arc::clone(&wish));
        let mut writer = lock(&self.shared.writer);
        // Whoever had the writer before has taken this wish along, or it still waits.
        if let Some(answers) = wish.answers() {
            return answers;
        }
        let wishes = std::mem::take(&mut *lock(&self.shared.waiting));
        match writer.as_mut() {
            Some(writer) => writer.run(&self.shared, &wishes),
            None => return refuse_all(requests),
        }
        wish.answers().unwrap_or_else(|| refuse_all(requests))
    }

    /// Commits `n` requests that are planned one by one, each when the register is as the earlier ones leave it: `make` is
    /// given its number and that register, and gives `None` for one that comes to nothing. So each is planned only once.
    ///
    /// They share syncs, and what is answered is durable, as with [`Store::commit`]. `make` must neither read this store nor
    /// commit to it, and it is asked again for some when the database has to be built anew meanwhile.
    pub fn commit_made(&self, n: usize, actor: &Actor, at: Time, make: &mut Make<'_>) -> Vec<Option<Answer>> {
        let mut writer = lock(&self.shared.writer);
        match writer.as_mut() {
            Some(writer) => writer.run_made(&self.shared, n, (actor, at), make),
            None => vec![Some(Err(Reject::Storage(reading_only()))); n],
        }
    }

    /// Calls `tell` with each commit after readers can see it, in their order, until the subscription is dropped.
    ///
    /// It is called by the thread that commits, so it must not commit, nor wait for one who does.
    pub fn subscribe(&self, tell: impl Fn(&Arc<Commit>) + Send + Sync + 'static) -> Subscription {
        let mut listeners = lock(&self.shared.listeners);
        let number = listeners.last().map_or(0, |(number, _)| number + 1);
        listeners.push((number, Arc::new(tell)));
        Subscription { shared: Arc::clone(&self.shared), number }
    }

    /// Lists at most `n` commits before number `before_seq` (all, where there is none), the newest first; only those that
    /// changed the record `of`, where one is named.
    ///
    /// They are read from the journal. All commits of a record are found by looking through the journal backwards, which
    /// costs a reading of it.
    pub fn history(
        &self,
        of: Option<(&'static Schema, Id)>,
        before_seq: Option<u64>,
        n: usize,
    ) -> Result<Vec<Commit>, JournalError> {
        let contents = &self.shared.contents;
        let mut seq = before_seq.unwrap_or(u64::MAX).min(contents.last() + 1);
        let mut commits = Vec::new();
        while seq > 1 && commits.len() < n {
            seq -= 1;
            if let Some((_, id)) = of
                && contents.text(seq)?.is_none_or(|text| !text.contains(&id.to_string()))
            {
                continue;
            }
            let Some((commit, _)) = contents.commit(seq)? else { continue };
            let names = |(schema, id): (&Schema, Id)| commit.changes.iter().any(|c| c.id == id && c.schema == schema);
            if of.is_none_or(names) {
                commits.push(commit);
            }
        }
        Ok(commits)
    }

    /// Reads the commit with number `seq`; `None` where there is none.
    pub fn commit_at(&self, seq: u64) -> Result<Option<Commit>, JournalError> {
        Ok(self.shared.contents.commit(seq)?.map(|(commit, _)| commit))
    }

    /// Returns how far the store has come.
    pub fn head(&self) -> Head {
        *lock(&self.shared.head)
    }

    /// Returns the store's and the device's name.
    pub fn identity(&self) -> &Identity {
        &self.shared.identity
    }

    /// Returns where everything lies.
    pub fn layout(&self) -> &Layout {
        &self.shared.layout
    }

    /// Returns the half-typed forms.
    pub fn drafts(&self) -> Drafts {
        Drafts::new(Arc::clone(&self.shared.disk), self.shared.layout.clone())
    }

    /// Returns how many bytes are free on the disk; `None` where nobody can tell. Below 16 MB nothing is saved.
    pub fn free_space(&self) -> Option<u64> {
        self.shared.disk.free(self.shared.layout.root())
    }

    /// Verifies the whole journal, sealed segments included, while the store is open. Reads all of it.
    pub fn verify(&self) -> Result<Report, OpenError> {
        let _quiet = lock(&self.shared.writer);
        doctor::examine_journal(&*self.shared.disk, &self.shared.layout, &self.shared.identity)
    }

    /// Closes the store: says in the journal that it was left in good order, and lets the lock go.
    ///
    /// Other handles can still read; what they want to commit is refused.
    ///
    /// # Errors
    /// Words, when the disk refuses the closing line; nothing that was acknowledged is lost by that.
    pub fn close(self) -> Result<(), Words> {
        let Some(mut writer) = lock(&self.shared.writer).take() else { return Ok(()) };
        // What the database has not written is found in the journal at the next start.
        let _ = self.shared.read_state().flush();
        let closed = writer.close();
        // What was not compared is not vouched for; the next start compares it.
        let is_known = !self.shared.unchecked.load(Ordering::SeqCst);
        let held = lock(&self.shared.lock).take();
        if let Ok(Shared { state, base, .. }) = Arc::try_unwrap(self.shared)
            && is_known
        {
            let mut state = state.into_inner().unwrap_or_else(PoisonError::into_inner);
            base.keep(&mut state);
            drop(state);
            base.write_sum();
        }
        drop(held);
        closed
    }
}

impl Shared {
    fn read_state(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns whether the database failed since it was built.
    fn needs_rebuild(&self) -> bool {
        self.behind.load(Ordering::SeqCst) || self.read_state().is_alarmed()
    }

    /// Builds the database anew from the journal and shows it to readers.
    fn rebuild(&self) -> Result<(), Words> {
        let built = self.base.build(&self.contents).map_err(|_| {
            say!(
                "Chưa lưu: cơ sở dữ liệu hỏng và không dựng lại được từ nhật ký. Đóng chương trình rồi chạy \"danvan doctor\".",
                "Not saved: the database is damaged and cannot be built anew from the journal. Leave and run \"danvan doctor\"."
            )
        })?;
        let old = std::mem::replace(&mut *self.state.write().unwrap_or_else(PoisonError::into_inner), built.0);
        self.behind.store(false, Ordering::SeqCst);
        self.unchecked.store(false, Ordering::SeqCst);
        drop(old);
        Ok(())
    }

    /// Shows durable commits to readers and tells whoever listens.
    ///
    /// What is durable stays acknowledged: a database that fails here is built anew.
    fn publish<'a>(&self, commits: impl Iterator<Item = (&'a Arc<Commit>, Hash)> + Clone) {
        let applied = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
            state.apply(commits.clone().map(|(commit, hash)| (&**commit, hash)))
        }));
        if !matches!(applied, Ok(Ok(()))) {
            self.behind.store(true, Ordering::SeqCst);
            self.read_state().raise_alarm();
            // Where even that fails, the next commit tries again and says so.
            let _ = self.rebuild();
        }
        if let Some((commit, hash)) = commits.clone().last() {
            *lock(&self.head) = Head { seq: commit.seq, hash };
        }
        let listeners: Vec<Listener> = lock(&self.listeners).iter().map(|(_, tell)| Arc::clone(tell)).collect();
        for (commit, _) in commits {
            for tell in &listeners {
                // Who listens badly does not make a durable commit look refused.
                let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| tell(commit)));
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn refuse_all(requests: &[Request]) -> Answers {
    requests.iter().map(|_| Err(Reject::Storage(reading_only()))).collect()
}

fn reading_only() -> Words {
    say!("Chưa lưu: sổ đang mở chỉ để xem.", "Not saved: the register is open for reading only.")
}

/// Told of commits while it lives.
pub struct Subscription {
    shared: Arc<Shared>,
    number: u64,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        lock(&self.shared.listeners).retain(|(number, _)| *number != self.number);
    }
}

#[cfg(test)]
mod tests;
