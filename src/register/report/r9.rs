//! R9: the steering committee and its support team, as the annex of the decision lists them.

use super::frame::{Frame, Table, same, words_row};
use super::{Align, Cell, Column, Layout, Row, RowKind};
use crate::register::id::Id;
use crate::register::record::{Read, Record};
use crate::register::schema::{body, membership, person};
use crate::register::show::ShowCx;
use crate::register::words::{Label, Lang, Words};
use crate::say;

pub(super) const LAYOUT: Layout = Layout {
    id: "R9",
    title: Label::new("DANH SÁCH BAN CHỈ ĐẠO, TỔ GIÚP VIỆC", "STEERING COMMITTEE AND SUPPORT TEAM"),
    make,
};

/// The bodies that the annex lists, in its order.
const LISTED: &[&str] = &[body::COMMITTEE, body::SUPPORT_TEAM];

/// What a member is in charge of, each with the words before it; the duties in words come first.
const CHARGES: &[(&str, Label)] = &[
    ("fields", Label::new("Lĩnh vực: ", "Fields: ")),
    ("neighbourhoods", Label::new("Địa bàn: ", "Neighbourhoods: ")),
    ("orgs", Label::new("Đơn vị: ", "Organisations: ")),
];

fn make(frame: &Frame<'_>) -> Table {
    let today = frame.asked.as_of;
    let columns = columns();
    let (mut rows, mut people) = (Vec::new(), 0);
    let in_force = |record: &Record, from, to| {
        record.day(from).is_none_or(|day| day.first() <= today) && record.day(to).is_none_or(|day| day.last() >= today)
    };
    let bodies = frame.live(&body::SCHEMA);
    let seats = frame.live(&membership::SCHEMA);
    for kind in LISTED {
        let of_kind = bodies.iter().filter(|(_, record)| record.choice(body::KIND) == Some(kind));
        for (id, record) in of_kind.filter(|(_, record)| in_force(record, body::VALID_FROM, body::VALID_TO)) {
            let mut members: Vec<&(Id, Record)> = seats
                .iter()
                .filter(|(_, seat)| seat.link(membership::BODY) == Some(*id))
                .filter(|(_, seat)| in_force(seat, membership::FROM, membership::TO))
                .collect();
            members.sort_by_key(|(id, seat)| (seat.integer(membership::ORDER_NO).unwrap_or(i64::MAX), *id));
            rows.push(words_row(RowKind::Group, "", same(record.text(body::NAME)), columns.len()));
            people += members.len();
            for (place, (_, seat)) in members.into_iter().enumerate() {
                rows.push(Row { kind: RowKind::Line, cells: cells(frame, seat, place + 1) });
            }
        }
    }
    let total = say!("Danh sách có {n} người.", "{n} people are listed.", n = people);
    Table { title: None, columns, rows, footers: vec![total] }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new(Label::new("TT", "No."), 4, Align::Centre),
        Column::words(Label::new("Họ và tên", "Full name"), 24),
        Column::words(Label::new("Chức vụ", "Post"), 30),
        Column::words(Label::new("Chức danh trong BCĐ", "Position"), 22),
        Column::words(Label::new("Nhiệm vụ, địa bàn phụ trách", "Duties, areas in charge"), 44),
    ]
}

fn cells(frame: &Frame<'_>, seat: &Record, number: usize) -> Vec<Cell> {
    let show = |key: &str, lang| {
        let cx = ShowCx { records: frame.records, lang };
        membership::SCHEMA.field_by_key(key).map(|field| field.show(seat, cx)).unwrap_or_default()
    };
    let both = |key: &str| Words { vi: show(key, Lang::Vi), en: show(key, Lang::En) };
    let charges = |lang| {
        let said = std::iter::once(show("duties", lang)).filter(|duties| !duties.is_empty());
        let areas = CHARGES.iter().map(|(key, lead)| (show(key, lang), lead));
        let areas =
            areas.filter(|(shown, _)| !shown.is_empty()).map(|(shown, lead)| lead.get(lang).to_owned() + &shown);
        said.chain(areas).collect::<Vec<_>>().join("\n")
    };
    // The person's title in lists names the post too, which has a column of its own here.
    let who = seat.link(membership::PERSON).and_then(|id| frame.records.get(&person::SCHEMA, id));
    let name = who.map(|who| who.text(person::FULL_NAME).to_owned()).unwrap_or_default();
    vec![
        Cell::number(u32::try_from(number).unwrap_or(u32::MAX)),
        Cell::text(name),
        Cell::words(both("post_held")),
        Cell::words(both("position")),
        Cell::words(Words { vi: charges(Lang::Vi), en: charges(Lang::En) }),
    ]
}
