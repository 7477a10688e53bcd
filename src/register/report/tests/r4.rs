//! R4: figures stand under the neighbourhood where they arose, and the lines come to the ward.

use super::{asked, cells, line, lines_of};
use crate::register::report::{Report, RowKind, make};
use crate::register::schema::{
    boundary_change, indicator, metric, model, model_year, neighbourhood, neighbourhood_year, progress, task,
};
use crate::register::sum::View;
use crate::register::sum::tests::ward::text as text_value;
use crate::register::sum::tests::ward::{Ward, code};
use crate::register::value::{Quantity, Value};
use crate::register::{Id, Period};
use crate::text::day::Day;

pub struct Small {
    pub ward: Ward,
    pub places: Vec<Id>,
    pub land: Id,
    pub money: Id,
    pub year: Id,
}

pub fn day(iso: &str) -> Value {
    Value::Day(Day::from_iso(iso).unwrap())
}

/// Three neighbourhoods of two former wards, a model in the first with a target of 400 m² of land.
pub fn small() -> Small {
    let mut ward = Ward::new(0);
    let metrics = [("DAT", "m²"), ("TIEN", "đồng")].map(|(name, unit)| {
        let fields = vec![
            (metric::CODE, text_value(name)),
            (metric::NAME, text_value(name)),
            (metric::UNIT, text_value(unit)),
            (metric::CLASS, code(metric::FLOW)),
        ];
        ward.make(&metric::SCHEMA, fields)
    });
    let places: Vec<Id> = [("Một", "Cũ A"), ("Hai", "Cũ A"), ("Ba", "Cũ B")]
        .map(|(name, former)| {
            let id = ward.neighbourhood(name);
            ward.set(&neighbourhood::SCHEMA, id, vec![(neighbourhood::FORMER_WARD, Some(text_value(former)))]);
            let fields = vec![
                (neighbourhood_year::NEIGHBOURHOOD, Value::Link(id)),
                (neighbourhood_year::YEAR, Value::Integer(2026)),
                (neighbourhood_year::HOUSEHOLDS, Value::Integer(100)),
            ];
            ward.make(&neighbourhood_year::SCHEMA, fields);
            id
        })
        .into();
    let model = ward.make(&model::SCHEMA, vec![(model::NEIGHBOURHOODS, Value::Links(vec![places[0]]))]);
    let year = ward.make(
        &model_year::SCHEMA,
        vec![
            (model_year::MODEL, Value::Link(model)),
            (model_year::YEAR, Value::Integer(2026)),
            (model_year::YEAR_STATUS, code("N5")),
        ],
    );
    ward.make(
        &indicator::SCHEMA,
        vec![
            (indicator::MODEL_YEAR, Value::Link(year)),
            (indicator::METRIC, Value::Link(metrics[0])),
            (indicator::TARGET, Value::Quantity(Quantity::exact(400))),
        ],
    );
    Small { ward, places, land: metrics[0], money: metrics[1], year }
}

impl Small {
    pub fn entry(&mut self, metric: Id, figure: Quantity, place: Option<usize>, more: Vec<(u16, Value)>) -> Id {
        let mut fields = vec![
            (progress::DATE, day("2026-05-10")),
            (progress::METRIC, Value::Link(metric)),
            (progress::QUANTITY, Value::Quantity(figure)),
        ];
        fields.extend(place.map(|place| (progress::NEIGHBOURHOOD, Value::Link(self.places[place]))));
        fields.extend(more);
        self.ward.make(&progress::SCHEMA, fields)
    }

    fn r4(&self, view: View) -> Report {
        let asked = super::Asked { view, ..asked(Period::year(2026)) };
        make("R4", asked, &self.ward.records).unwrap()
    }
}

