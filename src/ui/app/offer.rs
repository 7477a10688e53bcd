//! What can be noted about where one stands, and the task that a paper wants.

use super::{App, Moment, context};
use crate::register::Commit;
use crate::register::follow::wants_task;
use crate::register::schema::document;
use crate::say;
use crate::ui::screen::Subject;
use crate::ui::screens::Jot;

impl App {
    /// Lists what can be noted about a record; over an empty form of a paper, about the paper that was just saved.
    pub(super) fn jot(&self, subject: Subject, moment: &Moment<'_>) -> Jot {
        let target = subject.schema.zip(subject.id);
        let is_there = target.is_some_and(|(schema, id)| moment.records.get(schema, id).is_some());
        let offered =
            self.offered.filter(|(schema, _)| !is_there && subject.schema.is_some_and(|of| of.key == schema.key));
        let subject = match offered {
            Some((schema, id)) => Subject { schema: Some(schema), id: Some(id), field: None },
            None => Subject { id: subject.id.filter(|_| is_there), ..subject },
        };
        Jot::new(subject, &context(&self.settings, (&self.habits, &self.watch), self.size, 0, moment))
    }

    /// Says that a paper which was just saved wants something done, and how to make a task of it.
    pub(super) fn offer_task(&mut self, commit: &Commit, moment: &Moment<'_>) {
        let papers = commit.changes.iter().filter(|change| change.schema.key == document::SCHEMA.key);
        let wanting = papers.map(|change| (change.schema, change.id)).find(|(schema, id)| {
            let record = moment.records.get(schema, *id);
            record.is_some_and(|record| wants_task(*id, &record, moment.records))
        });
        self.offered = wanting;
        if let (Some(_), Some(notice)) = (wanting, &mut self.notice) {
            let words = say!(
                "{said}. Văn bản có việc phải làm: F9, \"Ghi thêm\" để giao nhiệm vụ.",
                "{said}. The paper wants something done: F9, \"Note\" makes a task of it.",
                said = notice.words
            );
            notice.words = words;
        }
    }
}
