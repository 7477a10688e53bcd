//! What is measured in a process of its own, so that its memory is that of this work alone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use danvan::register::REGISTER;
use danvan::register::schema::{metric, model, model_year, progress};
use danvan::register::{
    Accepted, Actor, Command as Wish, Dim, FieldId, Id, Measure, Period, Query, Question, Records, Request, Schema,
    Seen, Set, Test, Time, Value, View,
};
use danvan::store::{Holder, Options, Store};

use crate::desk::Desk;
use crate::disk::Counting;
use crate::threads::most_memory;

/// Figures by name, as a child prints them.
pub type Figures = BTreeMap<String, f64>;

/// Keys that go down a table one row at a time, and a page at a time.
const DOWN: &str = "<Down>";
/// What is looked for: without marks, by first letters, in another spelling, in part.
const WORDS: [&str; 4] = ["nguyen thi minh khai", "ntmk", "uỷ ban", "hoa khe"];

/// Runs one kind of work in a child process and reads its figures.
pub fn run(work: &str, dir: &Path) -> Figures {
    let program = std::env::current_exe().unwrap();
    let output = Command::new(program).args(["child", work]).arg(dir).output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{work}: {printed}{}", String::from_utf8_lossy(&output.stderr));
    let figure = |line: &str| {
        let (name, figure) = line.split_once(' ')?;
        Some((name.to_owned(), figure.parse().ok()?))
    };
    printed.lines().filter_map(figure).collect()
}

/// Does the work that the command line names, as a child.
pub fn serve(work: &str, dir: &Path) {
    match work {
        "build" => build(dir),
        "first" => first(dir),
        "kill" => kill(dir),
        "use" => in_use(dir),
        "read" => read(dir),
        "commit" => commit(dir),
        "grow" => grow(dir),
        other => panic!("no such work: {other}"),
    }
}

fn tell(name: &str, figure: f64) {
    println!("{name} {figure}");
}

fn tell_memory(name: &str) {
    // Kilobytes as Linux counts them.
    tell(name, most_memory(std::process::id()).unwrap_or_default() as f64 / 1024.0);
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Returns the part of the way through sorted times.
fn at(times: &[Duration], part: f64) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let place = ((sorted.len() - 1) as f64 * part).round() as usize;
    ms(sorted[place])
}

fn options() -> Options {
    Options::new(REGISTER, Holder::default())
}

/// Opens as the desk does: the database is compared behind the first screen.
fn sit_down(dir: &Path) -> Store {
    let (store, _) = Store::open(dir, Options { check_later: true, ..options() })
        .unwrap_or_else(|error| panic!("{}", error.words().en));
    store
}

fn open(dir: &Path) -> Store {
    let (store, report) = Store::open(dir, options()).unwrap_or_else(|error| panic!("{}", error.words().en));
    for finding in report.findings {
        eprintln!("{}", finding.words.en);
    }
    store
}

/// Opens a journal that has no database yet, and leaves in good order.
fn build(dir: &Path) {
    let from = Instant::now();
    let store = open(dir);
    tell("build_ms", ms(from.elapsed()));
    tell_memory("build_mb");
    let from = Instant::now();
    store.close().unwrap();
    tell("close_ms", ms(from.elapsed()));
}

/// Opens, paints the first screen, and leaves in good order.
fn first(dir: &Path) {
    let from = Instant::now();
    let store = sit_down(dir);
    tell("open_ms", ms(from.elapsed()));
    Desk::sit(&store, |desk| {
        tell("first_ms", ms(desk.frame() - from));
        tell_memory("first_mb");
        // The last frame came a while ago when the desk rests.
        let mut last = from;
        while let Some(painted) = desk.another() {
            last = painted;
        }
        tell("all_ms", ms(last.max(from) - from));
    });
    tell_memory("all_mb");
    store.close().unwrap();
}

