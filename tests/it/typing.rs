//! The built-in Telex and VNI at a desk.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use danvan::register::Record;
use danvan::text::typing::Method;
use danvan::ui::app::Settings;

use crate::desk::{Desk, settings, ward as plain_ward};
use crate::entry::{MODEL, ward};

fn typing(method: Method) -> Settings {
    Settings { typing: method, ..settings() }
}

fn form(method: Method) -> Desk {
    let mut desk = Desk::with(typing(method), ward());
    desk.open(|cx| danvan::ui::screens::add(MODEL, Record::new(), cx));
    desk
}

/// Returns what is typed in a field of the draft.
fn kept(desk: &Desk, key: &str) -> String {
    let cell = desk.drafts[0].cells.iter().find(|cell| cell.field == key);
    cell.map(|cell| cell.text.clone()).unwrap_or_default()
}

#[test]
fn words_get_their_marks_and_codes_figures_and_addresses_do_not() {
    for (method, name, memo) in [
        (Method::Telex, "Tuyeens phoos vawn minh TDPS05", "hoas 310tr office<Enter>guwir a.s@b.vn"),
        (Method::Vni, "Tuye61n pho61 va8n minh TDPS05", "hoa1 310tr office<Enter>gu7i3 a.s@b.vn"),
    ] {
        let mut desk = form(method);
        desk.press("<F6>1<Enter>DVKS-2026-1<Enter>2026<Enter>");
        desk.press(&format!("{name}<Enter><F6>7<Enter>{memo}<Tab>5/3<Enter>310tr<Enter>"));
        assert_eq!(kept(&desk, "code"), "DVKS-2026-1");
        assert_eq!(kept(&desk, "name"), "Tuyến phố văn minh TDPS05");
        assert_eq!(kept(&desk, "content"), "hóa 310tr office\ngửi a.s@b.vn");
        assert_eq!(kept(&desk, "cost"), "310.000.000");
    }
}

#[test]
fn a_word_is_finished_before_the_field_is_left_or_saved() {
    let mut desk = form(Method::Telex);
    desk.press("<F6>3<Enter>clas<Up>");
    assert_eq!(kept(&desk, "name"), "clas", "what is not Vietnamese has its keys back");
    desk.press("<Down><End><BS><BS><BS><BS>Hoaf<C-g>").sees(&["Hòa"]);
}

#[test]
fn backspace_and_moving_about_do_what_they_show() {
    let mut desk = form(Method::Telex);
    desk.press("<F6>3<Enter>Tieesng<BS> vieejt<Left><Left>s<End> nam<Up>");
    assert_eq!(kept(&desk, "name"), "Tiến visệt nam");
}

#[test]
fn one_key_goes_round_and_is_remembered_and_the_top_line_tells() {
    let mut desk = form(Method::Off);
    desk.press("<F6>3<Enter>as ").misses(&["Telex"]);
    desk.press("<C-w>").sees(&["Telex"]).press("as ");
    desk.press("<C-w>").sees(&["VNI"]).press("a1 as ");
    desk.press("<C-w>").misses(&["VNI"]).press("as<Up>");
    assert_eq!(kept(&desk, "name"), "as á á as as");
    let remembered: Vec<&str> = desk.remembered.iter().map(|(_, value)| value.as_str()).collect();
    assert_eq!(remembered, ["telex", "vni", "off"]);
}

#[test]
fn whatever_finds_by_letters_finds_with_it_on() {
    for method in [Method::Telex, Method::Vni] {
        let marked = if method == Method::Telex { "dduwowfng cowf" } else { "d9u7o7ng2 co72" };
        for (keys, found) in [("to dan pho", "Thanh Lộc Đán"), ("2", "Thanh Lộc Đán")] {
            let mut desk = Desk::with(typing(method), plain_ward());
            desk.press(&format!("{keys}<Enter>")).sees(&[found]);
        }
        for way in ["mo hinh<Enter>", "<C-k>mo hinh<Enter>"] {
            for keys in ["duong co", "DVK-2026-001", marked] {
                let mut desk = Desk::with(typing(method), plain_ward());
                desk.press(way).press(keys);
                assert!(desk.marked().contains("Đường cờ"), "{method:?} {way} {keys}: {}", desk.screen());
            }
        }
        let mut desk = Desk::with(typing(method), plain_ward());
        desk.press("<C-k>english<Enter>").sees(&["Neighbourhoods"]);
        desk.press("<C-k>history<Enter>").sees(&["History"]);
    }
}

#[test]
fn letters_that_another_method_sends_are_left_alone() {
    let mut desk = form(Method::Telex);
    desk.press("<F6>3<Enter>vie<BS>ê<BS>ệt nam as<Up>");
    assert_eq!(kept(&desk, "name"), "việt nam á");
}

#[test]
fn a_grid_types_words_where_words_are_and_figures_as_they_come() {
    let mut desk = Desk::with(typing(Method::Telex), crate::desk::ward());
    desk.open(|_| Box::new(danvan::ui::screens::Table::new(crate::desk::TDP)) as Box<dyn danvan::ui::screen::Screen>);
    desk.press("<C-t>");
    assert_eq!(desk.app.context(), danvan::ui::action::Context::Grid);
    // A code is left as it comes, a name gets its marks, a figure none.
    desk.press("<End><Down><F5>TDPs<Tab>Toor 9<Tab>4s<Tab>").sees(&["TDPs", "Tổ 9", "4s"]);
}
