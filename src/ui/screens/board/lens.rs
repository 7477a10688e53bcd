//! What the board looks at: the period, a field of work or an organisation, how neighbourhoods are grouped and seen.

use crate::register::board::{Focus, Gauge, Grouping, is_grouped};
use crate::register::record::Read;
use crate::register::schema::{metric, model, organisation};
use crate::register::{Choices, Dim, Id, Kind, Label, Period, Query, ShowCx, SumKey, Value, View, Words};
use crate::say;
use crate::ui::action::Action;
use crate::ui::screen::{Ask, Cx};
use crate::ui::screens::{Offer, Pick, Source};

const PERIOD: Label = Label::new("Kỳ nào? Gõ q2, t11, 6t… rồi Enter", "Which period? Type q2, t11, 6t… and Enter");
const NARROW: Label = Label::new("Chỉ xem lĩnh vực hoặc đơn vị nào?", "Only which field of work or organisation?");
const WAY: Label = Label::new("Xem thế nào?", "Looked at how?");
const COLUMNS: Label = Label::new("Cột kết quả nào?", "Which results as columns?");
const FIELD: Label = Label::new("lĩnh vực", "field");
const UNIT: Label = Label::new("đơn vị", "unit");
const EVERYTHING: Label = Label::new("Mọi lĩnh vực, mọi đơn vị", "All fields, all organisations");
const AS_IT_WAS: Label = Label::new("Địa bàn như lúc phát sinh", "Neighbourhoods as they were");
const AS_IT_IS: Label = Label::new("Địa bàn hiện nay", "Neighbourhoods as they are now");
const FOLD: Label = Label::new("Chỉ dòng nhóm / hiện cả khu dân cư", "Groups only / neighbourhoods too");
const RESULTS: Label = Label::new("Chọn cột kết quả…", "Choose columns of results…");

/// Under what the columns of results are remembered.
pub const CHOSEN_COLUMNS: &str = "board.columns";

/// Which list was opened; numbers of tickets.
const PERIODS: u32 = 1;
const NARROWS: u32 = 2;
const WAYS: u32 = 3;
const METRICS: u32 = 4;

/// What a board looks at.
#[derive(Clone, Debug, Default)]
pub struct Lens {
    /// The period as commands name it, in the open year; empty for the year.
    period: String,
    field: Option<String>,
    org: Option<Id>,
    view: View,
    /// How neighbourhoods are grouped, where the officer said.
    grouping: Option<Grouping>,
    /// Whether only groups are listed, where the officer said.
    pub folded: Option<bool>,
}

impl Lens {
    /// Returns what is counted, as of today or the end of a period that is over.
    pub fn focus(&self, cx: &Cx<'_>) -> Focus {
        let period = self.period(cx);
        let field = self.field.iter().map(|code| (Dim::Field, SumKey::Code(code.clone())));
        let org = self.org.iter().map(|id| (Dim::Org, SumKey::Record(*id)));
        Focus { period, as_of: cx.today.min(period.last()), view: self.view, only: field.chain(org).collect() }
    }

    /// Returns the period; the open year until the officer says another.
    pub fn period(&self, cx: &Cx<'_>) -> Period {
        Period::parse(&self.period, cx.year).unwrap_or_else(|| Period::year(cx.year))
    }

    /// Returns the columns of results: those that the person chose, else the usual ones.
    pub fn gauges(cx: &Cx<'_>) -> Vec<Gauge> {
        let ids = cx.chosen.get(CHOSEN_COLUMNS).map_or("", String::as_str).split_whitespace();
        let ids = ids.filter_map(|id| id.parse().ok());
        let chosen: Vec<Gauge> = ids.filter_map(|id| Gauge::of_metric(cx.records, id)).collect();
        if chosen.is_empty() { Gauge::usual(cx.records) } else { chosen }
    }

    /// Returns how neighbourhoods are grouped: as the officer said, else by the ward's own groups or the former wards.
    pub fn grouping(&self, cx: &Cx<'_>) -> Grouping {
        let usual = || if is_grouped(cx.records, Grouping::Own) { Grouping::Own } else { Grouping::FormerWard };
        self.grouping.unwrap_or_else(usual)
    }

    /// Says all that is looked at: the period, what it is narrowed to, which neighbourhoods.
    pub fn words(&self, cx: &Cx<'_>) -> String {
        let narrowed = if self.field.is_none() && self.org.is_none() {
            vec![EVERYTHING.get(cx.lang).to_owned()]
        } else {
            self.narrowed(cx)
        };
        let view = if self.view == View::AsItWas { AS_IT_WAS } else { AS_IT_IS };
        let parts = std::iter::once(self.period_words(cx)).chain(narrowed);
        parts.chain([view.get(cx.lang).to_owned()]).collect::<Vec<_>>().join(" · ")
    }

    /// Says what is looked at in few words: the period, and only what is not as usual.
    pub fn brief(&self, cx: &Cx<'_>) -> String {
        let view = (self.view == View::AsItIsNow).then(|| AS_IT_IS.get(cx.lang).to_owned());
        let parts = std::iter::once(self.period_words(cx)).chain(self.narrowed(cx));
        parts.chain(view).collect::<Vec<_>>().join(" · ")
    }

    fn period_words(&self, cx: &Cx<'_>) -> String {
        self.period(cx).show().get(cx.lang).to_owned()
    }

    fn narrowed(&self, cx: &Cx<'_>) -> Vec<String> {
        let show = ShowCx { records: cx.records, lang: cx.lang };
        let field = self.field.as_deref().map(|code| show.choice(fields(), code));
        let org = self.org.map(|id| name_of(cx, id));
        field.into_iter().chain(org).collect()
    }

