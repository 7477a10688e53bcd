//! The copies of the register: where they are, when the last good one was made, and proving one by reading it again.

use std::collections::BTreeMap;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::register::{Label, Lang, Time, Words};
use crate::say;
use crate::text::number::show_integer;
use crate::text::width::{clip, pad_left, width};
use crate::ui::action::{Action, Context};
use crate::ui::copies::{Copies as Seen, CopyWish};
use crate::ui::screen::{Answer, Ask, Cx, Notice, Screen, Ticket};
use crate::ui::theme::Look;
use crate::ui::widget::Window;
use crate::ui::widget::frame::{cursor, line};

const NAME: Label = Label::new("Sao lưu", "Backups");
const READING: Label = Label::new("Đang đọc…", "Reading…");
const NOW: Label = Label::new("Sao lưu ngay", "Back up now");
const GOOD: Label = Label::new("nguyên vẹn", "holds");
const BAD: Label = Label::new("HỎNG", "DAMAGED");
const COPYING: Label = Label::new("Đang sao lưu và đọc lại…", "Backing up and reading it again…");
const PROVING: Label = Label::new("Đang đọc lại bản sao từ đĩa…", "Reading the copy from its disk again…");
/// Lines above the list.
const ABOVE: usize = 5;

/// The list of copies; its first line makes a new one.
#[derive(Default)]
pub struct Copies {
    seen: Option<Seen>,
    /// The outcome of reading a copy again, by its folder: when, and whether it holds.
    proved: BTreeMap<String, (Time, bool)>,
    window: Window,
    /// Whether an answer is awaited.
    waiting: bool,
}

impl Copies {
    /// Makes the screen; what it shows is read once it is open.
    pub fn new() -> Self {
        Self::default()
    }

    fn len(&self) -> usize {
        1 + self.seen.as_ref().map_or(0, |seen| seen.held.len())
    }

    fn height(cx: &Cx<'_>) -> usize {
        usize::from(cx.size.1).saturating_sub(ABOVE)
    }

    fn wish(&mut self, wish: CopyWish, cx: &Cx<'_>) -> Vec<Ask> {
        if self.waiting {
            return Vec::new();
        }
        self.waiting = true;
        let told = match wish {
            CopyWish::Look => None,
            CopyWish::Make => Some(COPYING),
            CopyWish::Prove(_) => Some(PROVING),
        };
        let told = told.map(|words| Ask::Say(Notice::note(words)));
        told.into_iter().chain([Ask::Copies(cx.ticket(0), wish)]).collect()
    }

    fn enter(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let copy = self.window.at.checked_sub(1).and_then(|at| self.seen.as_ref()?.held.get(at));
        let wish = copy.map_or(CopyWish::Make, |copy| CopyWish::Prove(copy.dir.clone()));
        self.wish(wish, cx)
    }

    /// Takes what is known now, and says what came of the wish.
    fn take(&mut self, seen: Seen, cx: &Cx<'_>) -> Vec<Ask> {
        let first = self.seen.is_none();
        let told = seen.proved.clone().map(|(dir, wrong)| {
            self.proved.insert(dir, (cx.now, wrong.is_none()));
            match wrong {
                None => Notice::done(say!(
                    "Đã đọc lại từ đĩa: bản sao nguyên vẹn.",
                    "It was read from the disk again: the copy holds."
                )),
                Some(words) => Notice::refused(words),
            }
        });
        self.seen = Some(seen);
        if first {
            // The last good copy is what people come for.
            self.window.go(1, self.len(), Self::height(cx));
        }
        self.refresh(cx);
        told.map(Ask::Say).into_iter().collect()
    }

    /// Says in a few lines where the copies go.
    fn about(seen: &Seen) -> [Words; 4] {
        let (seq, head) = &seen.head;
        let usual = if seen.is_usual {
            say!(" (cùng đĩa với sổ)", " (on the register's own disk)")
        } else {
            Words::default()
        };
        let mirror = seen
            .mirror
            .clone()
            .map_or_else(|| say!("chưa đặt", "none is set"), |dir| Words { vi: dir.clone(), en: dir });
        [
            say!("Nơi sao lưu: {place}{usual}", "Copies go to: {place}{usual}", place = seen.place, usual = usual),
            say!("Giữ lại {n} bản, mỗi ngày một bản.", "{n} are kept, one a day.", n = seen.keep),
            say!("Bản gương: {mirror}", "Mirror: {mirror}", mirror = mirror),
            say!(
                "Sổ hiện nay: lần ghi {seq}, mã cuối {head}",
                "The register: commit {seq}, head {head}",
                seq = seq,
                head = head
            ),
        ]
    }

