//! What is done to a task where it stands: done with one key, how far it has come, a later due day; whose tasks are listed.

use super::list::counts;
use crate::register::docket::{self, Grouping, Of, Only};
use crate::register::schema::{person, task};
use crate::register::{
    Accepted, Command, Commit, FieldId, Id, Label, Offer as Step, Read, Record, Request, Seen, Set, ShowCx, Value,
    Words, offered,
};
use crate::say;
use crate::text::day::DayCx;
use crate::text::fold::tidy;
use crate::ui::screen::{Ask, Cx, Notice};
use crate::ui::screens::steps::{done_words, obstacle};
use crate::ui::screens::{Dialog, Form, Offer, Pick, Source};

/// Which of its requests an answer is to.
mod ticket {
    pub(super) const FINISH: u32 = 1;
    pub(super) const NARROW: u32 = 2;
}

const WHOSE: Label = Label::new("Nhiệm vụ của ai?", "Whose tasks?");
const EVERYBODY: Label = Label::new("Mọi người", "Everybody");

fn refuse(words: Words) -> Vec<Ask> {
    vec![Ask::Say(Notice::refused(words))]
}

/// Reads the task under the cursor, or says that there is none.
fn here(id: Option<Id>, cx: &Cx<'_>) -> Result<(Id, Record), Vec<Ask>> {
    let task = id.and_then(|id| Some((id, cx.records.get(&task::SCHEMA, id)?)));
    task.ok_or_else(|| refuse(say!("Chưa có nhiệm vụ nào ở đây. F5: thêm.", "There is no task here. F5: add one.")))
}

fn title(record: &Record, cx: &Cx<'_>) -> String {
    ShowCx { records: cx.records, lang: cx.lang }.title_of(&task::SCHEMA, record)
}

/// Has the task done today; what is still lacking is asked for, and nothing where nothing lacks.
pub(super) fn finish(id: Option<Id>, cx: &Cx<'_>) -> Vec<Ask> {
    let (id, record) = match here(id, cx) {
        Ok(task) => task,
        Err(asks) => return asks,
    };
    let offers = offered(&task::SCHEMA, id, &record, (cx.records, cx.actor), cx.today);
    // Whoever may not close a task hands it in.
    let to = |state: &str| offers.iter().find(|offer| offer.allowed && offer.step.to == state);
    let Some(step) = to(task::DONE).or_else(|| to(task::AWAITS_APPROVAL)) else {
        return refuse(why_not(&record, &offers));
    };
    if let Some(words) = obstacle(&task::SCHEMA, id, step, cx) {
        return refuse(words);
    }
    let lacking: Vec<FieldId> = step.missing.iter().filter_map(|lack| lack.field).collect();
    match lacking.as_slice() {
        [] => vec![Ask::Commit(cx.ticket(ticket::FINISH), request(id, step, Vec::new()))],
        [task::RESULT_TEXT] => vec![Ask::Open(Box::new(ask_result(id, &record, step, cx)))],
        _ => Form::step(&task::SCHEMA, id, step.step, lacking, cx)
            .map(|form| Ask::Open(Box::new(form)))
            .into_iter()
            .collect(),
    }
}

/// Says why a task cannot be done now, and what to do.
fn why_not(record: &Record, offers: &[Step]) -> Words {
    if let Some(offer) = offers.iter().find(|offer| offer.step.to == task::DONE) {
        return say!("Bước này do {who} làm.", "This step is for {who}.", who = offer.step.who());
    }
    if record.choice(task::STATUS) == Some(task::DONE) {
        return say!("Việc này đã xong. Ctrl+L: mở lại.", "The task is done. Ctrl+L: open it again.");
    }
    say!(
        "Việc đang tạm dừng hoặc đã huỷ. Ctrl+L: làm tiếp rồi bấm lại.",
        "The task is paused or called off. Ctrl+L: resume it, then press again."
    )
}

/// Asks for the result, begun with the product that was to come.
fn ask_result(id: Id, record: &Record, step: &Step, cx: &Cx<'_>) -> Dialog {
    let question = say!("Kết quả? (Enter: xong)", "The result? (Enter: done)");
    let (to, done) = (step.step.to, done_words(step.step, &title(record, cx)));
    let step = move |typed: &str| {
        let result = tidy(typed);
        if result.is_empty() {
            return Err(say!("Gõ kết quả rồi bấm Enter.", "Type the result, then press Enter."));
        }
        Ok(step_to(id, to, vec![Set { field: task::RESULT_TEXT, seen: Seen::Any, new: Some(Value::Text(result)) }]))
    };
    Dialog::fill(question, vec![title(record, cx)], record.text(task::PRODUCT), step, done)
}

fn request(id: Id, step: &Step, set: Vec<Set>) -> Request {
    step_to(id, step.step.to, set)
}

fn step_to(id: Id, to: &str, set: Vec<Set>) -> Request {
    let (schema, to, reason) = (&task::SCHEMA, to.to_owned(), String::new());
    Command::Step { schema, id, to, reason, set, accepted: Accepted::None }.into()
}

