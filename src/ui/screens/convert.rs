//! The question that text of an old font brings when it is pasted: as it came, or converted.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::register::{Label, Words};
use crate::text::legacy::{Legacy, guess};
use crate::ui::action::{Action, Context};
use crate::ui::layout::centred;
use crate::ui::screen::{Ask, Cx, Screen};
use crate::ui::theme::Look;
use crate::ui::widget::frame::{cursor, line, popup};

/// The widest box.
const COLS: u16 = 72;
const TCVN3: Label =
    Label::new("Chữ vừa dán là phông cũ TCVN3 (ABC).", "What was pasted is in the old TCVN3 (ABC) font.");
const VNI: Label = Label::new("Chữ vừa dán là phông cũ VNI.", "What was pasted is in the old VNI font.");
const KEYS: Label =
    Label::new("Enter: lấy bản đã đổi · Esc: giữ như đã dán", "Enter: take it converted · Esc: keep it as it came");

/// Text of an old font, and what it says.
pub struct Convert {
    encoding: Legacy,
    pasted: String,
    converted: String,
}

impl Convert {
    /// Makes the question of a pasted text; `None` for one that is right as it is.
    pub fn of(pasted: &str) -> Option<Self> {
        let encoding = guess(pasted)?;
        Some(Self { encoding, pasted: pasted.to_owned(), converted: encoding.decode(pasted) })
    }
}

impl Screen for Convert {
    fn name(&self) -> Words {
        Words::default()
    }

    fn context(&self) -> Context {
        Context::Dialog
    }

    fn act(&mut self, action: Action, _cx: &Cx<'_>) -> Vec<Ask> {
        match action {
            Action::Enter => vec![Ask::Type(std::mem::take(&mut self.converted))],
            Action::Back => vec![Ask::Type(std::mem::take(&mut self.pasted))],
            _ => Vec::new(),
        }
    }

    fn text(&mut self, _typed: &str, _cx: &Cx<'_>) -> Vec<Ask> {
        Vec::new()
    }

    /// A line that is cut takes nothing with it: what was pasted goes where it was meant to go.
    fn keep(&mut self, _cx: &Cx<'_>) -> Vec<Ask> {
        vec![Ask::Type(std::mem::take(&mut self.pasted))]
    }

    fn refresh(&mut self, _cx: &Cx<'_>) {}

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let title = match self.encoding {
            Legacy::Tcvn3 => TCVN3,
            Legacy::Vni => VNI,
        };
        let inner = popup(frame, centred(area, COLS, 6), title.get(look.lang), look);
        let shown = |text: &str| text.lines().next().unwrap_or_default().to_owned();
        line(frame, inner, 0, &shown(&self.pasted), look.theme.quiet);
        let converted = format!("{} {}", look.arrow(), shown(&self.converted));
        line(frame, inner, 1, &converted, look.theme.text);
        let x = line(frame, inner, inner.height.saturating_sub(1), KEYS.get(look.lang), look.theme.label);
        cursor(frame, inner, x, inner.height.saturating_sub(1));
    }

    fn is_popup(&self) -> bool {
        true
    }
}
