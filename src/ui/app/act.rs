//! What the machine itself does with an action; the rest is the topmost screen's.

use super::{App, Moment, OWN, REDO, UNDO};
use crate::register::schema::{model_year, neighbourhood};
use crate::register::{Commit, ShowCx};
use crate::say;
use crate::ui::action::{Action, Context};
use crate::ui::screen::{Ask, Cx, Effect, Notice, Screen, Subject, Ticket};
use crate::ui::screens::{
    Copies, Dialog, FigureGrid, Help, History, Keyboard, Menu, Palette, Remarks, results, states,
};

/// Most commits that are read to find the saves of earlier sessions.
const EARLIER: usize = 200;

impl App {
    /// Carries out what belongs to no screen, and hands the rest to the one on top.
    pub(super) fn act(&mut self, action: Action, moment: &Moment<'_>) {
        let context = self.context();
        let subject = self.subject();
        let screen: Box<dyn Screen> = match action {
            Action::Help if self.help.is_none() => {
                self.help = Some(self.last_layer + 1);
                let trouble = self.layers.last().and_then(|layer| layer.screen.trouble(&self.cx(layer.number, moment)));
                Box::new(Help::new(self.in_sight(), trouble, (context, self.settings.key_map)))
            }
            Action::Menu => Box::new(Menu::new(context)),
            Action::Palette => Box::new(Palette::new(context)),
            Action::History => Box::new(History::new(subject)),
            Action::Notes => Box::new(Remarks::default()),
            Action::Jot => Box::new(self.jot(subject, moment)),
            Action::Year => Box::new(Dialog::year(self.settings.year)),
            Action::Backups => Box::new(Copies::new()),
            Action::AsOf => Box::new(Dialog::day(moment.now.date_naive())),
            Action::New
            | Action::Duplicate
            | Action::Save
            | Action::Withdraw
            | Action::Undo
            | Action::Redo
            | Action::Standing
                if self.settings.reading.is_some() =>
            {
                return self.refuse_change();
            }
            Action::Standing => match states(subject, &self.cx(0, moment)) {
                Ok(states) => Box::new(states),
                Err(words) => return self.say(Notice::refused(words)),
            },
            Action::Undo | Action::Redo => return self.take_back(action == Action::Redo, moment),
            Action::Quit if !self.half_typed.is_empty() => Box::new(Dialog::leave_half_typed()),
            Action::Quit => return self.end(moment),
            Action::Problem if self.layers.last().map(|layer| layer.number) != self.round.layer => {
                return self.next_problem(moment);
            }
            Action::Results if context == Context::Table => return self.add_results(subject, moment),
            Action::Keyboard => Box::new(Keyboard::new(self.settings.key_map)),
            Action::Typing => return self.change_typing(),
            Action::EnterGoes => return self.change_enter(),
            Action::Redraw => return self.effects.push(Effect::Repaint),
            Action::Language => return self.speak(self.settings.lang.other()),
            other => return self.top(moment, |screen, cx| screen.act(other, cx)),
        };
        self.open(screen, moment);
    }

    pub(super) fn top(&mut self, moment: &Moment<'_>, ask: impl FnOnce(&mut dyn Screen, &Cx<'_>) -> Vec<Ask>) {
        if let Some(number) = self.layers.last().map(|layer| layer.number) {
            self.ask(number, moment, ask);
        }
    }

    /// Opens the quick entry of results for what the table is about: neighbourhoods, or registrations.
    fn add_results(&mut self, subject: Subject, moment: &Moment<'_>) {
        let screen: Box<dyn Screen> = match (subject.schema, subject.id) {
            (Some(schema), place) if *schema == neighbourhood::SCHEMA => Box::new(FigureGrid::of(None, place)),
            (Some(schema), Some(id)) if *schema == model_year::SCHEMA => results(id, &self.cx(0, moment)),
            _ => {
                return self.say(Notice::refused(say!(
                    "Kết quả ghi ở bảng mô hình của năm hoặc bảng khu dân cư (Ctrl+K).",
                    "Results are entered from the models of the year or the neighbourhoods (Ctrl+K)."
                )));
            }
        };
        self.open(screen, moment);
    }

    /// Asks whether the last save is to be taken back, or made again; where this session has none, earlier ones are read
    /// first.
    fn take_back(&mut self, redo: bool, moment: &Moment<'_>) {
        if self.taken.wants_earlier(redo) {
            let ticket = Ticket { layer: OWN, n: if redo { REDO } else { UNDO } };
            self.effects.push(Effect::History { ticket, of: None, before: None, n: EARLIER });
            return;
        }
        let show = ShowCx { records: moment.records, lang: self.settings.lang };
        match self.taken.ask(redo, show, self.look().arrow()) {
            Ok(dialog) => self.open(Box::new(dialog), moment),
            Err(nothing) => self.say(nothing),
        }
    }

    /// Takes over what the same person saved in earlier sessions, newest first, and goes on with the question.
    pub(super) fn recall(&mut self, commits: &[Commit], redo: bool, moment: &Moment<'_>) {
        self.taken.recall(commits, &self.settings.actor.id);
        self.take_back(redo, moment);
    }
}
