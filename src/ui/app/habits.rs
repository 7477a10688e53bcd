//! What a person chooses once and keeps: the language, the keyboard, the way of typing, where Enter goes.

use super::App;
use crate::register::Lang;
use crate::say;
use crate::text::typing::{Method, Typist};
use crate::ui::action::{EnterGoes, KeyMap};
use crate::ui::screen::{Effect, Notice};

impl App {
    pub(super) fn speak(&mut self, lang: Lang) {
        self.settings.lang = lang;
        self.effects.push(Effect::Remember("lang", lang.code().to_owned()));
        self.all_stale();
    }

    /// Works with these keys from now on; the key line, help and card follow.
    pub(super) fn use_keys(&mut self, map: KeyMap) {
        self.settings.key_map = map;
        self.settings.is_untried = false;
        self.effects.push(Effect::Remember("keys", map.code().to_owned()));
    }

    /// Goes on to the next way of typing Vietnamese.
    pub(super) fn change_typing(&mut self) {
        let method = self.settings.typing.next();
        self.settings.typing = method;
        self.typist = Typist::new(method);
        self.effects.push(Effect::Remember("typing", method.code().to_owned()));
        self.say(Notice::note(match method {
            Method::Off => say!("Bộ gõ có sẵn: tắt.", "Built-in typing: off."),
            Method::Telex | Method::Vni => say!(
                "Bộ gõ có sẵn: {name}. Ctrl+W: đổi kiểu, tắt.",
                "Built-in typing: {name}. Ctrl+W: another way, off.",
                name = method.name()
            ),
        }));
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
