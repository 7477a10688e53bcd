//! The picture: path, screens, message, keys.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::Clear;

use super::App;
use crate::register::Label;
use crate::text::width::{clip, width, wrap};
use crate::ui::action::{Context, Hint, fitting, hints};
use crate::ui::layout::{MIN_COLS, MIN_ROWS, parts};
use crate::ui::screen::{Subject, Tone};
use crate::ui::widget::capital;
use crate::ui::widget::frame::{line, put};

/// Most lines of a message.
const MOST_LINES: usize = 4;
const SAVING: Label = Label::new("Đang lưu…", "Saving…");
const OFFER: Label = Label::new(
    "Phím nào không ăn? F9 hoặc Ctrl+K, chọn Bàn phím để thử.",
    "A key does nothing? F9 or Ctrl+K, then Keyboard, to try the keys.",
);
const AFTER_ESC: Label = Label::new("Esc rồi:", "Esc, then:");

impl App {
    /// Draws the session as it is; the same state gives the same picture.
    pub fn draw(&self, frame: &mut Frame<'_>) {
        let window = frame.area();
        let Some(parts) = parts(window) else { return self.draw_too_small(frame, window) };
        let look = self.look();
        let mut x = 0;
        if let Some(reading) = &self.settings.reading {
            x = line(frame, parts.path, 0, &format!("[{}] ", reading.get(look.lang)), look.theme.warn);
        }
        let typing = self.settings.typing.name();
        let typing_cols = u16::try_from(width(typing)).unwrap_or(0);
        let cols = window.width.saturating_sub(x + typing_cols + u16::from(typing_cols > 0));
        put(frame, parts.path, (x, 0), cols, &self.path(usize::from(cols)), look.theme.title);
        put(frame, parts.path, (window.width - typing_cols, 0), typing_cols, typing, look.theme.warn);
        for layer in self.layers.iter().skip(self.first_seen()) {
            layer.screen.draw(frame, parts.body, &look);
        }
        self.draw_message(frame, parts.message);
        self.draw_keys(frame, parts.keys);
    }

    /// Returns what the screens are about, as the topmost one that is about something says.
    pub(super) fn subject(&self) -> Subject {
        let subjects = self.layers.iter().rev().map(|layer| layer.screen.subject());
        let mut told = subjects.filter(|subject| subject.schema.is_some());
        told.next().unwrap_or_default()
    }

    /// Returns the place of the lowest layer that is seen.
    pub(super) fn first_seen(&self) -> usize {
        self.layers.iter().rposition(|layer| !layer.screen.is_popup()).unwrap_or(0)
    }

    /// Returns what help explains: what the screen in sight is about, even if that is nothing.
    pub(super) fn in_sight(&self) -> Subject {
        self.layers.get(self.first_seen()).map(|layer| layer.screen.subject()).unwrap_or_default()
    }

    fn draw_too_small(&self, frame: &mut Frame<'_>, window: Rect) {
        let words = crate::say!(
            "Cửa sổ nhỏ quá: cần ít nhất {cols} cột, {rows} dòng. Nới rộng ra là làm tiếp; chữ đã gõ vẫn còn.",
            "The window is too small: {cols} columns and {rows} rows at least. Widen it and go on; what you typed is \
             still there.",
            cols = MIN_COLS,
            rows = MIN_ROWS
        );
        let text = words.get(self.settings.lang);
        for (y, range) in (0..window.height).zip(wrap(text, usize::from(window.width))) {
            line(frame, window, y, text.get(range).unwrap_or_default().trim_end(), self.settings.theme.text);
        }
    }

    /// Says where the person is; what does not fit is left out from the beginning.
    fn path(&self, cols: usize) -> String {
        let lang = self.settings.lang;
        let mut names: Vec<String> = vec![format!("{} · {}", self.settings.ward, self.settings.year)];
        let screens = self.layers.iter().map(|layer| capital(layer.screen.name().get(lang)));
        names.extend(screens.filter(|name| !name.is_empty()));
        let mut first = 0;
        loop {
            let start = if first == 0 { "" } else { "… › " };
            let path = format!("{start}{}", names.get(first..).unwrap_or_default().join(" › "));
            if width(&path) <= cols || first + 1 >= names.len() {
                return clip(&path, cols).into_owned();
            }
            first += 1;
        }
    }

    /// Writes the message above the keys; one that is long grows upwards over the screen.
    fn draw_message(&self, frame: &mut Frame<'_>, area: Rect) {
        let (theme, lang) = (&self.settings.theme, self.settings.lang);
        if self.waiting.is_some() {
            line(frame, area, 0, SAVING.get(lang), theme.quiet);
            return;
        }
        let Some(notice) = &self.notice else {
            if self.settings.is_untried && self.context() == Context::Home {
                line(frame, area, 0, OFFER.get(lang), theme.quiet);
            }
            return;
        };
        let style = match notice.tone {
            Tone::Done => theme.done,
            Tone::Note => theme.text,
            Tone::Refused => theme.wrong,
        };
        let text = notice.words.get(lang).replace('\n', " ");
        let lines = wrap(&text, usize::from(area.width));
        let more = u16::try_from(lines.len().min(MOST_LINES)).unwrap_or(1).saturating_sub(1).min(area.y);
        let area = Rect { y: area.y - more, height: more + 1, ..area };
        frame.render_widget(Clear, area);
        for (y, range) in (0..area.height).zip(&lines) {
            // The last line that there is room for shows that more is left out.
            let end = if y + 1 == area.height { text.len() } else { range.end };
            line(frame, area, y, text.get(range.start..end).unwrap_or_default().trim_end(), style);
        }
    }

    /// Writes as many keys as fit whole.
    fn draw_keys(&self, frame: &mut Frame<'_>, area: Rect) {
        let (theme, lang) = (&self.settings.theme, self.settings.lang);
        let mut x = 0;
        if self.prefix.pending {
            x = line(frame, area, 0, AFTER_ESC.get(lang), theme.warn) + 1;
        }
        let all = hints(self.context(), self.settings.key_map, self.prefix.pending, lang);
        for Hint { key, label, .. } in fitting(all, usize::from(area.width.saturating_sub(x))) {
            x += put(frame, area, (x, 0), area.width, &key, theme.focus) + 1;
            x += put(frame, area, (x, 0), area.width, label, theme.label) + 2;
        }
    }
}
