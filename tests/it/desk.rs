//! A desk without a terminal, a disk or a clock: keys in, screen out.
//!
//! The whole machine runs over a register in memory; what it wants done is done at once. After every key the picture is
//! also sent the way that terminals get it, and an emulator must show the same.
#![allow(clippy::expect_used, clippy::panic)]

use std::sync::Arc;

use chrono::DateTime;
use danvan::input::{Input, script};
use danvan::register::schema::Code;
use danvan::register::{
    Actor, Commit, Dictionary, Field, Id, Lang, MemoryRecords, Record, Records, Request, Schema, Time, Unique, Value,
    plan,
};
use danvan::text::typing::Method;
use danvan::ui::action::{Context, EnterGoes, KeyMap};
use danvan::ui::app::{App, Moment, Settings};
use danvan::ui::copies::CopyWish;
use danvan::ui::draft::Draft;
use danvan::ui::screen::{Answer, Effect, Event, Screen, Ticket};
use danvan::ui::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use crate::thin;

/// Neighbourhoods of the test ward.
pub const TDP: &Schema = &Schema::new(
    1,
    "neighbourhood",
    ("tổ dân phố", "neighbourhood"),
    ("tổ dân phố", "neighbourhoods"),
    &[
        Field::text(1, "code", 12, "Mã", "Code").draft().column(8),
        Field::text(2, "name", 80, "Tên", "Name").draft().column(24).help("Tên đầy đủ.", "The full name."),
        Field::integer(3, "homes", (0, 99_999, "hộ"), "Số hộ", "Homes").column(10),
        Field::memo(4, "note", "Ghi chú", "Note").column(30),
        Field::text(5, "phone", 20, "Điện thoại", "Phone").column(12).private(),
        Field::date(6, "since", "Lập ngày", "Since").column(12),
    ],
)
.title(&[1, 2])
.unique(&[Unique { fields: &[1], for_ever: true }]);

/// Models of a year.
pub const MODEL: &Schema = &Schema::new(
    2,
    "model_year",
    ("mô hình", "model"),
    ("mô hình", "models"),
    &[
        Field::text(1, "code", 20, "Mã", "Code").column(14),
        Field::integer(2, "year", (2000, 2100, ""), "Năm", "Year").draft().column(6),
        Field::text(3, "name", 200, "Tên mô hình", "Name of the model").draft().column(40),
        Field::links(4, "places", "neighbourhood", "Địa bàn", "Places").column(24),
        Field::money(5, "cost", "Kinh phí", "Cost").column(16),
    ],
)
.title(&[3])
.by_year(2)
.code(Code { field: 1, prefix: "DVK-", year: Some(2), digits: 3 })
.unique(&[Unique { fields: &[1], for_ever: true }]);

/// What the test ward keeps.
pub const WARD: Dictionary = Dictionary(&[TDP, MODEL]);

/// One desk.
pub struct Desk {
    /// The machine.
    pub app: App,
    /// The register.
    pub records: MemoryRecords,
    /// Every commit, oldest first.
    pub log: Vec<Arc<Commit>>,
    /// Half-typed forms that are kept.
    pub drafts: Vec<Draft>,
    /// Settings that were to be remembered.
    pub remembered: Vec<(&'static str, String)>,
    /// What was wanted of the copies.
    pub copy_wishes: Vec<(Ticket, CopyWish)>,
    /// Days as of which the register was to be shown.
    pub viewed: Vec<Option<chrono::NaiveDate>>,
    /// How often the bell rang.
    pub beeps: usize,
    /// Whether saves wait until [`Desk::answer`].
    pub slow: bool,
    waiting: Vec<(Ticket, Request)>,
    terminal: Terminal<TestBackend>,
    /// The same pictures, sent to an emulator.
    line: thin::Desk,
    /// Whether they are; a test that draws thousands of windows cuts the line.
    pub is_wired: bool,
    ids: u128,
}

/// The moment at which all tests happen: 8 in the morning of 5 March 2026.
pub fn now() -> Time {
    DateTime::parse_from_rfc3339("2026-03-05T08:00:00+07:00").expect("a moment")
}

/// The settings of a new session.
pub fn settings() -> Settings {
    Settings {
        ward: "Phường Thử".to_owned(),
        year: 2026,
        lang: Lang::Vi,
        theme: Theme::PLAIN,
        ascii: false,
        key_map: KeyMap::Full,
        enter_goes: EnterGoes::Down,
        is_untried: false,
        typing: Method::Off,
        actor: Actor::sole("vp01"),
        drafts: Vec::new(),
        reading: None,
        chosen: std::collections::BTreeMap::new(),
    }
}

impl Desk {
    /// Sits down at 80×24 before a register.
    pub fn new(records: MemoryRecords) -> Self {
        Self::with(settings(), records)
    }