/// Says what was done, and how it is taken back.
pub(super) fn finished(commit: &Commit, cx: &Cx<'_>) -> Vec<Ask> {
    let Some(change) = commit.changes.iter().find(|change| change.schema == &task::SCHEMA) else { return Vec::new() };
    let record = cx.records.get(&task::SCHEMA, change.id).unwrap_or_default();
    let title = title(&record, cx);
    let words = if record.choice(task::STATUS) == Some(task::DONE) {
        say!("Đã xong: {title}. Ctrl+U: lấy lại.", "Done: {title}. Ctrl+U takes it back.", title = title)
    } else {
        say!("Đã trình duyệt: {title}. Ctrl+U: lấy lại.", "Handed in: {title}. Ctrl+U takes it back.", title = title)
    };
    vec![Ask::Say(Notice::done(words))]
}

/// Asks how far the task has come.
pub(super) fn tell(id: Option<Id>, cx: &Cx<'_>) -> Vec<Ask> {
    let (id, record) = match here(id, cx) {
        Ok(task) => task,
        Err(asks) => return asks,
    };
    let day = DayCx { today: cx.today, year: cx.year };
    let question = say!(
        "Tiến độ mấy phần trăm? Thêm lời nếu cần: 60 đã gửi dự thảo",
        "How many percent? Add words where needed: 60 draft sent"
    );
    let percent = record.integer(task::PROGRESS).unwrap_or_default();
    let lines =
        vec![title(&record, cx), say!("Đang ở {n} %", "It stands at {n} %", n = percent).get(cx.lang).to_owned()];
    let done = say!("Đã ghi tiến độ. Ctrl+U: lấy lại.", "Noted. Ctrl+U takes it back.");
    let told = move |typed: &str| docket::told(id, &record, typed, day);
    vec![Ask::Open(Box::new(Dialog::fill(question, lines, "", told, done)))]
}

/// Asks for a later due day and the reason.
pub(super) fn extend(id: Option<Id>, cx: &Cx<'_>) -> Vec<Ask> {
    let (id, record) = match here(id, cx) {
        Ok(task) => task,
        Err(asks) => return asks,
    };
    let day = DayCx { today: cx.today, year: cx.year };
    let question = say!(
        "Gia hạn đến ngày nào, vì sao? Ví dụ: 20/3 chờ số liệu",
        "Until which day, and why? Such as: 20/3 waits for figures"
    );
    let show = ShowCx { records: cx.records, lang: cx.lang };
    let shown = |field| task::SCHEMA.field(field).map(|field| field.show(&record, show)).unwrap_or_default();
    let mut lines =
        vec![title(&record, cx), say!("Hạn: {day}", "Due: {day}", day = shown(task::DUE)).get(cx.lang).to_owned()];
    if let Some(Value::List(before)) = record.get(&task::EXTENSIONS) {
        lines.extend((1..).zip(before).map(|(n, line): (usize, &String)| {
            say!("Gia hạn lần {n}: {line}", "Extension {n}: {line}", n = n, line = line).get(cx.lang).to_owned()
        }));
    }
    let done = say!("Đã gia hạn. Ctrl+U: lấy lại.", "Extended. Ctrl+U takes it back.");
    let extended = move |typed: &str| docket::extended(id, &record, typed, day);
    vec![Ask::Open(Box::new(Dialog::fill(question, lines, "", extended, done)))]
}

/// Asks whose tasks are to be listed.
pub(super) fn narrow(only: Option<Only>, cx: &Cx<'_>) -> Vec<Ask> {
    let current = only.map_or(Value::NotApplicable, |only| Value::Link(only.id));
    let pick = Pick::one(WHOSE, Source::Made(leads), cx.ticket(ticket::NARROW), "", Some(&current), cx);
    vec![Ask::Open(Box::new(pick))]
}

/// Lists everybody who is in charge of a task, with how many are not done.
fn leads(cx: &Cx<'_>) -> Vec<Offer> {
    let all = Offer { value: Value::NotApplicable, code: String::new(), label: EVERYBODY.get(cx.lang).to_owned() };
    let groups = docket::docket(cx.records, (cx.today, cx.year), Grouping::Lead, None).groups;
    let lead = |group: docket::Group| match group.of {
        Of::Link(_, id) => {
            let label = format!("{} · {}", group.name.get(cx.lang), counts(&group).get(cx.lang));
            Some(Offer { value: Value::Link(id), code: String::new(), label })
        }
        _ => None,
    };
    std::iter::once(all).chain(groups.into_iter().filter_map(lead)).collect()
}

/// Returns what the list is narrowed to by what was picked.
pub(super) fn picked(value: &Value, cx: &Cx<'_>) -> Option<Only> {
    let id = value.as_link()?;
    let is_person = cx.records.get(&person::SCHEMA, id).is_some();
    Some(Only { field: if is_person { task::LEAD_PERSON } else { task::LEAD_ORG }, id })
}
