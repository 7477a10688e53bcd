//! The ward's grid: neighbourhoods as rows, metrics as columns, one period.
//!
//! A figure that is typed makes the result entry of its cell, or corrects the one that is there; a cell into which several
//! entries were added up is closed. Half-typed figures are drafts of result entries.

mod board;

use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::layout::Rect;

use self::board::{Figures, Place};
use super::grid::sheet::{self, Board as _, Sheet};
use crate::register::schema::{metric, model_year, progress};
use crate::register::{Command, Id, Issue, Label, Period, Reject, Request, Value, Words, rehearse};
use crate::say;
use crate::text::day::{Day, DayCx, parse_day};
use crate::text::fold::tidy;
use crate::ui::action::{Action, Context};
use crate::ui::screen::{Answer, Ask, Cx, Notice, Screen, Subject, Ticket};
use crate::ui::screens::{Dialog, Pick, Source};
use crate::ui::theme::Look;
use crate::ui::widget::frame::put;

mod ticket {
    use crate::ui::screens::grid::sheet::ticket::OWN;

    pub(super) const SAVE: u32 = OWN;
    pub(super) const REASON: u32 = OWN + 1;
    pub(super) const PERIOD: u32 = OWN + 2;
    pub(super) const MODEL: u32 = OWN + 3;
    pub(super) const METRICS: u32 = OWN + 4;
}

const TOTAL: Label = Label::new("Cộng (đã lưu)", "Total (saved)");
const METRICS: Label = Label::new("Chỉ số làm cột", "Metrics as columns");
const MODEL: Label = Label::new("Kết quả của mô hình nào", "Results of which model");

/// Under what the chosen metrics are remembered.
pub const CHOSEN_METRICS: &str = "figures.metrics";

/// Figures of neighbourhoods in one period.
pub struct FigureGrid {
    sheet: Sheet<Figures>,
    /// The neighbourhood to stand on once the rows are there.
    wanted: Option<Id>,
    /// Cells whose save is awaited.
    saving: Vec<Place>,
}

impl FigureGrid {
    /// Makes the grid of the current month and of general activity; its rows come with the first refresh.
    pub fn new() -> Self {
        Self { sheet: Sheet::new(Figures::default()), wanted: None, saving: Vec::new() }
    }

    /// Makes the grid of a month or a quarter, standing on a neighbourhood; any other period is the current month, because
    /// that is when results come in.
    pub fn of(period: Option<Period>, place: Option<Id>) -> Self {
        let mut grid = Self { wanted: place, ..Self::new() };
        grid.sheet.board.day = period.and_then(month_or_quarter);
        grid
    }

    /// Writes down the figures that changed since this was last done.
    fn keep_drafts(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        self.sheet.take_dirty();
        self.sheet
            .board
            .lines
            .values()
            .filter(|line| line.is_touched())
            .map(|line| Ask::KeepDraft(line.whole_draft(&progress::SCHEMA, cx)))
            .collect()
    }

    /// Saves what changed as one commit, or shows what stands against it; nothing is saved by halves.
    fn save(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        self.sheet.finish(cx);
        let mut asks = self.keep_drafts(cx);
        let (mut commands, mut wrong): (Vec<(Place, Command)>, Vec<Place>) = (Vec::new(), Vec::new());
        for (place, line) in &mut self.sheet.board.lines {
            line.issues.clear();
            if line.read(cx).is_err() {
                wrong.push(*place);
            } else if let Some(command) = line.command(&progress::SCHEMA) {
                commands.push((*place, command));
            }
            line.retell(cx);
        }
        let all: Vec<Command> = commands.iter().map(|(_, command)| command.clone()).collect();
        for ((place, _), result) in commands.iter().zip(rehearse(&all, &self.why(), cx.records, cx.actor, cx.now)) {
            if let Err(reject) = result
                && reject != Reject::Nothing
            {
                if let Some(line) = self.sheet.board.lines.get_mut(place) {
                    line.refuse(&reject, &progress::SCHEMA);
                }
                wrong.push(*place);
            }
        }
        if let Some(first) = wrong.first() {
            asks.extend(self.show_wrong(*first, wrong.len(), cx));
            return asks;
        }
        if all.is_empty() {
            let words = say!("Chưa có gì thay đổi để lưu.", "Nothing was changed, so there is nothing to save.");
            asks.push(Ask::Say(Notice::note(words)));
            return asks;
        }
        self.saving = commands.into_iter().map(|(place, _)| place).collect();
        asks.push(Ask::Commit(cx.ticket(ticket::SAVE), Request { command: Command::Batch(all), why: self.why() }));
        asks
    }

