//! Committing: plan, write, sync, apply, tell.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use chrono::Timelike;

use super::Shared;
use super::envelope::{self, EnvelopeError, Kind, seal};
use super::journal::{AppendError, Journal};
use super::scribe::{Scribe, Written};
use super::view::Kept;
use crate::register::memory::change_record;
use crate::register::{
    Actor, Change, Commit, Issue, Overlay, Planned, Records, Reject, Request, Severity, Time, Value, Words, plan,
};
use crate::say;

/// Most requests that share one sync; all of them wait for the last to be planned.
const TOGETHER: usize = 256;
/// So many requests are worth a thread that writes them out, and are given to it at once.
const BESIDE: usize = 16;
/// Bytes that must be free before anything is written.
pub(super) const ROOM: u64 = 16 << 20;

/// What becomes of one request.
pub type Answer = Result<Arc<Commit>, Reject>;

/// What one caller gets back: an answer for each of its requests.
pub type Answers = Vec<Answer>;

/// What one caller wants committed, and where the answers go.
pub struct Wish {
    requests: Vec<Request>,
    actor: Actor,
    at: Time,
    answers: Mutex<Option<Answers>>,
}

impl Wish {
    /// Makes a wish; the journal knows whole seconds only.
    pub fn new(requests: &[Request], actor: &Actor, at: Time) -> Self {
        let at = at.with_nanosecond(0).unwrap_or(at);
        let answers = Mutex::default();
        Self { requests: requests.to_vec(), actor: actor.clone(), at, answers }
    }

    /// Takes the answers, once they are there.
    pub fn answers(&self) -> Option<Answers> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The side that writes.
pub struct Writer {
    journal: Journal,
    /// Why nothing more is written before the store is opened anew.
    halted: Option<Words>,
    /// Records that were read while many requests were planned, as they are now.
    near: RefCell<Kept>,
}

/// Requests that share one sync, planned one by one: each when the register is as the earlier ones leave it.
pub trait Group {
    /// Plans the request at `place`; `None` for one that came to nothing before it could be planned.
    fn plan(&mut self, place: usize, records: &dyn Records) -> Option<Result<Planned, Reject>>;
    /// Tells who wants it, and when.
    fn by(&self, place: usize) -> (&Actor, Time);
}

/// Requests of callers that wait together.
struct Waiting<'a> {
    wishes: &'a [Arc<Wish>],
    /// The places of each one's wish and of its request there.
    places: &'a [(usize, usize)],
}

impl Group for Waiting<'_> {
    fn plan(&mut self, place: usize, records: &dyn Records) -> Option<Result<Planned, Reject>> {
        let (wish, request) = self.places[place];
        let wish = &self.wishes[wish];
        Some(plan(&wish.requests[request], records, &wish.actor, wish.at))
    }

    fn by(&self, place: usize) -> (&Actor, Time) {
        let wish = &self.wishes[self.places[place].0];
        (&wish.actor, wish.at)
    }
}

/// Plans the request with this number on the register as the earlier ones leave it; `None` for one that comes to nothing.
pub type Make<'a> = dyn FnMut(usize, &dyn Records) -> Option<Result<Planned, Reject>> + 'a;

/// Requests of one caller that are planned one after the other.
struct Made<'a, 'm> {
    make: &'a mut Make<'m>,
    actor: &'a Actor,
    at: Time,
    /// The number of the group's first.
    first: usize,
}

impl Group for Made<'_, '_> {
    fn plan(&mut self, place: usize, records: &dyn Records) -> Option<Result<Planned, Reject>> {
        (self.make)(self.first + place, records)
    }

    fn by(&self, _: usize) -> (&Actor, Time) {
        (self.actor, self.at)
    }
}

/// What came of planning some requests.
struct Plans {
    written: Written,
    rejects: Vec<(usize, Reject)>,
}

impl Writer {
    /// Makes the side that writes.
    pub fn new(journal: Journal) -> Self {
        Self { journal, halted: None, near: RefCell::new(Kept::new()) }
    }

    /// Commits all wishes, in their order, and leaves each its answers.
    pub fn run(&mut self, shared: &Shared, wishes: &[Arc<Wish>]) {
        let mut answers: Vec<Vec<Option<Answer>>> = wishes.iter().map(|wish| vec![None; wish.requests.len()]).collect();
        let places: Vec<(usize, usize)> = wishes
            .iter()
            .enumerate()
            .flat_map(|(wish, of)| (0..of.requests.len()).map(move |request| (wish, request)))
            .collect();
        for places in places.chunks(TOGETHER) {
            let answered = self.commit(shared, places.len(), &mut Waiting { wishes, places });
            for ((wish, request), answer) in places.iter().zip(answered) {
                answers[*wish][*request] = answer;
            }
        }
        for (wish, answers) in wishes.iter().zip(answers) {
            let lost = || Reject::Storage(broken_program());
            let answers = answers.into_iter().map(|answer| answer.unwrap_or_else(|| Err(lost()))).collect();
            *wish.answers.lock().unwrap_or_else(PoisonError::into_inner) = Some(answers);
        }
    }

