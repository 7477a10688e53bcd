//! The steps of its life cycle that lead on from where a record stands: what each still lacks, and who may take it.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::Form;
use crate::register::{
    Accepted, Command, FieldId, Flow, Id, Label, Needs, Offer, Request, Schema, ShowCx, Step, Words, offered,
};
use crate::say;
use crate::text::width::{pad_right, width, wrap};
use crate::ui::action::{Action, Context};
use crate::ui::layout::centred;
use crate::ui::screen::{Ask, Cx, Notice, Screen, Subject};
use crate::ui::screens::Dialog;
use crate::ui::theme::Look;
use crate::ui::widget::frame::{cursor, line, popup, put};
use crate::ui::widget::{Window, capital};

const TITLE: Label = Label::new("Bước tiếp theo", "Next step");
const READY: Label = Label::new("đủ điều kiện", "ready");
const NOT_YOURS: Label = Label::new("người khác làm", "for someone else");
const WHO: Label = Label::new("Ai làm: ", "Who: ");
const LACKS: Label = Label::new("Còn thiếu: ", "Missing: ");
const ASKS: Label = Label::new("Bấm Enter sẽ hỏi: ", "Enter asks for: ");
const AT_ONCE: Label = Label::new("Đủ cả; bấm Enter để chuyển.", "Nothing is missing; press Enter.");
/// The widest box.
const COLS: u16 = 76;
/// Columns at the right edge that say how a step stands.
const STANDING: u16 = 17;
/// Lines below the steps that tell about the one under the cursor.
const DETAIL: u16 = 6;

/// The steps that lead on from where one record stands.
pub struct Steps {
    schema: &'static Schema,
    flow: &'static Flow,
    id: Id,
    title: String,
    offers: Vec<Offer>,
    window: Window,
}

/// Opens the steps of a record, or says why it has none.
pub fn steps(schema: &'static Schema, id: Option<Id>, cx: &Cx<'_>) -> Vec<Ask> {
    let refuse = |words| vec![Ask::Say(Notice::refused(words))];
    let Some(flow) = schema.flow else {
        return refuse(say!("{name} không có bước nào để chuyển.", "A {name} has no steps.", name = schema.name));
    };
    let Some(id) = id else {
        return refuse(say!("Lưu bản ghi này trước (Ctrl+G), rồi chuyển bước.", "Save the record first (Ctrl+G)."));
    };
    let mut steps = Steps { schema, flow, id, title: String::new(), offers: Vec::new(), window: Window::default() };
    steps.refresh(cx);
    if !steps.offers.is_empty() {
        return vec![Ask::Open(Box::new(steps))];
    }
    let state = cx.records.get(schema, id).map(|record| flow.state_words(schema, flow.state_of(&record)));
    refuse(say!(
        "Đang ở \"{state}\": không còn bước nào tiếp theo.",
        "It stands at \"{state}\": no step leads on from there.",
        state = state.unwrap_or_default()
    ))
}

impl Steps {
    fn height(&self, cx: &Cx<'_>) -> usize {
        usize::from(cx.size.1.saturating_sub(DETAIL + 3)).min(self.offers.len()).max(1)
    }

    /// Takes the step under the cursor: asks for what it needs, or says why it cannot be taken.
    fn choose(&self, at: usize, cx: &Cx<'_>) -> Vec<Ask> {
        let Some(offer) = self.offers.get(at) else { return Vec::new() };
        let (schema, id, step) = (self.schema, self.id, offer.step);
        if let Some(words) = obstacle(schema, id, offer, cx) {
            return vec![Ask::Say(Notice::refused(words))];
        }
        let fields = asked(offer, self.flow);
        let question = say!(
            "{step}: chuyển sang \"{state}\"?",
            "{step}: on to \"{state}\"?",
            state = self.flow.state_words(schema, step.to),
            step = title_of(step)
        );
        let done = done_words(step, &self.title);
        let request = move |reason: &str| {
            let command = Command::Step {
                schema,
                id,
                to: step.to.to_owned(),
                reason: reason.to_owned(),
                set: Vec::new(),
                accepted: Accepted::None,
            };
            Request::from(command)
        };
        let lines = vec![self.title.clone()];
        if fields.is_empty() {
            return vec![Ask::Replace(Box::new(Dialog::commit(question, lines, request(""), done)))];
        }
        if fields.as_slice() == self.flow.reason.as_slice() {
            let question = say!("{step}: vì sao?", "{step}: why?", step = title_of(step));
            return vec![Ask::Replace(Box::new(Dialog::reason(question, lines, request, done)))];
        }
        match Form::step(schema, id, step, fields, cx) {
            Some(form) => vec![Ask::Replace(Box::new(form))],
            None => vec![Ask::Close],
        }
    }

