//! How far a record has come, apart from what it holds: a draft, complete, checked, locked.
//!
//! It is kept in an entity of its own ([`schema::standing`](super::schema::standing)), one record each; a record without
//! one is a draft. What is locked changes only once it is unlocked; what was checked is to be checked again after a change.

use super::change::{Change, Reject};
use super::id::Id;
use super::memory::change_record;
use super::record::{Read, Record, is_withdrawn};
use super::records::Records;
use super::schema::{Schema, standing as states};
use super::show::ShowCx;
use super::unique;
use super::value::Value;
use super::words::{Label, Words};
use crate::say;

/// How far a record has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It may still lack anything.
    #[default]
    Draft,
    /// It lacks nothing and nothing in it is wrong.
    Complete,
    /// A person compared it with the papers.
    Checked,
    /// Nobody changes it any more.
    Locked,
}

impl Standing {
    /// All of them, in the order in which a record takes them.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Complete, Self::Checked, Self::Locked];

    /// Returns the code under which it is kept.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => states::DRAFT,
            Self::Complete => states::COMPLETE,
            Self::Checked => states::CHECKED,
            Self::Locked => states::LOCKED,
        }
    }

    /// Names it.
    pub const fn label(self) -> Label {
        match self {
            Self::Draft => Label::new("Nháp", "Draft"),
            Self::Complete => Label::new("Đủ", "Complete"),
            Self::Checked => Label::new("Đã soát", "Checked"),
            Self::Locked => Label::new("Khóa", "Locked"),
        }
    }

    /// Reads the standing that a record of the entity `standing` tells.
    fn told(record: &Record) -> Self {
        let code = record.choice(states::STATE);
        Self::ALL.into_iter().find(|standing| Some(standing.code()) == code).unwrap_or_default()
    }
}

/// Returns the record that tells the standing of a record, where one does.
pub fn standing_record(schema: &'static Schema, id: Id, records: &dyn Records) -> Option<(Id, Record)> {
    let known = records.dictionary().entity(states::SCHEMA.key)?;
    let place = Record::from([
        (states::ENTITY_KEY, Value::Text(schema.key.to_owned())),
        (states::RECORD_ID, Value::Text(id.to_string())),
    ]);
    let at = records.claimed(known, 0, &unique::claim(known, 0, &place)?)?;
    records.get(known, at).filter(|record| !is_withdrawn(record)).map(|record| (at, record))
}

/// Returns how far a record has come.
pub fn standing_of(schema: &'static Schema, id: Id, records: &dyn Records) -> Standing {
    standing_record(schema, id, records).map_or(Standing::Draft, |(_, record)| Standing::told(&record))
}

/// Refuses changes to records that are locked; `records` is the register without the changes.
pub fn check(changes: &[Change], records: &dyn Records) -> Result<(), Reject> {
    for change in changes.iter().filter(|change| change.schema.key != states::SCHEMA.key) {
        let Some((_, told)) = standing_record(change.schema, change.id, records) else { continue };
        if Standing::told(&told) == Standing::Locked {
            return Err(Reject::Locked(refusal(change, &told, records)));
        }
    }
    Ok(())
}

fn refusal(change: &Change, told: &Record, records: &dyn Records) -> Words {
    let by = told.text(states::BY);
    let day = told.day(states::ON).map(|day| day.to_string());
    let since: Vec<String> = Some(by.to_owned()).filter(|by| !by.is_empty()).into_iter().chain(day).collect();
    let since = if since.is_empty() { String::new() } else { format!(" ({})", since.join(", ")) };
    say!(
        "Bản ghi \"{title}\" đã khóa{since}. Muốn sửa: F9, Trạng thái bản ghi, chọn Đủ để mở khóa.",
        "The record \"{title}\" is locked{since}. To change it: F9, Record state, choose Complete to unlock it.",
        title = ShowCx::vi(records).title(change.schema, change.id),
        since = since
    )
}

