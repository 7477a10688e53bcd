//! Commands as JSON, one a line: what `apply` takes, what `export --format jsonl` gives, what scripts answer to.
//!
//! | line | does |
//! |---|---|
//! | `{"save":"model","id":"…","set":{…},"typed":{…},"seen":{…},"accept":{…},"why":"…"}` | makes or changes a record |
//! | `{"step":"model_year","id":"…","to":"N4","set":{…},"typed":{…},"accept":{…},"why":"…"}` | takes a step of a life cycle |
//! | `{"withdraw":"model","id":"…","why":"…"}` | hides a wrong record; the reason is required |
//! | `{"restore":"model","id":"…"}` | shows it again |
//! | `{"undo":12,"only":[["<id>","name"]],"why":"…"}` | takes commit 12 back, or only these fields of these records |
//! | `{"adopt":"bac_kan","year":2023,"to_year":2024}` | takes a ready-made set of a catalogue on for these years |
//! | `{"carry_over":2026}` | registers the models of 2026 that go on for 2027, as drafts |
//! | `{"replicate":"DVK-2026-014","year":2026,"to":[{"org":"HPN","neighbourhood":"TDP05"}]}` | makes a model of each taker, copied from this one |
//! | `{"batch":[{"save":…},{"save":…}],"why":"…"}` | all of these or none, each seeing what the earlier ones did |
//!
//! A line that makes several records is one commit, so one undo takes all of it back; such a line stands in no batch.
//!
//! The parts of a save, and of a step:
//!
//! | key | holds |
//! |---|---|
//! | `id` | the record's id or its code; an unknown id, or a code that the line itself sets, makes a record; no `id` makes a new one |
//! | `set` | field key → value in its one JSON form (see [`value`](super::value)); links also by code or whole title; `null` empties |
//! | `typed` | field key → text as a person would type it ("hơn 4.000 m2"); `""` empties |
//! | `seen` | field key → the value its author saw; the save conflicts where something else stands there now |
//! | `accept` | rule → reason, for soft refusals; `{"*":"reason"}` accepts all of them |
//!
//! A key, an entity or a field that is not known is refused with the nearest known one; so is a key that stands twice,
//! and a field in both `set` and `typed`.
//!
//! Each line is answered by one line: `{"seq":12}`, `{"seq":12,"unchanged":true}` where nothing was to be changed, or
//! `{"error":{"code":"invalid","line":3,"field":"quantity","message":"…"}}`.

mod answer;
mod nearest;
mod parts;
mod read;
mod strict;
mod write;

#[cfg(test)]
mod tests;

pub use answer::{Fault, done, unchanged};
pub use read::{Reader, Source};
pub use write::{request_line, save_line, withdraw_line};