    /// Sits down with settings of one's own.
    pub fn with(settings: Settings, records: MemoryRecords) -> Self {
        let moment = Moment { records: &records, now: now(), fresh: Id::from_bits(1 << 64) };
        let app = App::new(settings, (80, 24), &moment);
        let terminal = Terminal::new(TestBackend::new(80, 24)).expect("a terminal");
        let mut desk = Self {
            app,
            records,
            log: Vec::new(),
            drafts: Vec::new(),
            remembered: Vec::new(),
            copy_wishes: Vec::new(),
            viewed: Vec::new(),
            beeps: 0,
            slow: false,
            waiting: Vec::new(),
            terminal,
            line: thin::Desk::new(80, 24),
            is_wired: true,
            ids: 2,
        };
        desk.feed(Event::Idle);
        desk
    }

    /// Takes one event, and does at once what it leads to.
    pub fn feed(&mut self, event: Event) {
        let idle = matches!(event, Event::Idle);
        let mut events = vec![event];
        // Work behind the screen is done to its end, as nobody types meanwhile.
        while let Some(event) = events.pop().or_else(|| (idle && self.app.is_at_work()).then_some(Event::Idle)) {
            self.ids += 1;
            let moment = Moment { records: &self.records, now: now(), fresh: Id::from_bits(self.ids << 64) };
            let effects = self.app.update(event, &moment);
            // The first effect is to be done first, so its events must come off last-in first-out.
            events.extend(
                effects.into_iter().flat_map(|effect| self.carry_out(effect)).collect::<Vec<_>>().into_iter().rev(),
            );
        }
    }

    fn carry_out(&mut self, effect: Effect) -> Vec<Event> {
        match effect {
            Effect::Commit(ticket, request) if self.slow => self.waiting.push((ticket, request)),
            Effect::Commit(ticket, request) => return self.commit(ticket, &request),
            Effect::History { ticket, of, before, n } => {
                let touches = |commit: &Commit| {
                    of.is_none_or(|(schema, id)| {
                        commit.changes.iter().any(|change| change.schema == schema && change.id == id)
                    })
                };
                let older = |commit: &&Arc<Commit>| before.is_none_or(|before| commit.seq < before);
                let newest = self.log.iter().rev().filter(older).filter(|commit| touches(commit));
                let commits = newest.take(n).map(|commit| Commit::clone(commit)).collect();
                return vec![Event::Answered(ticket, Answer::History(Ok(commits)))];
            }
            Effect::KeepDraft(draft) => {
                self.drafts.retain(|kept| kept.id != draft.id);
                self.drafts.push(draft);
            }
            Effect::DropDraft(id) => self.drafts.retain(|kept| kept.id != id.to_string()),
            Effect::Remember(name, value) => self.remembered.push((name, value)),
            Effect::Copies(ticket, wish) => self.copy_wishes.push((ticket, wish)),
            Effect::View(day) => self.viewed.push(day),
            Effect::Beep => self.beeps += 1,
            Effect::Repaint | Effect::Quit => {}
        }
        Vec::new()
    }

    fn commit(&mut self, ticket: Ticket, request: &Request) -> Vec<Event> {
        match self.apply(request) {
            Ok(commit) => {
                vec![Event::Committed(Arc::clone(&commit)), Event::Answered(ticket, Answer::Committed(Ok(commit)))]
            }
            Err(reject) => vec![Event::Answered(ticket, Answer::Committed(Err(reject)))],
        }
    }

