//! The house keeps its order: who may use whom, read from the `crate::` and `danvan::` paths of the source.

#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a test that cannot read the source has to stop")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each room with the rooms of ours that it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("input", &[]),
    ("register", &["text"]),
    ("store", &["register", "text"]),
    ("exchange", &["register", "text"]),
    ("ui", &["register", "text", "input"]),
    ("term", &["input", "text"]),
    ("session", &["term", "ui", "exchange", "store", "register", "input", "text"]),
    ("cli", &["session", "term", "ui", "exchange", "store", "register", "input", "text"]),
    ("main", &["cli", "session", "term", "ui", "exchange", "store", "register", "input", "text"]),
];

/// Each room with the crates it must not name.
const MUST_NOT_NAME: &[(&str, &[&str])] = &[
    ("text", &["ratatui", "crossterm", "sled", "tokio", "std::fs", "std::net", "std::env"]),
    ("input", &["ratatui", "crossterm", "sled", "tokio", "std::fs", "std::net", "std::env"]),
    ("register", &["ratatui", "crossterm", "sled", "tokio", "std::fs", "std::net", "std::env", "std::time"]),
    ("exchange", &["ratatui", "crossterm", "sled", "tokio"]),
    ("store", &["ratatui", "crossterm", "tokio"]),
    ("ui", &["crossterm", "sled", "tokio", "std::fs", "std::net", "std::env", "std::time"]),
    ("term", &["sled"]),
];

/// One source file: its room, its path and its code without comments.
struct Source {
    room: String,
    path: PathBuf,
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    let read = |path: PathBuf| {
        let inner = path.strip_prefix(&root).unwrap();
        let first = inner.components().next().unwrap().as_os_str().to_str().unwrap();
        let code = fs::read_to_string(&path).unwrap();
        let code = code.lines().map(without_comment).collect::<Vec<_>>().join("\n");
        Source { room: first.trim_end_matches(".rs").to_owned(), path: inner.to_owned(), code }
    };
    files.into_iter().map(read).collect()
}

/// Cuts a line comment off; a `//` inside a string only costs us the rest of that line.
fn without_comment(line: &str) -> &str {
    line.split_once("//").map_or(line, |(code, _)| code)
}

/// Finds the rooms that a piece of code names as `crate::room` or `danvan::room`, also inside braces.
fn rooms_named(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for opening in ["crate::", "danvan::"] {
        for (at, _) in code.match_indices(opening) {
            let rest = &code[at + opening.len()..];
            match rest.strip_prefix('{') {
                None => found.extend(first_word(rest)),
                Some(list) => {
                    let mut depth = 0_i32;
                    let mut is_start = true;
                    for (at, letter) in list.char_indices() {
                        match letter {
                            '{' => depth += 1,
                            '}' if depth == 0 => break,
                            '}' => depth -= 1,
                            ',' if depth == 0 => is_start = true,
                            letter if depth == 0 && is_start && letter.is_alphabetic() => {
                                is_start = false;
                                found.extend(first_word(&list[at..]));
                            }
                            _ => {}
                        }
                    }
                }
            }
        }
    }
    found
}

fn first_word(text: &str) -> Option<String> {
    let word: String = text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
    (!word.is_empty()).then_some(word)
}

#[test]
fn every_room_is_known() {
    for source in sources() {
        let known = source.room == "lib" || MAY_USE.iter().any(|(room, _)| *room == source.room);
        assert!(known, "{}: add its room to this test and to the map in lib.rs", source.path.display());
    }
}

#[test]
fn no_room_uses_one_above_or_beside_it() {
    let rooms: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| source.room != "lib") {
        for named in rooms_named(&source.code) {
            let is_room = rooms.contains_key(named.as_str());
            if is_room && named != source.room && !rooms[source.room.as_str()].contains(&named.as_str()) {
                wrong.push(format!("{} must not use {named}", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_rooms_form_no_cycle() {
    // A room may use only rooms listed before it, so the table itself shows that there is no way round.
    let mut seen = BTreeSet::new();
    let table: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    for (room, uses) in MAY_USE {
        for used in *uses {
            assert!(table.contains_key(used), "{room} may use {used}, which is no room");
            assert!(seen.contains(used), "{room} may use {used}, which is listed after it");
        }
        seen.insert(*room);
    }
}

#[test]
fn no_room_names_a_crate_that_is_not_its_business() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (_, crates) in MUST_NOT_NAME.iter().filter(|(room, _)| *room == source.room) {
            for name in *crates {
                if source.code.contains(&format!("{name}::")) {
                    wrong.push(format!("{} must not name {name}", source.path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_reader_of_paths_sees_what_it_must() {
    let named = |code: &str| rooms_named(code).into_iter().collect::<Vec<_>>().join(" ");
    assert_eq!(named("use crate::store::Store;"), "store");
    assert_eq!(named("use crate::{text::fold::{fold, tidy}, ui};"), "text ui");
    assert_eq!(named("let x = danvan::cli::run();"), "cli");
    assert_eq!(named(without_comment("// crate::ui is above")), "");
}
