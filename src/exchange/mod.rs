//! Files in and out: lines of commands, tables for spreadsheets, the data dictionary.

pub mod csv;
pub mod dictionary;
pub mod jsonl;
pub mod lines;
