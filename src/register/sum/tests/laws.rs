//! The laws: nothing counts twice, nothing is lost, and the cube is the recount.

use proptest::prelude::*;

use super::ward::{Act, Entry, Ward, acts};
use crate::register::period::Period;
use crate::register::records::Records;
use crate::register::sum::recount::recount;
use crate::register::sum::{Cube, Dim, Key, Measure, Question, View};
use crate::text::day::Day;
use crate::text::number::Qualifier;

const DIMS: [Dim; 15] = [
    Dim::Neighbourhood,
    Dim::Year,
    Dim::Month,
    Dim::Source,
    Dim::Activity,
    Dim::Model,
    Dim::ModelYear,
    Dim::Field,
    Dim::Level,
    Dim::Kind,
    Dim::Subject,
    Dim::RegType,
    Dim::State,
    Dim::Org,
    Dim::Bloc,
];

fn periods() -> Vec<Period> {
    let some =
        [Period::month(2026, 3), Period::quarter(2026, 2), Period::half(2025, 2), Period::years_from(2025, 2026)];
    some.into_iter().flatten().chain([Period::year(2026)]).collect()
}

fn measures(ward: &Ward) -> Vec<Measure> {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 6, 30).unwrap();
    let others =
        [Measure::ModelYears, Measure::Activities, Measure::Participants, Measure::Interactions, Measure::Overdue(day)];
    ward.metrics.iter().map(|id| Measure::Metric(*id)).chain(others).collect()
}

/// Questions of every measure, period and view: in all, by each dimension, by some at once and with a condition.
fn questions(ward: &Ward) -> Vec<Question> {
    let mut questions = Vec::new();
    for measure in measures(ward) {
        for period in periods() {
            let question = Question::new(measure, period);
            questions.extend(DIMS.map(|dim| question.clone().by(&[dim])));
            questions.push(question.clone().by(&[Dim::Neighbourhood, Dim::Source, Dim::Field]).view(View::AsItIsNow));
            questions.push(question.clone().by(&[Dim::Neighbourhood]).view(View::AsItIsNow));
            questions.push(question.clone().only(Dim::Field, Key::Code("KT".to_owned())).by(&[Dim::Month]));
            questions.push(question);
        }
    }
    questions
}

fn cube_is_the_recount(ward: &Ward) {
    for question in questions(ward) {
        assert_eq!(ward.cube.ask(&question), recount(&ward.records, &question), "{question:?}");
    }
}