    /// Changes the register as another desk would; this one hears of it only by an event.
    pub fn apply(&mut self, request: &Request) -> Result<Arc<Commit>, danvan::register::Reject> {
        let planned = plan(request, &self.records, &Actor::sole("vp01"), now())?;
        let seq = self.records.seq() + 1;
        self.records.apply(seq, &planned.changes);
        let commit = Arc::new(Commit {
            dev: "test".to_owned(),
            seq,
            at: now(),
            who: "vp01".to_owned(),
            why: planned.why,
            undoes: planned.undoes,
            changes: planned.changes,
        });
        self.log.push(Arc::clone(&commit));
        Ok(commit)
    }

    /// Answers the saves that wait.
    pub fn answer(&mut self) {
        for (ticket, request) in std::mem::take(&mut self.waiting) {
            for event in self.commit(ticket, &request) {
                self.feed(event);
            }
        }
        self.feed(Event::Idle);
    }

    /// Types what a key script says, as a slow typist does who sees each key's answer.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for input in script(keys).expect(keys) {
            // One frame for each key, as a slow typist sees them.
            self.paint();
            if let Input::Resize { cols, rows } = input {
                self.resize(cols, rows);
            }
            self.feed(Event::Input(input));
            self.feed(Event::Idle);
        }
        self.paint();
        self
    }

    /// Types ahead: all keys come in one batch, before anything of them is seen.
    pub fn rush(&mut self, keys: &str) -> &mut Self {
        for input in script(keys).expect(keys) {
            self.feed(Event::Input(input));
        }
        self.feed(Event::Idle);
        self.paint();
        self
    }

    /// Sends the picture over the line, and holds the emulator's against it.
    fn paint(&mut self) {
        if !self.is_wired {
            return;
        }
        self.terminal.draw(|frame| self.app.draw(frame)).expect("a picture");
        let backend = self.terminal.backend();
        self.line.cursor = backend.cursor_visible().then(|| backend.cursor_position());
        self.line.draw(|frame| self.app.draw(frame));
    }

    /// Chooses a line of the menu by its number.
    pub fn choose(&mut self, label: &str) -> &mut Self {
        self.press("<F9>");
        let row = self.row_of(label);
        let screen = self.screen();
        let words = screen.lines().nth(row).unwrap_or_default().split_whitespace();
        let number = words.clone().find(|word| word.parse::<u8>().is_ok()).expect("a numbered line");
        self.press(number);
        // A number that might go on waits for Enter.
        if self.app.context() == Context::Menu { self.press("<Enter>") } else { self }
    }

    /// Changes the window; the machine hears of it only by the key script's `<Resize ..>`.
    pub fn resize(&mut self, cols: u16, rows: u16) {
        self.terminal.backend_mut().resize(cols, rows);
        self.line.resize(cols, rows);
    }

    /// Puts a screen on top, as another one would.
    pub fn open(&mut self, screen: impl FnOnce(&danvan::ui::screen::Cx<'_>) -> Box<dyn Screen>) {
        let settings = self.app.settings().clone();
        let cx = danvan::ui::screen::Cx {
            records: &self.records,
            size: (80, 21),
            now: now(),
            today: now().date_naive(),
            year: settings.year,
            lang: settings.lang,
            actor: &settings.actor,
            fresh: Id::from_bits(1 << 100),
            layer: 0,
            enter_goes: settings.enter_goes,
            drafts: &settings.drafts,
            habits: &danvan::ui::habit::Habits::default(),
            chosen: &settings.chosen,
            watch: &danvan::register::Watch::default(),
        };
        let screen = screen(&cx);
        let moment = Moment { records: &self.records, now: now(), fresh: Id::from_bits(1 << 101) };
        self.app.open(screen, &moment);
        self.feed(Event::Idle);
    }

    /// Returns the screen, one line a row, without blanks at the ends.
    pub fn screen(&mut self) -> String {
        self.terminal.draw(|frame| self.app.draw(frame)).expect("a picture");
        let buffer = self.terminal.backend().buffer();
        let (cols, rows) = (buffer.area.width, buffer.area.height);
        let mut text = String::new();
        for y in 0..rows {
            let mut line = String::new();
            let mut skip = 0;
            for x in 0..cols {
                let symbol = buffer[(x, y)].symbol();
                if skip == 0 {
                    line.push_str(symbol);
                    skip = danvan::text::width::width(symbol).max(1);
                }
                skip -= 1;
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// Returns the screen as it is painted, with the cell of the cursor turned over.
    pub fn picture(&mut self) -> Buffer {
        self.screen();
        let backend = self.terminal.backend();
        let mut picture = backend.buffer().clone();
        if backend.cursor_visible() {
            let cell = &mut picture[backend.cursor_position()];
            cell.modifier.toggle(Modifier::REVERSED);
        }
        picture
    }

    /// Returns the row of the screen, counted from the top, that holds `text`; fails with the screen if there is none.
    pub fn row_of(&mut self, text: &str) -> usize {
        let screen = self.screen();
        let row = screen.lines().position(|line| line.contains(text));
        row.unwrap_or_else(|| panic!("no {text:?} on\n{screen}"))
    }

    /// Returns the row of the screen with the marker.
    pub fn marked(&mut self) -> String {
        let screen = self.screen();
        let line = screen.lines().find(|line| line.trim_start_matches(['│', ' ']).starts_with('>'));
        line.unwrap_or_else(|| panic!("no marker on\n{screen}")).to_owned()
    }

    /// Fails with the screen unless it shows all of `texts`.
    pub fn sees(&mut self, texts: &[&str]) -> &mut Self {
        let screen = self.screen();
        for text in texts {
            assert!(screen.contains(text), "no {text:?} on\n{screen}");
        }
        self
    }

    /// Fails with the screen if it shows one of `texts`.
    pub fn misses(&mut self, texts: &[&str]) -> &mut Self {
        let screen = self.screen();
        for text in texts {
            assert!(!screen.contains(text), "{text:?} on\n{screen}");
        }
        self
    }
}

/// One record of a test: its entity, its id, its values.
pub type Row<'a> = (&'static Schema, u128, &'a [(u16, Value)]);

/// Makes a register that holds these records.
pub fn register(dictionary: Dictionary, rows: &[Row<'_>]) -> MemoryRecords {
    let mut records = MemoryRecords::new(dictionary);
    for (seq, (schema, id, values)) in (1..).zip(rows) {
        let record: Record = values.iter().cloned().collect();
        let set = record.into_iter().map(|(field, value)| (field, None, Some(value))).collect();
        let change = danvan::register::Change { schema, id: Id::from_bits(*id), set };
        records.apply(seq, &[change]);
    }
    records
}

/// Makes a text value.
pub fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// Makes the test ward: three neighbourhoods, two models of 2026 and one of 2025.
pub fn ward() -> MemoryRecords {
    let tdp = |code, name, homes| [(1, text(code)), (2, text(name)), (3, Value::Integer(homes))];
    let model = |code, year, name, place: u128| {
        let places = Value::Links(vec![Id::from_bits(place)]);
        [(1, text(code)), (2, Value::Integer(year)), (3, text(name)), (4, places)]
    };
    register(
        WARD,
        &[
            (TDP, 11, &tdp("TDP01", "Thanh Lộc Đán", 210)),
            (TDP, 12, &tdp("TDP02", "Nguyễn Thị Minh Khai", 95)),
            (TDP, 13, &tdp("TDP10", "Đa Phước", 1_250)),
            (MODEL, 21, &model("DVK-2026-001", 2026, "Đường cờ kiểu mẫu", 11)),
            (MODEL, 22, &model("DVK-2026-002", 2026, "Hẻm sáng, xanh, sạch, đẹp", 12)),
            (MODEL, 23, &model("DVK-2025-001", 2025, "Camera an ninh", 13)),
        ],
    )
}
