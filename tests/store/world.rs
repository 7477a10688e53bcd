//! A small register of its own for the store's tests: every kind of value, titles that show other records, codes, catalogues.

// Only tests are linted as tests, and all of this is.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use danvan::register::schema::{Code, Unique};
use danvan::register::{
    Accepted, Actor, Command, Dictionary, Field, FieldId, Id, Query, Record, Records, Request, Schema, Seen, Set, Test,
    Time, Value,
};
use danvan::store::disk::Disk;
use danvan::store::{Database, Holder, Identity, Options, Store};

/// Areas: a code for ever, a name that live areas share with no other.
pub const AREA: Schema = Schema::new(
    1,
    "area",
    ("Địa bàn", "Area"),
    ("Địa bàn", "Areas"),
    &[
        Field::text(1, "code", 8, "Mã", "Code").draft(),
        Field::text(2, "name", 100, "Tên", "Name").draft(),
        Field::one_of(3, "kind", "loai", "Loại", "Kind"),
        Field::list(4, "subunits", 60, "Tổ", "Subunits"),
    ],
)
.title(&[2])
.order(&[3, 2])
.unique(&[Unique { fields: &[1], for_ever: true }, Unique { fields: &[2], for_ever: false }]);

/// Models: a code that is made, a year, a title that shows its area.
pub const MODEL: Schema = Schema::new(
    2,
    "model",
    ("Mô hình", "Model"),
    ("Mô hình", "Models"),
    &[
        Field::text(1, "code", 20, "Mã", "Code"),
        Field::text(2, "name", 200, "Tên", "Name").draft(),
        Field::integer(3, "year", (2000, 2100, ""), "Năm", "Year"),
        Field::link(4, "area", "area", "Địa bàn", "Area"),
        Field::links(5, "others", "area", "Địa bàn khác", "Other areas"),
        Field::money(6, "cost", "Kinh phí", "Cost"),
        Field::some_of(7, "fields", "loai", "Lĩnh vực", "Fields"),
        Field::flag(8, "typical", "Điển hình", "Typical"),
        Field::memo(9, "note", "Ghi chú", "Note"),
    ],
)
.title(&[2, 4])
.order(&[4, 2])
.unique(&[Unique { fields: &[1], for_ever: true }])
.code(Code { field: 1, prefix: "DVK-", year: Some(3), digits: 3 })
.by_year(3);

/// Entries: rows of a model, whose title shows the model and with it the area, and a figure with its metric's unit.
pub const ENTRY: Schema = Schema::new(
    3,
    "entry",
    ("Kết quả", "Result"),
    ("Kết quả", "Results"),
    &[
        Field::link(1, "model", "model", "Mô hình", "Model").draft(),
        Field::date(2, "on", "Ngày", "On"),
        Field::quantity(3, "figure", 4, "Số liệu", "Figure"),
        Field::link(4, "metric", "metric", "Chỉ tiêu", "Metric"),
        Field::decimal(5, "share", (0, 1000, 3, "%"), "Tỷ lệ", "Share"),
    ],
)
.title(&[1, 2, 3])
.by_year(2)
.child_of(1);

/// Metrics: what figures are counted in.
pub const METRIC: Schema = Schema::new(
    4,
    "metric",
    ("Chỉ tiêu", "Metric"),
    ("Chỉ tiêu", "Metrics"),
    &[Field::text(1, "name", 60, "Tên", "Name").draft(), Field::one_of(2, "unit", "don_vi", "Đơn vị", "Unit")],
)
.title(&[1]);

/// Entries of catalogues.
pub const CATALOGUE: Schema = Schema::new(
    5,
    "catalogue_entry",
    ("Mục danh mục", "Catalogue entry"),
    ("Danh mục", "Catalogues"),
    &[
        Field::text(1, "catalogue", 40, "Danh mục", "Catalogue").draft(),
        Field::text(2, "code", 40, "Mã", "Code").draft(),
        Field::text(3, "name", 80, "Tên", "Name").draft(),
        Field::text(4, "name_en", 80, "Tên tiếng Anh", "English name"),
        Field::integer(5, "order", (0, 1000, ""), "Thứ tự", "Order"),
        Field::flag(6, "active", "Còn dùng", "Active"),
    ],
)
.title(&[3])
.unique(&[Unique { fields: &[1, 2], for_ever: true }]);

/// All of them.
pub const WORLD: Dictionary = Dictionary(&[&AREA, &MODEL, &ENTRY, &METRIC, &CATALOGUE]);

/// A moment, always the same but for the second.
pub fn at(second: i64) -> Time {
    DateTime::from_timestamp(1_795_318_262 + second, 0)
        .unwrap()
        .with_timezone(&FixedOffset::east_opt(7 * 3600).unwrap())
}

/// Who does everything here.
pub fn officer() -> Actor {
    Actor::sole("vp01")
}

/// An id by its number.
pub fn id(number: u128) -> Id {
    Id::from_bits(number)
}

/// Text.
#[allow(clippy::unnecessary_wraps, reason = "what a save sets is a value or none")]
pub fn text(words: &str) -> Option<Value> {
    Some(Value::Text(words.to_owned()))
}

