//! What is typed into a field, told from its row.

use super::{Field, Kind};

/// Keys of texts that are no words, whichever entity they belong to.
const NO_WORDS: [&str; 9] =
    ["code", "symbol", "phone", "email", "file_path", "entity_key", "field_key", "record_id", "catalogue"];

impl Field {
    /// Returns whether words are typed here: not a figure, a code, a phone number, or a name that programs read.
    pub fn is_words(&self) -> bool {
        match self.kind {
            Kind::Text { .. } => !self.private && !NO_WORDS.contains(&self.key),
            Kind::Memo { .. }
            | Kind::List { .. }
            | Kind::Choice(_)
            | Kind::Choices(_)
            | Kind::Link(_)
            | Kind::Links(_) => true,
            Kind::Integer { .. }
            | Kind::Decimal { .. }
            | Kind::Money
            | Kind::Quantity { .. }
            | Kind::Date
            | Kind::Bool => false,
        }
    }
}
