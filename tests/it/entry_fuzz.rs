//! Random keys: nothing panics, and nothing typed is lost.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use danvan::input::{Chord, Input, Key};
use danvan::register::{ENTITIES, MemoryRecords, REGISTER, Record, Schema, Value};
use danvan::ui::action::Context;
use danvan::ui::app::Settings;
use danvan::ui::screen::Event;
use proptest::prelude::*;

use crate::desk::{Desk, settings};
use crate::entry::{MODEL, WARD, ward};

/// Keys that a person may hit; letters come as people and input methods send them.
const KEYS: &[&str] = &[
    "<Enter>",
    "<Tab>",
    "<BackTab>",
    "<Up>",
    "<Down>",
    "<Left>",
    "<Right>",
    "<Home>",
    "<End>",
    "<PgUp>",
    "<PgDn>",
    "<F1>",
    "<F2>",
    "<F3>",
    "<F4>",
    "<F5>",
    "<F6>",
    "<F9>",
    "<C-g>",
    "<Esc>",
    "<C-k>",
    "<C-p>",
    "<Ins>",
    "<C-f>",
    "<C-o>",
    "1",
    "2",
    "-",
    "a",
    "ệ",
    "đ",
    "e\u{323}",
    "310tr",
    "T-1",
    "2026",
    "ntmk",
    "trên 3.000",
    " ",
    ";",
    "có",
    "中",
    "<Paste một\\nhai\\tba>",
    "<Resize 60x20>",
    "<Resize 80x24>",
    "<Resize 20x6>",
];

/// Keys that take letters or saved records away.
const ERASING: &[&str] = &["<BS>", "<Del>", "<C-u>"];

/// The letters whose way is followed.
const TOKEN: &str = "GIỮNGUYÊN";

fn press(desk: &mut Desk, keys: &str) {
    // Thousands of cases: what is drawn is for other tests.
    desk.is_wired = false;
    if let Some(size) = keys.strip_prefix("<Resize ").and_then(|rest| rest.strip_suffix('>')) {
        let (cols, rows) = size.split_once('x').unwrap();
        desk.resize(cols.parse().unwrap(), rows.parse().unwrap());
    }
    desk.press(keys);
}

/// Returns whether `text` holds the letters in order, whatever was typed between them.
fn holds(text: &str) -> bool {
    let mut letters = text.chars();
    TOKEN.chars().all(|wanted| letters.any(|letter| letter == wanted))
}

fn dictionary_of(schema: &'static Schema) -> MemoryRecords {
    if WARD.0.contains(&schema) { ward() } else { MemoryRecords::new(REGISTER) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn any_keys_in_any_form(
        entity in 0..ENTITIES.len() + WARD.0.len(),
        keys in prop::collection::vec(0..KEYS.len() + ERASING.len(), 0..60),
    ) {
        let schema = *WARD.0.iter().chain(ENTITIES).nth(entity).unwrap();
        let mut desk = Desk::new(dictionary_of(schema));
        desk.open(|cx| danvan::ui::screens::add(schema, Record::new(), cx));
        for key in keys {
            press(&mut desk, KEYS.iter().chain(ERASING).nth(key).unwrap());
        }
        desk.screen();
    }

    #[test]
    fn nothing_typed_is_lost_without_a_save(keys in prop::collection::vec(0..KEYS.len(), 0..60)) {
        let mut desk = Desk::new(ward());
        desk.open(|cx| danvan::ui::screens::add(MODEL, Record::new(), cx));
        desk.press("2026<Enter>").press(TOKEN);
        for key in keys {
            press(&mut desk, KEYS[key]);
            // In a grid typing begins a cell anew, as in a spreadsheet.
            if desk.app.context() == Context::Grid {
                return Ok(());
            }
        }
        desk.feed(Event::Input(Input::HangUp));
        let in_drafts = desk.drafts.iter().flat_map(|draft| &draft.cells).any(|cell| holds(&cell.text));
        // What was saved may have been taken back since, by the menu: the log still has it.
        let in_log = desk.log.iter().flat_map(|commit| &commit.changes).flat_map(|change| &change.set);
        let was_saved = in_log.filter_map(|(_, _, new)| new.as_ref()?.as_text()).any(holds);
        prop_assert!(in_drafts || was_saved, "drafts {:?}", desk.drafts);
    }

    #[test]
    fn what_a_draft_keeps_is_what_comes_back(keys in prop::collection::vec(0..KEYS.len() + ERASING.len(), 0..40)) {
        let mut desk = Desk::new(ward());
        desk.open(|cx| danvan::ui::screens::add(MODEL, Record::new(), cx));
        for key in keys {
            press(&mut desk, KEYS.iter().chain(ERASING).nth(key).unwrap());
            // A grid keeps its rows in its own way, and has its own tests.
            if desk.app.context() == Context::Grid {
                return Ok(());
            }
        }
        desk.feed(Event::Input(Input::HangUp));
        let kept = desk.drafts.clone();
        let mut again = Desk::with(Settings { drafts: kept.clone(), ..settings() }, desk.records.clone());
        again.drafts = kept.clone();
        again.feed(Event::Input(Input::HangUp));
        prop_assert_eq!(again.drafts.len(), kept.len());
        for draft in &kept {
            prop_assert!(again.drafts.contains(draft), "{:?} became {:?}", draft, again.drafts);
        }
    }
}

#[test]
fn every_key_alone_leaves_a_form_standing() {
    for key in [Key::Enter, Key::Esc, Key::Insert, Key::F(1), Key::F(12), Key::F(20), Key::Delete] {
        let mut desk = Desk::new(ward());
        desk.open(|cx| danvan::ui::screens::add(MODEL, Record::new(), cx));
        desk.feed(Event::Input(Chord::plain(key).into()));
        desk.feed(Event::Idle);
        assert_eq!(desk.records.all(MODEL).filter(|(_, record)| record.get(&2) == Some(&Value::Integer(0))).count(), 0);
    }
}
