//! Committing: plan, write, sync, apply, tell.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{Datelike, Timelike};

use super::Shared;
use super::envelope::{EnvelopeError, Kind, seal};
use super::journal::{AppendError, Breath, Journal};
use super::scan::Place;
use crate::register::line::{Gather, Hash, decode, encode};
use crate::register::memory::change_record;
use crate::register::{
    Actor, Change, Commit, Dictionary, Issue, Overlay, Planned, Records, Reject, Request, Severity, Time, Words, plan,
};
use crate::say;

/// Most requests that share one sync; what a request sees of the earlier ones costs more with each.
const TOGETHER: usize = 64;
/// Bytes that must be free before anything is written.
const ROOM: u64 = 16 << 20;

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
}

/// Requests that share one sync, given one by one: each when the register is as the earlier ones leave it.
pub trait Group {
    /// Gives the request at `place`; `None` for one that came to nothing before it was planned.
    fn request(&mut self, place: usize, records: &dyn Records) -> Option<Cow<'_, Request>>;
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
    fn request(&mut self, place: usize, _: &dyn Records) -> Option<Cow<'_, Request>> {
        let (wish, request) = self.places[place];
        Some(Cow::Borrowed(&self.wishes[wish].requests[request]))
    }

    fn by(&self, place: usize) -> (&Actor, Time) {
        let wish = &self.wishes[self.places[place].0];
        (&wish.actor, wish.at)
    }
}

/// Requests of one caller that are made one after the other.
struct Made<'a> {
    make: &'a mut dyn FnMut(usize, &dyn Records) -> Option<Request>,
    actor: &'a Actor,
    at: Time,
    /// The number of the group's first.
    first: usize,
}

impl Group for Made<'_> {
    fn request(&mut self, place: usize, records: &dyn Records) -> Option<Cow<'_, Request>> {
        (self.make)(self.first + place, records).map(Cow::Owned)
    }

    fn by(&self, _: usize) -> (&Actor, Time) {
        (self.actor, self.at)
    }
}

/// A commit that is planned and written out, but not yet in the journal.
struct Ready {
    commit: Arc<Commit>,
    hash: Hash,
    /// The place of its request in the group.
    place: usize,
}

/// What came of planning some requests.
struct Plans {
    ready: Vec<Ready>,
    rejects: Vec<(usize, Reject)>,
    breath: Breath,
}

