//! Undo and redo: the person's own saves, newest last, those of earlier sessions too.

use std::sync::Arc;

use crate::register::{Commit, ShowCx};
use crate::say;
use crate::ui::screen::Notice;
use crate::ui::screens::{Dialog, changes};

/// Most saves that are remembered; older ones are taken back from the history.
const MOST: usize = 200;

/// What the session saved, and what it took back.
#[derive(Debug, Default)]
pub struct Taken {
    done: Vec<Arc<Commit>>,
    undone: Vec<Arc<Commit>>,
    /// Whether the saves of earlier sessions were read.
    has_earlier: bool,
}

impl Taken {
    /// Remembers a save of this session.
    pub fn saved(&mut self, commit: &Arc<Commit>) {
        let takes_back = |list: &[Arc<Commit>]| {
            let last = list.last();
            last.is_some_and(|last| last.dev == commit.dev && commit.undoes == Some(last.seq))
        };
        if takes_back(&self.done) {
            self.done.pop();
            self.undone.push(Arc::clone(commit));
        } else if takes_back(&self.undone) {
            self.undone.pop();
            self.done.push(Arc::clone(commit));
        } else {
            self.undone.clear();
            self.done.push(Arc::clone(commit));
            if self.done.len() > MOST {
                self.done.remove(0);
            }
        }
    }

    /// Returns whether there is nothing to take back, or to make again, until earlier sessions are asked.
    pub const fn wants_earlier(&self, redo: bool) -> bool {
        !self.has_earlier && if redo { self.undone.is_empty() } else { self.done.is_empty() }
    }

    /// Takes over what `who` saved lately, this session's own among it; `commits` come newest first.
    pub fn recall(&mut self, commits: &[Commit], who: &str) {
        *self = Self { has_earlier: true, ..Self::default() };
        for commit in commits.iter().rev().filter(|commit| commit.who == who) {
            self.saved(&Arc::new(commit.clone()));
        }
    }

    /// Makes the question whether the last save, or the last undo, is to be taken back; `Err` says that there is none.
    pub fn ask(&self, redo: bool, show: ShowCx<'_>, arrow: &str) -> Result<Dialog, Notice> {
        let (list, question, nothing) = if redo {
            let nothing = say!("Không có gì để làm lại.", "There is nothing to make again.");
            (&self.undone, say!("Làm lại điều đã hoàn tác?", "Make again what was taken back?"), nothing)
        } else {
            let nothing = say!(
                "Bạn chưa lưu gì để hoàn tác. Các lần sửa của người khác có trong Lịch sử (F9).",
                "You saved nothing yet. What others changed is in the History (F9)."
            );
            (&self.done, say!("Hoàn tác lần lưu này?", "Take this save back?"), nothing)
        };
        let Some(commit) = list.last() else { return Err(Notice::note(nothing)) };
        Ok(changes::undo(commit, question, show, arrow))
    }
}
