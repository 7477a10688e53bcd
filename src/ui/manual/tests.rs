//! What the manual says holds in the program.

use std::collections::BTreeSet;

use super::*;
use crate::text::width::width;
use crate::ui::action::{Action, BINDINGS, Context, resolve};

const BOTH: [Lang; 2] = [Lang::Vi, Lang::En];

/// What the manual says that keys do; all that it names are here.
const KEYS: &[(&str, Context, Action)] = &[
    ("Backspace", Context::Form, Action::Erase),
    ("Ctrl+D", Context::Grid, Action::FillDown),
    ("Ctrl+E", Context::Form, Action::NextEmpty),
    ("Ctrl+F", Context::Table, Action::FilterByValue),
    ("Ctrl+G", Context::Form, Action::Save),
    ("Ctrl+N", Context::Form, Action::Note),
    ("Ctrl+R", Context::Form, Action::Carry),
    ("Ctrl+T", Context::Board, Action::Picture),
    ("Ctrl+L", Context::Committee, Action::Renew),
    ("Ctrl+K", Context::Home, Action::Palette),
    ("Ctrl+L", Context::Models, Action::Step),
    ("Ctrl+O", Context::Table, Action::Sort),
    ("Ctrl+P", Context::Table, Action::Duplicate),
    ("Ctrl+S", Context::Form, Action::Save),
    ("Ctrl+T", Context::Table, Action::Toggle),
    ("Ctrl+U", Context::Form, Action::Undo),
    ("Ctrl+W", Context::Form, Action::Typing),
    ("Ctrl+X", Context::Home, Action::Back),
    ("Ctrl+Y", Context::Form, Action::Redo),
    ("Ctrl+Z", Context::Form, Action::Undo),
    ("Enter", Context::Form, Action::Enter),
    ("Esc", Context::Form, Action::Back),
    ("F1", Context::Home, Action::Help),
    ("F10", Context::Form, Action::Save),
    ("F2", Context::Form, Action::Accept),
    ("F3", Context::Form, Action::Ditto),
    ("F4", Context::Form, Action::List),
    ("F5", Context::Table, Action::New),
    ("F6", Context::Form, Action::GoTo),
    ("F7", Context::Figures, Action::Period),
    ("F7", Context::Table, Action::Ask),
    ("F8", Context::Home, Action::Problem),
    ("F9", Context::Home, Action::Menu),
    ("Insert", Context::Pick, Action::Mark),
    ("Shift+Tab", Context::Form, Action::Previous),
    ("Tab", Context::Memo, Action::Next),
];

/// Lists the sections: heading and text.
fn sections(lang: Lang) -> Vec<(&'static str, &'static str)> {
    text(lang).split("\n## ").skip(1).filter_map(|section| section.split_once('\n')).collect()
}

/// Lists the keys that a text names.
fn keys(text: &str) -> BTreeSet<&str> {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '+');
    let numbered = |word: &str| word.strip_prefix('F').is_some_and(|number| number.parse::<u8>().is_ok());
    let bound = |word: &str| BINDINGS.iter().any(|binding| binding.chord == word);
    // The names of these keys are words of their own.
    let word_too = ["Home", "End", "Up", "Down", "Left", "Right", "Delete"];
    words
        .filter(|word| word.starts_with("Ctrl+") || numbered(word) || bound(word) && !word_too.contains(word))
        .collect()
}

#[test]
fn both_languages_have_the_same_sections_naming_the_same_keys() {
    let (vi, en) = (sections(Lang::Vi), sections(Lang::En));
    assert_eq!(vi.len(), en.len());
    for ((vi, vi_text), (en, en_text)) in vi.into_iter().zip(en) {
        assert_eq!(keys(vi_text), keys(en_text), "{vi} / {en}");
        let shape = |text: &str, mark| text.lines().filter(|line| line.starts_with(mark)).count();
        for mark in ["- ", "1. ", "    ", "!["] {
            assert_eq!(shape(vi_text, mark), shape(en_text, mark), "{vi} / {en}: {mark:?}");
        }
    }
}

#[test]
fn every_context_opens_a_section_that_stands_at_the_same_place_in_both() {
    let headings = |lang| sections(lang).into_iter().map(|(heading, _)| heading).collect::<Vec<_>>();
    let (vi, en) = (headings(Lang::Vi), headings(Lang::En));
    for context in Context::ALL {
        let (_, heading) = SECTIONS.iter().find(|(of, _)| of == context).unwrap();
        let at = vi.iter().position(|vi| *vi == heading.vi);
        assert!(at.is_some(), "{}", heading.vi);
        assert_eq!(at, en.iter().position(|en| *en == heading.en), "{}", heading.en);
        for lang in BOTH {
            let lines = lines(lang, 60);
            assert_eq!(lines[start(&lines, *context, lang)].heading, Some(heading.get(lang)));
        }
    }
}

#[test]
fn the_keys_do_what_the_manual_says() {
    let named: BTreeSet<&str> = BOTH.iter().flat_map(|lang| keys(text(*lang))).collect();
    let told: BTreeSet<&str> = KEYS.iter().map(|(chord, _, _)| *chord).collect();
    assert_eq!(named, told);
    for (chord, context, action) in KEYS {
        assert_eq!(resolve(*context, chord.parse().expect(chord)), Some(*action), "{chord} in {context:?}");
    }
}

#[test]
fn it_fits_any_width_and_shows_no_marks() {
    for lang in BOTH {
        for cols in [20, 40, 80, 120] {
            for Line { text, .. } in lines(lang, cols) {
                assert!(width(&text) <= cols, "{text:?}");
                assert!(!text.contains(['`', '#']) && !text.contains("!["), "{text:?}");
            }
        }
    }
}

#[test]
fn entries_hang_and_paragraphs_flow() {
    let parts = parts("# Một\n\nhai\nba `bốn`\n\n![x](y)\n\n- năm sáu\n  bảy\n12. tám\n    lệnh\n");
    let lines: Vec<Line> = parts.iter().flat_map(|part| part.lay_out(9)).collect();
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let wanted = ["Một", "", "hai ba", "\"bốn\"", "", "- năm sáu", "  bảy", "12. tám", "    lệnh"];
    assert_eq!(texts, wanted);
    assert_eq!(lines[0].heading, Some("Một"));
    assert!(lines[1..].iter().all(|line| line.heading.is_none()));
}
