//! A field, described once: one row of a constant table that everything else reads.

mod build;
mod typed;

use super::default::Preset;
use super::fit::Fits;
use super::record::Record;
use super::words::Label;

/// Number of a field within its entity; never reused, a retired field stays listed.
pub type FieldId = u16;

/// One choice of a fixed list that logic depends on (states, kinds of arithmetic).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is stored.
    pub code: &'static str,
    /// What people see.
    pub label: Label,
}

/// Makes a row of a fixed list.
pub const fn choice(code: &'static str, vi: &'static str, en: &'static str) -> Choice {
    Choice { code, label: Label::new(vi, en) }
}

/// Where the choices of a field come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choices {
    /// A list that the program's logic depends on.
    Fixed(&'static [Choice]),
    /// A catalogue, by name, whose entries the ward edits.
    Catalogue(&'static str),
}

/// What a field holds and the limits of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line of at most `max` letters (code points).
    Text {
        /// Most letters.
        max: u16,
    },
    /// Several lines of at most `max` letters together.
    Memo {
        /// Most letters.
        max: u16,
    },
    /// A whole number.
    Integer {
        /// Smallest accepted.
        min: i64,
        /// Largest accepted.
        max: i64,
        /// Unit shown after the number; empty for none.
        unit: &'static str,
    },
    /// An exact decimal.
    Decimal {
        /// Smallest accepted.
        min: i64,
        /// Largest accepted.
        max: i64,
        /// Most digits after the comma.
        digits: u32,
        /// Unit shown after the number; empty for none.
        unit: &'static str,
    },
    /// Money in whole đồng, zero or more.
    Money,
    /// A figure with its qualifier, zero or more, in the unit of the metric that the record's field
    /// `metric` links to.
    Quantity {
        /// The field of the same record that links to the metric.
        metric: FieldId,
    },
    /// A date: a day, a month, a quarter or a year.
    Date,
    /// Yes or no.
    Bool,
    /// One entry of a list.
    Choice(Choices),
    /// Several entries of a list.
    Choices(Choices),
    /// A record of the entity with this key.
    Link(&'static str),
    /// Records of the entity with this key, in order.
    Links(&'static str),
    /// Short texts, in order, each of at most `max` letters.
    List {
        /// Most letters of one text.
        max: u16,
    },
}

impl Kind {
    /// Names the kind for the data dictionary.
    pub const fn label(&self) -> Label {
        match self {
            Self::Text { .. } => Label::new("chữ, một dòng", "text"),
            Self::Memo { .. } => Label::new("chữ, nhiều dòng", "memo"),
            Self::Integer { .. } => Label::new("số nguyên", "integer"),
            Self::Decimal { .. } => Label::new("số thập phân", "decimal"),
            Self::Money => Label::new("tiền (đồng)", "money (đồng)"),
            Self::Quantity { .. } => Label::new("số liệu kèm mức chính xác", "quantity with qualifier"),
            Self::Date => Label::new("ngày, tháng, quý hoặc năm", "date with precision"),
            Self::Bool => Label::new("có/không", "yes/no"),
            Self::Choice(_) => Label::new("chọn một", "choice"),
            Self::Choices(_) => Label::new("chọn nhiều", "choices"),
            Self::Link(_) => Label::new("liên kết", "link"),
            Self::Links(_) => Label::new("nhiều liên kết", "links"),
            Self::List { .. } => Label::new("danh sách chữ", "list of texts"),
        }
    }

    /// Shows an example of the kind's JSON form, for messages and the data dictionary.
    pub const fn json_form(&self) -> &'static str {
        match self {
            Self::Text { .. } | Self::Memo { .. } => r#""chữ""#,
            Self::Integer { .. } | Self::Money => "3000",
            Self::Decimal { .. } => r#""2.5""#,
            Self::Quantity { .. } => r#"{"n":"3000","q":"tren"}"#,
            Self::Date => r#""2023-04-12" | "2023-04" | "2023-Q2" | "2023""#,
            Self::Bool => "true | false",
            Self::Choice(_) => r#""VHXH""#,
            Self::Choices(_) => r#"["NTM","GPMB"]"#,
            Self::Link(_) => r#""01JD…" | "DVK-2026-014""#,
            Self::Links(_) => r#"["01JD…","TDP05"]"#,
            Self::List { .. } => r#"["Đội 8","Đội 9"]"#,
        }
    }

    /// Returns the key of the entity that a link points to.
    pub const fn target(&self) -> Option<&'static str> {
        match self {
            Self::Link(key) | Self::Links(key) => Some(key),
            _ => None,
        }
    }

    /// Returns where the kind's choices come from.
    pub const fn choices(&self) -> Option<Choices> {
        match self {
            Self::Choice(choices) | Self::Choices(choices) => Some(*choices),
            _ => None,
        }
    }
}

