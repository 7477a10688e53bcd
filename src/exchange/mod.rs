//! Files in and out: lines of commands, tables for spreadsheets.

pub mod csv;
pub mod jsonl;
pub mod lines;