    fn why(&self) -> String {
        let given = self.sheet.board.lines.values().map(|line| line.why.as_str()).filter(|why| !why.is_empty());
        given.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join("; ")
    }

    /// Goes to a cell that cannot be saved, and says why.
    fn show_wrong(&mut self, place: Place, count: usize, cx: &Cx<'_>) -> Vec<Ask> {
        let Some(line) = self.sheet.board.lines.get(&place) else { return Vec::new() };
        let told = line.problem(0).or_else(|| line.issues.first().map(Issue::told)).unwrap_or_default();
        let is_soft =
            line.cells.iter().all(|cell| cell.refusal.is_none()) && line.issues.iter().all(Issue::wants_reason);
        let accept = if is_soft {
            Label::new(" (F2: vẫn lưu, kèm lý do)", " (F2: save with a reason)")
        } else {
            Label::NONE
        };
        if let Some((row, column)) = self.sheet.board.find(place) {
            self.sheet.go(row, column, cx);
        }
        vec![Ask::Say(Notice::refused(say!(
            "Chưa lưu, {n} ô phải xem (dấu !): {told}{accept}",
            "Not saved, {n} cells to look at (sign !): {told}{accept}",
            n = count,
            told = told,
            accept = accept
        )))]
    }

    fn saved(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let places = std::mem::take(&mut self.saving);
        let lines = places.iter().filter_map(|place| self.sheet.board.lines.remove(place));
        let mut asks: Vec<Ask> = lines.map(|line| Ask::DropDraft(line.id)).collect();
        self.refresh(cx);
        asks.push(Ask::Say(Notice::done(say!(
            "Đã lưu {n} số liệu. Ctrl+U: hoàn tác cả lần lưu.",
            "Saved {n} figures. Ctrl+U takes all of them back.",
            n = places.len()
        ))));
        asks
    }

    fn refused(&mut self, reject: &Reject, cx: &Cx<'_>) -> Vec<Ask> {
        let places = std::mem::take(&mut self.saving);
        let Reject::At { index, reject } = reject else { return Vec::new() };
        let Some(place) = places.get(*index).copied() else { return Vec::new() };
        if let Some(line) = self.sheet.board.lines.get_mut(&place) {
            line.refuse(reject, &progress::SCHEMA);
        }
        self.show_wrong(place, 1, cx)
    }

    fn accepted(&mut self, reason: &str, cx: &Cx<'_>) -> Vec<Ask> {
        let reason = tidy(reason);
        if reason.is_empty() {
            return vec![Ask::Say(Notice::refused(say!("Cần ghi lý do.", "A reason is needed.")))];
        }
        for line in self.sheet.board.lines.values_mut() {
            if !line.issues.is_empty() && line.issues.iter().all(Issue::wants_reason) {
                line.accept(&reason);
            }
        }
        self.save(cx)
    }

    /// Turns to another period, model or set of metrics; not while figures are unsaved, which belong to this one.
    fn turn(&mut self, cx: &Cx<'_>, change: impl FnOnce(&mut Figures)) -> Vec<Ask> {
        change(&mut self.sheet.board);
        self.refresh(cx);
        Vec::new()
    }

    /// Refuses to turn while something is unsaved.
    fn unsaved(&self) -> Option<Vec<Ask>> {
        let left = self.sheet.board.touched();
        (left > 0).then(|| {
            vec![Ask::Say(Notice::refused(say!(
                "Còn {n} số liệu chưa lưu. Ctrl+G lưu trước đã.",
                "{n} figures are not saved. Save them first (Ctrl+G).",
                n = left
            )))]
        })
    }

