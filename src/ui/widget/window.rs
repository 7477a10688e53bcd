//! A list of which a part is seen: the line that the next key touches, and the first line shown.

use crate::ui::action::Action;

/// Where a list stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The line that the next key touches.
    pub at: usize,
    /// The first line shown.
    pub top: usize,
}

impl Window {
    /// Moves by `by` lines within a list of `len`, and shows the line in a window `height` high.
    pub fn step(&mut self, by: isize, len: usize, height: usize) {
        self.go(self.at.saturating_add_signed(by), len, height);
    }

    /// Goes to a line, or to the last one, and shows it.
    pub fn go(&mut self, to: usize, len: usize, height: usize) {
        self.at = to.min(len.saturating_sub(1));
        self.fit(len, height);
    }

    /// Carries out what moves within a list; returns whether the action was one of these.
    pub fn act(&mut self, action: Action, len: usize, height: usize) -> bool {
        match action {
            Action::Up | Action::Previous => self.step(-1, len, height),
            Action::Down | Action::Next => self.step(1, len, height),
            Action::PageUp => self.step(-page(height), len, height),
            Action::PageDown => self.step(page(height), len, height),
            Action::Home => self.go(0, len, height),
            Action::End => self.go(len, len, height),
            _ => return false,
        }
        true
    }

    /// Shows the line again after the list or the window changed its size.
    pub fn fit(&mut self, len: usize, height: usize) {
        let height = height.max(1);
        self.at = self.at.min(len.saturating_sub(1));
        self.top = self.top.min(len.saturating_sub(height)).min(self.at);
        self.top = self.top.max((self.at + 1).saturating_sub(height));
    }

    /// Returns the lines that are shown.
    pub fn seen(self, len: usize, height: usize) -> std::ops::Range<usize> {
        let top = self.top.min(len);
        top..len.min(top.saturating_add(height))
    }
}

/// Turns a height into the step of a page: one line stays in sight.
pub fn page(height: usize) -> isize {
    isize::try_from(height.saturating_sub(1).max(1)).unwrap_or(isize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_line_stays_in_sight_and_the_window_moves_only_when_it_must() {
        let mut window = Window::default();
        for top in [0, 0, 1, 2, 3, 4] {
            window.step(1, 10, 3);
            assert_eq!(window.top, top);
        }
        assert_eq!(window, Window { at: 6, top: 4 });
        window.step(-2, 10, 3);
        assert_eq!(window, Window { at: 4, top: 4 });
        window.step(-1, 10, 3);
        assert_eq!(window, Window { at: 3, top: 3 });
        window.go(usize::MAX, 10, 3);
        assert_eq!(window, Window { at: 9, top: 7 });
        window.fit(2, 3);
        assert_eq!(window, Window { at: 1, top: 0 });
    }

    #[test]
    fn the_list_keys_move_and_others_do_not() {
        let mut window = Window::default();
        let mut places = Vec::new();
        for action in [Action::Down, Action::PageDown, Action::End, Action::Previous, Action::PageUp, Action::Home] {
            assert!(window.act(action, 10, 4));
            places.push(window.at);
        }
        assert_eq!(places, [1, 4, 9, 8, 5, 0]);
        assert!(!window.act(Action::Enter, 10, 4));
        assert_eq!(window, Window::default());
    }

    proptest! {
        #[test]
        fn the_line_is_always_seen(steps in prop::collection::vec((-30_isize..30, 1_usize..20, 0_usize..9), 0..20)) {
            let mut window = Window::default();
            for (by, len, height) in steps {
                window.step(by, len, height);
                prop_assert!(window.seen(len, height.max(1)).contains(&window.at));
            }
        }
    }
}