/// A save that accepts whatever was there.
pub fn save(schema: &'static Schema, id: Id, set: Vec<(FieldId, Option<Value>)>) -> Request {
    let set = set.into_iter().map(|(field, new)| Set { field, seen: Seen::Any, new }).collect();
    Command::Save { schema, id, set, accepted: Accepted::None }.into()
}

/// A save of an area.
pub fn area(number: u128, name: &str) -> Request {
    save(&AREA, id(number), vec![(1, text(&format!("A{number}"))), (2, text(name))])
}

/// Options for the world, always with the same names.
pub fn options() -> Options {
    let holder = Holder { pid: 1, host: "may1".to_owned(), person: "Lan".to_owned(), since: "08:00".to_owned() };
    let store = "00112233445566778899aabbccddeeff".parse().unwrap();
    Options { identity: Some(Identity { store, device: "a1".to_owned() }), ..Options::new(WORLD, holder) }
}

/// Opens the store of the world in a directory.
pub fn open(dir: &Path) -> Store {
    Store::open(dir, options()).unwrap_or_else(|error| panic!("{error:?}")).0
}

/// Where the store lies on a disk in memory.
pub const ROOT: &str = "/so";

/// Options for a store on a disk in memory, whose segments are sealed early.
pub fn on(disk: &(impl Disk + Clone + 'static)) -> Options {
    Options { disk: Arc::new(disk.clone()), database: Database::Memory, segment_bytes: 1_500, ..options() }
}

/// Opens the store on a disk in memory.
pub fn open_on(disk: &(impl Disk + Clone + 'static)) -> Store {
    Store::open(Path::new(ROOT), on(disk)).unwrap_or_else(|error| panic!("{error:?}")).0
}

/// Saves an area for each number.
pub fn fill(store: &Store, numbers: std::ops::Range<u128>) {
    for number in numbers {
        commit(store, area(number, &format!("Tổ {number}")));
    }
}

/// Commits one request that must be accepted; returns its number.
pub fn commit(store: &Store, request: Request) -> u64 {
    store.commit(&[request], &officer(), at(0)).remove(0).unwrap().seq
}

/// All records of a register, entity by entity.
pub fn all(records: &dyn Records) -> Vec<(&'static str, Id, Record)> {
    let of = |schema: &'static Schema| {
        let query = Query { withdrawn: true, ..Query::all(schema) };
        let mut rows = records.page(&query, 0, usize::MAX).rows;
        rows.sort_by_key(|(id, _)| *id);
        rows.into_iter().map(move |(id, record)| (schema.key, id, record))
    };
    records.dictionary().0.iter().copied().flat_map(of).collect()
}

/// Questions that together ask everything an index can answer.
pub fn questions(schema: &'static Schema) -> Vec<Query> {
    let all = Query::all(schema);
    let mut queries = vec![all.clone(), Query { withdrawn: true, ..all.clone() }];
    for words in ["a", "hoa", "tổ 1", "Đ", "dvk", "sông", "300 mục", "zop", "mét"] {
        queries.push(all.clone().search(words));
    }
    for field in schema.fields {
        queries.push(Query { sort: vec![(field.id, true)], ..all.clone() });
        queries.push(all.clone().filter(field.id, Test::Filled));
        queries.push(all.clone().filter(field.id, Test::InYear(2025)).search("a"));
        for number in 0..3 {
            let link = Test::Is(Value::Link(id(number)));
            queries.push(all.clone().filter(field.id, link.clone()));
            queries.push(Query { withdrawn: true, ..all.clone().filter(field.id, link).filter(1, Test::Filled) });
        }
    }
    queries
}

/// Asserts that two registers answer everything alike.
pub fn assert_alike(a: &dyn Records, b: &dyn Records) {
    assert_eq!(a.seq(), b.seq());
    assert_eq!(all(a), all(b));
    for name in ["loai", "don_vi", "none"] {
        assert_eq!(a.catalogue(name), b.catalogue(name), "{name}");
    }
    for schema in a.dictionary().0.iter().copied() {
        for query in questions(schema) {
            let whole = a.page(&query, 0, usize::MAX);
            assert_eq!(whole, b.page(&query, 0, usize::MAX), "{query:?}");
            assert_eq!(a.page(&query, 1, 2), b.page(&query, 1, 2), "{query:?}");
            for number in 0..8 {
                assert_eq!(a.place(&query, id(number)), b.place(&query, id(number)), "{query:?} {number}");
            }
        }
        for set in 0..schema.unique.len() {
            assert_eq!(a.last_number(schema, set, "dvk-2025-"), b.last_number(schema, set, "dvk-2025-"));
            for (_, _, record) in all(a) {
                if let Some(claim) = danvan::register::unique::claim(schema, set, &record) {
                    assert_eq!(a.claimed(schema, set, &claim), b.claimed(schema, set, &claim), "{claim}");
                }
            }
        }
        for (field, number) in schema.fields.iter().flat_map(|field| (0..8).map(move |number| (field.id, number))) {
            assert_eq!(a.linked(id(number), schema, field), b.linked(id(number), schema, field));
        }
    }
}
