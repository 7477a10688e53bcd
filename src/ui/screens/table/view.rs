//! The named views of a table: what is seen now is kept under a name and comes back by it.

use super::value::{ByValue, single};
use super::{Table, ticket};
use crate::register::{Value, Words};
use crate::say;
use crate::text::fold::tidy;
use crate::ui::screen::{Ask, Cx, Notice};
use crate::ui::screens::Dialog;
use crate::ui::screens::ask::{Asked, condition};
use crate::ui::screens::views::{Tickets, ViewBox};
use crate::ui::views::{ByKey, MOST, NAME, TABLES, View, Views};

impl Table {
    /// Lists the named views.
    pub(super) fn ask_view(&self, cx: &Cx<'_>) -> Vec<Ask> {
        let views = Views::read(cx.chosen);
        let listed = views.of(self.schema.key).into_iter().flat_map(|looks| &looks.views);
        let words = |view: &View| {
            let label = |key: &str| self.schema.field_by_key(key).map_or("", |field| field.label.get(cx.lang));
            let asked = view.asked.iter().map(|(key, typed)| format!("{} {typed}", label(key)));
            let value = view.value.iter().filter_map(|by| self.value_of(by, cx)).map(|by| by.words);
            asked.chain(value).collect::<Vec<_>>().join(" · ")
        };
        let listed = listed.map(|view| (view.name.clone(), words(view))).collect();
        let [open, save, forget] = [ticket::OPEN_VIEW, ticket::SAVE_VIEW, ticket::FORGET_VIEW].map(|n| cx.ticket(n));
        vec![Ask::Open(Box::new(ViewBox::new(listed, &self.view, Tickets { open, save, forget })))]
    }

    /// Begins with a view.
    #[must_use]
    pub fn viewing(mut self, name: &str) -> Self {
        self.wanted = Some(name.to_owned());
        self
    }

    /// Shows what a view says; the usual where the name is empty.
    pub(super) fn open_view(&mut self, name: &str, cx: &Cx<'_>) -> Vec<Ask> {
        let views = Views::read(cx.chosen);
        let looks = views.of(self.schema.key).cloned().unwrap_or_default();
        let usual = View { columns: looks.columns.clone(), all_years: !self.fixed.is_empty(), ..View::default() };
        let view = looks.view(name).cloned().unwrap_or(usual);
        let mut left_out = Vec::new();
        self.asked.clear();
        for (key, typed) in &view.asked {
            let read = self.schema.field_by_key(key).and_then(|field| {
                let filters = condition(field, typed, cx).ok()?;
                Some(Asked { field: field.id, typed: typed.clone(), filters })
            });
            match read {
                Some(asked) => self.asked.push(asked),
                None => left_out.push(typed.as_str()),
            }
        }
        self.by_value = view.value.as_ref().and_then(|by| self.value_of(by, cx));
        self.sort = view.sort.and_then(|(key, down)| Some((self.schema.field_by_key(&key)?.id, down)));
        self.all_years = view.all_years;
        self.chosen = view.columns;
        self.view = view.name;
        self.typed.clear();
        self.choose_columns();
        self.ask_again(cx);
        self.aside(self.column, cx);
        if left_out.is_empty() {
            return Vec::new();
        }
        vec![Ask::Say(Notice::refused(say!(
            "Cách xem \"{name}\" có điều kiện không còn đọc được: {left}. Các điều kiện khác vẫn dùng.",
            "The view \"{name}\" has conditions that cannot be read any more: {left}. The others hold.",
            name = self.view,
            left = left_out.join("; ")
        )))]
    }