    /// Tells about the step under the cursor: who, and what is missing.
    fn details(&self, look: &Look, cols: usize) -> Vec<String> {
        let Some(offer) = self.offers.get(self.window.at) else { return Vec::new() };
        let lang = look.lang;
        let label = |id: FieldId| self.schema.field(id).map(|field| field.label.get(lang).to_owned());
        let mut texts = vec![format!("{}{}", WHO.get(lang), offer.step.who().get(lang))];
        let named: Vec<String> = offer.missing.iter().filter_map(|lack| label(lack.field?)).collect();
        if !named.is_empty() {
            texts.push(format!("{}{}", LACKS.get(lang), named.join(", ")));
        }
        texts.extend(
            offer.missing.iter().filter(|lack| lack.field.is_none()).map(|lack| lack.words.get(lang).to_owned()),
        );
        let asked: Vec<String> = asked(offer, self.flow).into_iter().filter_map(label).collect();
        match (offer.missing.is_empty(), asked.is_empty()) {
            (true, true) => texts.push(AT_ONCE.get(lang).to_owned()),
            (true, false) => texts.push(format!("{}{}", ASKS.get(lang), asked.join(", "))),
            (false, _) => {}
        }
        let wrapped = |text: &String| -> Vec<String> {
            wrap(text, cols).into_iter().filter_map(|range| Some(text.get(range)?.trim_end().to_owned())).collect()
        };
        texts.iter().flat_map(wrapped).collect()
    }

    fn standing(offer: &Offer, look: &Look) -> (String, ratatui::style::Style) {
        let lang = look.lang;
        match (offer.allowed, offer.missing.len()) {
            (false, _) => (format!("x {}", NOT_YOURS.get(lang)), look.theme.quiet),
            (true, 0) => (format!("+ {}", READY.get(lang)), look.theme.done),
            (true, n) => {
                let words = say!("! còn thiếu {n}", "! {n} missing", n = n);
                (words.get(lang).to_owned(), look.theme.warn)
            }
        }
    }
}

/// Says what stands against a step that no answer here could mend.
pub(super) fn obstacle(schema: &'static Schema, id: Id, offer: &Offer, cx: &Cx<'_>) -> Option<Words> {
    let step = offer.step;
    if !offer.allowed {
        return Some(say!(
            "Bước \"{step}\" do {who} làm. Nhờ người đó, hoặc chọn bước khác.",
            "The step \"{step}\" is for {who}. Ask them, or choose another step.",
            who = step.who(),
            step = step.label
        ));
    }
    let id = id.to_string();
    if cx.drafts.iter().any(|draft| draft.entity == schema.key && draft.id == id) {
        return Some(say!(
            "Bản ghi này còn bản gõ dở. Mở ra lưu (Ctrl+G) trước, rồi chuyển bước.",
            "The record is half typed. Open and save it (Ctrl+G) first, then take the step."
        ));
    }
    offer.missing.iter().find(|lack| lack.field.is_none()).map(|lack| lack.words.clone())
}

