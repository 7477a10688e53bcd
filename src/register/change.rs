//! Changes as data: what is asked for, what is decided, why it is refused.

use chrono::{DateTime, FixedOffset};

use super::field::{Field, FieldId};
use super::flow;
use super::id::Id;
use super::rule::Severity;
use super::schema::Schema;
use super::value::Value;
use super::words::{Label, Lang, Words};

/// A moment with the offset of the clock that told it; whole seconds in the journal.
pub type Time = DateTime<FixedOffset>;

/// One field of a save.
#[derive(Clone, Debug, PartialEq)]
pub struct Set {
    /// The field.
    pub field: FieldId,
    /// What the author saw there before; `None` inside for an empty field, `Seen::Any` when nobody looked.
    pub seen: Seen,
    /// What it is to hold; `None` empties it.
    pub new: Option<Value>,
}

/// What the author of a save saw in a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    /// Nobody looked (a command from a file): whatever is there is replaced.
    Any,
    /// This; the save conflicts when the field holds neither this nor the new value.
    Value(Option<Value>),
}

/// Soft refusals that the author accepts.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Accepted {
    /// None.
    #[default]
    None,
    /// These rules, each with the reason.
    Rules(Vec<(String, String)>),
    /// Whatever soft rule speaks, for this one reason (a batch of old papers).
    All(String),
}

impl Accepted {
    /// Returns this where it accepts anything, else the other.
    fn or(self, other: &Self) -> Self {
        match self {
            Self::None => other.clone(),
            some @ (Self::Rules(_) | Self::All(_)) => some,
        }
    }
}

/// A wish to change the register; it may be refused.
#[derive(Clone, Debug)]
pub enum Command {
    /// Makes the record if there is none with this id, and sets the fields.
    Save {
        /// The entity.
        schema: &'static Schema,
        /// The record.
        id: Id,
        /// The fields.
        set: Vec<Set>,
        /// Soft refusals accepted.
        accepted: Accepted,
    },
    /// Takes a step of the record's life cycle.
    Step {
        /// The entity.
        schema: &'static Schema,
        /// The record.
        id: Id,
        /// The state that the step leads to.
        to: String,
        /// Why; some steps ask for it.
        reason: String,
        /// Fields that are given with the step.
        set: Vec<Set>,
        /// Soft refusals accepted.
        accepted: Accepted,
    },
    /// Hides a wrong record, with a reason; it is kept and can be restored.
    Withdraw {
        /// The entity.
        schema: &'static Schema,
        /// The record.
        id: Id,
        /// Why.
        reason: String,
    },
    /// Shows a withdrawn record again.
    Restore {
        /// The entity.
        schema: &'static Schema,
        /// The record.
        id: Id,
    },
    /// Takes a commit back by a new one with old and new swapped.
    Undo {
        /// The commit to take back, as history gives it.
        commit: Box<Commit>,
        /// Only these fields of these records; all when empty.
        only: Vec<(Id, FieldId)>,
    },
    /// Several commands, all or none, each seeing what the earlier ones did.
    Batch(Vec<Command>),
}

impl Command {
    /// Accepts soft refusals of every save and step among the commands, besides those that they accept already.
    #[must_use]
    pub fn accepting(self, more: &Accepted) -> Self {
        match self {
            Self::Save { schema, id, set, accepted } => Self::Save { schema, id, set, accepted: accepted.or(more) },
            Self::Step { schema, id, to, reason, set, accepted } => {
                Self::Step { schema, id, to, reason, set, accepted: accepted.or(more) }
            }
            Self::Batch(commands) => Self::Batch(commands.into_iter().map(|command| command.accepting(more)).collect()),
            other @ (Self::Withdraw { .. } | Self::Restore { .. } | Self::Undo { .. }) => other,
        }
    }

