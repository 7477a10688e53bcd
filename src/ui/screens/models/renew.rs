//! Carrying the year's models over, and spreading one: the list first, then one commit.

use crate::register::flow::{Renewal, Taker, carry_over as carried, replicate as spread};
use crate::register::schema::{model, model_year, organisation};
use crate::register::{Command, Id, Read, Request, ShowCx, Words};
use crate::say;
use crate::ui::screen::{Ask, Cx, Notice};
use crate::ui::screens::Dialog;

/// Asks whether the models of the open year are to be registered for the next one, with their list.
pub(super) fn carry_over(cx: &Cx<'_>) -> Vec<Ask> {
    let (year, next) = (cx.year, cx.year + 1);
    let renewal = carried(cx.records, year, &mut ids(cx));
    if renewal.models.is_empty() {
        return note(say!(
            "Không còn mô hình nào của năm {year} để chuyển sang {next}.",
            "No model of {year} is left to go on into {next}.",
            year = year,
            next = next
        ));
    }
    let question = say!(
        "Chuyển {n} mô hình của năm {year} sang năm {next} (đăng ký duy trì, trạng thái nháp)?",
        "Register {n} models of {year} for {next} (kept up, as drafts)?",
        n = renewal.models.len(),
        year = year,
        next = next
    );
    let done = say!(
        "Đã chuyển {n} mô hình sang năm {next}. Hoàn tác: Ctrl+U.",
        "{n} models were registered for {next}. Ctrl+U takes it back.",
        n = renewal.models.len(),
        next = next
    );
    let show = ShowCx { records: cx.records, lang: cx.lang };
    let lines = renewal.models.iter().map(|id| show.title(&model::SCHEMA, *id)).collect();
    ask(question, lines, renewal, format!("Chuyển năm {year} sang {next}"), done)
}

/// Asks whether the model of a registration is to be spread to these units, with their list.
pub(super) fn replicate(registration: Id, orgs: &[Id], cx: &Cx<'_>) -> Vec<Ask> {
    let model = cx.records.get(&model_year::SCHEMA, registration).and_then(|record| record.link(model_year::MODEL));
    let (Some(source), false) = (model, orgs.is_empty()) else { return Vec::new() };
    let taker = |org: &Id| {
        let record = cx.records.get(&organisation::SCHEMA, *org).unwrap_or_default();
        Taker { org: *org, neighbourhood: record.link(organisation::NEIGHBOURHOOD) }
    };
    let takers: Vec<Taker> = orgs.iter().map(taker).collect();
    let renewal = match spread(cx.records, source, &takers, cx.year, &mut ids(cx)) {
        Ok(renewal) => renewal,
        Err(words) => return vec![Ask::Say(Notice::refused(words))],
    };
    let show = ShowCx { records: cx.records, lang: cx.lang };
    let question = say!(
        "Nhân rộng {title} ra {n} đơn vị, đăng ký cho năm {year} (trạng thái nháp)?",
        "Copy {title} to {n} units, registered for {year} as drafts?",
        title = show.title(&model::SCHEMA, source),
        n = takers.len(),
        year = cx.year
    );
    let done = say!(
        "Đã nhân rộng ra {n} đơn vị. Hoàn tác: Ctrl+U.",
        "Copied to {n} units. Ctrl+U takes it back.",
        n = takers.len()
    );
    let lines = orgs.iter().map(|org| show.title(&organisation::SCHEMA, *org)).collect();
    let why = format!("Nhân rộng {}", show.code(&model::SCHEMA, source));
    ask(question, lines, renewal, why, done)
}

fn ask(question: Words, lines: Vec<String>, renewal: Renewal, why: String, done: Words) -> Vec<Ask> {
    let request = Request { command: Command::Batch(renewal.commands), why };
    vec![Ask::Open(Box::new(Dialog::commit(question, lines, request, done)))]
}

/// Counts up from an id that nothing has yet.
fn ids(cx: &Cx<'_>) -> impl FnMut() -> Id + use<> {
    let mut next = cx.fresh.bits();
    move || {
        next += 1;
        Id::from_bits(next)
    }
}

fn note(words: Words) -> Vec<Ask> {
    vec![Ask::Say(Notice::note(words))]
}
