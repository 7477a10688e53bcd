//! Answers to a line: done, or why not.

use serde_json::{Map, Value as Json, json};

use crate::register::change::{Issue, Reject};
use crate::register::refusal::Refusal;
use crate::register::rule::Severity;
use crate::register::words::{Lang, Words};
use crate::say;

/// Most candidates that a refusal's message lists.
const CANDIDATES: usize = 6;

/// Why a line was refused; nothing of it happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The kind of refusal for programs: `json`, `utf8`, `too_long`, `unknown_key`, `unknown_entity`, `unknown_field`,
    /// `value`, `missing`, or a code of [`Reject`].
    pub code: &'static str,
    /// The place in a batch, from 1.
    pub item: Option<usize>,
    /// The key or the field that it is about.
    pub field: Option<String>,
    /// The soft rule that `accept` may name.
    pub rule: Option<&'static str>,
    /// What is wrong and what to do.
    pub words: Words,
}

impl Fault {
    /// Makes a refusal that is about no field.
    pub const fn new(code: &'static str, words: Words) -> Self {
        Self { code, item: None, field: None, rule: None, words }
    }

    /// Makes a refusal about a field or a key.
    pub fn on(field: &str, code: &'static str, words: Words) -> Self {
        Self { field: Some(field.to_owned()), ..Self::new(code, words) }
    }

    /// Says that a line is no UTF-8, from which byte on (counted from 1).
    pub fn utf8(byte: usize) -> Self {
        Self::new(
            "utf8",
            say!(
                "Dòng này không phải UTF-8 (hỏng từ byte thứ {byte}). Lưu lại tệp theo mã UTF-8.",
                "This line is not UTF-8 (broken from byte {byte} on). Save the file as UTF-8.",
                byte = byte
            ),
        )
    }

    /// Says that a line is longer than `limit` bytes.
    pub fn too_long(limit: usize) -> Self {
        Self::new(
            "too_long",
            say!(
                "Dòng này dài quá {limit} byte nên không đọc. Chia thành nhiều lệnh ngắn hơn.",
                "This line is longer than {limit} bytes and was not read. Split it into shorter commands.",
                limit = limit
            ),
        )
    }

    pub(super) fn typed(field: &str, refusal: Refusal) -> Self {
        let Refusal { words, mut candidates } = refusal;
        candidates.truncate(CANDIDATES);
        let words = match candidates.join("; ") {
            list if list.is_empty() => words,
            list => say!("{words} Có: {list}.", "{words} There are: {list}.", words = words, list = list),
        };
        Self::on(field, "value", words)
    }

    pub(super) fn in_item(self, index: usize) -> Self {
        Self { item: Some(index + 1), ..self }
    }

    /// Writes the answer to the line with this number, counted from 1.
    pub fn line(&self, number: u64, lang: Lang) -> String {
        let mut error = Map::new();
        error.insert("code".to_owned(), json!(self.code));
        error.insert("line".to_owned(), json!(number));
        if let Some(item) = self.item {
            error.insert("item".to_owned(), json!(item));
        }
        if let Some(field) = &self.field {
            error.insert("field".to_owned(), json!(field));
        }
        if let Some(rule) = self.rule {
            error.insert("rule".to_owned(), json!(rule));
        }
        error.insert("message".to_owned(), json!(self.words.get(lang)));
        json!({"error": Json::Object(error)}).to_string()
    }
}

impl From<Reject> for Fault {
    fn from(reject: Reject) -> Self {
        if let Reject::At { index, reject } = reject {
            return Self::from(*reject).in_item(index);
        }
        let words = Words { vi: reject.show(Lang::Vi), en: reject.show(Lang::En) };
        let mut fault = Self::new(reject.code(), words);
        match &reject {
            Reject::Invalid(issues) => {
                fault.field = issues.iter().find_map(Issue::field).map(|field| field.key.to_owned());
                fault.rule = issues.iter().find(|issue| issue.severity == Severity::Soft).map(|issue| issue.rule);
            }
            Reject::Conflict(clashes) => {
                let field = clashes.iter().find_map(|clash| clash.schema.field(clash.field));
                fault.field = field.map(|field| field.key.to_owned());
            }
            Reject::Locked(_)
            | Reject::Forbidden(_)
            | Reject::Missing(_)
            | Reject::Nothing
            | Reject::Storage(_)
            | Reject::At { .. } => {}
        }
        fault
    }
}

/// Writes the answer to a line that became the commit with this number.
pub fn done(seq: u64) -> String {
    json!({"seq": seq}).to_string()
}

/// Writes the answer to a line that changes nothing while the last commit has this number.
pub fn unchanged(seq: u64) -> String {
    json!({"seq": seq, "unchanged": true}).to_string()
}
