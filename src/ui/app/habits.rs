//! What a person chooses once and keeps: the language, the keyboard, where Enter goes.

use super::App;
use crate::register::Lang;
use crate::say;
use crate::ui::action::{EnterGoes, KeyMap};
use crate::ui::screen::{Effect, Notice};

impl App {
    pub(super) fn speak(&mut self, lang: Lang) {
        self.settings.lang = lang;
        self.effects.push(Effect::Remember("lang", lang.code().to_owned()));
        self.all_stale();
    }

    pub(super) fn change_keyboard(&mut self) {
        let map = match self.settings.key_map {
            KeyMap::Full => KeyMap::EscPrefix,
            KeyMap::EscPrefix => KeyMap::Full,
        };
        self.settings.key_map = map;
        self.effects.push(Effect::Remember("keys", map.code().to_owned()));
    }

    pub(super) fn change_enter(&mut self) {
        let goes = self.settings.enter_goes.other();
        self.settings.enter_goes = goes;
        self.effects.push(Effect::Remember("enter", goes.code().to_owned()));
        self.say(Notice::done(match goes {
            EnterGoes::Down => say!("Trong lưới, Enter xuống ô dưới.", "In a grid Enter goes down."),
            EnterGoes::Right => say!("Trong lưới, Enter sang ô bên phải.", "In a grid Enter goes to the right."),
        }));
    }
}
