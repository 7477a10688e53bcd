//! What typing into a form costs on the line, frame by frame, after each key.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use danvan::input::script;
use danvan::register::Record;
use danvan::term::screen::Look;
use danvan::term::surface::Surface;
use danvan::ui::screen::Event;

use crate::desk::Desk;
use crate::entry::{MODEL, ward};

/// Types keys and returns the bytes of the frame behind each.
fn bytes_of(desk: &mut Desk, surface: &mut Surface, keys: &str) -> Vec<usize> {
    let mut bytes = Vec::new();
    for input in script(keys).unwrap() {
        desk.feed(Event::Input(input));
        desk.feed(Event::Idle);
        bytes.push(surface.frame(|frame| desk.app.draw(frame)).unwrap().len());
    }
    bytes
}

fn mean(bytes: &[usize]) -> f64 {
    let (sum, n) = (u32::try_from(bytes.iter().sum::<usize>()).unwrap(), u32::try_from(bytes.len()).unwrap());
    f64::from(sum) / f64::from(n)
}

#[test]
fn typing_costs_next_to_nothing_on_the_line() {
    let mut desk = Desk::new(ward());
    desk.open(|cx| danvan::ui::screens::add(MODEL, Record::new(), cx));
    let mut surface = Surface::thin(80, 24, Look::default()).unwrap();
    let first = surface.frame(|frame| desk.app.draw(frame)).unwrap().len();
    let number = bytes_of(&mut desk, &mut surface, "202");
    // The fourth digit of a year goes on by itself; an Enter typed out of habit changes nothing.
    let next = bytes_of(&mut desk, &mut surface, "6<Enter>");
    let name = bytes_of(&mut desk, &mut surface, "Tuyến đường nở hoa vì một phường sạch, đẹp, văn minh và đáng sống");
    bytes_of(&mut desk, &mut surface, "<Enter><F6>7<Enter>");
    let memo = bytes_of(&mut desk, &mut surface, "Vận động nhân dân hiến đất mở rộng kiệt 12, tổ 15, trước lễ");
    bytes_of(&mut desk, &mut surface, "<F6>9<Enter>");
    let money = bytes_of(&mut desk, &mut surface, "310000000");
    let costs = format!("first {first}, {number:?}, next {next:?}, {name:?}, {memo:?}, {money:?}");
    // A window of 80×24 at first, then 3 bytes for a letter and 30 for a figure with its reading beside.
    assert!(first <= 3_000, "{costs}");
    assert!(mean(&number) <= 5.0, "{costs}");
    assert!(next[0] <= 60, "{costs}");
    assert!(mean(&name) <= 3.0 && mean(&memo) <= 3.0, "{costs}");
    assert!(mean(&money) <= 30.0, "{costs}");
}