/// When a field must be filled.
#[derive(Clone, Copy)]
pub enum Need {
    /// Never.
    Optional,
    /// For the record to be complete; a draft may lack it.
    Complete,
    /// Always: it names the record, and nothing is saved without it.
    Draft,
    /// For the record to be complete, where this holds of the record.
    When(fn(&Record) -> bool),
}

/// One field of an entity.
///
/// Forms, tables, pick lists, filters, importer, checker, exporter, history and the data dictionary
/// read this row; nothing else knows the field.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of its own in the table of fields")]
pub struct Field {
    /// Number within the entity.
    pub id: FieldId,
    /// Name in files and in the journal.
    pub key: &'static str,
    /// Words above it.
    pub label: Label,
    /// What it holds.
    pub kind: Kind,
    /// When it must be filled.
    pub need: Need,
    /// Width of its table column; `None` keeps it out of the table as it first shows.
    pub column: Option<u16>,
    /// Other headers under which files carry it.
    pub aliases: &'static [&'static str],
    /// What to write there and why.
    pub help: Label,
    /// Number of the item of the ward's paper that begins with this field.
    pub item: Option<u8>,
    /// The section of the form that begins with this field.
    pub section: Option<Label>,
    /// Shown and exported only on demand (a phone number).
    pub private: bool,
    /// No longer offered; old records keep it.
    pub retired: bool,
    /// Filled by the program, never by hand.
    pub computed: bool,
    /// A person's name, sorted by given name first.
    pub person_name: bool,
    /// The other part where the metric is a ratio: then both are counted in things, although its unit is a percentage.
    pub ratio_with: Option<FieldId>,
    /// What a new record holds here unless its author says otherwise.
    pub default: Option<Preset>,
    /// Which entries of its list fit the other fields of the record; those come first.
    pub fits: Option<Fits>,
}

impl Field {
    /// Makes a field; the words are Vietnamese first.
    pub const fn new(id: FieldId, key: &'static str, kind: Kind, vi: &'static str, en: &'static str) -> Self {
        Self {
            id,
            key,
            label: Label::new(vi, en),
            kind,
            need: Need::Optional,
            column: None,
            aliases: &[],
            help: Label::NONE,
            item: None,
            section: None,
            private: false,
            retired: false,
            computed: false,
            person_name: false,
            ratio_with: None,
            default: None,
            fits: None,
        }
    }

    /// Returns how many digits the field takes where that is always the same number; typing goes on by itself then.
    pub fn fixed_digits(&self) -> Option<usize> {
        self.is_year().then_some(4)
    }

    /// Returns whether a form lets people type into the field.
    pub const fn is_open(&self) -> bool {
        !self.retired && !self.computed
    }

    /// Returns whether `record` is incomplete for want of this field.
    pub fn is_wanted(&self, record: &Record) -> bool {
        let needed = match self.need {
            Need::Optional => false,
            Need::Complete | Need::Draft => true,
            Need::When(holds) => holds(record),
        };
        needed && !self.retired && !record.contains_key(&self.id)
    }
}

impl std::fmt::Debug for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Field({} {})", self.id, self.key)
    }
}

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && self.key == other.key
    }
}
