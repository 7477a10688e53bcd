use super::*;
use crate::register::id::Id;
use crate::register::rule::trial::{SELF, Trial};
use crate::register::schema::document::{CITED, STATUS};
use crate::register::schema::ward;
use crate::register::value::Value;

type Fields = Vec<(u16, &'static str)>;

fn paper(direction: &'static str, layout: &'static str, doc_type: &'static str, number: &'static str) -> Fields {
    vec![
        (DIRECTION, direction),
        (LAYOUT, layout),
        (DOC_TYPE, doc_type),
        (NUMBER, number),
        (ISSUER, "Đảng ủy"),
        (SUMMARY, "Kế hoạch năm"),
        (ISSUED_ON, "21/02/2026"),
        (TERM, "2025–2030"),
    ]
}

fn with(mut fields: Fields, field: u16, text: &'static str) -> Fields {
    fields.retain(|(id, _)| *id != field);
    fields.push((field, text));
    fields
}

#[test]
fn party_papers_are_numbered_by_type_through_the_term() {
    let mut trial = Trial::new();
    trial.put(&SCHEMA, &paper(OUTGOING, PARTY, "KH", "7"));
    let rule = "document.number.taken";
    trial.breaks(rule, &SCHEMA, &with(paper(OUTGOING, PARTY, "KH", "7"), ISSUED_ON, "01/03/2028"));
    trial.keeps(rule, &SCHEMA, &paper(OUTGOING, PARTY, "KH", "8"));
    trial.keeps(rule, &SCHEMA, &paper(OUTGOING, PARTY, "BC", "7"));
    trial.keeps(rule, &SCHEMA, &with(paper(OUTGOING, PARTY, "KH", "7"), TERM, "2030–2035"));
    trial.keeps(rule, &SCHEMA, &with(paper(OUTGOING, PARTY, "KH", "7"), ISSUER, "Ban Chỉ đạo"));
}

#[test]
fn state_papers_are_numbered_by_issuer_through_the_year() {
    let mut trial = Trial::new();
    trial.put(&SCHEMA, &paper(OUTGOING, STATE, "KH", "7"));
    let rule = "document.number.taken";
    trial.breaks(rule, &SCHEMA, &paper(OUTGOING, STATE, "QĐ", "7"));
    trial.keeps(rule, &SCHEMA, &with(paper(OUTGOING, STATE, "KH", "7"), ISSUED_ON, "05/01/2027"));
}

#[test]
fn an_incoming_paper_twice_is_asked_about() {
    let mut trial = Trial::new();
    trial.put(&SCHEMA, &paper(INCOMING, PARTY, "KH", "239"));
    let rule = "document.number.received";
    trial.breaks(rule, &SCHEMA, &paper(INCOMING, PARTY, "KH", "239"));
    trial.keeps(rule, &SCHEMA, &paper(INCOMING, PARTY, "KH", "240"));
    trial.keeps("document.number.taken", &SCHEMA, &paper(INCOMING, PARTY, "KH", "239"));
}

#[test]
fn a_gap_in_a_series_is_pointed_out() {
    let mut trial = Trial::new();
    trial.put(&SCHEMA, &paper(OUTGOING, PARTY, "KH", "1"));
    trial.breaks("document.number.gap", &SCHEMA, &paper(OUTGOING, PARTY, "KH", "3"));
    trial.keeps("document.number.gap", &SCHEMA, &paper(OUTGOING, PARTY, "KH", "2"));
}

#[test]
fn symbols_follow_their_layout() {
    let of = |direction, layout, symbol| [(DIRECTION, direction), (LAYOUT, layout), (SYMBOL, symbol)];
    for (layout, symbol, fits) in [
        (PARTY, "-KH/ĐU", true),
        (PARTY, "-QĐi/TU", true),
        (PARTY, "-KH/BCĐ", true),
        (PARTY, "/KH-UBND", false),
        (PARTY, "-KH/", false),
        (STATE, "/QĐ-UBND", true),
        (FRONT, "/QĐ-MTTQ-BTT", true),
        (FRONT, "/MTTQ-BTT", true),
        (STATE, "-KH/ĐU", false),
        (STATE, "/QĐ-", false),
    ] {
        let fields = of(OUTGOING, layout, symbol);
        let rule = "document.symbol.form";
        if fits { Trial::new().keeps(rule, &SCHEMA, &fields) } else { Trial::new().breaks(rule, &SCHEMA, &fields) }
    }
    Trial::new().keeps("document.symbol.form", &SCHEMA, &of(INCOMING, PARTY, "– CT/TU"));
}

#[test]
fn a_ward_issues_no_directives() {
    Trial::new().breaks("document.type.level", &SCHEMA, &paper(OUTGOING, PARTY, "CT", "1"));
    Trial::new().keeps("document.type.level", &SCHEMA, &paper(INCOMING, PARTY, "CT", "5"));
}

#[test]
fn its_dates_are_in_order() {
    let of = |field, day| [(ISSUED_ON, "21/02/2026"), (field, day)];
    let trial = Trial::new();
    trial.breaks("document.issued.future", &SCHEMA, &[(ISSUED_ON, "23/11/2026")]);
    trial.keeps("document.issued.future", &SCHEMA, &[(ISSUED_ON, "22/11/2026")]);
    trial.breaks("document.received.before", &SCHEMA, &of(RECEIVED_ON, "20/02/2026"));
    trial.keeps("document.received.before", &SCHEMA, &of(RECEIVED_ON, "24/02/2026"));
    trial.breaks("document.deadline.before", &SCHEMA, &of(DEADLINE, "20/02/2026"));
    trial.keeps("document.deadline.before", &SCHEMA, &of(DEADLINE, "25/10/2026"));
}

#[test]
fn no_paper_takes_its_own_place() {
    let mut trial = Trial::new();
    let other = trial.put(&SCHEMA, &paper(OUTGOING, PARTY, "KH", "1"));
    let of = |id: Id| [(SUPERSEDES, Value::Links(vec![id]))].into_iter().collect();
    trial.breaks_as("document.supersedes.itself", &SCHEMA, &of(SELF));
    trial.keeps_as("document.supersedes.itself", &SCHEMA, &of(other));
}

#[test]
fn symbol_term_state_and_citation_come_by_themselves() {
    let mut trial = Trial::new();
    let profile = [(ward::WARD_TYPE, "PHUONG"), (ward::WARD_NAME, "Trường Sơn"), (ward::TERM_LABEL, "2025–2030")];
    trial.put(&ward::SCHEMA, &profile);
    let typed = [(DIRECTION, OUTGOING), (DOC_TYPE, "KH"), (SUMMARY, "Kế hoạch năm"), (NUMBER, "7")];
    let id = trial.put(&SCHEMA, &typed);
    let record = trial.get(&SCHEMA, id);
    assert_eq!((record.text(SYMBOL), record.text(TERM)), ("-KH/ĐU", "2025–2030"));
    assert_eq!((record.choice(STATUS), record.text(CITED)), (Some("DU_THAO"), "07-KH/ĐU"));
    trial.change(&SCHEMA, id, &[(NUMBER, "12")]);
    assert_eq!(trial.get(&SCHEMA, id).text(CITED), "12-KH/ĐU", "the citation follows the number");
}
