//! Which entries of a catalogue hold in which year, and how entries of one set count in another.
//!
//! A ward that changes its fields of work for some years adds entries of a named set with those years: while a named set
//! holds, it stands in the place of the entries without one. An entry without a set may have years too, as a fifth field
//! that is added to the usual four.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::Entry;

impl Entry {
    /// Returns whether its years allow this one.
    pub fn holds_in(&self, year: i32) -> bool {
        self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to)
    }
}

/// Lists the entries that are offered in a year: those of the named set that holds then, the latest begun of several,
/// else those without a set.
pub fn of_year(entries: &[Entry], year: i32) -> Vec<&Entry> {
    let holding = || entries.iter().filter(|entry| entry.active && entry.holds_in(year));
    let named = holding().filter(|entry| !entry.set.is_empty()).max_by_key(|entry| entry.from.unwrap_or(i32::MIN));
    let set = named.map_or("", |entry| entry.set.as_str());
    holding().filter(|entry| entry.set == set).collect()
}

/// The entries by which several years are counted, and under which of them every other entry counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scheme {
    /// The entries, in order.
    pub columns: Vec<Entry>,
    places: BTreeMap<String, usize>,
    lost: Vec<String>,
}

impl Scheme {
    /// Chooses the set of the years into which most entries of their other sets lead, the latest of equals.
    pub fn of(entries: &[Entry], years: RangeInclusive<i32>) -> Self {
        let mut lists: Vec<Vec<&Entry>> = Vec::new();
        for year in years {
            let list = columns_of(entries, year);
            lists.retain(|known| *known != list);
            lists.push(list);
        }
        let met: BTreeSet<&str> = lists.iter().flatten().map(|entry| entry.code.as_str()).collect();
        let schemes = lists.into_iter().rev().map(|columns| Self::with(entries, columns, &met));
        schemes.min_by_key(|scheme| scheme.lost.len()).unwrap_or_default()
    }

    fn with(entries: &[Entry], columns: Vec<&Entry>, met: &BTreeSet<&str>) -> Self {
        let place_of = |code: &str| columns.iter().position(|column| column.code == code);
        let mut places = BTreeMap::new();
        for entry in entries {
            let onward = path(entries, &entry.code).into_iter().find_map(place_of);
            if let Some(place) = onward.or_else(|| only_source(entries, &columns, &entry.code)) {
                places.insert(entry.code.clone(), place);
            }
        }
        let lost = met.iter().filter(|code| !places.contains_key(**code)).map(|code| (*code).to_owned()).collect();
        Self { columns: columns.into_iter().cloned().collect(), places, lost }
    }

    /// Returns the place among the columns under which a code counts; `None` for one that leads into none of them.
    pub fn place(&self, code: &str) -> Option<usize> {
        self.places.get(code).copied()
    }
}

/// Lists the codes that keep several years from being counted by one set, because no mapping leads from them.
pub fn gaps(entries: &[Entry]) -> Vec<String> {
    let bounds = || entries.iter().flat_map(|entry| [entry.from, entry.to]).flatten();
    match (bounds().min(), bounds().max()) {
        // One year more at either end shows what held before and what holds after.
        (Some(first), Some(last)) => Scheme::of(entries, first - 1..=last + 1).lost,
        _ => Vec::new(),
    }
}

/// Lists what a year is counted by: what holds then, but for entries that count as another one of them in all years. One
/// with years of its own counts for itself in these, and as the other one in the rest.
fn columns_of(entries: &[Entry], year: i32) -> Vec<&Entry> {
    let held = of_year(entries, year);
    let within = |entry: &Entry| {
        if entry.from.is_some() || entry.to.is_some() {
            return false;
        }
        let leads = path(entries, &entry.code);
        leads.iter().skip(1).any(|code| *code != entry.code && held.iter().any(|other| other.code == *code))
    };
    let columns: Vec<&Entry> = held.iter().copied().filter(|entry| !within(entry)).collect();
    // Entries that lead to each other in a circle all stand for themselves.
    if columns.is_empty() { held } else { columns }
}