    /// Makes the change of a record: a save, or a step of its life cycle where the state of a record that is there
    /// `(id, is_new)` is among what is set; `why` is the step's reason where none of the fields tells it.
    pub fn save_or_step(
        schema: &'static Schema,
        (id, is_new): (Id, bool),
        mut set: Vec<Set>,
        accepted: Accepted,
        why: &str,
    ) -> Self {
        let flow = schema.flow.filter(|_| !is_new);
        let state = flow.and_then(|flow| set.iter().position(|set| set.field == flow.state));
        let to = state.and_then(|at| Some((at, set[at].new.as_ref()?.as_choice()?.to_owned())));
        let Some((at, to)) = to else { return Self::Save { schema, id, set, accepted } };
        set.remove(at);
        let typed = |set: &Set| flow.is_some_and(|flow| flow.reason == Some(set.field));
        let given = set.iter().find(|set| typed(set)).and_then(|set| Some(set.new.as_ref()?.as_text()?.to_owned()));
        let reason = given.unwrap_or_else(|| why.to_owned());
        Self::Step { schema, id, to, reason, set, accepted }
    }
}

/// A wish with the reason its author gives.
#[derive(Clone, Debug)]
pub struct Request {
    /// What is wished.
    pub command: Command,
    /// Why; empty when nobody said.
    pub why: String,
}

impl From<Command> for Request {
    fn from(command: Command) -> Self {
        Self { command, why: String::new() }
    }
}

/// What changed in one record: each field with the value before and after, by field number.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The entity.
    pub schema: &'static Schema,
    /// The record.
    pub id: Id,
    /// Field, old, new.
    pub set: Vec<(FieldId, Option<Value>, Option<Value>)>,
}

/// A change that was decided and, once the journal has it, is for ever.
#[derive(Clone, Debug, PartialEq)]
pub struct Commit {
    /// The device that made it.
    pub dev: String,
    /// Its number on that device, from 1, without gaps.
    pub seq: u64,
    /// When.
    pub at: Time,
    /// Who: the actor's id.
    pub who: String,
    /// Why; empty when nobody said.
    pub why: String,
    /// The number of the commit that this one takes back.
    pub undoes: Option<u64>,
    /// What changed, in order.
    pub changes: Vec<Change>,
}

/// What a person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Data officer, member of the support team.
    Officer,
    /// Head of the support team.
    TeamHead,
    /// Standing deputy head of the committee.
    StandingDeputy,
    /// Head of the committee.
    Head,
    /// Committee member in charge of areas or fields.
    Member,
    /// Registering unit.
    Unit,
    /// Model owner.
    Owner,
    /// The level above, which reads.
    Superior,
}

impl Role {
    /// Names the role.
    pub const fn label(self) -> Label {
        match self {
            Self::Officer => Label::new("chuyên viên", "the officer"),
            Self::TeamHead => Label::new("Tổ trưởng Tổ giúp việc", "the head of the support team"),
            Self::StandingDeputy => Label::new("Phó Trưởng ban Thường trực", "the standing deputy head"),
            Self::Head => Label::new("Trưởng Ban Chỉ đạo", "the head of the committee"),
            Self::Member => Label::new("thành viên Ban Chỉ đạo", "a member of the committee"),
            Self::Unit => Label::new("đơn vị đăng ký", "the registering unit"),
            Self::Owner => Label::new("người phụ trách mô hình", "the model's owner"),
            Self::Superior => Label::new("cấp trên", "the level above"),
        }
    }
}

/// Who asks for a change; not the register's `person`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Short name in the journal, such as `vp01`.
    pub id: String,
    /// What the person may do.
    pub roles: Vec<Role>,
}

impl Actor {
    /// The one actor there is until accounts exist: every role.
    pub fn sole(id: &str) -> Self {
        use Role::{Head, Member, Officer, Owner, StandingDeputy, Superior, TeamHead, Unit};
        let roles = vec![Officer, TeamHead, StandingDeputy, Head, Member, Unit, Owner, Superior];
        Self { id: id.to_owned(), roles }
    }
}

/// One thing that is wrong with a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    /// The entity.
    pub schema: &'static Schema,
    /// The record.
    pub id: Id,
    /// The field to go to.
    pub field: Option<FieldId>,
    /// How much it stops.
    pub severity: Severity,
    /// The rule, such as `field.range` or `model.name.duplicate`.
    pub rule: &'static str,
    /// What is wrong and what to do.
    pub words: Words,
}