    fn period(&mut self, typed: &str, cx: &Cx<'_>) -> Vec<Ask> {
        let day = parse_day(&tidy(typed), &DayCx { today: cx.today, year: cx.year }).ok();
        match day.and_then(board::period_of) {
            Some(_) => self.turn(cx, |board| board.day = day),
            None => vec![Ask::Say(Notice::refused(say!(
                "\"{typed}\" không phải tháng, quý hay năm. Ví dụ: 3/2026, quý 1, 2026.",
                "\"{typed}\" is no month, quarter or year. For example 3/2026, quý 1, 2026.",
                typed = typed
            )))],
        }
    }

    fn ask_model(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        if self.sheet.board.model.is_some() {
            return self.turn(cx, |board| board.model = None);
        }
        let ticket = cx.ticket(ticket::MODEL);
        vec![Ask::Open(Box::new(Pick::one(MODEL, Source::Records(&model_year::SCHEMA), ticket, "", None, cx)))]
    }

    fn ask_metrics(&self, cx: &Cx<'_>) -> Vec<Ask> {
        let marked: Vec<Value> = self.sheet.board.metrics.iter().copied().map(Value::Link).collect();
        let ticket = cx.ticket(ticket::METRICS);
        vec![Ask::Open(Box::new(Pick::several(METRICS, Source::Records(&metric::SCHEMA), ticket, "", &marked, cx)))]
    }

    /// Lays a block of figures over the cells from the cursor on, as if they were typed.
    fn paste(&mut self, text: &str, cx: &Cx<'_>) -> Vec<Ask> {
        let (row, column) = (self.sheet.row(), self.sheet.column);
        let (rows, columns) = (self.sheet.board.rows(), self.sheet.board.columns().len());
        let (mut all, mut taken) = (0, 0);
        for (dy, cells) in crate::text::block::cells(text, '\t').iter().enumerate() {
            for (dx, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
                all += 1;
                let inside = row + dy < rows && column + dx < columns;
                taken += usize::from(inside && self.sheet.put_text(row + dy, column + dx, cell, cx));
            }
        }
        self.sheet.refresh(cx);
        let mut asks = self.keep_drafts(cx);
        asks.push(Ask::Say(Notice::note(say!(
            "Đã đặt {taken} trên {all} số liệu vào lưới, chưa lưu. Ctrl+G: lưu.",
            "{taken} of {all} figures are in the grid, not saved yet. Ctrl+G: save.",
            taken = taken,
            all = all
        ))));
        asks
    }

    fn leave(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        self.sheet.finish(cx);
        let mut asks = self.keep_drafts(cx);
        let left = self.sheet.board.touched();
        if left > 0 {
            asks.push(Ask::Say(Notice::note(say!(
                "Chưa lưu {n} số liệu. Được giữ lại; mở lại lưới này là gõ tiếp.",
                "{n} figures are not saved. They are kept; open this grid again to go on.",
                n = left
            ))));
        }
        asks.push(Ask::Close);
        asks
    }
}

impl Default for FigureGrid {
    fn default() -> Self {
        Self::new()
    }
}

impl Screen for FigureGrid {
    fn name(&self) -> Words {
        say!("lưới số liệu khu dân cư", "grid of figures by neighbourhood")
    }

    fn context(&self) -> Context {
        Context::Figures
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        if let Some(asks) = self.sheet.act(action, cx) {
            let mut all = if self.sheet.take_dirty().is_empty() { Vec::new() } else { self.keep_drafts(cx) };
            all.extend(asks);
            return all;
        }
        match action {
            Action::Save => self.save(cx),
            Action::Accept => {
                let title = say!("Vì sao vẫn lưu", "Why it is saved all the same");
                vec![Ask::Open(Box::new(Dialog::line(title, "", cx.ticket(ticket::REASON))))]
            }
            Action::Back => self.leave(cx),
            Action::Period | Action::Narrow | Action::Arrange => match self.unsaved() {
                Some(refusal) => refusal,
                None if action == Action::Narrow => self.ask_model(cx),
                None if action == Action::Arrange => self.ask_metrics(cx),
                None => {
                    let title = say!("Kỳ nào (3/2026, quý 1, 2026)", "Which period (3/2026, quý 1, 2026)");
                    vec![Ask::Open(Box::new(Dialog::line(title, "", cx.ticket(ticket::PERIOD))))]
                }
            },
            _ => Vec::new(),
        }
    }

