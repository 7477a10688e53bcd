//! What stands beside the table: all that is known of one registration, in few lines.

use crate::register::schema::model_year::{
    AREA_PEOPLE, END, GOALS, JOINING_FORCE, LEAD_FORCE, METHOD, MODEL, OUTPUTS, PARTNER_FORCE, SITUATION, START,
    STATUS_REASON, SUSTAIN, YEAR, YEAR_STATUS,
};
use crate::register::schema::{indicator, metric, model, model_year, progress};
use crate::register::{Dim, FieldId, Id, Label, Measure, Period, Query, Question, Read, Record, SumKey};
use crate::say;
use crate::text::day::Day;
use crate::text::fold::fold;
use crate::ui::screens::beside::{Line, Sheet, Tone};

/// The nine items of the form; the first is the model's name.
const ITEMS: &[&[FieldId]] = &[
    &[MODEL],
    &[SITUATION],
    &[GOALS],
    &[METHOD],
    &[AREA_PEOPLE],
    &[LEAD_FORCE, PARTNER_FORCE, JOINING_FORCE],
    &[START, END],
    &[OUTPUTS],
    &[SUSTAIN],
];
/// Most results and twins that are listed.
const MOST: usize = 4;

const TARGETS: Label = Label::new("Chỉ tiêu", "Indicators");
const RESULTS: Label = Label::new("Kết quả mới nhất", "Latest results");
const LINEAGE: Label = Label::new("Các năm, nhân rộng", "Years and copies");
const TWINS: Label = Label::new("Có thể trùng", "Perhaps the same");

/// Tells what is known of a registration.
pub fn lines(id: Id, mut sheet: Sheet<'_, '_>) -> Vec<Line> {
    let cx = sheet.cx;
    let Some(record) = cx.records.get(&model_year::SCHEMA, id) else { return Vec::new() };
    let model = record.link(MODEL).and_then(|id| Some((id, cx.records.get(&model::SCHEMA, id)?)));
    if let Some((_, model)) = &model {
        sheet.push(Tone::Title, &sheet.show.title_of(&model::SCHEMA, model));
    }
    sheet.fields(&model_year::SCHEMA, &record, &[YEAR_STATUS, STATUS_REASON]);
    if let Some((_, model)) = &model {
        let fields = [model::ORG, model::FIELD, model::NEIGHBOURHOODS, model::PLACE_TEXT, model::OWNER];
        sheet.fields(&model::SCHEMA, model, &fields);
    }
    sheet.fields(&model_year::SCHEMA, &record, &[START, END]);
    sheet.items(&record);
    sheet.targets(id, &record);
    sheet.results(id);
    if let Some((of, model)) = &model {
        sheet.lineage(*of, model, Some(id));
        sheet.twins(*of, model);
    }
    sheet.lines
}

/// Tells what is known of a model: where it comes from, in which years it was registered, what is like it.
pub fn of_model(id: Id, mut sheet: Sheet<'_, '_>) -> Vec<Line> {
    let Some(record) = sheet.cx.records.get(&model::SCHEMA, id) else { return Vec::new() };
    sheet.push(Tone::Title, &sheet.show.title_of(&model::SCHEMA, &record));
    let fields = [model::STATE, model::ORG, model::FIELD, model::NEIGHBOURHOODS, model::PLACE_TEXT, model::OWNER];
    sheet.fields(&model::SCHEMA, &record, &fields);
    sheet.lineage(id, &record, None);
    sheet.twins(id, &record);
    sheet.lines
}

impl Sheet<'_, '_> {
    /// Says how many of the nine items are there.
    fn items(&mut self, record: &Record) {
        let lacking: Vec<String> = ITEMS
            .iter()
            .zip(1..)
            .filter(|(fields, _)| !fields.iter().all(|field| record.contains_key(field)))
            .map(|(_, number): (_, usize)| number.to_string())
            .collect();
        let (tone, words) = if lacking.is_empty() {
            (Tone::Text, say!("Chín mục của bản đăng ký: đủ", "The nine items of the form: all there"))
        } else {
            let words = say!(
                "Chín mục của bản đăng ký: có {n}, thiếu mục {which}",
                "The nine items of the form: {n} there, without {which}",
                n = ITEMS.len() - lacking.len(),
                which = lacking.join(", ")
            );
            (Tone::Warn, words)
        };
        self.push(tone, words.get(self.cx.lang));
    }