    /// Says of one copy when it was made, how far it reaches and whether it holds.
    fn text(&self, seen: &Seen, at: usize, lang: Lang) -> String {
        let Some(copy) = at.checked_sub(1).and_then(|at| seen.held.get(at)) else { return NOW.get(lang).to_owned() };
        let behind = seen.head.0.saturating_sub(copy.seq);
        let behind = match behind {
            0 => say!("đủ", "complete"),
            n => say!("thiếu {n} lần", "{n} to come", n = n),
        };
        let state = self.proved.get(&copy.dir).map(|(when, holds)| {
            let words = if *holds { GOOD } else { BAD };
            format!(" · {} ({})", words.get(lang), when.format("%H:%M"))
        });
        let seq = show_integer(i64::try_from(copy.seq).unwrap_or(i64::MAX));
        format!(
            "{}  {}{}  {}  {}{}",
            copy.made.format("%d/%m/%Y %H:%M"),
            say!("lần ghi ", "commit ").get(lang),
            pad_left(&seq, 6),
            pad_left(&size(copy.bytes, lang), 8),
            behind.get(lang),
            state.unwrap_or_default()
        )
    }
}

/// Writes a number of bytes as people do.
fn size(bytes: u64, lang: Lang) -> String {
    let comma = if lang == Lang::Vi { ',' } else { '.' };
    if bytes < 1 << 20 {
        return format!("{} KB", bytes.div_ceil(1 << 10));
    }
    let tenths = bytes * 10 / (1 << 20);
    format!("{}{comma}{} MB", tenths / 10, tenths % 10)
}

impl Screen for Copies {
    fn name(&self) -> Words {
        NAME.into()
    }

    fn context(&self) -> Context {
        Context::Reader
    }

    fn opened(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        self.wish(CopyWish::Look, cx)
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        let (len, height) = (self.len(), Self::height(cx));
        match action {
            Action::Back => return vec![Ask::Close],
            Action::Enter => return self.enter(cx),
            other => {
                self.window.act(other, len, height);
            }
        }
        Vec::new()
    }

    fn text(&mut self, _typed: &str, _cx: &Cx<'_>) -> Vec<Ask> {
        Vec::new()
    }

    fn answered(&mut self, _ticket: Ticket, answer: Answer, cx: &Cx<'_>) -> Vec<Ask> {
        let Answer::Copies(answer) = answer else { return Vec::new() };
        self.waiting = false;
        match answer {
            Ok(seen) => self.take(*seen, cx),
            Err(words) => vec![Ask::Say(Notice::refused(words))],
        }
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        self.window.fit(self.len(), Self::height(cx));
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let Some(seen) = &self.seen else {
            line(frame, area, 0, READING.get(look.lang), look.theme.quiet);
            return;
        };
        for (y, words) in (0..).zip(Self::about(seen)) {
            let text = words.get(look.lang);
            // What matters of a long path is its end.
            let text = if width(text) > usize::from(area.width) {
                shortened(text, usize::from(area.width))
            } else {
                text.to_owned()
            };
            line(frame, area, y, &text, look.theme.label);
        }
        let top = u16::try_from(ABOVE).unwrap_or(0);
        let list = Rect { y: area.y + top.min(area.height), height: area.height.saturating_sub(top), ..area };
        for (y, at) in (0..).zip(self.window.seen(self.len(), usize::from(list.height))) {
            let here = at == self.window.at;
            let sign = if here { look.marker() } else { " " };
            let style = if here { look.theme.focus } else { look.theme.text };
            line(frame, list, y, &format!("{sign} {}", self.text(seen, at, look.lang)), style);
            if here {
                cursor(frame, list, 0, y);
            }
        }
    }
}

/// Cuts the middle out of a line that is too wide.
fn shortened(text: &str, cols: usize) -> String {
    let head = clip(text, cols / 3).into_owned();
    let mut tail = String::new();
    for letter in text.chars().rev() {
        let more = format!("{letter}{tail}");
        if width(&head) + width(&more) > cols {
            break;
        }
        tail = more;
    }
    format!("{head}{tail}")
}
