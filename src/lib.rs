//! The register of a ward's "Dân vận khéo" movement, kept at the keyboard.
//!
//! # The map
//!
//! | layer | room | what it holds | may use |
//! |---|---|---|---|
//! | 0 | [`text`] | Vietnamese text: normal forms, search, order, width, numbers, days, old encodings | nothing of ours |
//! | 0 | [`input`] | keys as plain data, scripts of keys | nothing of ours |
//! | 1 | [`register`] | values, fields, entities, rules, commands, the plan of a change, queries | `text` |
//! | 2 | [`store`] | durability: journal, database, indexes, recovery | `register`, `text` |
//! | 2 | [`exchange`] | files in and out | `register`, `text` |
//! | 2 | [`ui`] | the machine of screens: events in, effects and a picture out | `register`, `text`, `input` |
//! | 3 | [`term`] | bytes to keys, picture to bytes, the local terminal | `input`, `text` |
//! | 4 | [`session`] | the one driver: carries events in and effects out | all above |
//! | 5 | [`cli`] | arguments, commands without a screen | all above |
//!
//! Rooms of one layer never use each other; what two of them need lives in `register`. `tests/layers.rs` holds this.
//!
//! # The road of a key
//!
//! `Ctrl+G` in a form: [`term::decode`] makes bytes an [`input::Input`]; [`ui`] resolves it in the form's context to
//! the action "save"; the form reads each cell by its [`register::Field`] and asks for a [`register::Command`]; the
//! [`session`] carries it to the [`store`], where [`register::plan()`] decides it, the journal makes it durable, the
//! database and the indexes take it over and every desk hears of it; the answer goes back to the form, which closes
//! on yes and stays as it was typed on no.
//!
//! # Where to add what
//!
//! - a field: one row in its entity's table in [`register::schema`];
//! - an entity: a file there and a line in its list;
//! - a choice of a list: a line in `data/catalogues/`;
//! - a rule: a row in its entity's rules;
//! - a key or a command at the keyboard: a row in [`ui::action`];
//! - a screen: a file in `ui/screens`.

pub mod cli;
pub mod exchange;
pub mod input;
pub mod register;
pub mod session;
pub mod store;
pub mod term;
pub mod text;
pub mod ui;
