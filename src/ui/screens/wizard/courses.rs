//! The two courses: the set-up of a ward, the re-consolidation of a committee.

use super::{Course, Papers, Step};
use crate::register::renewal::{Decision, as_lines, compared, held, renew};
use crate::register::setup::founding::{self, Texts, found};
use crate::register::setup::roster::{Seat, places, seats, units};
use crate::register::{Id, Label, ParseCx, Record, Request, Words};
use crate::say;
use crate::ui::screen::Cx;

/// The set-up of a ward in an empty register.
pub const FOUNDING: Course = Course {
    key: "#founding",
    name: Label::new("lập sổ", "set-up"),
    steps: &[
        Step {
            key: "ward",
            title: Label::new("Phường, xã", "The ward"),
            help: Label::new(
                "Sổ còn trống: lập trong bốn bước, rồi xem lại. Trước hết ghi loại và tên đơn vị, tỉnh, năm. Ví dụ: \
                 Phường Trường Sơn, Thanh Hóa, 2026",
                "The register is empty: four steps set it up, then you look once more. First kind and name of the \
                 ward, province, year: Phường Trường Sơn, Thanh Hóa, 2026",
            ),
            begin: nothing,
            read: |papers, cx| {
                vec![founding::ward(text(papers, 0), cx.today).map(|ward| {
                    let name = format!("{} {}", ward.kind_word(), ward.name);
                    say!(
                        "{name}, {province}: sổ năm {year}",
                        "{name}, {province}: register of {year}",
                        name = name,
                        province = ward.province,
                        year = ward.year
                    )
                })]
            },
            source: None,
        },
        Step {
            key: "committee",
            title: Label::new("Ban Chỉ đạo", "Committee"),
            help: Label::new(
                "Mỗi dòng một người: họ tên, chức vụ, chức danh trong ban (không ghi là Thành viên). Ví dụ: \
                 Cao Thị Quỳnh, Bí thư Đảng ủy, Trưởng ban. Chưa có quyết định thì để trống.",
                "One person a line: name, post, position in the committee (none: a member). For example: \
                 Cao Thị Quỳnh, Bí thư Đảng ủy, Trưởng ban. Leave it empty where nobody is appointed yet.",
            ),
            begin: nothing,
            read: |papers, cx| {
                seats(text(papers, 1), cx.records).into_iter().map(|seat| Ok(seat_words(&seat?, cx))).collect()
            },
            source: None,
        },
        Step {
            key: "neighbourhoods",
            title: Label::new("Khu dân cư", "Neighbourhoods"),
            help: Label::new(
                "TDP 1..27 là 27 tổ dân phố. Hoặc mỗi dòng một tên (Thôn Vân Phú); dán cả cột từ bảng tính cũng được.",
                "TDP 1..27 makes 27 of them. Or a name a line (Thôn Vân Phú); a pasted column works too.",
            ),
            begin: nothing,
            read: |papers, cx| {
                let show = |place: crate::register::setup::roster::Place| {
                    let code = if place.code.is_empty() { "…" } else { &place.code };
                    say!("{code}  {name}", "{code}  {name}", code = code, name = place.name)
                };
                places(text(papers, 2), cx.records).into_iter().map(|place| place.map(show)).collect()
            },
            source: None,
        },
        Step {
            key: "organisations",
            title: Label::new("Đơn vị đăng ký", "Organisations that register"),
            help: Label::new(
                "Cơ quan, đoàn thể phải đăng ký mô hình. F4: chọn từ danh mục (Tab đánh dấu từng dòng, Enter lấy \
                 tất cả); hoặc gõ mỗi dòng một tên.",
                "Who must register models. F4: pick from the catalogue (Tab marks a line, Enter takes all of them); \
                 or type a name a line.",
            ),
            begin: nothing,
            read: |papers, cx| {
                let units = units(text(papers, 3), cx.records).into_iter();
                units.map(|unit| unit.map(|unit| Words { vi: unit.name.clone(), en: unit.name })).collect()
            },
            source: Some("loai_to_chuc"),
        },
    ],
    finish: |papers, cx| {
        let texts = Texts {
            ward: text(papers, 0),
            committee: text(papers, 1),
            neighbourhoods: text(papers, 2),
            organisations: text(papers, 3),
        };
        found(texts, cx.records, cx.today, &mut ids(cx))
    },
    done: Label::new(
        "Đã lập sổ. Bấm 1 rồi Enter để vào mô hình.",
        "The register is set up. Press 1 and Enter for the models.",
    ),
};

