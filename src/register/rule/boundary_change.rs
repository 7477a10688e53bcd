//! Rules of a change of neighbourhoods.

use super::{Rule, RuleCx, Severity};
use crate::register::record::Read;
use crate::register::schema::boundary_change::{DATE, FROM, KIND, MERGER, MOVED, RENAMED, SPLIT, TO};
use crate::register::schema::neighbourhood;
use crate::register::words::{Label, Words};
use crate::say;

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "boundary_change.counts",
        severity: Severity::Hard,
        on: &[TO, FROM, KIND],
        check: counts_do_not_fit,
        remedy: Label::new(
            "Sáp nhập: nhiều thành một; chia: một thành nhiều; đổi tên: một thành một; chuyển phường: bỏ trống phần sau.",
            "A merger makes one of several, a split several of one, a new name one of one; a move leaves none here.",
        ),
    },
    Rule {
        id: "boundary_change.open",
        severity: Severity::Hint,
        on: &[FROM, DATE],
        check: still_open,
        remedy: Label::new(
            "Ghi ngày này vào ô hiệu lực đến của khu cũ và chuyển trạng thái.",
            "Give the old one this day as its last, and set its status.",
        ),
    },
];

fn counts_do_not_fit(cx: &RuleCx<'_>) -> Option<Words> {
    let (from, to) = (cx.record.links(FROM).len(), cx.record.links(TO).len());
    if to == 0 && cx.record.choice(KIND) != Some(MOVED) {
        return None;
    }
    let fits = match cx.record.choice(KIND)? {
        MERGER => from > 1 && to == 1,
        SPLIT => from == 1 && to > 1,
        RENAMED => from == 1 && to == 1,
        MOVED => to == 0,
        _ => true,
    };
    (!fits).then(|| {
        say!(
            "Hình thức không khớp với số khu dân cư: {from} thành {to}.",
            "The kind does not fit the neighbourhoods: {from} become {to}.",
            from = from,
            to = to
        )
    })
}

fn still_open(cx: &RuleCx<'_>) -> Option<Words> {
    let day = cx.record.day(DATE).filter(|day| day.first() <= cx.today)?;
    let heirs = cx.record.links(TO);
    let open = cx.record.links(FROM).iter().filter(|id| !heirs.contains(id)).find_map(|id| {
        let place = cx.records.get(&neighbourhood::SCHEMA, *id)?;
        (!place.contains_key(&neighbourhood::VALID_TO)).then_some(place)
    })?;
    Some(say!(
        "Khu dân cư \"{name}\" chưa kết thúc vào ngày {day}.",
        "The neighbourhood \"{name}\" has not ended on {day}.",
        name = open.text(neighbourhood::NAME),
        day = day.show()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;
    use crate::register::schema::boundary_change::SCHEMA;

    fn trial() -> Trial {
        let mut trial = Trial::new();
        for (name, to) in [("Tổ 1", ""), ("Tổ 2", "30/06/2026"), ("Tổ 3", "")] {
            trial.put(&neighbourhood::SCHEMA, &[(neighbourhood::NAME, name), (neighbourhood::VALID_TO, to)]);
        }
        trial
    }

    #[test]
    fn each_kind_has_its_numbers() {
        let trial = trial();
        for (kind, from, to, fits) in [
            (MERGER, "KDC01; KDC02", "KDC03", true),
            (MERGER, "KDC01", "KDC03", false),
            (SPLIT, "KDC01", "KDC02; KDC03", true),
            (SPLIT, "KDC01", "KDC03", false),
            (RENAMED, "KDC01", "KDC03", true),
            (RENAMED, "KDC01; KDC02", "KDC03", false),
            (MOVED, "KDC01", "", true),
            (MOVED, "KDC01", "KDC03", false),
            (MERGER, "KDC01; KDC02", "", true),
        ] {
            let fields = [(KIND, kind), (FROM, from), (TO, to)];
            let rule = "boundary_change.counts";
            if fits { trial.keeps(rule, &SCHEMA, &fields) } else { trial.breaks(rule, &SCHEMA, &fields) }
        }
    }

    #[test]
    fn what_was_merged_has_ended() {
        let of = |from| [(DATE, "30/06/2026"), (FROM, from), (TO, "KDC03")];
        trial().breaks("boundary_change.open", &SCHEMA, &of("KDC01; KDC02"));
        trial().keeps("boundary_change.open", &SCHEMA, &of("KDC02; KDC03"));
    }
}