    /// Lists the indicators, each with what was reached and what is to be.
    fn targets(&mut self, id: Id, record: &Record) {
        let rows = self.live(&indicator::SCHEMA, indicator::MODEL_YEAR, id);
        if rows.is_empty() {
            return;
        }
        self.heading(TARGETS);
        let year = record.integer(YEAR).and_then(|year| i32::try_from(year).ok()).unwrap_or(self.cx.year);
        for (_, row) in rows {
            let Some(of) = row.link(indicator::METRIC) else { continue };
            let name = self.cx.records.get(&metric::SCHEMA, of).unwrap_or_default().text(metric::NAME).to_owned();
            let target = indicator::SCHEMA.field(indicator::TARGET).map(|field| field.show(&row, self.show));
            let question = Question::new(Measure::Metric(of), Period::year(year));
            let reached = self.cx.records.sums(&question.only(Dim::ModelYear, SumKey::Record(id))).total;
            let reached = reached.percent().map_or_else(
                || reached.sum.show(),
                |percent| format!("{} %", crate::text::number::show_decimal(percent.round_dp(1))),
            );
            self.push(Tone::Text, &format!("{name}: {reached} / {}", target.unwrap_or_default()));
        }
    }

    /// Lists the latest results.
    fn results(&mut self, id: Id) {
        let mut rows = self.live(&progress::SCHEMA, progress::MODEL_YEAR, id);
        if rows.is_empty() {
            return;
        }
        self.heading(RESULTS);
        rows.sort_by_key(|(id, row)| std::cmp::Reverse((row.day(progress::DATE).map(Day::last), *id)));
        let all = rows.len();
        for (_, row) in rows.iter().take(MOST) {
            self.push(Tone::Text, &self.show.title_of(&progress::SCHEMA, row));
        }
        if all > MOST {
            self.push(Tone::Text, say!("… và {n} kết quả nữa", "… and {n} more", n = all - MOST).get(self.cx.lang));
        }
    }

    /// Tells from what the model was copied, in which other years it was registered, and what copies it.
    fn lineage(&mut self, model: Id, record: &Record, here: Option<Id>) {
        let mut told = Vec::new();
        if let Some(source) = record.link(model::REPLICATED_FROM) {
            let title = self.show.title(&model::SCHEMA, source);
            told.push(say!("Nhân rộng từ {title}", "Copied from {title}", title = title).get(self.cx.lang).to_owned());
        }
        let mut years = self.live(&model_year::SCHEMA, MODEL, model);
        years.retain(|(id, _)| Some(*id) != here);
        years.sort_by_key(|(_, row)| row.integer(YEAR));
        for (_, row) in &years {
            let year = row.integer(YEAR).unwrap_or_default();
            let state = model_year::SCHEMA.field(YEAR_STATUS).map(|field| field.show(row, self.show));
            told.push(format!("{year}: {}", state.unwrap_or_default()));
        }
        let copies = self.live(&model::SCHEMA, model::REPLICATED_FROM, model);
        let copies = copies.iter().take(MOST).map(|(_, copy)| self.show.title_of(&model::SCHEMA, copy));
        told.extend(
            copies
                .map(|copy| say!("Nhân rộng ra {copy}", "Copied by {copy}", copy = copy).get(self.cx.lang).to_owned()),
        );
        if !told.is_empty() {
            self.heading(LINEAGE);
            for text in &told {
                self.push(Tone::Text, text);
            }
        }
    }

    /// Lists other models whose name holds this one's or is held by it, unless one copies the other.
    fn twins(&mut self, model: Id, record: &Record) {
        let name = fold(record.text(model::NAME));
        if name.is_empty() {
            return;
        }
        let rows = self.cx.records.page(&Query::all(&model::SCHEMA).search(record.text(model::NAME)), 0, MOST + 1).rows;
        let copies = |row: &Record, id| {
            row.link(model::REPLICATED_FROM) == Some(model) || record.link(model::REPLICATED_FROM) == Some(id)
        };
        let rows: Vec<_> = rows.into_iter().filter(|(id, row)| *id != model && !copies(row, *id)).collect();
        if !rows.is_empty() {
            self.heading(TWINS);
            for (_, row) in rows {
                self.push(Tone::Warn, &self.show.title_of(&model::SCHEMA, &row));
            }
        }
    }
}
