//! What a ward keeps: values, fields, entities, rules, commands. Knows no clock, file, socket or screen.

pub mod boundary;
pub mod catalogue;
pub mod change;
pub mod check;
pub mod default;
pub mod field;
pub mod flow;
pub mod id;
pub mod line;
pub mod memory;
pub mod overlay;
pub mod parse;
pub mod period;
pub mod plan;
pub mod practice;
pub mod problem;
pub mod progress;
pub mod query;
pub mod record;
pub mod records;
pub mod refusal;
pub mod report;
pub mod rule;
pub mod schema;
pub mod seed;
pub mod setup;
pub mod show;
pub mod sum;
pub mod unique;
pub mod value;
pub mod wire;
pub mod words;

#[cfg(test)]
mod value_tests;

pub use catalogue::Entry;
pub use change::{Accepted, Actor, Change, Clash, Command, Commit, Issue, Reject, Request, Role, Seen, Set, Time};
pub use field::{Choice, Choices, Field, FieldId, Kind, Need};
pub use flow::{Flow, Lack, Needs, Offer, Step, StepCx, offered};
pub use id::Id;
pub use memory::MemoryRecords;
pub use overlay::Overlay;
pub use parse::ParseCx;
pub use period::Period;
pub use plan::{Planned, plan};
pub use problem::problems;
pub use query::{Filter, Page, Query, Test};
pub use record::{Read, Record};
pub use records::Records;
pub use refusal::Refusal;
pub use rule::{Rule, RuleCx, Severity};
pub use schema::{Dictionary, ENTITIES, REGISTER, Schema, Scope, Unique};
pub use show::ShowCx;
pub use sum::{Answer as Sums, Cube, Dim, Key as SumKey, Measure, Question, Sum, Tally, View};
pub use value::{Quantity, Value};
pub use words::{Label, Lang, Words};