    fn text(&mut self, typed: &str, cx: &Cx<'_>) -> Vec<Ask> {
        let letters = typed.strip_suffix('\n').unwrap_or(typed);
        if self.sheet.before.is_none() && letters.contains(['\t', '\n']) {
            return self.paste(letters, cx);
        }
        self.sheet.type_in(letters, cx)
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &Cx<'_>) -> Vec<Ask> {
        match (ticket.n, answer) {
            (sheet::ticket::GO_TO, Answer::Typed(place)) => self.sheet.go_to(&place, cx),
            (ticket::SAVE, Answer::Committed(Ok(_))) => self.saved(cx),
            (ticket::SAVE, Answer::Committed(Err(reject))) => self.refused(&reject, cx),
            (ticket::REASON, Answer::Typed(reason)) => self.accepted(&reason, cx),
            (ticket::PERIOD, Answer::Typed(typed)) => self.period(&typed, cx),
            (ticket::MODEL, Answer::Picked(values)) => {
                let model = values.first().and_then(Value::as_link);
                self.turn(cx, |board| board.model = model)
            }
            (ticket::METRICS, Answer::Picked(values)) => {
                let metrics: Vec<Id> = values.iter().filter_map(Value::as_link).collect();
                let codes: Vec<String> = metrics.iter().map(Id::to_string).collect();
                let mut asks =
                    self.turn(cx, |board| board.chosen = Some(metrics).filter(|metrics| !metrics.is_empty()));
                asks.push(Ask::Remember(CHOSEN_METRICS, codes.join(" ")));
                asks
            }
            _ => Vec::new(),
        }
    }

    fn keep(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        self.sheet.finish(cx);
        self.keep_drafts(cx)
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        self.sheet.board.load(cx);
        // The names of the neighbourhoods cannot be typed in.
        self.sheet.column = self.sheet.column.max(1);
        if let Some(row) = self.wanted.take().and_then(|place| self.sheet.board.row_of(place)) {
            self.sheet.window.at = row;
        }
        self.sheet.refresh(cx);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let left = self.sheet.board.touched();
        let unsaved = say!(" · {n} chưa lưu", " · {n} unsaved", n = left);
        self.sheet.paint(frame, area, if left == 0 { "" } else { unsaved.get(look.lang) }, look);
        let Some(y) = area.height.checked_sub(2).filter(|y| *y > 0) else { return };
        for place in self.sheet.places(area.width) {
            let column = &self.sheet.board.columns()[place.column];
            let total = self.sheet.board.totals.get(place.column).map_or("", String::as_str);
            let total = if place.column == 0 { TOTAL.get(look.lang) } else { total };
            put(frame, area, (place.x, y), place.width, &column.fit(total, place.width), look.theme.title);
        }
    }

    fn takes_words(&self) -> bool {
        false
    }

    fn subject(&self) -> Subject {
        Subject { schema: Some(&progress::SCHEMA), id: None, field: progress::SCHEMA.field(progress::QUANTITY) }
    }
}

/// Returns the day that stands for a month or a quarter; `None` for any other period.
fn month_or_quarter(period: Period) -> Option<Day> {
    let year = *period.years().start();
    let months = (1..=12).filter_map(|month| Day::month(year, month));
    let quarters = (1..=4).map(|quarter| Day::Quarter { year, quarter });
    months.chain(quarters).find(|day| board::period_of(*day) == Some(period))
}

/// Returns the period that a month, a quarter or a year is.
pub(super) fn day_of(today: chrono::NaiveDate, year: i32) -> Day {
    use chrono::Datelike as _;
    if today.year() == year { Day::month(year, today.month()).unwrap_or(Day::Year(year)) } else { Day::Year(year) }
}
