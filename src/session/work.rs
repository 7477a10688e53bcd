//! What waits for a disk, on a thread of its own: saves, history, drafts, settings, one after the other.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use super::SessionEvent;
use super::clock::now;
use super::memory::Memory;
use crate::register::{Actor, Id, Reject, Request, Schema, Words};
use crate::say;
use crate::store::Store;
use crate::ui::draft::Draft;
use crate::ui::screen::{Answer, Notice, Ticket};

/// Something to be done with the disk.
pub enum Job {
    /// Change the register and answer.
    Commit(Ticket, Request),
    /// Read history and answer.
    History {
        /// Where the answer goes.
        ticket: Ticket,
        /// One record, or all.
        of: Option<(&'static Schema, Id)>,
        /// Only commits with a smaller number.
        before: Option<u64>,
        /// At most so many.
        n: usize,
    },
    /// Write down all that is half typed, and tell once it is on the disk.
    Drafts(Vec<Draft>, Sender<()>),
    /// Write down the settings.
    Remember(Memory),
}

/// The thread; dropping this waits until all that was given is done, so that no draft is lost on the way out.
pub struct Worker {
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread; answers go to `tell`.
    pub fn start(store: Store, actor: Actor, tell: Sender<SessionEvent>) -> Self {
        let (jobs, given) = channel();
        let thread = std::thread::Builder::new().name("saves".to_owned());
        let thread = thread.spawn(move || Desk { store, actor, tell }.work(&given)).ok();
        Self { jobs: Some(jobs), thread }
    }

    /// Gives the thread something to do.
    pub fn give(&self, job: Job) {
        if let Some(jobs) = &self.jobs {
            // The thread takes jobs for as long as this lives.
            let _ = jobs.send(job);
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What the thread works with.
struct Desk {
    store: Store,
    actor: Actor,
    tell: Sender<SessionEvent>,
}

impl Desk {
    fn work(&self, given: &Receiver<Job>) {
        for job in given {
            let answer = match job {
                Job::Commit(ticket, request) => SessionEvent::Answered(ticket, self.commit(&request)),
                Job::History { ticket, of, before, n } => {
                    let read = self.store.history(of, before, n).map_err(|error| error.words());
                    SessionEvent::Answered(ticket, Answer::History(read))
                }
                Job::Drafts(drafts, written) => match write_drafts(&self.store, &self.actor.id, &drafts) {
                    Ok(()) => {
                        // Whoever grew tired of waiting hears nothing.
                        let _ = written.send(());
                        continue;
                    }
                    Err(words) => SessionEvent::Told(Notice::refused(words)),
                },
                Job::Remember(memory) => match memory.write() {
                    Ok(()) => continue,
                    Err(error) => SessionEvent::Told(Notice::note(say!(
                        "Lần sau phải chọn lại: không ghi được thiết lập ({error}).",
                        "It will be forgotten: the settings cannot be written ({error}).",
                        error = error
                    ))),
                },
            };
            // Nobody listens any more when the session is over; what was asked for is done all the same.
            let _ = self.tell.send(answer);
        }
    }

    /// Changes the register. A fault in a rule must not take the session with it, whose keys wait for the answer.
    fn commit(&self, request: &Request) -> Answer {
        let requests = std::slice::from_ref(request);
        let answers = catch_unwind(AssertUnwindSafe(|| self.store.commit(requests, &self.actor, now())));
        let answer = answers.ok().and_then(|mut answers| answers.pop());
        Answer::Committed(answer.unwrap_or_else(|| {
            Err(Reject::Storage(say!(
                "Lỗi trong chương trình; không rõ đã lưu chưa. Thoát, mở lại rồi xem Lịch sử.",
                "A fault in the program; it is not known whether this was saved. Leave, come back and look at the History."
            )))
        }))
    }
}

/// Writes all that a person has half typed, or takes the file away when there is nothing.
fn write_drafts(store: &Store, person: &str, drafts: &[Draft]) -> Result<(), Words> {
    let kept = if drafts.is_empty() {
        store.drafts().drop(person)
    } else {
        serde_json::to_string(drafts).map_err(std::io::Error::other).and_then(|text| store.drafts().put(person, &text))
    };
    kept.map_err(|error| {
        say!(
            "Chưa giữ được nháp: {error}. Lưu bản ghi này trước khi thoát.",
            "What is half typed is not kept: {error}. Save this record before you leave.",
            error = error
        )
    })
}

/// Reads what a person has half typed. What cannot be read is set aside, so that the next draft does not take its place, and
/// told.
pub fn read_drafts(store: &Store, person: &str) -> (Vec<Draft>, Option<Words>) {
    let drafts = store.drafts();
    let read = match drafts.get(person) {
        Ok(None) => return (Vec::new(), None),
        Ok(Some(text)) => serde_json::from_str(&text).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    match read {
        Ok(drafts) => (drafts, None),
        Err(why) => {
            let aside = drafts.set_aside(person);
            let place = aside.map_or_else(|error| error.to_string(), |path| path.display().to_string());
            let told = say!(
                "Không đọc được biểu đang nhập dở lần trước ({why}); tệp được giữ ở {place}.",
                "What was half typed last time cannot be read ({why}); its file is kept: {place}.",
                why = why,
                place = place
            );
            (Vec::new(), Some(told))
        }
    }
}