    /// Keeps what is seen under a name; one that another view bears is asked about.
    pub(super) fn save_view(&mut self, name: &str, cx: &Cx<'_>) -> Vec<Ask> {
        let name: String = tidy(name).chars().take(NAME).collect();
        if name.is_empty() {
            let words = say!("Chưa lưu cách xem: cần một cái tên.", "The view is not saved: it needs a name.");
            return vec![Ask::Say(Notice::refused(words))];
        }
        let views = Views::read(cx.chosen);
        let other = views.of(self.schema.key).and_then(|looks| looks.view(&name)).filter(|view| view.name != self.view);
        if let Some(other) = other {
            let question = say!(
                "Đã có cách xem \"{name}\". Thay bằng cách đang xem?",
                "There is a view \"{name}\". Put what is seen in its place?",
                name = other.name
            );
            let (ticket, name) = (cx.ticket(ticket::REPLACE_VIEW), other.name.clone());
            let yes = move || {
                let answer = crate::ui::screen::Answer::Typed(name.clone());
                vec![Ask::Return(ticket, answer)]
            };
            return vec![Ask::Open(Box::new(Dialog::ask(question, yes)))];
        }
        self.keep_view(&name, cx)
    }

    /// Keeps what is seen under a name, in the place of what the name stood for.
    pub(super) fn keep_view(&mut self, name: &str, cx: &Cx<'_>) -> Vec<Ask> {
        let key = |id| self.schema.field(id).map(|field| field.key.to_owned());
        let view = View {
            name: name.to_owned(),
            columns: self.chosen.clone(),
            asked: self.asked.iter().filter_map(|asked| Some((key(asked.field)?, asked.typed.clone()))).collect(),
            value: self.by_value.as_ref().map(|by| ByKey {
                field: by.field.key.to_owned(),
                via: by.via.map(|via| via.key.to_owned()),
                value: by.value.as_ref().map_or(serde_json::Value::Null, Value::to_json),
            }),
            sort: self.sort.and_then(|(id, down)| Some((key(id)?, down))),
            all_years: self.all_years,
        };
        let mut views = Views::read(cx.chosen);
        if !views.of_mut(self.schema.key).save(view) {
            return vec![Ask::Say(Notice::refused(say!(
                "Bảng này đã có {most} cách xem. Xóa bớt một cách xem (Delete) rồi lưu lại.",
                "This table has {most} views already. Delete one, then save again.",
                most = MOST
            )))];
        }
        let mut asks = remember(&views);
        if asks.iter().any(|ask| matches!(ask, Ask::Remember(..))) {
            name.clone_into(&mut self.view);
            asks.push(Ask::Say(Notice::done(say!(
                "Đã lưu cách xem \"{name}\". Mở lại: Ctrl+R, hoặc Ctrl+K rồi gõ tên.",
                "The view \"{name}\" is kept. Open it with Ctrl+R, or Ctrl+K and its name.",
                name = name
            ))));
        }
        asks
    }

    /// Forgets a view; what is seen stays.
    pub(super) fn forget_view(&mut self, name: &str, cx: &Cx<'_>) -> Vec<Ask> {
        let mut views = Views::read(cx.chosen);
        views.of_mut(self.schema.key).drop_view(name);
        if self.view == name {
            self.view.clear();
        }
        let mut asks = remember(&views);
        let words: Words = say!("Đã xóa cách xem \"{name}\".", "The view \"{name}\" is deleted.", name = name);
        asks.push(Ask::Say(Notice::done(words)));
        asks
    }

    /// Reads a remembered value of a column; `None` where the field is no longer there.
    fn value_of(&self, by: &ByKey, cx: &Cx<'_>) -> Option<ByValue> {
        let via = match &by.via {
            Some(key) => Some(self.schema.field_by_key(key)?),
            None => None,
        };
        let holder = match via {
            Some(link) => cx.records.dictionary().entity(link.kind.target()?)?,
            None => self.schema,
        };
        let field = holder.field_by_key(&by.field)?;
        let value = match &by.value {
            serde_json::Value::Null => None,
            json => Some(Value::from_json(&single(&field.kind), json).ok()?),
        };
        Some(ByValue::new(field, via, value, cx))
    }
}

/// Remembers the views of all tables.
pub(super) fn remember(views: &Views) -> Vec<Ask> {
    vec![match views.write() {
        Some(text) => Ask::Remember(TABLES, text),
        None => Ask::Say(Notice::refused(say!(
            "Các cách xem đã quá nhiều nên không nhớ thêm được. Xóa bớt (Ctrl+R, Delete).",
            "There are too many views to remember more. Delete some (Ctrl+R, Delete)."
        ))),
    }]
}
