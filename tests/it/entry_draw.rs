//! Forms and lists at every size, in both languages, never out of bounds and never steering the terminal.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use danvan::register::{ENTITIES, Lang, Record};
use danvan::ui::action::Action;
use danvan::ui::app::Settings;
use danvan::ui::screen::Screen;
use danvan::ui::screens::Form;
use danvan::ui::theme::{Look, Theme};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::desk::{Desk, settings};
use crate::entry::{MODEL, WARD, id, the_model, ward};

/// Ways through a form to states that draw differently.
const WAYS: &[&str] = &[
    "",
    "2026<Enter>Tuyến đường nở hoa vì một phường sạch, đẹp, văn minh, nghĩa tình và đáng sống<Enter>",
    "2026<Enter>x<Enter><Enter><Enter><Enter>Một dòng dài hơn bề ngang của cửa sổ nào hẹp.<Enter>Hai<Enter>Ba<Enter>Bốn<Enter>Năm",
    "<F6>kinh phi<Enter>1,2 tỷ",
    "<F6>bat dau<Enter>31/2<Enter>",
    "2026<Enter><C-g>",
    "<F6>15<Enter><F4>ng<Ins>",
    "<F6>4<Enter><F4>",
    "<F6>17<Enter><Enter><Tab>",
];

/// Draws a form in each of its states at every size, before it hears of the size and after.
fn draw_everywhere(lang: Lang, ascii: bool) {
    for way in WAYS {
        let mut desk = Desk::with(Settings { lang, ascii, ..settings() }, ward());
        desk.open(|cx| danvan::ui::screens::add(MODEL, Record::new(), cx));
        desk.press(way);
        desk.is_wired = false;
        for rows in [1, 6, 8, 10, 24, 60] {
            for cols in 1..=200 {
                desk.resize(cols, rows);
                let stale = desk.screen();
                assert!(!stale.chars().any(|letter| letter.is_control() && letter != '\n'));
                desk.press(&format!("<Resize {cols}x{rows}>"));
                let drawn = desk.screen();
                assert_eq!(drawn.lines().count(), usize::from(rows));
                let drawing = |letter: char| ('\u{2500}'..='\u{25ff}').contains(&letter);
                assert!(!ascii || !drawn.contains(drawing), "{drawn}");
            }
        }
    }
}

#[test]
fn a_form_is_drawn_at_every_size_in_vietnamese() {
    draw_everywhere(Lang::Vi, false);
}

#[test]
fn a_form_is_drawn_at_every_size_in_english_and_ascii() {
    draw_everywhere(Lang::En, true);
}

#[test]
fn a_form_is_drawn_down_to_a_single_cell() {
    let desk = Desk::new(ward());
    let actor = danvan::register::Actor::sole("vp01");
    for cols in 1..=60 {
        for rows in 1..=9 {
            let cx = danvan::ui::screen::Cx {
                records: &desk.records,
                size: (cols, rows),
                now: crate::desk::now(),
                today: crate::desk::now().date_naive(),
                year: 2026,
                lang: Lang::Vi,
                actor: &actor,
                fresh: id(1 << 90),
                layer: 1,
                enter_goes: danvan::ui::action::EnterGoes::Down,
                drafts: &[],
                habits: &danvan::ui::habit::Habits::default(),
                chosen: &std::collections::BTreeMap::new(),
                watch: &danvan::register::Watch::default(),
            };
            let mut form = Form::edit(MODEL, id(41), &cx).unwrap();
            let look = Look { lang: Lang::Vi, year: 2026, theme: Theme::PLAIN, ascii: false };
            let mut terminal = Terminal::new(TestBackend::new(cols, rows)).unwrap();
            for _ in 0..20 {
                form.text("Một dòng dài, dài hơn cửa sổ nhiều lần.", &cx);
                terminal.draw(|frame| form.draw(frame, frame.area(), &look)).unwrap();
                form.act(Action::Next, &cx);
                if cols >= 20 && rows >= 3 {
                    let shown = terminal.backend().to_string();
                    assert!(shown.contains('>'), "{cols}x{rows}\n{shown}");
                }
            }
        }
    }
}

#[test]
fn the_field_under_the_cursor_is_seen_at_every_size() {
    for (cols, rows) in [(60, 20), (61, 21), (79, 22), (80, 24), (120, 50)] {
        let mut desk = the_model();
        desk.resize(cols, rows);
        desk.press(&format!("<Resize {cols}x{rows}>"));
        for _ in 0..20 {
            desk.marked();
            desk.press("<Tab>");
        }
        for _ in 0..20 {
            desk.press("<Up>");
            desk.marked();
        }
    }
}

#[test]
fn every_form_of_the_register_is_drawn() {
    for schema in ENTITIES.iter().chain(WARD.0) {
        let dictionary = if WARD.0.contains(schema) { WARD } else { danvan::register::REGISTER };
        let mut desk = Desk::new(danvan::register::MemoryRecords::new(dictionary));
        desk.open(|cx| danvan::ui::screens::add(schema, Record::new(), cx));
        let open = schema.shown_fields().filter(|field| field.is_open()).count();
        for _ in 0..open {
            desk.marked();
            desk.press("<Tab>");
        }
    }
}

#[test]
fn the_form_at_eighty_by_twenty_four() {
    let mut desk = the_model();
    desk.press("<F6>3<Enter> đẹp<Enter>");
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn the_form_at_sixty_by_twenty() {
    let mut desk = the_model();
    desk.resize(60, 20);
    desk.press("<Resize 60x20><F6>7<Enter>");
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn the_language_turns_over_without_losing_anything() {
    let mut desk = the_model();
    desk.press("<F6>3<Enter> đẹp").sees(&["Văn hóa - xã hội"]);
    desk.press("<C-k>english<Enter>").sees(&["Culture and society", "Name of the model", "Hẻm sạch đẹp"]);
    desk.press("<C-g>").sees(&["Saved DVK-2026-001"]);
    assert_eq!(desk.log.len(), 1);
    assert_eq!(desk.log[0].changes[0].set.len(), 1, "only what was typed is saved: {:?}", desk.log[0].changes);
}
