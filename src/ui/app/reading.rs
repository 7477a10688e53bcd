//! A session in which nothing can be saved: beside someone who writes, or before a past day.

use super::App;
use crate::register::Words;
use crate::say;
use crate::ui::screen::Notice;

impl App {
    /// Shows the register for reading only, which the top line says in these words; for writing again, where there are none.
    pub fn read_only(&mut self, reading: Option<Words>) {
        self.settings.reading = reading;
        // Another register may be shown from now on.
        self.watch.forget();
        self.all_stale();
    }

    /// Says that nothing can be saved here.
    pub(super) fn refuse_change(&mut self) {
        self.say(Notice::refused(say!(
            "Đang mở chỉ để xem, không ghi được. Đang xem ngày cũ thì F9, \"Xem như ngày…\", để trống rồi Enter.",
            "Open for reading only; nothing can be saved. From a past day: F9, \"As on a day…\", leave it empty, Enter."
        )));
    }
}
