//! Vietnamese text: normal forms, search, order, width, numbers, days and old encodings.
//!
//! Everything here is a pure function of its arguments. Parsers read what people type (with or without
//! marks, composed or not) and never panic; what they return as an error is data that a caller turns into
//! words in the language of the session.

pub mod block;
pub mod day;
pub mod fold;
pub mod legacy;
mod letter;
pub mod number;
pub mod order;
pub mod syllable;
pub mod typing;
pub mod width;