#[test]
fn lines_come_to_their_groups_and_to_the_ward() {
    let mut small = small();
    let over = Quantity { qualifier: crate::text::number::Qualifier::Over, ..Quantity::exact(300) };
    small.entry(small.land, over, Some(0), vec![(progress::MODEL_YEAR, Value::Link(small.year))]);
    small.entry(small.land, Quantity::exact(50), Some(1), vec![]);
    small.entry(small.land, Quantity::exact(7), None, vec![(progress::WHOLE_WARD, Value::Bool(true))]);
    small.ward.make(
        &task::SCHEMA,
        vec![
            (task::DUE, day("2026-12-01")),
            (task::STATUS, code(task::SET)),
            (task::NEIGHBOURHOOD, Value::Link(small.places[2])),
        ],
    );
    let report = small.r4(View::AsItWas);
    // Name, in charge, households, registered, running, done, recognised, land.
    assert_eq!(cells(line(&report, "Một"), 1..9), ["Một", "", "100", "1", "1", "", "", "trên 300"]);
    assert_eq!(line(&report, "Một").cells[13].words.vi, "75 %");
    assert_eq!(cells(line(&report, "Hai"), 3..9), ["100", "", "", "", "", "50"]);
    assert_eq!(line(&report, "Ba").cells[14].words.vi, "1", "the task is overdue there");
    assert_eq!(cells(line(&report, "Cộng Cũ A"), 3..9), ["200", "1", "1", "", "", "trên 350"]);
    assert_eq!(cells(line(&report, "Toàn phường"), 8..9), ["7"]);
    let total = lines_of(&report, RowKind::Total)[0];
    assert_eq!(cells(total, 3..9), ["300", "1", "1", "", "", "trên 357"]);
    assert!(lines_of(&report, RowKind::Check)[0].cells[1].words.vi.ends_with("(khớp)"));
    assert_eq!(report.columns.len(), 16);
    assert!(report.rows.iter().all(|row| row.cells.len() == 16));
}

#[test]
fn a_registration_without_a_target_is_told_beside_the_average() {
    let mut small = small();
    let model = small.ward.make(&model::SCHEMA, vec![(model::NEIGHBOURHOODS, Value::Links(vec![small.places[0]]))]);
    small.ward.make(
        &model_year::SCHEMA,
        vec![
            (model_year::MODEL, Value::Link(model)),
            (model_year::YEAR, Value::Integer(2026)),
            (model_year::YEAR_STATUS, code("N8")),
        ],
    );
    let more = vec![(progress::MODEL_YEAR, Value::Link(small.year))];
    small.entry(small.land, Quantity::exact(1000), Some(0), more);
    let report = small.r4(View::AsItWas);
    let row = line(&report, "Một");
    assert_eq!(cells(row, 4..8), ["2", "1", "1", "1"]);
    assert_eq!(row.cells[13].words.vi, "100 %", "more than the target is not more than all of it");
    assert_eq!(row.cells[15].words.vi, "1 MH chưa có chỉ tiêu");
}

#[test]
fn after_changes_of_boundaries_both_views_come_to_the_same() {
    let mut small = small();
    small.entry(small.land, Quantity::exact(10), Some(0), vec![]);
    small.entry(small.land, Quantity::exact(20), Some(1), vec![]);
    small.entry(small.land, Quantity::exact(40), Some(2), vec![]);
    let [merged, half, other] = ["Mới", "Nửa", "Nửa kia"].map(|name| small.ward.neighbourhood(name));
    for (from, to) in [(vec![0, 1], vec![merged]), (vec![2], vec![half, other])] {
        let from = from.into_iter().map(|place: usize| small.places[place]).collect();
        small.ward.make(
            &boundary_change::SCHEMA,
            vec![
                (boundary_change::DATE, day("2026-07-01")),
                (boundary_change::FROM, Value::Links(from)),
                (boundary_change::TO, Value::Links(to)),
            ],
        );
    }
    let (was, now) = (small.r4(View::AsItWas), small.r4(View::AsItIsNow));
    assert_eq!(cells(line(&was, "Một"), 8..9), ["10"]);
    assert_eq!(cells(line(&now, "Mới"), 8..9), ["30"]);
    assert!(!now.rows.iter().any(|row| row.cells[1].words.vi == "Một"));
    for report in [&was, &now] {
        assert_eq!(cells(line(report, "Ba (địa bàn cũ)"), 8..9), ["40"]);
        assert_eq!(cells(lines_of(report, RowKind::Total)[0], 8..9), ["70"]);
    }
}