/// Lists what the changes do to the standings of the records that they touch: what was checked is complete only, what lacks
/// something again is a draft. A standing that is itself among the changes is left as it is.
pub fn follow(changes: &[Change], records: &dyn Records) -> Vec<Change> {
    let fallen = |change: &Change| {
        let (at, told) = standing_record(change.schema, change.id, records)?;
        if changes.iter().any(|other| other.schema.key == states::SCHEMA.key && other.id == at) {
            return None;
        }
        let mut after = records.get(change.schema, change.id).unwrap_or_default();
        change_record(&mut after, change);
        let standing = Standing::told(&told);
        let lacks = change.schema.wanted(&after).next().is_some();
        let falls = match standing {
            Standing::Complete | Standing::Checked if lacks => Standing::Draft,
            Standing::Checked => Standing::Complete,
            Standing::Draft | Standing::Complete | Standing::Locked => return None,
        };
        let code = |standing: Standing| Some(Value::Choice(standing.code().to_owned()));
        let schema = records.dictionary().entity(states::SCHEMA.key)?;
        Some(Change { schema, id: at, set: vec![(states::STATE, code(standing), code(falls))] })
    };
    changes.iter().filter(|change| change.schema.key != states::SCHEMA.key).filter_map(fallen).collect()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::register::change::{Accepted, Actor, Command, Commit, Seen, Set, Time};
    use crate::register::field::FieldId;
    use crate::register::memory::MemoryRecords;
    use crate::register::plan::plan;
    use crate::register::schema::{REGISTER, person};

    const BINH: Id = Id::from_bits(1);
    const TOLD: Id = Id::from_bits(2);

    struct Ward {
        records: MemoryRecords,
        commits: Vec<Commit>,
    }

    fn now() -> Time {
        DateTime::parse_from_rfc3339("2026-11-22T12:00:00+07:00").unwrap()
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    fn save(schema: &'static Schema, id: Id, values: Vec<(FieldId, Option<Value>)>) -> Command {
        let set = values.into_iter().map(|(field, new)| Set { field, seen: Seen::Any, new }).collect();
        Command::Save { schema, id, set, accepted: Accepted::All("thử".to_owned()) }
    }

    /// Gives the person a state by the record with this id.
    fn give(at: Id, standing: Standing) -> Command {
        let values = vec![
            (states::ENTITY_KEY, Some(text(person::SCHEMA.key))),
            (states::RECORD_ID, Some(text(&BINH.to_string()))),
            (states::STATE, Some(Value::Choice(standing.code().to_owned()))),
            (states::BY, Some(text("vp01"))),
        ];
        save(&states::SCHEMA, at, values)
    }

    fn title(title: &str) -> Command {
        save(&person::SCHEMA, BINH, vec![(person::TITLE, Some(text(title)))])
    }

    impl Ward {
        /// A ward with one person, who lacks nothing.
        fn new() -> Self {
            let mut ward = Self { records: MemoryRecords::new(REGISTER), commits: Vec::new() };
            ward.apply(save(&person::SCHEMA, BINH, vec![(person::FULL_NAME, Some(text("Trần Văn Bình")))])).unwrap();
            ward.apply(title("Tổ trưởng")).unwrap();
            ward
        }

        fn apply(&mut self, command: Command) -> Result<(), Reject> {
            let planned = plan(&command.into(), &self.records, &Actor::sole("vp01"), now())?;
            let seq = self.records.seq() + 1;
            self.records.apply(seq, &planned.changes);
            let (why, undoes, changes) = (planned.why, planned.undoes, planned.changes);
            let (dev, who) = ("a1".to_owned(), "vp01".to_owned());
            self.commits.push(Commit { dev, seq, at: now(), who, why, undoes, changes });
            Ok(())
        }

        fn undo(&mut self, back: usize) -> Result<(), Reject> {
            let commit = Box::new(self.commits[self.commits.len() - back].clone());
            self.apply(Command::Undo { commit, only: Vec::new() })
        }

        fn standing(&self) -> Standing {
            standing_of(&person::SCHEMA, BINH, &self.records)
        }
    }

    fn words(refused: Result<(), Reject>) -> Words {
        refused.unwrap_err().words()
    }

    #[test]
    fn what_lacks_something_stays_a_draft_and_hears_which_fields() {
        let mut ward = Ward::new();
        ward.apply(save(&person::SCHEMA, BINH, vec![(person::TITLE, None)])).unwrap();
        for standing in [Standing::Complete, Standing::Checked, Standing::Locked] {
            let words = words(ward.apply(give(TOLD, standing)));
            assert!(words.vi.contains("còn thiếu: Chức danh") && words.vi.contains("Mở bản ghi"), "{}", words.vi);
            assert!(words.en.contains("still lacks: Post"), "{}", words.en);
        }
        assert_eq!(ward.standing(), Standing::Draft);
        ward.apply(give(TOLD, Standing::Draft)).unwrap();
        ward.apply(title("Bí thư")).unwrap();
        ward.apply(give(TOLD, Standing::Complete)).unwrap();
        assert_eq!(ward.standing(), Standing::Complete);
    }

    #[test]
    fn a_locked_record_is_not_saved_withdrawn_or_undone_until_it_is_unlocked() {
        let mut ward = Ward::new();
        ward.apply(give(TOLD, Standing::Locked)).unwrap();
        let withdraw = Command::Withdraw { schema: &person::SCHEMA, id: BINH, reason: "trùng".to_owned() };
        for refused in [ward.apply(title("Bí thư")), ward.apply(withdraw), ward.undo(2)] {
            assert!(matches!(refused, Err(Reject::Locked(_))), "{refused:?}");
            let words = words(refused);
            assert!(
                words.vi.contains("\"Trần Văn Bình") && words.vi.contains("đã khóa (vp01, 22/11/2026)"),
                "{}",
                words.vi
            );
            assert!(words.vi.contains("mở khóa") && words.en.contains("unlock"));
        }
        ward.undo(1).unwrap();
        assert_eq!(ward.standing(), Standing::Draft, "the lock itself is taken back");
        ward.apply(give(TOLD, Standing::Locked)).unwrap();
        ward.apply(Command::Batch(vec![give(TOLD, Standing::Complete), title("Bí thư")])).unwrap();
        assert_eq!(ward.standing(), Standing::Complete);
    }

    #[test]
    fn a_record_has_one_standing() {
        let mut ward = Ward::new();
        ward.apply(give(TOLD, Standing::Complete)).unwrap();
        let second = ward.apply(give(Id::from_bits(3), Standing::Checked));
        let Err(Reject::Invalid(issues)) = second else { panic!("{second:?}") };
        assert_eq!(issues.first().map(|issue| issue.rule), Some("record.duplicate"));
        ward.apply(give(TOLD, Standing::Checked)).unwrap();
        assert_eq!(ward.standing(), Standing::Checked);
    }

    #[test]
    fn what_was_checked_falls_back_when_it_changes_and_one_undo_takes_back_both() {
        let mut ward = Ward::new();
        ward.apply(give(TOLD, Standing::Checked)).unwrap();
        ward.apply(title("Bí thư")).unwrap();
        assert_eq!(ward.standing(), Standing::Complete);
        ward.undo(1).unwrap();
        assert_eq!(ward.standing(), Standing::Checked);
        ward.apply(save(&person::SCHEMA, BINH, vec![(person::TITLE, None)])).unwrap();
        assert_eq!(ward.standing(), Standing::Draft, "it lacks something again");
    }

    #[test]
    fn a_standing_is_of_a_record_that_is_there() {
        let mut ward = Ward::new();
        ward.apply(Command::Withdraw { schema: &person::SCHEMA, id: BINH, reason: "trùng".to_owned() }).unwrap();
        let words = words(ward.apply(give(TOLD, Standing::Complete)));
        assert!(words.vi.contains("không có bản ghi") && words.en.contains("no record"), "{}", words.vi);
    }

    #[test]
    fn the_words_are_those_of_the_list() {
        let field = states::SCHEMA.field(states::STATE).unwrap();
        let Some(crate::register::Choices::Fixed(list)) = field.kind.choices() else { panic!("no list") };
        let told: Vec<_> = Standing::ALL.iter().map(|standing| (standing.code(), standing.label())).collect();
        assert_eq!(list.iter().map(|choice| (choice.code, choice.label)).collect::<Vec<_>>(), told);
    }
}
