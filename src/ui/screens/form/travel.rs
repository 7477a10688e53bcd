//! Going through the fields: on, back along the path really travelled, to a field by number or name.

use super::outline::Outline;
use super::{Form, parse_cx, show, ticket};
use crate::register::{Field, FieldId, Refusal};
use crate::say;
use crate::text::typing::Sought;
use crate::ui::action::Action;
use crate::ui::screen::{Ask, Cx, Notice};
use crate::ui::screens::pick::fill;
use crate::ui::widget::{Cell, Editor, Lack};

impl Form {
    /// Returns the field or child row behind number `from` where the cursor may stand.
    pub(super) fn next_stop(&self, from: Option<usize>) -> Option<usize> {
        let first = from.map_or(0, |from| from + 1);
        (first..self.cells.len() + self.children.len()).find(|&at| self.is_stop(at))
    }

    fn is_stop(&self, at: usize) -> bool {
        match self.cells.get(at) {
            Some(cell) => cell.field.is_open(),
            None => at < self.cells.len() + self.children.len(),
        }
    }

    /// Goes to the next field. A text that is refused keeps the cursor; one that could mean several opens their list.
    pub(super) fn go_on(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        if let Err(asks) = self.finish(cx) {
            return asks;
        }
        let doubt = self.doubt(self.focus, cx);
        if let Some(next) = self.next_stop(Some(self.focus)) {
            let mut asks = self.stand(next, cx);
            asks.extend(doubt);
            return asks;
        }
        let words = say!("Đây là ô cuối. Bấm Ctrl+G để lưu.", "This is the last field. Press Ctrl+G to save.");
        let mut asks = self.arrive(cx);
        asks.push(Ask::Say(Notice::note(words)));
        asks
    }