/// Saves something and ends without leaving.
fn kill(dir: &Path) {
    let store = open(dir);
    save_name(&store, 0);
    // Nothing is dropped: what the database had not written is lost.
    std::process::exit(0);
}

/// Opens and works at the desk as an officer does: the table, its pages, a search in it, a form.
fn in_use(dir: &Path) {
    let store = sit_down(dir);
    tell_memory("open_mb");
    Desk::sit(&store, |desk| {
        desk.frame();
        desk.rest();
        desk.press("4<Enter>");
        let downs: Vec<Duration> = desk.press(&DOWN.repeat(200));
        tell("key_p50_ms", at(&downs, 0.5));
        tell("key_p99_ms", at(&downs, 0.99));
        let pages = desk.press(&"<PgDn>".repeat(60));
        tell("page_p50_ms", at(&pages, 0.5));
        tell("page_p99_ms", at(&pages, 0.99));
        let letters = desk.press("hoa khe");
        tell("find_key_p50_ms", at(&letters, 0.5));
        tell("find_key_p99_ms", at(&letters, 1.0));
    });
    tell_memory("use_mb");
    store.close().unwrap();
}

fn timed<T>(name: &str, times: usize, mut work: impl FnMut(usize) -> T) {
    let once = |turn| {
        let from = Instant::now();
        std::hint::black_box(work(turn));
        from.elapsed()
    };
    let times: Vec<Duration> = (0..times).map(once).collect();
    tell(&format!("{name}_ms"), at(&times, 0.5));
    tell(&format!("{name}_first_ms"), ms(times[0]));
}

/// Reads what screens read: figures of a board, pages, searches, sorts.
fn read(dir: &Path) {
    let store = open(dir);
    let records = store.read();
    let metrics = records.page(&Query::all(&metric::SCHEMA), 0, usize::MAX).rows;
    let question = |id: Id, by: Vec<Dim>| Question {
        measure: Measure::Metric(id),
        period: Period::year(2026),
        by,
        only: Vec::new(),
        view: View::AsItWas,
    };
    timed("board", 9, |_| {
        let figures: Vec<_> =
            metrics.iter().map(|(id, _)| records.sums(&question(*id, vec![Dim::Neighbourhood, Dim::Month]))).collect();
        figures.len()
    });
    let all = Query::all(&model::SCHEMA);
    let total = records.page(&all, 0, 0).total;
    timed("scroll", 101, |turn| records.page(&all, turn * total / 101, 22));
    let year = Query::all(&model_year::SCHEMA).filter(model_year::YEAR, Test::InYear(2026));
    let of_year = records.page(&year, 0, 0).total;
    timed("year", 101, |turn| records.page(&year, turn * of_year / 101, 22));
    timed("words", 1, |_| records.page(&Query::all(&model::SCHEMA).search("xyz"), 0, 22));
    for (number, words) in WORDS.iter().enumerate() {
        let query = Query::all(&model::SCHEMA).search(words);
        tell(&format!("hits{number}"), records.page(&query, 0, 0).total as f64);
        timed(&format!("search{number}"), 21, |_| records.page(&query, 0, 22));
    }
    let sorted = Query { sort: vec![(model::NAME, false)], ..Query::all(&model::SCHEMA) };
    timed("sort", 101, |turn| records.page(&sorted, turn * total / 101, 22));
    let results = Query::all(&progress::SCHEMA).filter(progress::DATE, Test::InYear(2026));
    timed("results", 11, |_| records.page(&results, 0, 22));
    tell_memory("read_mb");
    drop(records);
    store.close().unwrap();
}

fn now() -> Time {
    chrono::DateTime::parse_from_rfc3339("2026-11-05T08:00:00+07:00").unwrap()
}

fn set(schema: &'static Schema, id: Id, field: FieldId, value: Value) -> Request {
    let set = vec![Set { field, seen: Seen::Any, new: Some(value) }];
    Wish::Save { schema, id, set, accepted: Accepted::All("đo".to_owned()) }.into()
}

