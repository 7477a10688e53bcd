//! The practice ward's committee and support team, by a decision of the year before last.

use super::maker::{Maker, choice, date, text};
use super::scenes::Cast;
use crate::register::id::Id;
use crate::register::value::Value;

/// Posts in the committee, in the order of its list.
const COMMITTEE: &[&str] = &["TRUONG_BAN", "PHO_TT", "PHO_BAN", "THANH_VIEN", "THANH_VIEN", "THANH_VIEN", "THU_KY"];
/// Posts in the support team.
const TEAM: &[&str] = &["TO_TRUONG", "TO_PHO", "TO_VIEN", "TO_VIEN"];
/// Fields of work, each with somebody in charge.
const FIELDS: &[&str] = &["KT", "VHXH", "QPAN", "HTCT"];
/// The last neighbourhoods have nobody in charge yet, so that there is something to see to.
const WITHOUT_ANYONE: usize = 2;

/// Makes the decision, both bodies and their seats: in charge are the ordinary members, each of every third neighbourhood.
pub(super) fn committee(maker: &mut Maker, cast: &Cast) {
    let from = maker.day(maker.year() - 2, 3, 15);
    let term = (maker.year() - 2) / 5 * 5;
    let decision = maker.record(
        "document",
        vec![
            ("direction", choice("DI")),
            ("doc_type", choice("QĐ")),
            ("layout", choice("DANG")),
            ("number", Value::Integer(15)),
            ("symbol", text("QĐ/ĐU")),
            ("term", text(format!("{term}-{}", term + 5))),
            ("summary", text("Thành lập Ban Chỉ đạo, Tổ giúp việc (tập)")),
            ("issuer", text("Đảng ủy phường (tập)")),
            ("issued_on", date(from)),
            ("status", choice("BAN_HANH")),
        ],
    );
    let officers = cast.people.get(cast.neighbourhoods.len()..).unwrap_or_default();
    let (members, others) = officers.split_at(COMMITTEE.len().min(officers.len()));
    for (kind, name, posts, people) in [
        ("BCD", "Ban Chỉ đạo phong trào \"Dân vận khéo\" phường (mẫu)", COMMITTEE, members),
        ("TGV", "Tổ giúp việc Ban Chỉ đạo phường (mẫu)", TEAM, others),
    ] {
        let body = maker.record(
            "body",
            vec![
                ("kind", choice(kind)),
                ("name", text(name)),
                ("established_doc", Value::Link(decision)),
                ("valid_from", date(from)),
            ],
        );
        let mut field = FIELDS.iter();
        for ((number, post), person) in (1_i64..).zip(posts).zip(people) {
            let mut values = vec![
                ("body", Value::Link(body)),
                ("person", Value::Link(*person)),
                ("position", choice(post)),
                ("post_held", text("Cán bộ phường (tập)")),
                ("order_no", Value::Integer(number)),
                ("from", date(from)),
                ("appointed_doc", Value::Link(decision)),
            ];
            if *post == "THANH_VIEN" {
                values.push(("neighbourhoods", Value::Links(in_charge_of(cast, number.unsigned_abs()))));
            }
            if let Some(field) = field.next().filter(|_| kind == "BCD") {
                values.push(("fields", Value::Choices(vec![(*field).to_owned()])));
            }
            maker.record("membership", values);
        }
    }
}

/// Gives every third neighbourhood, from the one with this number on.
fn in_charge_of(cast: &Cast, number: u64) -> Vec<Id> {
    let kept = cast.neighbourhoods.len().saturating_sub(WITHOUT_ANYONE);
    let numbered = (0_u64..).zip(cast.neighbourhoods.iter().take(kept));
    numbered.filter(|(n, _)| n % 3 == number % 3).map(|(_, id)| *id).collect()
}
