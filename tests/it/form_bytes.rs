//! What going from field to field of the real forms costs on the line.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use danvan::input::script;
use danvan::register::{MemoryRecords, REGISTER, Record};
use danvan::term::screen::Look;
use danvan::term::surface::Surface;
use danvan::ui::app::Settings;
use danvan::ui::screen::Event;
use danvan::ui::theme::Theme;

use crate::desk::{Desk, settings};

/// Most bytes of a step to the next field, on the average of a form.
const MEAN: usize = 60;
/// Most bytes of any step: one that scrolls, and brings several fields into sight.
const MOST: usize = 330;

/// Goes through the empty form of a new record; returns the bytes of each step to the next field.
fn steps(entity: &str, (cols, rows): (u16, u16)) -> Vec<usize> {
    let schema = REGISTER.entity(entity).expect(entity);
    let coloured = Settings { theme: Theme::COLOURS, ..settings() };
    let mut desk = Desk::with(coloured, MemoryRecords::new(REGISTER));
    desk.is_wired = false;
    desk.press(&format!("<Resize {cols}x{rows}>"));
    desk.open(|cx| danvan::ui::screens::add(schema, Record::new(), cx));
    let mut surface = Surface::thin(cols, rows, Look { colours: true, ..Look::default() }).unwrap();
    surface.frame(|frame| desk.app.draw(frame)).unwrap();
    let tab = script("<Tab>").unwrap();
    schema
        .shown_fields()
        .filter(|field| field.is_open())
        .skip(2)
        .map(|_| {
            desk.feed(Event::Input(tab[0].clone()));
            desk.feed(Event::Idle);
            surface.frame(|frame| desk.app.draw(frame)).unwrap().len()
        })
        .collect()
}

#[test]
fn the_next_field_costs_a_marker_and_a_word() {
    for entity in ["model_year", "model"] {
        for size in [(80, 24), (100, 30)] {
            let bytes = steps(entity, size);
            let most = bytes.iter().copied().max().unwrap_or(0);
            let mean = bytes.iter().sum::<usize>() / bytes.len();
            println!("{entity} at {size:?}: {mean} a step, {most} at most: {bytes:?}");
            assert!(mean <= MEAN && most <= MOST, "{entity} at {size:?}: {mean} a step: {bytes:?}");
        }
    }
}
