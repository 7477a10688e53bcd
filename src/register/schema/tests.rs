//! Laws that the tables of all entities keep.

use std::collections::BTreeSet;

use super::*;
use crate::register::catalogue;
use crate::register::field::{Choices, Kind, Need};
use crate::register::words::Lang;

const KEYS: &str = "ward neighbourhood neighbourhood_year boundary_change organisation person body membership document \
                    year_plan model model_year indicator progress task round inspection activity evaluation recognition \
                    award report period_lock catalogue_entry metric budget_line commitment rubric note standing";

fn fields() -> impl Iterator<Item = (&'static Schema, &'static Field)> {
    ENTITIES.iter().flat_map(|schema| schema.fields.iter().map(|field| (*schema, field)))
}

fn is_key(key: &str) -> bool {
    key.starts_with(|letter: char| letter.is_ascii_lowercase())
        && key.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}

#[test]
fn entities_have_numbers_and_keys_of_their_own() {
    let ids: BTreeSet<u16> = ENTITIES.iter().map(|schema| schema.id).collect();
    let keys: BTreeSet<&str> = ENTITIES.iter().map(|schema| schema.key).collect();
    assert_eq!((ids.len(), keys.len()), (ENTITIES.len(), ENTITIES.len()));
    for schema in ENTITIES {
        let place = KEYS.split_whitespace().position(|key| key == schema.key).unwrap();
        assert_eq!(usize::from(schema.id), place + 1, "{} keeps its number for ever", schema.key);
    }
}

#[test]
fn fields_are_numbered_from_one_without_gaps() {
    for schema in ENTITIES {
        let ids: BTreeSet<FieldId> = schema.fields.iter().map(|field| field.id).collect();
        let last = FieldId::try_from(schema.fields.len()).unwrap();
        assert_eq!(ids, (1..=last).collect(), "{}", schema.key);
        assert!(last < common::WITHDRAWN, "{}", schema.key);
        let keys: BTreeSet<&str> = schema.all_fields().map(|field| field.key).collect();
        assert_eq!(keys.len(), schema.all_fields().count(), "{} has a key twice", schema.key);
    }
}

#[test]
fn every_word_is_there_in_both_languages() {
    for schema in ENTITIES {
        for label in [schema.name, schema.plural] {
            assert!(!label.vi.is_empty() && !label.en.is_empty(), "{}", schema.key);
        }
    }
    for (schema, field) in fields() {
        let at = format!("{}.{}", schema.key, field.key);
        assert!(is_key(field.key), "{at}");
        for lang in [Lang::Vi, Lang::En] {
            assert!(!field.label.get(lang).trim().is_empty(), "{at} has no label");
            assert!(field.help.get(lang).chars().count() >= 8, "{at} has no help");
            assert!(field.section.is_none_or(|section| !section.get(lang).is_empty()), "{at} has half a section");
        }
        assert!(field.aliases.iter().all(|alias| !alias.trim().is_empty() && *alias != field.label.vi), "{at}");
    }
}

#[test]
fn links_lead_to_entities_and_choices_to_lists() {
    for (schema, field) in fields() {
        let at = format!("{}.{}", schema.key, field.key);
        if let Some(target) = field.kind.target() {
            assert!(KEYS.split_whitespace().any(|key| key == target), "{at} links to {target}");
        }
        match field.kind.choices() {
            Some(Choices::Catalogue(name)) => assert!(!catalogue::built_in(name).is_empty(), "{at} has no {name}"),
            Some(Choices::Fixed(list)) => {
                let codes: BTreeSet<&str> = list.iter().map(|choice| choice.code).collect();
                assert!(codes.len() == list.len() && list.len() > 1, "{at}");
                assert!(list.iter().all(|row| !row.label.vi.is_empty() && !row.label.en.is_empty()), "{at}");
            }
            None => {}
        }
        if let Kind::Quantity { metric } = field.kind {
            assert_eq!(schema.field(metric).and_then(|field| field.kind.target()), Some("metric"), "{at}");
        }
    }
}