    /// Opens the list that a key asks for; `None` for a key that changes nothing here.
    pub fn act(&self, action: Action, cx: &Cx<'_>) -> Option<Vec<Ask>> {
        let (title, source, number, current) = match action {
            Action::Period => {
                let code = if self.period.is_empty() { "N" } else { &self.period };
                (PERIOD, Source::Made(periods), PERIODS, Some(Value::Choice(code.to_owned())))
            }
            Action::Narrow => {
                let org = self.org.map(Value::Link);
                (NARROW, Source::Made(narrows), NARROWS, org.or_else(|| self.field.clone().map(Value::Choice)))
            }
            Action::Arrange => {
                let way = way_of(self.grouping(cx));
                (WAY, Source::Made(ways), WAYS, Some(Value::Choice(way.to_owned())))
            }
            _ => return None,
        };
        Some(vec![Ask::Open(Box::new(Pick::one(title, source, cx.ticket(number), "", current.as_ref(), cx)))])
    }

    /// Takes what was picked; returns what else is to be asked.
    pub fn picked(&mut self, number: u32, values: &[Value], is_folded: bool, cx: &Cx<'_>) -> Vec<Ask> {
        match (number, values) {
            (PERIODS, [Value::Choice(code)]) => self.period.clone_from(code),
            (NARROWS, [Value::Choice(code)]) => self.field = Some(code.clone()),
            (NARROWS, [Value::Link(id)]) => self.org = Some(*id),
            (NARROWS, _) => (self.field, self.org) = (None, None),
            (WAYS, [Value::Choice(way)]) => return self.arrange(way, is_folded, cx),
            (METRICS, chosen) => {
                let ids: Vec<String> = chosen.iter().filter_map(Value::as_link).map(|id| id.to_string()).collect();
                return vec![Ask::Remember(CHOSEN_COLUMNS, ids.join(" "))];
            }
            _ => {}
        }
        Vec::new()
    }

    fn arrange(&mut self, way: &str, is_folded: bool, cx: &Cx<'_>) -> Vec<Ask> {
        match way {
            "then" => self.view = View::AsItWas,
            "now" => self.view = View::AsItIsNow,
            "fold" => self.folded = Some(!is_folded),
            "columns" => {
                let marked: Vec<Value> =
                    Self::gauges(cx).into_iter().flat_map(|gauge| gauge.metrics).map(Value::Link).collect();
                let source = Source::Records(&metric::SCHEMA);
                let pick = Pick::several(COLUMNS, source, cx.ticket(METRICS), "", &marked, cx);
                return vec![Ask::Open(Box::new(pick))];
            }
            _ => self.grouping = Grouping::ALL.into_iter().find(|grouping| way_of(*grouping) == way),
        }
        Vec::new()
    }
}

const fn way_of(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::Own => "own",
        Grouping::FormerWard => "former",
        Grouping::Kind => "kind",
        Grouping::Member => "member",
    }
}

/// Returns the fields of work as the model's form lists them.
pub fn fields() -> Choices {
    match model::SCHEMA.field(model::FIELD).map(|field| field.kind) {
        Some(Kind::Choice(choices)) => choices,
        _ => Choices::Fixed(&[]),
    }
}

fn name_of(cx: &Cx<'_>, org: Id) -> String {
    cx.records.get(&organisation::SCHEMA, org).map(|org| org.text(organisation::NAME).to_owned()).unwrap_or_default()
}

fn offer(value: Value, code: &str, label: &str) -> Offer {
    Offer { value, code: code.to_owned(), label: label.to_owned() }
}

/// Lists the periods of the open year, and the five years up to it.
fn periods(cx: &Cx<'_>) -> Vec<Offer> {
    let quarters = (1..=4).map(|quarter| format!("Q{quarter}"));
    let months = (1..=12).map(|month| format!("T{month}"));
    let codes = ["N", "6T1", "6T2", "9T"].map(str::to_owned).into_iter();
    let years = std::iter::once(format!("{}-{}", cx.year - 4, cx.year));
    let shown = |code: String| {
        let words = Period::parse(&code, cx.year)?.show();
        Some(offer(Value::Choice(code.clone()), &code, words.get(cx.lang)))
    };
    codes.chain(quarters).chain(months).chain(years).filter_map(shown).collect()
}

/// Lists everything, the fields of work and the organisations.
fn narrows(cx: &Cx<'_>) -> Vec<Offer> {
    let all = offer(Value::NotApplicable, "", EVERYTHING.get(cx.lang));
    let (field, unit) = (FIELD.get(cx.lang), UNIT.get(cx.lang));
    let (_, fields) = Source::Entries(fields()).offers("", 0, usize::MAX, cx);
    let fields = fields.into_iter().map(|of| Offer { code: field.to_owned(), ..of });
    let orgs = cx.records.page(&Query::all(&organisation::SCHEMA), 0, usize::MAX).rows.into_iter();
    let orgs = orgs.map(|(id, org)| offer(Value::Link(id), unit, org.text(organisation::NAME)));
    std::iter::once(all).chain(fields).chain(orgs).collect()
}

/// Lists the ways to look at the neighbourhoods.
fn ways(cx: &Cx<'_>) -> Vec<Offer> {
    let grouped = Grouping::ALL.map(|grouping| {
        let words: Words = say!("Nhóm theo {group}", "Grouped by {group}", group = grouping.label());
        offer(Value::Choice(way_of(grouping).to_owned()), "", words.get(cx.lang))
    });
    let others = [("then", AS_IT_WAS), ("now", AS_IT_IS), ("fold", FOLD), ("columns", RESULTS)];
    let others = others.map(|(way, label)| offer(Value::Choice(way.to_owned()), "", label.get(cx.lang)));
    grouped.into_iter().chain(others).collect()
}
