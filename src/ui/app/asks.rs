//! Doing what screens ask for: the stack grows and shrinks here, and effects are handed on.

use std::collections::VecDeque;

use super::{App, Layer, Moment, context};
use crate::ui::screen::{Ask, Cx, Effect, Screen};

impl App {
    /// Asks one layer, and does what it asks for in turn.
    pub(super) fn ask(
        &mut self,
        number: u32,
        moment: &Moment<'_>,
        ask: impl FnOnce(&mut dyn Screen, &Cx<'_>) -> Vec<Ask>,
    ) {
        let Some(layer) = self.layers.iter_mut().find(|layer| layer.number == number) else { return };
        let asks = ask(
            layer.screen.as_mut(),
            &context(&self.settings, (&self.habits, &self.watch), self.size, number, moment),
        );
        self.perform(asks.into_iter().map(|ask| (number, ask)).collect(), moment);
    }

    /// Does what was asked for, in order; what that leads to comes before the rest.
    pub(super) fn perform(&mut self, mut asks: VecDeque<(u32, Ask)>, moment: &Moment<'_>) {
        while let Some((layer, ask)) = asks.pop_front() {
            for more in self.carry_out(layer, ask, moment).into_iter().rev() {
                asks.push_front(more);
            }
        }
    }

    fn carry_out(&mut self, layer: u32, ask: Ask, moment: &Moment<'_>) -> VecDeque<(u32, Ask)> {
        match ask {
            Ask::Open(screen) => return self.put(screen, moment),
            Ask::Type(text) => {
                self.remove(layer);
                self.put_in(&text, moment);
            }
            Ask::Keys(map) => self.use_keys(map),
            Ask::Replace(screen) => {
                self.remove(layer);
                return self.put(screen, moment);
            }
            Ask::Close => self.remove(layer),
            Ask::Home => self.go_home(moment),
            Ask::Return(ticket, answer) => {
                self.remove(layer);
                self.ask(ticket.layer, moment, |screen, cx| screen.answered(ticket, answer, cx));
            }
            Ask::Do(action) => {
                self.remove(layer);
                self.act(action, moment);
            }
            Ask::Commit(..) if self.settings.reading.is_some() => self.refuse_change(),
            // What is half typed elsewhere is not this session's to keep or to drop.
            Ask::KeepDraft(_) | Ask::DropDraft(_) if self.settings.reading.is_some() => {}
            Ask::Copies(ticket, wish) => self.effects.push(Effect::Copies(ticket, wish)),
            Ask::View(day) => self.effects.push(Effect::View(day)),
            Ask::Commit(ticket, request) => {
                self.waiting = Some(ticket);
                self.effects.push(Effect::Commit(ticket, request));
            }
            Ask::History { ticket, of, before, n } => {
                self.effects.push(Effect::History { ticket, of, before, n });
            }
            Ask::KeepDraft(draft) => {
                self.half_typed.insert(layer);
                self.settings.drafts.retain(|kept| kept.id != draft.id);
                self.settings.drafts.push(draft.clone());
                self.effects.push(Effect::KeepDraft(draft));
            }
            Ask::DropDraft(id) => {
                self.half_typed.remove(&layer);
                self.settings.drafts.retain(|kept| kept.id != id.to_string());
                self.effects.push(Effect::DropDraft(id));
            }
            Ask::Accustom(schema, habit) => self.habits.set(schema, habit),
            Ask::NextProblem => {
                self.remove(layer);
                self.next_problem(moment);
            }
            Ask::Remember(name, value) => {
                self.settings.chosen.insert(name, value.clone());
                self.effects.push(Effect::Remember(name, value));
                self.all_stale();
            }
            Ask::Say(notice) => self.say(notice),
            Ask::Balk => self.balk(),
            Ask::Speak(lang) => self.speak(lang),
            Ask::OpenYear(year) => {
                self.settings.year = year;
                self.effects.push(Effect::Remember("year", year.to_string()));
                self.all_stale();
            }
            Ask::Quit => self.end(moment),
        }
        VecDeque::new()
    }

    fn go_home(&mut self, moment: &Moment<'_>) {
        let numbers: Vec<u32> = self.layers.iter().skip(1).map(|layer| layer.number).collect();
        for number in numbers {
            self.ask(number, moment, |screen, cx| screen.keep(cx));
            self.remove(number);
        }
    }

    pub(super) fn put(&mut self, screen: Box<dyn Screen>, moment: &Moment<'_>) -> VecDeque<(u32, Ask)> {
        self.last_layer += 1;
        self.typist.forget();
        let number = self.last_layer;
        let mut layer = Layer { number, screen, stale: false };
        let cx = context(&self.settings, (&self.habits, &self.watch), self.size, number, moment);
        layer.screen.refresh(&cx);
        let asks = layer.screen.opened(&cx);
        self.layers.push(layer);
        asks.into_iter().map(|ask| (number, ask)).collect()
    }

    /// Takes a layer away; the first one stays.
    fn remove(&mut self, number: u32) {
        let place = self.layers.iter().position(|layer| layer.number == number);
        if let Some(place) = place.filter(|place| *place > 0) {
            self.layers.remove(place);
            self.typist.forget();
            self.help = self.help.filter(|help| *help != number);
            self.half_typed.remove(&number);
        }
    }
}
