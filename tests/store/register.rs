//! The suite of `store_conformance` on the ward's own dictionary: whatever its entities come to hold, memory and disk agree.

#![allow(clippy::unwrap_used, clippy::panic)]

use danvan::register::{
    Accepted, Choices, Command, Field, FieldId, Kind, Need, REGISTER, Request, Schema, Seen, Set, Value, catalogue,
};
use danvan::store::Options;
use proptest::prelude::*;

use crate::conformance::{Again, Deed, OnDisk, Plain, Wish, ids, run, value};
use crate::world::options;

/// A value that the field may hold: a choice out of its own list.
fn fitting(field: &'static Field) -> BoxedStrategy<Value> {
    let codes = match field.kind.choices() {
        None => return value(field.kind),
        Some(Choices::Fixed(list)) => list.iter().map(|choice| choice.code.to_owned()).collect(),
        Some(Choices::Catalogue(name)) => {
            catalogue::built_in(name).into_iter().map(|entry| entry.code).collect::<Vec<String>>()
        }
    };
    if codes.is_empty() {
        return value(field.kind);
    }
    let code = prop::sample::select(codes);
    match field.kind {
        Kind::Choices(_) => code.prop_map(|code| Value::Choices(vec![code])).boxed(),
        _ => code.prop_map(Value::Choice).boxed(),
    }
}

/// A save that accepts every warning, of an entity's naming fields and some others.
fn a_save(schema: &'static Schema) -> impl Strategy<Value = Request> {
    let set = |field: &'static Field| -> BoxedStrategy<Option<(FieldId, Value)>> {
        let named = matches!(field.need, Need::Draft);
        let filled = fitting(field).prop_map(move |value| Some((field.id, value))).boxed();
        prop_oneof![if named { 60 } else { 2 } => filled, 3 => Just(None)].boxed()
    };
    let open = schema.fields.iter().filter(|field| field.is_open());
    (ids(), open.map(set).collect::<Vec<_>>()).prop_map(move |(id, sets)| {
        let set =
            sets.into_iter().flatten().map(|(field, new)| Set { field, seen: Seen::Any, new: Some(new) }).collect();
        Command::Save { schema, id, set, accepted: Accepted::All("thử".to_owned()) }.into()
    })
}

fn a_wish() -> impl Strategy<Value = Wish> {
    let schema = || prop::sample::select(REGISTER.0.to_vec());
    let withdraw = (schema(), ids())
        .prop_map(|(schema, id)| Wish::Plain(Command::Withdraw { schema, id, reason: "nhập nhầm".to_owned() }.into()));
    prop_oneof![
        20 => schema().prop_flat_map(a_save).prop_map(Wish::Plain),
        1 => withdraw,
        2 => (0_usize..4, any::<bool>()).prop_map(|(back, whole)| Wish::Undo(back, whole)),
    ]
}

/// A save of every entity, in the order in which they link.
fn a_round() -> impl Strategy<Value = Vec<Wish>> {
    REGISTER.0.iter().map(|schema| a_save(schema).prop_map(Wish::Plain)).collect::<Vec<_>>()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn memory_and_disk_agree_on_the_ward(rounds in prop::collection::vec(a_round(), 5), wishes in prop::collection::vec(a_wish(), 120)) {
        let (first, then) = (rounds.into_iter().map(Deed::Commit), wishes.chunks(8).map(|some| Deed::Commit(some.to_vec())));
        let deeds: Vec<Deed> = first.chain(then).chain([Deed::Again(Again::Killed), Deed::Again(Again::Rebuilt)]).collect();
        let options = Options { dictionary: REGISTER, ..options() };
        let (mut a, mut b) = (Plain::new(REGISTER), OnDisk::new(options));
        run(&deeds, &mut a, &mut b);
        prop_assert!(a.len() > 5, "only {} commits were accepted", a.len());
    }
}