#[test]
fn what_an_entity_names_are_fields_of_its_own() {
    for schema in ENTITIES {
        let at = schema.key;
        let own = |id: &FieldId| schema.fields.iter().any(|field| field.id == *id && !field.retired);
        assert!(!schema.title.is_empty() && schema.title.iter().all(own), "{at}.title");
        assert!(!schema.order.is_empty() && schema.order.iter().all(own), "{at}.order");
        assert!(schema.unique.iter().all(|unique| !unique.fields.is_empty() && unique.fields.iter().all(own)), "{at}");
        assert!(schema.rules.iter().all(|rule| !rule.on.is_empty() && rule.on.iter().all(own)), "{at}.rules");
        if let Some(code) = &schema.code {
            assert!(own(&code.field) && code.year.iter().all(own), "{at}.code");
            let claim = |unique: &Unique| unique.fields == [code.field] && unique.for_ever;
            assert!(schema.unique.iter().any(claim), "{at}.code is not unique for ever");
        }
        if let Scope::Year(field) = schema.scope {
            let kind = schema.field(field).map(|field| field.kind);
            assert!(matches!(kind, Some(Kind::Date | Kind::Integer { .. })), "{at} has no year");
        }
        if let Some(parent) = schema.parent {
            assert!(schema.field(parent).is_some_and(|field| matches!(field.kind, Kind::Link(_))), "{at}.parent");
        }
    }
}

#[test]
fn a_table_of_eighty_columns_shows_what_matters() {
    for schema in ENTITIES {
        let widths: Vec<u16> = schema.fields.iter().filter_map(|field| field.column).collect();
        assert!(widths.iter().all(|width| *width > 0), "{}", schema.key);
        assert!((3..=7).contains(&widths.len()), "{} has {} columns", schema.key, widths.len());
        let line: usize = widths.iter().map(|width| usize::from(*width) + 1).sum();
        assert!(line <= 80, "{} is {line} cells wide", schema.key);
    }
}

#[test]
fn rules_have_ids_of_their_own_and_say_what_to_do() {
    let rules: Vec<_> =
        ENTITIES.iter().flat_map(|schema| schema.rules.iter().map(move |rule| (schema, rule))).collect();
    let ids: BTreeSet<&str> = rules.iter().map(|(_, rule)| rule.id).collect();
    assert_eq!(ids.len(), rules.len());
    for (schema, rule) in rules {
        assert!(rule.id.starts_with(&format!("{}.", schema.key)), "{}", rule.id);
        assert!(!rule.remedy.vi.is_empty() && !rule.remedy.en.is_empty(), "{}", rule.id);
    }
}

#[test]
fn a_draft_needs_little() {
    for schema in ENTITIES {
        let named = schema.fields.iter().filter(|field| matches!(field.need, Need::Draft)).count();
        assert!((1..=3).contains(&named), "{} needs {named} fields before it is saved", schema.key);
    }
}

#[test]
fn every_entity_that_files_may_name_is_there() {
    let keys: Vec<&str> = ENTITIES.iter().map(|schema| schema.key).collect();
    assert_eq!(keys, KEYS.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn defaults_can_be_read() {
    use crate::register::default::Preset;
    use crate::register::memory::MemoryRecords;
    use crate::register::parse::ParseCx;

    let records = MemoryRecords::new(REGISTER);
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    for (schema, field) in fields().filter(|(_, field)| field.default.is_some()) {
        let cx = ParseCx { today, year: 2026, records: &records, record: &Record::new() };
        let at = format!("{}.{}", schema.key, field.key);
        match (field.default_value(&cx), field.default) {
            (Some(value), _) => assert_eq!(field.check(&value), Ok(()), "{at}"),
            // What is made of other fields may wait for them.
            (None, Some(Preset::Made(_))) => {}
            (None, _) => panic!("{at} has a default that cannot be read"),
        }
    }
}