impl Writer {
    /// Makes the side that writes.
    pub const fn new(journal: Journal) -> Self {
        Self { journal, halted: None }
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
        make: &mut dyn FnMut(usize, &dyn Records) -> Option<Request>,
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
        if shared.needs_rebuild()
            && let Err(words) = shared.rebuild()
        {
            return refuse(&words);
        }
        let mut plans = self.plan(shared, n, group);
        // A plan made of answers that the database could not give is thrown away.
        if shared.needs_rebuild() {
            if let Err(words) = shared.rebuild() {
                return refuse(&words);
            }
            plans = self.plan(shared, n, group);
            if shared.needs_rebuild() {
                return refuse(&say!(
                    "Chưa lưu: không đọc được cơ sở dữ liệu. Đóng chương trình rồi mở lại.",
                    "Not saved: the database cannot be read. Leave and open the register again."
                ));
            }
        }
        let Plans { ready, rejects, breath } = plans;
        let mut answers: Vec<Option<Answer>> = vec![None; n];
        for (place, reject) in rejects {
            answers[place] = Some(Err(reject));
        }
        match self.journal.append(&breath) {
            Ok(()) => {
                shared.publish(ready.iter().map(|ready| (&ready.commit, ready.hash)));
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

    /// Plans requests one after the other, each on the register as the earlier ones leave it.
    fn plan(&self, shared: &Shared, n: usize, group: &mut dyn Group) -> Plans {
        let state = shared.read_state();
        let view = state.view();
        let mut layer = Overlay::new(&view);
        let start = self.journal.place();
        let mut draft =
            Draft { dev: self.journal.dev(), first: start.seq + 1, place: start, breath: Breath::default() };
        let (mut ready, mut rejects) = (Vec::new(), Vec::new());
        for place in 0..n {
            let Some(request) = group.request(place, &layer).map(Cow::into_owned) else { continue };
            let by = group.by(place);
            let planned = catch_unwind(AssertUnwindSafe(|| plan(&request, &layer, by.0, by.1)))
                .unwrap_or_else(|_| Err(Reject::Storage(broken_program())));
            let written = planned
                .and_then(|planned| check_size(&planned.changes, &layer).map(|()| planned))
                .and_then(|planned| draft.write(planned, by, shared.dictionary));
            match written {
                Ok((commit, hash)) => {
                    layer.apply(&commit.changes);
                    ready.push(Ready { commit: Arc::new(commit), hash, place });
                }
                Err(reject) => rejects.push((place, reject)),
            }
        }
        let Draft { place, mut breath, .. } = draft;
        breath.place = (place != start).then_some(place);
        Plans { ready, rejects, breath }
    }
}

/// Lines that are being written out.
struct Draft<'a> {
    dev: &'a str,
    /// The number of the first commit of the breath.
    first: u64,
    place: Place,
    breath: Breath,
}

impl Draft<'_> {
    /// Writes out one commit, reads it back and compares.
    fn write(
        &mut self,
        planned: Planned,
        (actor, at): (&Actor, Time),
        dictionary: Dictionary,
    ) -> Result<(Commit, Hash), Reject> {
        let Planned { changes, why, undoes } = planned;
        let (dev, who) = (self.dev.to_owned(), actor.id.clone());
        let commit = Commit { dev, seq: self.place.seq + 1, at, who, why, undoes, changes };
        let mut salt = [0; 16];
        getrandom::fill(&mut salt).map_err(|error| {
            Reject::Storage(say!(
                "Chưa lưu: máy không cho số ngẫu nhiên ({e}).",
                "Not saved: the system gives no random numbers ({e}).",
                e = error
            ))
        })?;
        let lines = encode(&commit, Hash(salt), self.place.tip, self.first);
        let hash = read_back(&lines, &commit, self.place.tip, dictionary)?;
        if self.breath.begins.is_empty() {
            self.breath.year = commit.at.year();
        }
        self.breath.begins.push(self.breath.bytes.len());
        for line in &lines {
            self.breath.bytes.extend_from_slice(line.as_bytes());
            self.breath.bytes.push(b'\n');
        }
        self.place = Place { seq: commit.seq, head: hash, tip: hash };
        Ok((commit, hash))
    }
}

/// Reads lines as a later start would, and compares them with the commit; returns the hash of the last.
fn read_back(lines: &[String], commit: &Commit, prev: Hash, dictionary: Dictionary) -> Result<Hash, Reject> {
    let mut gather = Gather::default();
    let mut tip = prev;
    for line in lines {
        let read = decode(line, dictionary).map_err(|error| unwritable(&error.words()))?;
        if read.prev != tip {
            return Err(unwritable(&say!("chuỗi mã kiểm tra", "the chain of hashes")));
        }
        tip = read.hash;
        if let Some(whole) = gather.push(read).map_err(|error| unwritable(&error.words()))? {
            return if whole == *commit { Ok(tip) } else { Err(unwritable(&say!("giá trị", "the values"))) };
        }
    }
    Err(unwritable(&say!("dòng cuối", "the end line")))
}

/// Refuses a record that the database could not hold.
fn check_size(changes: &[Change], records: &dyn Records) -> Result<(), Reject> {
    for change in changes {
        let mut record = records.get(change.schema, change.id).unwrap_or_default();
        change_record(&mut record, change);
        if seal(Kind::Record, &record) == Err(EnvelopeError::TooLarge) {
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

fn unwritable(what: &Words) -> Reject {
    Reject::Storage(say!(
        "Chưa lưu: nội dung ghi ra đọc lại không khớp ({what}). Đây là lỗi chương trình, xin báo lại.",
        "Not saved: what was written reads back differently ({what}). This is a defect of the program; please report it.",
        what = what
    ))
}

fn broken_program() -> Words {
    say!(
        "Chưa lưu: chương trình gặp lỗi khi kiểm tra thay đổi này. Xin báo lại kèm nội dung vừa nhập.",
        "Not saved: the program failed while checking this change. Please report it with what was typed."
    )
}