fn sums_hold(ward: &Ward) {
    for measure in measures(ward) {
        for period in periods() {
            let question = Question::new(measure, period);
            let total = ward.cube.ask(&question).total;
            for dim in DIMS {
                for view in [View::AsItWas, View::AsItIsNow] {
                    let split = ward.cube.ask(&question.clone().by(&[dim]).view(view));
                    assert_eq!(split.total, total, "{measure:?} by {dim:?}, {view:?}");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn the_cube_is_the_recount_after_every_commit(acts in proptest::collection::vec(acts(), 1..40)) {
        let mut ward = Ward::new(5);
        for (turn, act) in acts.iter().enumerate() {
            ward.act(act);
            // All questions at the end, and some of them after every commit.
            let asked = questions(&ward);
            for question in asked.iter().skip(turn % 7).step_by(41) {
                prop_assert_eq!(ward.cube.ask(question), recount(&ward.records, question), "{:?} after {:?}", question, act);
            }
        }
        cube_is_the_recount(&ward);
        sums_hold(&ward);
        let built = Cube::build(&ward.records);
        for question in questions(&ward) {
            prop_assert_eq!(built.ask(&question), ward.cube.ask(&question));
        }
    }

    #[test]
    fn taking_everything_back_leaves_the_former_sums(
        kept in proptest::collection::vec(acts(), 1..30),
        taken in proptest::collection::vec(acts(), 1..12),
    ) {
        let mut ward = Ward::new(4);
        for act in &kept {
            ward.act(act);
        }
        let answers = |ward: &Ward| questions(ward).iter().map(|question| ward.cube.ask(question)).collect::<Vec<_>>();
        let (before, commits) = (answers(&ward), ward.commits.len());
        for act in &taken {
            ward.act(act);
        }
        let back: Vec<_> = ward.commits.drain(commits..).collect();
        for changes in back.into_iter().rev() {
            ward.commits.push(changes);
            ward.undo();
        }
        let after = answers(&ward);
        for ((question, before), after) in questions(&ward).iter().zip(&before).zip(&after) {
            prop_assert_eq!(after, before, "{:?}", question);
        }
    }
}

const APRIL: Day = Day::Month { year: 2026, month: 4 };

fn entry(place: usize, metric: usize, amount: i64) -> Entry {
    Entry { place, year: None, metric, amount, qualifier: 0, source: 0, day: APRIL, corrects: None }
}

fn shown(ward: &Ward, question: &Question) -> String {
    let answer = ward.cube.ask(question);
    assert_eq!(answer, recount(&ward.records, question));
    answer.total.sum.show()
}

#[test]
fn a_correction_takes_the_place_of_what_it_corrects() {
    let mut ward = Ward::new(2);
    let question = Question::new(Measure::Metric(ward.metrics[0]), Period::year(2026));
    ward.act(&Act::Entry(entry(0, 0, 100)));
    ward.act(&Act::Entry(Entry { corrects: Some(0), ..entry(0, 0, 40) }));
    assert_eq!(shown(&ward, &question), "40");
    ward.act(&Act::Entry(Entry { corrects: Some(0), ..entry(1, 0, 50) }));
    assert_eq!(shown(&ward, &question), "50", "of two corrections of one entry the later one stands");
    ward.act(&Act::Entry(Entry { corrects: Some(2), ..entry(1, 0, 60) }));
    assert_eq!(shown(&ward, &question), "60", "a correction can be corrected");
    let last = ward.entries[3];
    ward.toggle(&crate::register::schema::progress::SCHEMA, last);
    assert_eq!(shown(&ward, &question), "50", "a withdrawn correction gives the place back");
    ward.undo();
    assert_eq!(shown(&ward, &question), "60");
}

#[test]
fn of_a_stock_the_latest_in_the_period_holds() {
    let mut ward = Ward::new(3);
    let metric = Measure::Metric(ward.metrics[2]);
    let on = |day: &str| Day::from_iso(day).unwrap();
    for (place, amount, day) in
        [(0, 10, "2026-01-05"), (0, 30, "2026-03-31"), (0, 20, "2026-02-01"), (1, 5, "2026-05-01")]
    {
        ward.act(&Act::Entry(Entry { day: on(day), ..entry(place, 2, amount) }));
    }
    let period = |period: Option<Period>| Question::new(metric, period.unwrap());
    assert_eq!(shown(&ward, &period(Some(Period::year(2026)))), "35");
    assert_eq!(shown(&ward, &period(Period::quarter(2026, 1))), "30");
    assert_eq!(shown(&ward, &period(Period::month(2026, 2))), "20");
    ward.act(&Act::Entry(Entry { day: on("2026-Q1"), ..entry(0, 2, 31) }));
    assert_eq!(shown(&ward, &period(Period::quarter(2026, 1))), "31", "a quarter's figure stands for its end");
    ward.act(&Act::Entry(Entry { day: on("2026-03-31"), ..entry(0, 2, 32) }));
    assert_eq!(shown(&ward, &period(Period::quarter(2026, 1))), "32", "on one day the later entry holds");
}

#[test]
fn a_stock_does_not_count_again_after_a_merger() {
    let mut ward = Ward::new(3);
    let question = Question::new(Measure::Metric(ward.metrics[2]), Period::year(2026));
    ward.act(&Act::Entry(entry(0, 2, 10)));
    ward.act(&Act::Entry(entry(1, 2, 20)));
    ward.act(&Act::Boundary { from: vec![0, 1], to: vec![2], day: Day::from_iso("2026-07-01").unwrap() });
    assert_eq!(shown(&ward, &question), "30", "the old ones hold until the new one is counted");
    ward.act(&Act::Entry(Entry { day: Day::from_iso("2026-11-01").unwrap(), ..entry(2, 2, 28) }));
    assert_eq!(shown(&ward, &question), "28");
    assert_eq!(shown(&ward, &question.clone().view(View::AsItIsNow)), "28");
}

#[test]
fn percentages_are_added_by_numerators_and_denominators() {
    let mut ward = Ward::new(3);
    let question = Question::new(Measure::Metric(ward.metrics[3]), Period::year(2026));
    ward.act(&Act::Entry(entry(0, 3, 93)));
    ward.act(&Act::Entry(entry(1, 3, 193)));
    let total = ward.cube.ask(&question).total;
    assert_eq!((total.sum.show(), total.of.show()), ("286".to_owned(), "300".to_owned()));
    assert_eq!(total, ward.records.sums(&question).total);
}

#[test]
fn figures_move_with_their_model() {
    let mut ward = Ward::new(2);
    ward.act(&Act::Model { fields: [0; 4], places: vec![0], org: 0 });
    ward.act(&Act::Year { which: 0, year: 2026, state: "N5" });
    ward.act(&Act::Entry(Entry { year: Some(0), qualifier: 1, ..entry(0, 0, 3000) }));
    let of = |field: &str| {
        Question::new(Measure::Metric(Ward::new(2).metrics[0]), Period::year(2026))
            .only(Dim::Field, Key::Code(field.to_owned()))
    };
    assert_eq!((shown(&ward, &of("KT")), shown(&ward, &of("VHXH"))), ("trên 3.000".to_owned(), "0".to_owned()));
    ward.act(&Act::EditModel { which: 0, fields: [1, 0, 0, 0], places: vec![0], org: 0 });
    assert_eq!((shown(&ward, &of("KT")), shown(&ward, &of("VHXH"))), ("0".to_owned(), "trên 3.000".to_owned()));
    assert_eq!(ward.cube.ask(&of("VHXH")).total.sum.count(Qualifier::Over), 1);
}
