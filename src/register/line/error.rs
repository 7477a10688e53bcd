//! What can be wrong with a line, and where.

use std::fmt;

use super::super::words::{Lang, Words};
use crate::say;

/// What is wrong with a line of a journal.
#[derive(Clone, Debug, PartialEq)]
pub struct LineError {
    /// The number of the line in its file, from 1; 0 where the line came alone.
    pub line: u64,
    /// The byte of the line, from 0, at which it shows.
    pub byte: usize,
    /// What it is.
    pub fault: Fault,
}

/// What can be wrong with a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// It is no JSON; with the parser's words.
    Json(String),
    /// It has not the keys of a line in their order; names what is expected there.
    Shape(String),
    /// It does not verify: the bytes are not those that were written. Names the hash.
    Hash(&'static str),
    /// It is of a newer format.
    Version(u64),
    /// It names an entity that this program does not know.
    Entity(String),
    /// It names a field that this program does not know.
    Field {
        /// The entity.
        entity: String,
        /// The field.
        field: String,
    },
    /// A value has not the form of its field; names the form.
    Value {
        /// The entity.
        entity: String,
        /// The field.
        field: String,
        /// An example of the form.
        expected: &'static str,
    },
    /// It does not follow the line before it.
    Chain,
    /// The parts of a long commit do not fit together.
    Batch(&'static str),
}

impl LineError {
    pub(super) const fn new(byte: usize, fault: Fault) -> Self {
        Self { line: 0, byte, fault }
    }

    /// Tells in which line of its file the error is.
    #[must_use]
    pub const fn at_line(mut self, line: u64) -> Self {
        self.line = line;
        self
    }

    /// Returns whether a newer program wrote the line, so that it is whole though it cannot be read here.
    pub const fn is_newer(&self) -> bool {
        matches!(self.fault, Fault::Version(_) | Fault::Entity(_) | Fault::Field { .. } | Fault::Value { .. })
    }

    /// Says what is wrong and where.
    pub fn words(&self) -> Words {
        let what = self.fault.words();
        say!(
            "dòng {line}, byte {byte}: {what}",
            "line {line}, byte {byte}: {what}",
            line = self.line,
            byte = self.byte,
            what = what
        )
    }
}

impl Fault {
    fn words(&self) -> Words {
        match self {
            Self::Json(parser) => say!("không phải JSON ({parser})", "is no JSON ({parser})", parser = parser),
            Self::Shape(expected) => {
                say!(
                    "sai khuôn dạng, cần {expected}",
                    "has not the form of a line, expected {expected}",
                    expected = expected
                )
            }
            Self::Hash(which) => say!(
                "mã kiểm tra \"{which}\" không khớp, nội dung đã bị đổi",
                "the hash \"{which}\" does not fit: the bytes were changed",
                which = which
            ),
            Self::Version(version) => say!(
                "do bản danvan mới hơn ghi (khuôn dạng {version}); hãy cập nhật chương trình",
                "was written by a newer danvan (format {version}); update the program",
                version = version
            ),
            Self::Entity(entity) => say!(
                "có bảng \"{entity}\" mà bản danvan này chưa biết; hãy cập nhật chương trình",
                "names \"{entity}\", which this danvan does not know; update the program",
                entity = entity
            ),
            Self::Field { entity, field } => say!(
                "có trường \"{entity}.{field}\" mà bản danvan này chưa biết; hãy cập nhật chương trình",
                "names the field \"{entity}.{field}\", which this danvan does not know; update the program",
                entity = entity,
                field = field
            ),
            Self::Value { entity, field, expected } => say!(
                "giá trị của \"{entity}.{field}\" không đúng dạng, cần {expected}",
                "the value of \"{entity}.{field}\" has not its form, expected {expected}",
                entity = entity,
                field = field,
                expected = expected
            ),
            Self::Chain => say!("không nối tiếp dòng trước", "does not follow the line before it"),
            Self::Batch(what) => {
                say!(
                    "các phần của một lần ghi dài không khớp ({what})",
                    "parts of a long commit do not fit ({what})",
                    what = what
                )
            }
        }
    }
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words().get(Lang::En))
    }
}

impl std::error::Error for LineError {}