impl Issue {
    /// Returns the field it is about.
    pub fn field(&self) -> Option<&'static Field> {
        self.schema.field(self.field?)
    }

    /// Says what is wrong, with how much that stops in front.
    pub fn told(&self) -> Words {
        crate::say!("{kind}: {words}", "{kind}: {words}", kind = self.severity.label(), words = self.words)
    }

    /// Returns whether a reason is all that the register asks for.
    pub fn wants_reason(&self) -> bool {
        self.severity == Severity::Soft || matches!(self.rule, flow::ADJUST | flow::REASON)
    }

    /// Says it in one line, with the entity and the field in front.
    pub fn show(&self, lang: Lang) -> String {
        let name = self.schema.name.get(lang);
        let words = self.words.get(lang);
        match self.field() {
            Some(field) => format!("{name} · {}: {words}", field.label.get(lang)),
            None => format!("{name}: {words}"),
        }
    }
}

/// A field that someone else changed meanwhile.
#[derive(Clone, Debug, PartialEq)]
pub struct Clash {
    /// The entity.
    pub schema: &'static Schema,
    /// The record.
    pub id: Id,
    /// The field.
    pub field: FieldId,
    /// What the author saw.
    pub seen: Option<Value>,
    /// What is there now.
    pub current: Option<Value>,
    /// What the author wants.
    pub wanted: Option<Value>,
}

/// Why a command was refused; nothing of it happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Reject {
    /// Something is wrong with what was to be saved.
    Invalid(Vec<Issue>),
    /// Someone else changed the same fields meanwhile.
    Conflict(Vec<Clash>),
    /// The period is closed.
    Locked(Words),
    /// The actor may not.
    Forbidden(Words),
    /// The record, or the commit, is not there.
    Missing(Words),
    /// The command changes nothing.
    Nothing,
    /// The disk or the database failed; nothing was saved.
    Storage(Words),
    /// One command of a batch was refused, and so all of it.
    At {
        /// Its place in the batch, from 0.
        index: usize,
        /// Why.
        reject: Box<Reject>,
    },
}

impl Reject {
    /// Names the refusal for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Invalid(_) => "invalid",
            Self::Conflict(_) => "conflict",
            Self::Locked(_) => "locked",
            Self::Forbidden(_) => "forbidden",
            Self::Missing(_) => "missing",
            Self::Nothing => "nothing",
            Self::Storage(_) => "storage",
            Self::At { reject, .. } => reject.code(),
        }
    }

    /// Says why, in one line of each language.
    pub fn words(&self) -> Words {
        Words { vi: self.show(Lang::Vi), en: self.show(Lang::En) }
    }

    /// Says that nothing was saved, and why; the store says both in its own words.
    pub fn unsaved(&self) -> Words {
        match self {
            Self::Storage(words) => words.clone(),
            other => crate::say!("Chưa lưu: {words}", "Not saved: {words}", words = other.words()),
        }
    }

    /// Says why, in one line.
    pub fn show(&self, lang: Lang) -> String {
        match self {
            Self::Invalid(issues) => issues.iter().map(|issue| issue.show(lang)).collect::<Vec<_>>().join("; "),
            Self::Conflict(clashes) => {
                let fields: Vec<_> = clashes
                    .iter()
                    .filter_map(|clash| clash.schema.field(clash.field))
                    .map(|field| field.label.get(lang))
                    .collect();
                let words = crate::say!(
                    "Người khác vừa sửa: {fields}. Xem giá trị mới rồi lưu lại.",
                    "Someone else just changed: {fields}. Look at the new values, then save again.",
                    fields = fields.join(", ")
                );
                words.get(lang).to_owned()
            }
            Self::Locked(words) | Self::Forbidden(words) | Self::Missing(words) | Self::Storage(words) => {
                words.get(lang).to_owned()
            }
            Self::Nothing => {
                crate::say!("Không có gì thay đổi nên không lưu.", "Nothing changed, so nothing was saved.")
                    .get(lang)
                    .to_owned()
            }
            Self::At { index, reject } => {
                let words = crate::say!("Dòng {n}: ", "Line {n}: ", n = index + 1);
                format!("{}{}", words.get(lang), reject.show(lang))
            }
        }
    }
}
