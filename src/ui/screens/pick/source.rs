//! Where the rows of a list come from.

use crate::register::catalogue::of_year;
use crate::register::record::is_withdrawn;
use crate::register::show::code_of;
use crate::register::{Choices, Filter, Id, Query, Record, Schema, ShowCx, Value};
use crate::text::fold::{Rank, fold};
use crate::text::typing::Sought;
use crate::ui::screen::Cx;

/// Most rows among which one that has the typed words whole is looked for.
const COMPARED: usize = 40;

/// What a list offers.
#[derive(Clone, Debug)]
pub enum Source {
    /// Entries of a catalogue or of a fixed list.
    Entries(Choices),
    /// Records of an entity.
    Records(&'static Schema),
    /// Records of an entity that meet conditions.
    Where(&'static Schema, Vec<Filter>),
    /// These records of an entity.
    These(&'static Schema, Vec<Id>),
    /// Rows that a screen made, such as the columns of its table.
    Listed(Vec<Offer>),
    /// Rows that a screen makes: its own settings, or rows of several kinds together.
    Made(fn(&Cx<'_>) -> Vec<Offer>),
}

/// One row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What is picked: a choice or a link.
    pub value: Value,
    /// The short name.
    pub code: String,
    /// What people see.
    pub label: String,
}

impl Source {
    /// Returns how many rows fit what was typed, and `n` of them from number `from` on.
    pub fn offers(&self, typed: &str, from: usize, n: usize, cx: &Cx<'_>) -> (usize, Vec<Offer>) {
        match self {
            Self::Entries(choices) => cut(found(entries(*choices, cx), typed), from, n),
            Self::Listed(offers) => cut(found(offers.clone(), typed), from, n),
            Self::Made(make) => cut(found(make(cx), typed), from, n),
            Self::These(schema, ids) => cut(found(records_of(schema, ids, cx), typed), from, n),
            Self::Records(_) | Self::Where(..) => {
                let Some(query) = self.query(typed) else { return (0, Vec::new()) };
                let page = cx.records.page(&query, from, n);
                let show = ShowCx { records: cx.records, lang: cx.lang };
                let offer = |(id, record): (Id, Record)| offer_of(query.schema, id, &record, show);
                (page.total, page.rows.into_iter().map(offer).collect())
            }
        }
    }

    /// Returns the question whose answers are the rows, where a question it is.
    fn query(&self, typed: &str) -> Option<Query> {
        match self {
            Self::Records(schema) => Some(Query::all(schema).search(typed)),
            Self::Where(schema, filters) => {
                Some(Query { filters: filters.clone(), ..Query::all(schema).search(typed) })
            }
            Self::Entries(_) | Self::These(..) | Self::Listed(_) | Self::Made(_) => None,
        }
    }

    /// Returns the row of a value.
    pub fn offer(&self, value: &Value, cx: &Cx<'_>) -> Offer {
        let show = ShowCx { records: cx.records, lang: cx.lang };
        let (code, label) = match (self, value) {
            (Self::Entries(choices), Value::Choice(code)) => (code.clone(), show.choice(*choices, code)),
            (Self::Records(schema) | Self::Where(schema, _) | Self::These(schema, _), Value::Link(id)) => {
                (show.code(schema, *id), show.title(schema, *id))
            }
            (Self::Listed(offers), _) => match offers.iter().find(|offer| offer.value == *value) {
                Some(offer) => return offer.clone(),
                None => (String::new(), String::new()),
            },
            (Self::Made(make), _) => match make(cx).into_iter().find(|offer| offer.value == *value) {
                Some(offer) => return offer,
                None => (String::new(), String::new()),
            },
            (Self::Entries(_) | Self::Records(_) | Self::Where(..) | Self::These(..), _) => {
                (String::new(), String::new())
            }
        };
        Offer { value: value.clone(), code, label }
    }

    /// Returns the place of a value among the rows that fit what was typed.
    pub fn place(&self, value: &Value, typed: &str, cx: &Cx<'_>) -> Option<usize> {
        let listed = |offers: Vec<Offer>| found(offers, typed).iter().position(|offer| offer.value == *value);
        match self {
            Self::Entries(choices) => listed(entries(*choices, cx)),
            Self::Listed(offers) => listed(offers.clone()),
            Self::Made(make) => listed(make(cx)),
            Self::These(schema, ids) => listed(records_of(schema, ids, cx)),
            Self::Records(_) | Self::Where(..) => cx.records.place(&self.query(typed)?, value.as_link()?),
        }
    }

    /// Returns the only row that fits what was typed, or how many there are.
    pub fn only(&self, typed: &str, cx: &Cx<'_>) -> Result<Value, usize> {
        let (total, rows) = self.offers(typed, 0, COMPARED, cx);
        let mut whole = rows.iter().filter(|offer| total <= COMPARED && has_words(&offer.label, typed));
        match (rows.as_slice(), whole.next(), whole.next()) {
            ([only], _, _) if total == 1 => Ok(only.value.clone()),
            (_, Some(only), None) => Ok(only.value.clone()),
            _ => Err(total),
        }
    }
}

/// Returns whether each word that was typed is a whole word of the label: `5` means "Tổ 5" rather than "Tổ 15".
fn has_words(label: &str, typed: &str) -> bool {
    let (label, typed) = (fold(label), fold(typed));
    typed.split_whitespace().all(|word| label.split_whitespace().any(|whole| whole == word))
}

/// Takes `n` rows from number `from` on, and counts all.
fn cut(found: Vec<Offer>, from: usize, n: usize) -> (usize, Vec<Offer>) {
    (found.len(), found.into_iter().skip(from).take(n).collect())
}

/// Lists those of these records that are there and were not withdrawn, each once.
fn records_of(schema: &'static Schema, ids: &[Id], cx: &Cx<'_>) -> Vec<Offer> {
    let show = ShowCx { records: cx.records, lang: cx.lang };
    let once = ids.iter().enumerate().filter(|(at, id)| !ids[..*at].contains(id));
    let live = once.filter_map(|(_, id)| cx.records.get(schema, *id).map(|record| (*id, record)));
    live.filter(|(_, record)| !is_withdrawn(record)).map(|(id, record)| offer_of(schema, id, &record, show)).collect()
}

/// Makes the row of a record.
fn offer_of(schema: &'static Schema, id: Id, record: &Record, show: ShowCx<'_>) -> Offer {
    let title = show.title_of(schema, record);
    let code = code_of(schema, record).unwrap_or_default().to_owned();
    // A title that begins with the code would say it twice.
    let label = match title.strip_prefix(&code) {
        Some(rest) if !code.is_empty() => rest.trim_start_matches([' ', '·']).to_owned(),
        _ => title,
    };
    Offer { value: Value::Link(id), code, label }
}

/// Lists the entries of a catalogue or of a fixed list.
fn entries(choices: Choices, cx: &Cx<'_>) -> Vec<Offer> {
    let offer = |code: &str, label: &str| Offer {
        value: Value::Choice(code.to_owned()),
        code: code.to_owned(),
        label: label.to_owned(),
    };
    match choices {
        Choices::Fixed(list) => list.iter().map(|choice| offer(choice.code, choice.label.get(cx.lang))).collect(),
        Choices::Catalogue(name) => {
            let entries = cx.records.catalogue(name);
            of_year(&entries, cx.year).into_iter().map(|entry| offer(&entry.code, entry.show(cx.lang))).collect()
        }
    }
}

/// Keeps the rows that fit what was typed, the best first, otherwise in the order of their list.
fn found(all: Vec<Offer>, typed: &str) -> Vec<Offer> {
    if typed.trim().is_empty() {
        return all;
    }
    let pattern = Sought::new(typed);
    let rank = |offer: &Offer| pattern.matches(&offer.label).into_iter().chain(pattern.matches(&offer.code)).min();
    let mut ranked: Vec<(Rank, Offer)> =
        all.into_iter().filter_map(|offer| rank(&offer).map(|rank| (rank, offer))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, offer)| offer).collect()
}
