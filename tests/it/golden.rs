//! A journal as the first version of the format wrote it: it must be read for ever.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test ends where something is missing")]

use std::fs;

use crate::program::{Program, repository};

#[test]
fn the_first_version_is_still_read() {
    let program = Program::new();
    let kept = repository("tests/data/journal-v1");
    let journal = program.data().join("journal/4x9k");
    fs::create_dir_all(&journal).unwrap();
    fs::copy(kept.join("000001.jsonl"), journal.join("000001.jsonl")).unwrap();
    fs::copy(kept.join("store.json"), program.data().join("store.json")).unwrap();
    // It holds commits, an undo, one whose values were taken out, and closing lines.
    let head = "7f1440aa0cf492accefbe0734da36d7b";
    let found = program.run(&["--lang", "en", "doctor", "--verify", head]);
    assert!(found.out.contains("is that of commit 9;"), "{found:?}");
    let export = |entity: &str| program.run(&["export", entity, "--format", "jsonl"]).done().out;
    let told = [export("organisation"), export("person"), export("model")].concat();
    assert_eq!(told, fs::read_to_string(kept.join("export.jsonl")).unwrap());
    program.apply("{\"save\":\"organisation\",\"set\":{\"code\":\"MOI\",\"name\":\"Đơn vị mới\"}}\n").done();
    assert!(program.run(&["doctor", "--verify"]).done().out.contains("khớp với nhật ký"));
}