    /// Goes on by itself once a field of a fixed number of digits holds them all.
    pub(super) fn go_on_when_full(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        self.went_on = false;
        let is_full = self.cell().is_some_and(|cell| {
            let text = cell.editor.text();
            let digits = cell.field.fixed_digits();
            digits == Some(text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        });
        if !is_full {
            return Vec::new();
        }
        let from = self.focus;
        let asks = self.go_on(cx);
        self.went_on = self.focus != from;
        asks
    }

    /// Goes to the next empty field, those first without which the record is not complete.
    pub(super) fn next_empty(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        if let Err(asks) = self.finish(cx) {
            return asks;
        }
        let len = self.cells.len();
        let round = (1..=len).map(|step| (self.focus + step) % len.max(1));
        let empty = |at: &usize| self.is_stop(*at) && self.cells[*at].editor.text().is_empty();
        let lacks = |at: &usize| self.cells[*at].lack != Lack::Nothing;
        let next = round.clone().filter(empty).find(lacks).or_else(|| round.clone().find(empty));
        let Some(next) = next else {
            let words = say!("Không còn ô nào trống.", "No field is empty.");
            return vec![Ask::Say(Notice::note(words))];
        };
        self.stand(next, cx)
    }

    /// Goes to the field from which the cursor came, else to the one above; nothing holds that up.
    pub(super) fn go_back(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        self.try_read(cx);
        let above = || (0..self.focus).rev().find(|&at| self.is_stop(at));
        if let Some(to) = self.path.last().copied().filter(|&at| self.is_stop(at)).or_else(above) {
            self.path.pop();
            self.focus = to;
        }
        self.arrive(cx)
    }

    /// Goes some lines on or back: on is held up by a refused text as everywhere.
    pub(super) fn jump(&mut self, on: bool, cx: &Cx<'_>) -> Vec<Ask> {
        let step = usize::from(self.size.1).saturating_sub(2).max(1);
        if on {
            if let Err(asks) = self.finish(cx) {
                return asks;
            }
            let last = (self.cells.len() + self.children.len()).saturating_sub(1);
            let to = (self.focus..=(self.focus + step).min(last)).rev().find(|&at| self.is_stop(at));
            return self.stand(to.unwrap_or(self.focus), cx);
        }
        self.try_read(cx);
        let to = (self.focus.saturating_sub(step)..=self.focus).find(|&at| self.is_stop(at));
        self.stand(to.unwrap_or(self.focus), cx)
    }

    /// Moves within a memo; returns whether there was a line to go to.
    pub(super) fn climb(&mut self, action: Action, cx: &Cx<'_>) -> bool {
        let Some(Cell { editor: Editor::Lines(memo), .. }) = self.cells.get_mut(self.focus) else { return false };
        let moved = memo.act(action);
        self.scroll(cx.size);
        moved
    }

    /// Puts the cursor into a field and remembers where it came from.
    pub(super) fn stand(&mut self, at: usize, cx: &Cx<'_>) -> Vec<Ask> {
        if at != self.focus {
            self.path.push(self.focus);
            self.focus = at;
        }
        self.arrive(cx)
    }

    fn arrive(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        self.is_fresh = true;
        self.derive(cx);
        self.retell(cx);
        self.suggest(cx);
        self.scroll(cx.size);
        self.keep_draft()
    }

    /// Fills in what follows from the fields typed so far.
    fn derive(&mut self, cx: &Cx<'_>) {
        let Some((field, value)) = self.sheet.and_then(|sheet| (sheet.derive)(&self.record())) else { return };
        if let Some(cell) = self.cells.iter_mut().find(|cell| cell.field.id == field) {
            cell.follow(value, show(cx));
        }
    }

    /// Reads the field under the cursor if it can be read, and leaves it alone if not.
    pub(super) fn try_read(&mut self, cx: &Cx<'_>) {
        // The refusal shows beside the field; going back is not held up by it.
        let _ = self.read(self.focus, cx);
    }

    /// Reads a field; what is typed for an entry of a list may be anything that finds one of them only.
    pub(super) fn read(&mut self, at: usize, cx: &Cx<'_>) -> Result<(), Refusal> {
        let record = self.record();
        let Some(cell) = self.cells.get_mut(at) else { return Ok(()) };
        let refusal = match cell.read(&parse_cx(&record, cx), show(cx)) {
            Ok(()) => return Ok(()),
            Err(refusal) => refusal,
        };
        match fill::meant(cell, &record, cx) {
            Some(value) => {
                cell.put(Some(value), show(cx));
                Ok(())
            }
            None => Err(refusal),
        }
    }

    /// Reads the field under the cursor before the cursor goes on; `Err` says what to do instead.
    pub(super) fn finish(&mut self, cx: &Cx<'_>) -> Result<(), Vec<Ask>> {
        self.finish_at(self.focus, cx)
    }

    pub(super) fn finish_at(&mut self, at: usize, cx: &Cx<'_>) -> Result<(), Vec<Ask>> {
        if self.read(at, cx).is_ok() {
            self.refill(cx);
            return Ok(());
        }
        let mut asks = if at == self.focus { Vec::new() } else { self.stand(at, cx) };
        if let Some(list) = self.choose_meant(at, cx) {
            asks.extend(list);
        } else {
            // The refusal stands below the fields for as long as the text is not mended.
            self.scroll(cx.size);
            asks.push(Ask::Balk);
        }
        Err(asks)
    }

    /// Puts the cursor into a field from the beginning, where it can be typed in.
    #[must_use]
    pub fn standing_in(mut self, field: FieldId, cx: &Cx<'_>) -> Self {
        let at = self.cells.iter().position(|cell| cell.field.id == field).filter(|&at| self.is_stop(at));
        self.focus = at.unwrap_or(self.focus);
        self.retell(cx);
        self.scroll(cx.size);
        self
    }

    /// Asks for the number or the name of a field, and shows the sections with what stands in each.
    pub(super) fn ask_where(&self, cx: &Cx<'_>) -> Vec<Ask> {
        vec![Ask::Open(Box::new(Outline::new(self.sections(), cx.ticket(ticket::GO_TO))))]
    }

    /// Goes to a field by its number in the form, by the number of its item on the paper (`5.`), or by its name, marks not
    /// needed.
    pub(super) fn go_to(&mut self, place: &str, cx: &Cx<'_>) -> Vec<Ask> {
        let item = place.trim().strip_suffix('.').and_then(|number| number.parse::<u8>().ok());
        let by_item = item.and_then(|item| self.cells.iter().position(|cell| cell.field.item == Some(item)));
        let number = place.trim().trim_end_matches('.');
        let by_number = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let found = by_item.or(by_number).or_else(|| self.named(place, cx)).filter(|&at| self.is_stop(at));
        let Some(at) = found else {
            let words = say!(
                "Không có ô \"{place}\" gõ được trong biểu này. Gõ số đứng trước ô, hoặc một phần tên ô.",
                "This form has no field \"{place}\" to type in. Type the number before it, or part of its name.",
                place = place
            );
            return vec![Ask::Say(Notice::refused(words))];
        };
        self.try_read(cx);
        self.stand(at, cx)
    }

    fn named(&self, name: &str, cx: &Cx<'_>) -> Option<usize> {
        let pattern = Sought::new(name);
        if pattern.is_empty() {
            return None;
        }
        let rank = |field: &Field| pattern.matches(field.label.get(cx.lang));
        let cells = self.cells.iter().enumerate().filter(|(_, cell)| cell.field.is_open());
        cells.filter_map(|(at, cell)| rank(cell.field).map(|rank| (rank, at))).min().map(|(_, at)| at)
    }
}