/// Lists the fields that are asked for when a step is taken: those that it lacks, the date that it leaves behind, the
/// reason; of a step that leads back to where it began, all that it is about.
fn asked(offer: &Offer, flow: &Flow) -> Vec<FieldId> {
    let step = offer.step;
    let lacking: Vec<FieldId> = offer.missing.iter().filter_map(|lack| lack.field).collect();
    let mut fields: Vec<FieldId> = Vec::new();
    for needs in step.needs {
        match needs {
            Needs::OneOf(list) if list.iter().any(|field| lacking.contains(field)) => fields.extend(*list),
            Needs::Fields(list) if step.from == [step.to] => fields.extend(*list),
            Needs::Fields(list) => fields.extend(list.iter().filter(|field| lacking.contains(field))),
            Needs::OneOf(_) | Needs::Check(_) => {}
        }
    }
    fields.extend(lacking);
    fields.extend(step.stamp);
    fields.extend(flow.reason.filter(|_| step.reason));
    let mut seen = std::collections::BTreeSet::new();
    fields.retain(|field| seen.insert(*field));
    fields
}

/// Names a step as a title.
fn title_of(step: &Step) -> Words {
    Words { vi: capital(step.label.vi), en: capital(step.label.en) }
}

/// Says that a step was taken.
pub(super) fn done_words(step: &Step, title: &str) -> Words {
    say!("Đã {step}: {title}", "Done ({step}): {title}", step = step.label, title = title)
}

impl Screen for Steps {
    fn name(&self) -> Words {
        TITLE.into()
    }

    fn context(&self) -> Context {
        Context::Menu
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        let (len, height) = (self.offers.len(), self.height(cx));
        match action {
            Action::Enter => return self.choose(self.window.at, cx),
            Action::Back => return vec![Ask::Close],
            other => {
                self.window.act(other, len, height);
            }
        }
        Vec::new()
    }

    fn text(&mut self, typed: &str, cx: &Cx<'_>) -> Vec<Ask> {
        // Letters are no commands: input methods rewrite them.
        let digit = typed.parse::<usize>().ok().filter(|n| typed.len() == 1 && (1..=self.offers.len()).contains(n));
        digit.map_or_else(Vec::new, |n| {
            self.window.go(n - 1, self.offers.len(), self.height(cx));
            self.choose(n - 1, cx)
        })
    }

    fn takes_words(&self) -> bool {
        false
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        let record = cx.records.get(self.schema, self.id).unwrap_or_default();
        self.title = ShowCx { records: cx.records, lang: cx.lang }.title_of(self.schema, &record);
        self.offers = offered(self.schema, self.id, &record, (cx.records, cx.actor), cx.today);
        self.window.fit(self.offers.len(), self.height(cx));
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let cols = area.width.min(COLS);
        let inner_cols = usize::from(cols.saturating_sub(4));
        let details = self.details(look, inner_cols);
        let size = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let title = format!("{}: {}", TITLE.get(look.lang), self.title);
        // The box keeps its height while the cursor moves, as far as the details allow.
        let rows = size(self.offers.len()) + size(details.len()).max(DETAIL - 2) + 3;
        let inner = popup(frame, centred(area, cols, rows), &title, look);
        let below = size(details.len()).min(DETAIL) + 1;
        let seen = self.window.seen(self.offers.len(), usize::from(inner.height.saturating_sub(below)).max(1));
        let labels: Vec<String> =
            self.offers.iter().map(|offer| title_of(offer.step).get(look.lang).to_owned()).collect();
        let widest = labels.iter().map(|label| width(label)).max().unwrap_or(0);
        let mut y = 0;
        for at in seen {
            let offer = &self.offers[at];
            let sign = if at == self.window.at { look.marker() } else { " " };
            let state = self.flow.state_words(self.schema, offer.step.to);
            let text = format!(
                "{sign} {}  {}  {} {}",
                at + 1,
                pad_right(&labels[at], widest),
                look.arrow(),
                state.get(look.lang)
            );
            line(frame, inner, y, &text, look.theme.text);
            let (words, style) = Self::standing(offer, look);
            let x = inner.width.saturating_sub(STANDING);
            put(frame, inner, (x, y), STANDING, &words, style);
            if at == self.window.at {
                cursor(frame, inner, 0, y);
            }
            y += 1;
        }
        for (y, text) in (y + 1..inner.height).zip(&details) {
            line(frame, inner, y, text, look.theme.label);
        }
    }

    fn subject(&self) -> Subject {
        Subject { schema: Some(self.schema), id: Some(self.id), field: None }
    }

    fn is_popup(&self) -> bool {
        true
    }
}