/// The re-consolidation of a body.
pub const RENEWAL: Course = Course {
    key: "#renewal",
    name: Label::new("kiện toàn", "re-consolidation"),
    steps: &[
        Step {
            key: "decision",
            title: Label::new("Quyết định kiện toàn", "The decision"),
            help: Label::new(
                "Số, ký hiệu và ngày. Ví dụ: 15-QĐ/ĐU, 20/11/2026",
                "Number, symbol and day. For example: 15-QĐ/ĐU, 20/11/2026",
            ),
            begin: nothing,
            read: |papers, cx| {
                vec![decision(papers, cx).map(|decision| {
                    let day = decision.day.format("%d/%m/%Y").to_string();
                    say!(
                        "Quyết định {cited} ngày {day}",
                        "Decision {cited} of {day}",
                        cited = decision.cited,
                        day = day
                    )
                })]
            },
            source: None,
        },
        Step {
            key: "list",
            title: Label::new("Danh sách mới", "The new list"),
            help: Label::new(
                "Danh sách cũ đã chép sẵn: xóa dòng là thôi, thêm dòng là vào, đổi chỗ là đổi thứ tự.",
                "The old list is there: delete a line to drop, add one to appoint, move one to reorder.",
            ),
            begin: |papers, cx| as_lines(cx.records, papers.about, cx.today),
            read: |papers, cx| {
                let read = seats(text(papers, 1), cx.records);
                let list: Vec<Seat> = read.iter().flatten().cloned().collect();
                let wrong = read.into_iter().filter_map(Result::err).map(Err);
                let old = held(cx.records, papers.about, cx.today);
                compared(&old, &list).into_iter().map(Ok).chain(wrong).collect()
            },
            source: None,
        },
    ],
    finish: |papers, cx| -> Result<Request, Words> {
        let list: Vec<Seat> = seats(text(papers, 1), cx.records).into_iter().collect::<Result<_, _>>()?;
        renew(cx.records, papers.about, &decision(papers, cx)?, &list, &mut ids(cx))
    },
    done: Label::new("Đã kiện toàn. Ctrl+U lấy lại tất cả nếu nhầm.", "Done. Ctrl+U takes all of it back."),
};

fn nothing(_: &Papers<'_>, _: &Cx<'_>) -> String {
    String::new()
}

fn text<'a>(papers: &Papers<'a>, step: usize) -> &'a str {
    papers.texts.get(step).map_or("", String::as_str)
}

fn decision(papers: &Papers<'_>, cx: &Cx<'_>) -> Result<Decision, Words> {
    let record = Record::new();
    Decision::read(text(papers, 0), &ParseCx { today: cx.today, year: cx.year, records: cx.records, record: &record })
}

fn seat_words(seat: &Seat, cx: &Cx<'_>) -> Words {
    let entries = cx.records.catalogue("chuc_danh_bcd");
    let position = entries.iter().find(|entry| entry.code == seat.position);
    let label = position.map_or_else(Words::default, |entry| entry.label.clone());
    let post = if seat.post.is_empty() { String::new() } else { format!(" · {}", seat.post) };
    say!("{name} · {position}{post}", "{name} · {position}{post}", name = seat.name, position = label, post = post)
}

/// Counts ids up from the fresh one.
fn ids(cx: &Cx<'_>) -> impl FnMut() -> Id + use<> {
    let mut last = cx.fresh.bits();
    move || {
        last += 1;
        Id::from_bits(last)
    }
}
