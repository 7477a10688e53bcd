//! What the machine itself does with an action; the rest is the topmost screen's.

use super::{App, Moment, OWN, REDO, UNDO};
use crate::register::{Commit, ShowCx};
use crate::ui::action::Action;
use crate::ui::screen::{Ask, Cx, Effect, Screen, Ticket};
use crate::ui::screens::{Copies, Dialog, Help, History, Keyboard, Menu, Palette, Remarks};

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
            Action::New | Action::Duplicate | Action::Save | Action::Withdraw | Action::Undo | Action::Redo
                if self.settings.reading.is_some() =>
            {
                return self.refuse_change();
            }
            Action::Undo | Action::Redo => return self.take_back(action == Action::Redo, moment),
            Action::Quit if !self.half_typed.is_empty() => Box::new(Dialog::leave_half_typed()),
            Action::Quit => return self.end(moment),
            Action::Problem if self.layers.last().map(|layer| layer.number) != self.round.layer => {
                return self.next_problem(moment);
            }
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