    /// Commits `n` requests of one caller, each made when the register is as the earlier ones leave it.
    pub fn run_made(
        &mut self,
        shared: &Shared,
        n: usize,
        (actor, at): (&Actor, Time),
        make: &mut Make<'_>,
    ) -> Vec<Option<Answer>> {
        let at = at.with_nanosecond(0).unwrap_or(at);
        let mut answers = Vec::with_capacity(n);
        while answers.len() < n {
            let first = answers.len();
            answers.extend(self.commit(shared, TOGETHER.min(n - first), &mut Made { make, actor, at, first }));
        }
        answers
    }

    /// Writes that the program leaves in good order.
    pub fn close(&mut self) -> Result<(), Words> {
        if self.halted.is_some() {
            return Ok(());
        }
        match self.journal.close() {
            Ok(()) => Ok(()),
            Err(AppendError::NotWritten(words) | AppendError::Unknown(words)) => Err(words),
        }
    }

    /// Commits some requests with one sync.
    fn commit(&mut self, shared: &Shared, n: usize, group: &mut dyn Group) -> Vec<Option<Answer>> {
        let refuse = |words: &Words| vec![Some(Err(Reject::Storage(words.clone()))); n];
        if self.halted.is_some() {
            match self.journal.recover() {
                Ok(()) => self.halted = None,
                Err(words) => return refuse(&words),
            }
        }
        if let Some(words) = no_room(shared) {
            return refuse(&words);
        }
        // What was not compared yet is no ground to plan on.
        if let Err(words) = shared.compare(&mut |_| true) {
            return refuse(&words);
        }
        if shared.needs_rebuild() {
            self.near.take();
            if let Err(words) = shared.rebuild() {
                return refuse(&words);
            }
        }
        let Plans { written: Written { ready, breath }, rejects } = match self.plan_soundly(shared, n, group) {
            Ok(plans) => plans,
            Err(words) => return refuse(&words),
        };
        let mut answers: Vec<Option<Answer>> = vec![None; n];
        for (place, reject) in rejects {
            answers[place] = Some(Err(reject));
        }
        match self.journal.append(&breath) {
            Ok(()) => {
                shared.publish(ready.iter().map(|ready| (&ready.commit, ready.hash)));
                let near = self.near.get_mut();
                for change in ready.iter().flat_map(|ready| &ready.commit.changes) {
                    near.remove(&(change.schema.id, change.id));
                }
                for ready in ready {
                    answers[ready.place] = Some(Ok(ready.commit));
                }
            }
            Err(error) => {
                let words = match error {
                    AppendError::NotWritten(words) => words,
                    AppendError::Unknown(words) => {
                        self.halted = Some(words.clone());
                        words
                    }
                };
                for ready in ready {
                    answers[ready.place] = Some(Err(Reject::Storage(words.clone())));
                }
            }
        }
        answers
    }

    /// Plans requests; a plan made of answers that the database could not give is thrown away.
    fn plan_soundly(&self, shared: &Shared, n: usize, group: &mut dyn Group) -> Result<Plans, Words> {
        let plans = self.plan(shared, n, group)?;
        if !shared.needs_rebuild() {
            return Ok(plans);
        }
        // What could not be read was kept as if it were not there.
        self.near.take();
        shared.rebuild()?;
        let plans = self.plan(shared, n, group)?;
        if !shared.needs_rebuild() {
            return Ok(plans);
        }
        Err(say!(
            "Chưa lưu: không đọc được cơ sở dữ liệu. Đóng chương trình rồi mở lại.",
            "Not saved: the database cannot be read. Leave and open the register again."
        ))
    }

    /// Plans requests one after the other, and writes them out; many are written out by a thread beside the one that plans.
    fn plan(&self, shared: &Shared, n: usize, group: &mut dyn Group) -> Result<Plans, Words> {
        let begin = || Scribe::begin(&self.journal, shared.dictionary, n);
        if n >= BESIDE
            && let Some(plans) = self.plan_beside(shared, n, group, begin()?)
        {
            return Ok(plans);
        }
        let mut scribe = begin()?;
        let rejects = self.plan_each(shared, n, group, &mut |commit, place| scribe.write(commit, place));
        Ok(Plans { written: scribe.finish(), rejects })
    }

