//! Finding anything by its name: a table, a record, a command.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Room, Shows, edit, others, room_of, room_viewing, rooms};
use crate::register::{Id, Label, Query, Schema, ShowCx, Words};
use crate::text::fold::Rank;
use crate::text::typing::Sought;
use crate::text::width::{pad_right, width};
use crate::ui::action::{ACTIONS, Action, Context};
use crate::ui::layout::centred;
use crate::ui::screen::{Ask, Cx, Notice, Screen};
use crate::ui::theme::Look;
use crate::ui::views::Views;
use crate::ui::widget::frame::{line, popup, put};
use crate::ui::widget::{Edit, Window, capital};

/// The largest box.
const COLS: u16 = 76;
const ROWS: u16 = 16;
/// Most records listed of one table; whoever wants more types more, or opens the table.
const EACH: usize = 6;
/// Letters from which records are looked for.
const ENOUGH: usize = 2;
/// Entities of such records.
const SELDOM: &[&str] = &["catalogue_entry", "metric", "rubric"];
const TITLE: Label = Label::new("Tìm nhanh: tên bảng, bản ghi, mã, lệnh", "Find: a table, a record, a code, a command");
const TABLE: Label = Label::new("bảng", "table");
const VIEW: Label = Label::new("cách xem", "view");
const SCREEN: Label = Label::new("trang", "screen");
const COMMAND: Label = Label::new("lệnh", "command");
const NONE: Label = Label::new("Không thấy gì khớp. Gõ ít chữ hơn.", "Nothing fits. Type fewer letters.");

