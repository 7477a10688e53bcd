//! The board's laws: every figure is explained by records that come to it, and the lines come to the total.

use proptest::prelude::*;

use super::*;
use crate::register::schema::{indicator, neighbourhood, neighbourhood_year};
use crate::register::sum::tests::ward::{Ward, acts};
use crate::register::value::{Quantity, Value};

/// Looks at several periods, in both views, with and without a field and an organisation.
fn focuses(ward: &Ward) -> Vec<Focus> {
    let as_of = NaiveDate::from_ymd_opt(2026, 6, 30).unwrap();
    let all = |period| Focus::all(period, as_of);
    let quarter = all(Period::quarter(2026, 2).unwrap());
    vec![
        all(Period::year(2026)),
        Focus { view: View::AsItIsNow, ..quarter.clone() },
        Focus { only: vec![(Dim::Field, Key::Code("KT".to_owned()))], ..quarter },
        Focus { only: vec![(Dim::Org, Key::Record(ward.orgs[0]))], ..all(Period::years_from(2025, 2026).unwrap()) },
    ]
}

fn gauges(ward: &Ward) -> Vec<Gauge> {
    let gauge = |metrics: &[Id]| Gauge { name: Words::default(), unit: String::new(), metrics: metrics.to_vec() };
    vec![gauge(&ward.metrics[..2]), gauge(&ward.metrics[2..3]), gauge(&ward.metrics[3..4])]
}

fn figures() -> Vec<Figure> {
    let states = (0..STATES.len()).map(Figure::State);
    let gauges = (0..3).map(Figure::Gauge);
    states.chain(gauges).chain([Figure::Average, Figure::Overdue, Figure::Households]).collect()
}

/// Holds one figure against the records that explain it.
fn explained(counts: &Counts, figure: Figure, because: &Because) -> Result<(), TestCaseError> {
    let count = because.tally().sum;
    match figure {
        Figure::State(at) => prop_assert_eq!(count.figures(), counts.models[at]),
        Figure::Gauge(at) => prop_assert_eq!(&because.tally(), &counts.figures[at]),
        Figure::Average => {
            prop_assert_eq!(because.average().percent(), counts.average.percent());
            prop_assert_eq!(because.average().without_target, counts.average.without_target);
        }
        Figure::Overdue => prop_assert_eq!(count.figures(), counts.overdue),
        Figure::Households => prop_assert_eq!(count.total(), counts.households.unwrap_or_default().into()),
    }
    Ok(())
}

fn holds(ward: &Ward, focus: &Focus, grouping: Grouping) -> Result<(), TestCaseError> {
    let records = &ward.records;
    let board = Board::of(records, focus, grouping, gauges(ward));
    let mut sum = Counts::of(&board.gauges);
    let groups = board.groups.iter().map(|group| (Spot::Group(group.name.clone()), &group.counts));
    let places = board.groups.iter().flat_map(|group| &group.places);
    let lines: Vec<&Line> = places.chain(&board.several).chain([&board.ward]).collect();
    for line in &lines {
        sum.add(&line.counts);
    }
    prop_assert_eq!(&sum, &board.total);
    let lines = lines.iter().map(|line| (line.spot.clone(), &line.counts));
    for (spot, counts) in lines.chain(groups).chain([(Spot::Total, &board.total)]) {
        for figure in figures() {
            explained(counts, figure, &board.why(records, focus, &spot, figure))?;
        }
    }
    Ok(())
}

/// Gives some neighbourhoods a group and households, and some registrations a target.
fn furnish(ward: &mut Ward) {
    for (number, id) in ward.neighbourhoods.clone().into_iter().enumerate() {
        let group = ["Cũ A", "Cũ B", ""][number % 3];
        if !group.is_empty() {
            let group = Some(Value::Text(group.to_owned()));
            ward.set(&neighbourhood::SCHEMA, id, vec![(neighbourhood::FORMER_WARD, group)]);
        }
        let households = vec![
            (neighbourhood_year::NEIGHBOURHOOD, Value::Link(id)),
            (neighbourhood_year::YEAR, Value::Integer(2025 + i64::try_from(number % 2).unwrap())),
            (neighbourhood_year::HOUSEHOLDS, Value::Integer(100)),
        ];
        ward.make(&neighbourhood_year::SCHEMA, households);
    }
    for (number, year) in ward.years.clone().into_iter().enumerate().filter(|(number, _)| number % 3 < 2) {
        let target = vec![
            (indicator::MODEL_YEAR, Value::Link(year)),
            (indicator::METRIC, Value::Link(ward.metrics[number % 4])),
            (indicator::TARGET, Value::Quantity(Quantity::exact(50))),
        ];
        ward.make(&indicator::SCHEMA, target);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_records_that_explain_a_figure_come_to_it(acts in proptest::collection::vec(acts(), 1..50)) {
        let mut ward = Ward::new(5);
        for act in &acts {
            ward.act(act);
        }
        furnish(&mut ward);
        for (focus, grouping) in focuses(&ward).iter().zip(Grouping::ALL) {
            holds(&ward, focus, grouping)?;
        }
    }
}
