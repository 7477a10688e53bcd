//! What the manual tells people to do, done.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use std::fs::{read_dir, read_to_string};
use std::path::Path;

use crate::desk::{Desk, ward};

/// Gathers the text of every source file below a folder.
fn sources(dir: &Path, into: &mut String) {
    for entry in read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else {
            into.push_str(&read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn the_messages_that_it_explains_are_messages_of_the_program() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut program = String::new();
    sources(&root.join("src"), &mut program);
    let program = program.to_lowercase();
    for (file, heading) in [("vi.md", "## Khi máy báo…"), ("en.md", "## When it says…")] {
        let text = read_to_string(root.join("data/manual").join(file)).unwrap();
        let section = text.split(heading).nth(1).and_then(|rest| rest.split("\n## ").next()).expect(heading);
        let messages: Vec<&str> = section.split("\n- \"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(messages.len() >= 5, "{messages:?}");
        for part in messages.iter().flat_map(|message| message.split('…')) {
            assert!(program.contains(&part.trim().to_lowercase()), "{file}: {part:?}");
        }
    }
}

#[test]
fn a_keyboard_without_f_keys_is_found_by_typing() {
    for name in ["phim F", "F-keys"] {
        let mut desk = Desk::new(ward());
        if name == "F-keys" {
            desk.choose("English");
        }
        desk.press(&format!("<C-k>{name}<Enter>2")).sees(&["Esc 9 Menu"]);
    }
}
