//! The figures of the articles, counted by the general code from the articles' files.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot set its stage has to stop")]

use chrono::NaiveDate;
use danvan::register::report::{self, Asked, Report, RowKind};
use danvan::register::{Dim, Measure, Period, Question, Records, View};

use crate::articles::Article;

fn r2(records: &dyn Records, year: i32) -> Report {
    let as_of = NaiveDate::from_ymd_opt(year, 12, 15).unwrap();
    report::make("R2", Asked { period: Period::year(year), as_of, view: View::AsItWas }, records).unwrap()
}

/// Shows the total, then the fields of work, of the rows of a kind.
fn figures(report: &Report, kind: RowKind) -> Vec<Vec<String>> {
    let rows = report.rows.iter().filter(|row| row.kind == kind);
    rows.map(|row| row.cells[2..7].iter().map(|cell| cell.words.vi.clone()).collect()).collect()
}

#[test]
fn dien_chau_2022() {
    let records = Article::of("dien-chau-2022", 2022).records;
    let report = r2(&records, 2022);
    assert_eq!(figures(&report, RowKind::Subtotal), [["23", "2", "15", "4", "2"], ["232", "59", "92", "47", "34"]]);
    assert_eq!(figures(&report, RowKind::Total), [["255", "61", "107", "51", "36"]]);
    assert_eq!(report.footers[0].vi, "Số đơn vị đăng ký: 37/37");
    for row in report.rows.iter().filter(|row| row.kind == RowKind::Check) {
        assert!(row.cells[1].words.vi.ends_with("(khớp)"), "{:?}", row.cells[1].words.vi);
    }
}

#[test]
fn sums_by_any_split_are_the_whole() {
    for (file, year) in [("dien-chau-2022", 2022), ("ha-tinh-2021", 2021), ("moc-nam-2022", 2022)] {
        let records = Article::of(file, year).records;
        let question = Question::new(Measure::ModelYears, Period::year(year));
        let all = records.sums(&question).total;
        for dim in [Dim::Field, Dim::Level, Dim::Kind, Dim::Subject, Dim::Bloc, Dim::Neighbourhood, Dim::RegType] {
            assert_eq!(records.sums(&question.clone().by(&[dim])).total, all, "{file} by {dim:?}");
        }
    }
}