/// Gives a model another place, which no rule minds.
fn save_name(store: &Store, turn: usize) {
    let id = some_models(store, 1)[0];
    let request = set(&model::SCHEMA, id, model::PLACE_TEXT, Value::Text(format!("hẻm {turn}")));
    for answer in store.commit(&[request], &Actor::sole("vp01"), now()) {
        answer.unwrap();
    }
}

fn some_models(store: &Store, n: usize) -> Vec<Id> {
    let page = store.read().page(&Query::all(&model::SCHEMA), 0, n);
    page.rows.into_iter().map(|(id, _)| id).collect()
}

/// Commits alone, one after the other, beside a bare append and sync of the same bytes.
fn commit(dir: &Path) {
    const TIMES: usize = 400;
    let disk = Arc::new(Counting::default());
    let options = Options { disk: disk.clone(), ..options() };
    let store = Store::open(dir, options).unwrap().0;
    let models = some_models(&store, TIMES);
    let mut bare = Bare::begin(&dir.join("bare"));
    let (mut commits, mut appends) = (Vec::new(), Vec::new());
    disk.forget();
    for turn in 0..TIMES {
        let id = models[turn % models.len()];
        let request = set(&model::SCHEMA, id, model::PLACE_TEXT, Value::Text(format!("hẻm {turn} mới")));
        let from = Instant::now();
        store.commit(&[request], &Actor::sole("vp01"), now()).remove(0).unwrap();
        commits.push(from.elapsed());
        appends.push(bare.append(&disk.last()));
    }
    tell("commit_syncs", disk.syncs() as f64 / TIMES as f64);
    for (name, part) in [("p50", 0.5), ("p99", 0.99)] {
        tell(&format!("commit_{name}_ms"), at(&commits, part));
        tell(&format!("bare_{name}_ms"), at(&appends, part));
    }
    tell_memory("commit_mb");
    std::fs::remove_file(dir.join("bare")).unwrap();
    store.close().unwrap();
}

/// A file to which bytes are appended, each time with a sync.
pub struct Bare {
    file: std::fs::File,
}

impl Bare {
    pub fn begin(path: &Path) -> Self {
        Self { file: std::fs::File::create(path).unwrap() }
    }

    pub fn append(&mut self, bytes: &[u8]) -> Duration {
        use std::io::Write;
        let from = Instant::now();
        self.file.write_all(bytes).unwrap();
        self.file.sync_data().unwrap();
        from.elapsed()
    }
}

/// Changes records over and over, and tells how the files grow.
fn grow(dir: &Path) {
    const UPDATES: usize = 40_000;
    const TOGETHER: usize = 64;
    let store = open(dir);
    let models = some_models(&store, 1_000);
    tell("before_bytes", size(&dir.join("db")) as f64);
    let from = Instant::now();
    for group in 0..UPDATES / TOGETHER {
        let request = |turn: usize| {
            let id = models[turn * 7 % models.len()];
            set(&model::SCHEMA, id, model::PLACE_TEXT, Value::Text(format!("hẻm {turn} lần nữa")))
        };
        let requests: Vec<Request> = (0..TOGETHER).map(|place| request(group * TOGETHER + place)).collect();
        for answer in store.commit(&requests, &Actor::sole("vp01"), now()) {
            answer.unwrap();
        }
    }
    tell("updates_ms", ms(from.elapsed()));
    tell_memory("updates_mb");
    store.close().unwrap();
    tell("after_bytes", size(&dir.join("db")) as f64);
}

/// Adds up the files below a directory.
pub fn size(dir: &Path) -> u64 {
    let Ok(entries) = std::fs::read_dir(dir) else { return 0 };
    let entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    entries
        .iter()
        .map(|path| if path.is_dir() { size(path) } else { path.metadata().map_or(0, |data| data.len()) })
        .sum()
}