/// Follows a code from entry to entry: the code itself, what it counts as, and so on.
fn path<'a>(entries: &'a [Entry], code: &'a str) -> Vec<&'a str> {
    let mut path = vec![code];
    while let Some(next) =
        path.last().and_then(|code| entries.iter().find(|entry| entry.code == **code)?.counts_as.as_deref())
        && !path.contains(&next)
    {
        path.push(next);
    }
    path
}

/// Finds the one column that counts as `code` elsewhere; where there are several nobody knows which is meant.
fn only_source(entries: &[Entry], columns: &[&Entry], code: &str) -> Option<usize> {
    let mut sources = columns.iter().zip(0..).filter(|(column, _)| path(entries, &column.code).contains(&code));
    match (sources.next(), sources.next()) {
        (Some((_, place)), None) => Some(place),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(code: &str, set: &str, years: (Option<i32>, Option<i32>), counts_as: &str) -> Entry {
        Entry {
            code: code.to_owned(),
            active: true,
            set: set.to_owned(),
            from: years.0,
            to: years.1,
            counts_as: Some(counts_as.to_owned()).filter(|code| !code.is_empty()),
            ..Entry::default()
        }
    }

    const EVER: (Option<i32>, Option<i32>) = (None, None);
    const IN_2023: (Option<i32>, Option<i32>) = (Some(2023), Some(2023));

    fn codes<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Vec<&'a str> {
        entries.into_iter().map(|entry| entry.code.as_str()).collect()
    }

    #[test]
    fn a_named_set_stands_in_the_place_of_the_usual_one_in_its_years() {
        let entries = [entry("KT", "", EVER, ""), entry("VHXH", "", EVER, ""), entry("X", "2023", IN_2023, "VHXH")];
        assert_eq!(codes(of_year(&entries, 2022)), ["KT", "VHXH"]);
        assert_eq!(codes(of_year(&entries, 2023)), ["X"]);
        assert_eq!(codes(of_year(&entries, 2024)), ["KT", "VHXH"]);
    }

    #[test]
    fn an_entry_without_a_set_joins_the_usual_ones_in_its_years() {
        let entries = [entry("KT", "", EVER, ""), entry("NTM", "", IN_2023, "KT"), entry("OLD", "", EVER, "KT")];
        assert_eq!(codes(of_year(&entries, 2023)), ["KT", "NTM", "OLD"]);
        let year = |year| Scheme::of(&entries, year..=year);
        assert_eq!(codes(&year(2024).columns), ["KT"], "what counts as another has no column beside it");
        assert_eq!(year(2024).place("NTM"), Some(0));
        assert_eq!(year(2024).place("OLD"), Some(0));
        assert_eq!(year(2024).place("?"), None);
    }

    #[test]
    fn several_years_are_counted_by_the_set_into_which_all_lead() {
        let mut entries = vec![
            entry("KT", "", EVER, ""),
            entry("VHXH", "", EVER, ""),
            entry("A", "2023", IN_2023, "VHXH"),
            entry("B", "2023", IN_2023, "VHXH"),
        ];
        for years in [2022..=2023, 2022..=2024, 2023..=2024] {
            assert_eq!(codes(&Scheme::of(&entries, years.clone()).columns), ["KT", "VHXH"], "{years:?}");
        }
        let of_2023 = Scheme::of(&entries, 2023..=2023);
        assert_eq!(codes(&of_2023.columns), ["A", "B"]);
        assert_eq!(of_2023.place("VHXH"), None, "A or B: nobody knows");
        assert!(gaps(&entries).is_empty());
        entries[3].counts_as = None;
        assert_eq!(gaps(&entries), ["B"]);
        assert_eq!(Scheme::of(&entries, 2023..=2023).place("VHXH"), Some(0), "only A is one");
    }

    #[test]
    fn a_circle_leads_nowhere_and_ends() {
        let entries = [entry("A", "", EVER, "B"), entry("B", "", EVER, "A"), entry("C", "", EVER, "C")];
        assert_eq!(codes(&Scheme::of(&entries, 2023..=2023).columns), ["C"]);
        assert_eq!(codes(&Scheme::of(&entries[..2], 2023..=2023).columns), ["A", "B"]);
    }
}
