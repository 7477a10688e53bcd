//! All tables of the register, most used first, with their counts.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::room_of;
use crate::register::{Filter, Label, Query, Schema, Scope, Test, Words};
use crate::text::number::show_integer;
use crate::text::typing::Sought;
use crate::text::width::{pad_left, pad_right, width};
use crate::ui::action::{Action, Context};
use crate::ui::screen::{Ask, Cx, Screen};
use crate::ui::theme::Look;
use crate::ui::widget::frame::{cursor, line, put};
use crate::ui::widget::{Window, capital};

/// Keys of the entities that officers open most, in that order; the others follow in the register's own.
const MOST_USED: &[&str] =
    &["model_year", "model", "progress", "task", "neighbourhood", "organisation", "person", "metric"];
const NAME: Label = Label::new("tất cả các bảng", "all tables");
const FIND: Label = Label::new("Tìm: ", "Find: ");
const NOTHING: Label = Label::new("Sổ chưa có bảng nào.", "The register has no tables.");

/// One table.
struct Item {
    schema: &'static Schema,
    name: Words,
    count: usize,
}

/// The list of tables.
#[derive(Default)]
pub struct Tables {
    items: Vec<Item>,
    window: Window,
    typed: String,
}

impl Tables {
    /// Makes the screen; its lines come with the first refresh.
    pub fn new() -> Self {
        Self::default()
    }

    /// Rows left to the list: the last one shows what is typed.
    fn height(cx: &Cx<'_>) -> usize {
        usize::from(cx.size.1.saturating_sub(1))
    }

    /// Goes to the line whose number or name was typed.
    fn jump(&mut self, cx: &Cx<'_>) {
        let typed = self.typed.trim();
        let by_number = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let pattern = Sought::new(typed);
        let by_name = || {
            let ranked = self.items.iter().enumerate().filter_map(|(at, item)| {
                let rank = pattern.matches(item.name.get(cx.lang)).or_else(|| pattern.matches(item.schema.key))?;
                Some((rank, at))
            });
            ranked.min().map(|(_, at)| at)
        };
        if let Some(at) = by_number.filter(|at| *at < self.items.len()).or_else(by_name) {
            self.window.go(at, self.items.len(), Self::height(cx));
        }
    }
}

/// Lists the lines of the screen, each with its count.
fn items(cx: &Cx<'_>) -> Vec<Item> {
    let dictionary = cx.records.dictionary();
    let used = |schema: &Schema| MOST_USED.iter().position(|key| *key == schema.key).unwrap_or(MOST_USED.len());
    let mut tables: Vec<&'static Schema> = dictionary.0.to_vec();
    // Child rows are worked on inside their parent, so their tables come last.
    tables.sort_by_key(|schema| (schema.parent.is_some() && used(schema) == MOST_USED.len(), used(schema)));
    let item = |schema: &'static Schema| {
        let filters = match schema.scope {
            Scope::Ward => Vec::new(),
            Scope::Year(field) => vec![Filter { field, test: Test::InYear(cx.year) }],
        };
        let query = Query { filters, ..Query::all(schema) };
        let count = cx.records.page(&query, 0, 0).total;
        Item { schema, name: schema.plural.into(), count }
    };
    tables.into_iter().map(item).collect()
}

impl Screen for Tables {
    fn name(&self) -> Words {
        NAME.into()
    }

    fn context(&self) -> Context {
        Context::Home
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        let (len, height) = (self.items.len(), Self::height(cx));
        match action {
            Action::Enter => {
                self.typed.clear();
                let Some(item) = self.items.get(self.window.at) else { return Vec::new() };
                return vec![Ask::Open(room_of(item.schema))];
            }
            Action::Back if self.typed.is_empty() => return vec![Ask::Close],
            Action::Back => self.typed.clear(),
            Action::Erase => {
                self.typed.pop();
                self.jump(cx);
            }
            other => {
                self.window.act(other, len, height);
            }
        }
        if action != Action::Erase {
            self.typed.clear();
        }
        Vec::new()
    }

    fn text(&mut self, typed: &str, cx: &Cx<'_>) -> Vec<Ask> {
        self.typed.push_str(typed.lines().next().unwrap_or_default());
        self.jump(cx);
        Vec::new()
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        self.items = items(cx);
        self.window.fit(self.items.len(), Self::height(cx));
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        if self.items.is_empty() {
            line(frame, area, 0, NOTHING.get(look.lang), look.theme.quiet);
            return;
        }
        let height = usize::from(area.height.saturating_sub(1));
        let widest = self.items.iter().map(|item| width(item.name.get(look.lang))).max().unwrap_or(0);
        for (y, at) in (0..).zip(self.window.seen(self.items.len(), height)) {
            let item = &self.items[at];
            let here = at == self.window.at;
            let sign = if here { look.marker() } else { " " };
            let count = show_integer(i64::try_from(item.count).unwrap_or(i64::MAX));
            let style = look.theme.text;
            let name = pad_right(&capital(item.name.get(look.lang)), widest);
            let x = line(frame, area, y, &format!("{sign} {:>2}  {name}", at + 1), style);
            put(frame, area, (x, y), area.width, &pad_left(&count, 8), style);
            if here {
                cursor(frame, area, 0, y);
            }
        }
        if !self.typed.is_empty() {
            let last = area.height.saturating_sub(1);
            let x = line(frame, area, last, &format!("{}{}", FIND.get(look.lang), self.typed), look.theme.label);
            cursor(frame, area, x, last);
        }
    }
}