    /// Plans requests while another thread writes them out; `None` where that fails, and one cannot tell for which of them.
    fn plan_beside(&self, shared: &Shared, n: usize, group: &mut dyn Group, scribe: Scribe) -> Option<Plans> {
        let (give, take) = channel();
        thread::scope(|scope| {
            let written = thread::Builder::new().spawn_scoped(scope, move || scribe.write_all(&take)).ok()?;
            let mut bundle = Vec::with_capacity(BESIDE);
            let rejects = self.plan_each(shared, n, group, &mut |commit, place| {
                bundle.push((commit, place));
                if bundle.len() == BESIDE {
                    // A scribe that stopped says so at the end.
                    let _ = give.send(std::mem::replace(&mut bundle, Vec::with_capacity(BESIDE)));
                }
                Ok(())
            });
            let _ = give.send(bundle);
            drop(give);
            Some(Plans { written: written.join().ok()??, rejects })
        })
    }

    /// Plans requests one after the other, each on the register as the earlier ones leave it; returns what was refused.
    fn plan_each(
        &self,
        shared: &Shared,
        n: usize,
        group: &mut dyn Group,
        write: &mut dyn FnMut(Arc<Commit>, usize) -> Result<(), Reject>,
    ) -> Vec<(usize, Reject)> {
        let state = shared.read_state();
        let view = state.view().keeping_on(self.near.take());
        let mut layer = Overlay::new(&view);
        let mut seq = self.journal.place().seq;
        let mut rejects = Vec::new();
        for place in 0..n {
            let planned = catch_unwind(AssertUnwindSafe(|| group.plan(place, &layer)))
                .unwrap_or_else(|_| Some(Err(Reject::Storage(broken_program()))));
            let Some(planned) = planned else { continue };
            let (actor, at) = group.by(place);
            let written = planned.and_then(|Planned { changes, why, undoes }| {
                check_size(&changes, &layer)?;
                let (dev, who) = (self.journal.dev().to_owned(), actor.id.clone());
                let commit = Arc::new(Commit { dev, seq: seq + 1, at, who, why, undoes, changes });
                write(Arc::clone(&commit), place).map(|()| commit)
            });
            match written {
                Ok(commit) => {
                    layer.apply(&commit.changes);
                    seq = commit.seq;
                }
                Err(reject) => rejects.push((place, reject)),
            }
        }
        drop(layer);
        // What a few requests read is soon read again; keeping it costs more than it saves.
        self.near.replace(if n < BESIDE { Kept::new() } else { view.into_kept() });
        rejects
    }
}

/// A record of at most so many bytes fits without being encoded first.
const SMALL: usize = envelope::LIMIT / 2;

/// Returns how many bytes a value takes at most, with its field.
fn bytes_at_most(value: &Value) -> usize {
    const EACH: usize = 64;
    let list = |items: &[String]| items.iter().map(|item| EACH + item.len()).sum();
    EACH + match value {
        Value::Text(text) | Value::Choice(text) => text.len(),
        Value::Choices(items) | Value::List(items) => list(items),
        Value::Links(ids) => ids.len() * EACH,
        Value::Quantity(figure) => figure.words.as_ref().map_or(0, String::len),
        Value::Integer(_)
        | Value::Decimal(_)
        | Value::Money(_)
        | Value::Day(_)
        | Value::Bool(_)
        | Value::Link(_)
        | Value::NotKnown
        | Value::NotApplicable => 0,
    }
}

/// Refuses a record that the database could not hold.
fn check_size(changes: &[Change], records: &dyn Records) -> Result<(), Reject> {
    for change in changes {
        let mut record = records.get(change.schema, change.id).unwrap_or_default();
        change_record(&mut record, change);
        if record.values().map(bytes_at_most).sum::<usize>() > SMALL
            && seal(Kind::Record, &record) == Err(EnvelopeError::TooLarge)
        {
            let words = say!(
                "Bản ghi quá lớn (hơn 1 MB). Tách nội dung ra nhiều bản ghi.",
                "The record is too large (over 1 MB). Split it into several."
            );
            let (schema, id, severity) = (change.schema, change.id, Severity::Hard);
            return Err(Reject::Invalid(vec![Issue { schema, id, field: None, severity, rule: "record.size", words }]));
        }
    }
    Ok(())
}

fn no_room(shared: &Shared) -> Option<Words> {
    let free = shared.disk.free(shared.layout.root()).filter(|free| *free < ROOM)?;
    Some(say!(
        "Chưa lưu: đĩa chỉ còn {mb} MB trống, cần ít nhất 16 MB. Nội dung đang gõ vẫn còn; giải phóng chỗ trống rồi lưu lại.",
        "Not saved: only {mb} MB are free on the disk, and 16 MB are needed. What you typed is still here; make room, then save again.",
        mb = free >> 20
    ))
}

fn broken_program() -> Words {
    say!(
        "Chưa lưu: chương trình gặp lỗi khi kiểm tra thay đổi này. Xin báo lại kèm nội dung vừa nhập.",
        "Not saved: the program failed while checking this change. Please report it with what was typed."
    )
}
