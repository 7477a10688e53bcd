//! Built-in typing: letters reach a screen as an input method of the person's own machine would send them.
//!
//! The screens know nothing of it. They bear bursts of Backspaces and letters anyway, so that is what they get.

use super::{App, Moment};
use crate::input::Chord;
use crate::text::fold::nfc;
use crate::text::typing::Burst;
use crate::ui::action::{Action, Context};
use crate::ui::screens::Convert;

impl App {
    /// Takes a letter, where words are typed through the way of typing.
    pub(super) fn letter(&mut self, letter: char, moment: &Moment<'_>) {
        if !self.layers.last().is_some_and(|layer| layer.screen.takes_words()) {
            self.typist.forget();
            return self.put_in(letter.encode_utf8(&mut [0; 4]), moment);
        }
        let burst = self.typist.letter(letter);
        self.play(&burst, moment);
    }

    /// Takes the letter before the cursor away.
    pub(super) fn erase(&mut self, moment: &Moment<'_>) {
        let burst = self.typist.erase();
        self.play(&burst, moment);
    }

    /// Ends the word that is being typed, because something other than a letter comes.
    pub(super) fn end_word(&mut self, moment: &Moment<'_>) {
        let burst = self.typist.finish();
        self.play(&burst, moment);
        self.typist.forget();
    }

    /// Offers a key to the screen on top as it came; returns whether it was taken.
    pub(super) fn is_taken_raw(&mut self, chord: Chord, moment: &Moment<'_>) -> bool {
        let mut is_taken = false;
        self.top(moment, |screen, cx| {
            let asks = screen.key(chord, cx);
            is_taken = asks.is_some();
            asks.unwrap_or_default()
        });
        is_taken
    }

    /// Takes what was pasted: composed, since it looks the same and is found then; text of an old font after a question.
    pub(super) fn paste(&mut self, text: &str, moment: &Moment<'_>) {
        if self.context() == Context::Grid {
            // It shows a block as it would be read, old fonts included, before anything is taken.
            return self.put_in(text, moment);
        }
        match Convert::of(text).filter(|_| self.context() != Context::Menu) {
            Some(question) => self.open(Box::new(question), moment),
            None => self.put_in(&nfc(text), moment),
        }
    }

    fn play(&mut self, burst: &Burst, moment: &Moment<'_>) {
        for _ in 0..burst.erase {
            self.act(Action::Erase, moment);
        }
        if !burst.insert.is_empty() {
            self.put_in(&burst.insert, moment);
        }
    }

    pub(super) fn put_in(&mut self, text: &str, moment: &Moment<'_>) {
        self.top(moment, |screen, cx| screen.text(text, cx));
    }
}
