//! The README says what is true.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use std::fs::{read_to_string, write};
use std::path::{Path, PathBuf};

use danvan::register::Lang;
use danvan::ui::action::keys_markdown;

use crate::picture::is_to_be_written;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Parts the README at its table of keys: what stands before it, the table, what stands behind.
fn parted(readme: &str) -> (&str, &str, &str) {
    let begin = readme.find("<!-- keys:").expect("the beginning of the keys");
    let (before, rest) = readme.split_at(begin);
    let mark = rest.find("-->\n").expect("the end of their first mark") + "-->\n".len();
    let (before, rest) = readme.split_at(before.len() + mark);
    let end = rest.find("<!-- /keys -->").expect("the end of the keys");
    let (table, behind) = rest.split_at(end);
    (before, table, behind)
}

#[test]
fn the_table_of_keys_is_that_of_the_program() {
    let path = root().join("README.md");
    let readme = read_to_string(&path).unwrap();
    let (before, table, behind) = parted(&readme);
    let keys = keys_markdown(Lang::En);
    if is_to_be_written("DANVAN_README") {
        write(&path, format!("{before}{keys}{behind}")).unwrap();
        return;
    }
    assert!(table == keys, "the keys changed: run DANVAN_README=write cargo test readme");
}

#[test]
fn it_tells_how_to_try_and_how_to_test() {
    let readme = read_to_string(root().join("README.md")).unwrap();
    for line in ["cargo run --release -- --demo", "cargo test"] {
        assert!(readme.contains(line), "{line}");
    }
}

#[test]
fn every_picture_and_file_that_is_referred_to_is_there() {
    let refers = |file: &str| -> Vec<PathBuf> {
        let path = root().join(file);
        let text = read_to_string(&path).unwrap();
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
        targets.filter(|target| !target.contains(':')).map(|target| path.with_file_name(target)).collect()
    };
    for file in ["README.md", "data/manual/vi.md", "data/manual/en.md"] {
        let targets = refers(file);
        assert!(!targets.is_empty(), "{file}");
        for target in targets {
            assert!(target.exists(), "{file}: {}", target.display());
        }
    }
}