/// What a line leads to.
#[derive(Clone, Copy)]
enum Goal {
    Room(&'static Room),
    Table(&'static Schema),
    /// A named view of a table, by its place among them.
    View(&'static Schema, usize),
    Record(&'static Schema, Id),
    Command(Action),
}

/// What comes before what, however well it fits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// The room whose key was typed.
    Keyed,
    /// Screens, records, commands.
    Usual,
    /// Records that are looked for from inside other records, hardly ever by themselves.
    Seldom,
}

struct Hit {
    goal: Goal,
    /// The letter or digit that finds it alone.
    key: char,
    kind: String,
    name: String,
}

/// One line to type, and what answers to it.
pub struct Palette {
    below: Context,
    typed: Edit,
    hits: Vec<Hit>,
    window: Window,
}

impl Palette {
    /// Makes an empty one over a screen of this context.
    pub fn new(below: Context) -> Self {
        Self { below, typed: Edit::default(), hits: Vec::new(), window: Window::default() }
    }

    /// Makes one over the first screen, with what was typed there.
    pub fn with(typed: &str) -> Self {
        Self { typed: Edit::new(typed), ..Self::new(Context::Home) }
    }

    /// Rows left to the hits, inside the box and below the line typed.
    fn height(rows: u16) -> usize {
        usize::from(rows.min(ROWS).saturating_sub(3))
    }

    fn find(&mut self, cx: &Cx<'_>) {
        let typed = self.typed.text().trim().to_owned();
        let pattern = Sought::new(&typed);
        let rank = |name: &str| if pattern.is_empty() { Some(Rank::Exact) } else { pattern.matches(name) };
        let mut hits: Vec<(Class, Option<Rank>, Hit)> = Vec::new();
        let dictionary = cx.records.dictionary();
        for room in rooms(dictionary) {
            let name = room.name(dictionary, cx.lang);
            let keyed = typed.chars().eq([room.key]);
            // A room is found by what it holds too: registrations are in that of the year's models.
            let held = || rank(room.entity(dictionary)?.plural.get(cx.lang));
            if let Some(rank) = rank(&name).or_else(held).or(keyed.then_some(Rank::Exact)) {
                let kind = if matches!(room.shows, Shows::Entity(_)) { TABLE } else { SCREEN }.get(cx.lang).to_owned();
                let hit = Hit { goal: Goal::Room(room), key: room.key, kind, name };
                let class = if keyed { Class::Keyed } else { Class::Usual };
                hits.push((class, Some(rank), hit));
            }
        }
        for schema in others(dictionary) {
            let name = capital(schema.plural.get(cx.lang));
            if let Some(rank) = rank(&name) {
                let kind = TABLE.get(cx.lang).to_owned();
                hits.push((Class::Usual, Some(rank), Hit { goal: Goal::Table(schema), key: ' ', kind, name }));
            }
        }
        hits.extend(views(&rank, cx).into_iter().map(|(rank, hit)| (Class::Usual, Some(rank), hit)));
        if typed.chars().count() >= ENOUGH {
            let show = ShowCx { records: cx.records, lang: cx.lang };
            for schema in cx.records.dictionary().0 {
                for (id, record) in cx.records.page(&Query::all(schema).search(&typed), 0, EACH).rows {
                    let (name, kind) = (show.title_of(schema, &record), schema.name.get(cx.lang).to_owned());
                    let hit = Hit { goal: Goal::Record(schema, id), key: ' ', kind, name };
                    let class = if SELDOM.contains(&schema.key) { Class::Seldom } else { Class::Usual };
                    hits.push((class, pattern.matches(&hit.name), hit));
                }
            }
        }
        for row in ACTIONS.iter().filter(|row| row.menu.contains(&self.below)) {
            let name = row.label.get(cx.lang).to_owned();
            if let Some(rank) = rank(&name) {
                let kind = COMMAND.get(cx.lang).to_owned();
                hits.push((Class::Usual, Some(rank), Hit { goal: Goal::Command(row.action), key: ' ', kind, name }));
            }
        }
        // The room whose key was typed comes first. Stable: what fits equally well stays in the order tables, records, commands. What was found by a code that its
        // name does not show comes last.
        hits.sort_by_key(|(class, rank, _)| (*class, rank.is_none(), *rank));
        self.hits = hits.into_iter().map(|(_, _, hit)| hit).collect();
    }

    fn search(&mut self, cx: &Cx<'_>) {
        self.find(cx);
        self.window.go(0, self.hits.len(), Self::height(cx.size.1));
    }
}

/// Lists the named views that fit what is typed.
fn views(rank: &impl Fn(&str) -> Option<Rank>, cx: &Cx<'_>) -> Vec<(Rank, Hit)> {
    let mut found = Vec::new();
    for (entity, looks) in Views::read(cx.chosen).iter() {
        let Some(schema) = cx.records.dictionary().entity(entity) else { continue };
        for (at, view) in looks.views.iter().enumerate() {
            let name = format!("{} · {}", view.name, schema.plural.get(cx.lang));
            if let Some(rank) = rank(&name) {
                let kind = VIEW.get(cx.lang).to_owned();
                found.push((rank, Hit { goal: Goal::View(schema, at), key: ' ', kind, name }));
            }
        }
    }
    found
}

impl Screen for Palette {
    fn name(&self) -> Words {
        Words::default()
    }

    fn context(&self) -> Context {
        Context::Menu
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        let (len, height) = (self.hits.len(), Self::height(cx.size.1));
        match action {
            Action::Back => return vec![Ask::Close],
            Action::Enter => {
                let Some(hit) = self.hits.get(self.window.at) else {
                    return vec![Ask::Say(Notice::refused(NONE))];
                };
                return match hit.goal {
                    Goal::Room(room) => room.open(cx).map_or(vec![Ask::Home], |screen| vec![Ask::Replace(screen)]),
                    Goal::Table(schema) => vec![Ask::Replace(room_of(schema))],
                    Goal::View(schema, at) => {
                        let views = Views::read(cx.chosen);
                        let name = views.of(schema.key).and_then(|looks| looks.views.get(at)).map(|view| &view.name);
                        name.map(|name| Ask::Replace(room_viewing(schema, name))).into_iter().collect()
                    }
                    Goal::Record(schema, id) => match edit(schema, id, cx) {
                        Some(form) => vec![Ask::Replace(form)],
                        None => vec![Ask::Say(Notice::refused(NONE))],
                    },
                    Goal::Command(action) => vec![Ask::Do(action)],
                };
            }
            // These move within the letters.
            Action::Home | Action::End => {
                self.typed.act(action);
            }
            other if self.window.act(other, len, height) => {}
            Action::Erase | Action::Delete => {
                self.typed.act(action);
                self.search(cx);
            }
            other => {
                self.typed.act(other);
            }
        }
        Vec::new()
    }

    fn text(&mut self, typed: &str, cx: &Cx<'_>) -> Vec<Ask> {
        self.typed.type_in(typed);
        self.search(cx);
        Vec::new()
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        self.find(cx);
        self.window.fit(self.hits.len(), Self::height(cx.size.1));
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let inner = popup(frame, centred(area, COLS, ROWS), TITLE.get(look.lang), look);
        let place = Rect { height: inner.height.min(1), ..inner };
        let at = self.typed.draw(place, frame.buffer_mut(), look.theme.focus, look.ascii);
        if self.hits.is_empty() {
            line(frame, inner, 1, NONE.get(look.lang), look.theme.quiet);
        }
        let kinds = self.hits.iter().map(|hit| width(&hit.kind)).max().unwrap_or(0).min(24);
        let seen = self.window.seen(self.hits.len(), usize::from(inner.height.saturating_sub(1)));
        for (y, number) in (1..).zip(seen) {
            let hit = &self.hits[number];
            let here = number == self.window.at;
            let sign = if here { look.marker() } else { " " };
            line(frame, inner, y, &format!("{sign} {}  {}", pad_right(&hit.kind, kinds), hit.name), look.theme.text);
            let key = hit.key.to_string();
            put(frame, inner, (inner.width.saturating_sub(1), y), 1, &key, look.theme.focus);
        }
        if let Some(at) = at {
            frame.set_cursor_position(at);
        }
    }

    fn is_popup(&self) -> bool {
        true
    }
}
