//! What is typed about a task in one line: a later due day with its reason, how far the work has come.

use super::Standing;
use crate::register::change::{Accepted, Command, Request, Seen, Set};
use crate::register::field::FieldId;
use crate::register::id::Id;
use crate::register::record::{Read, Record};
use crate::register::schema::task;
use crate::register::value::Value;
use crate::register::words::Words;
use crate::say;
use crate::text::day::{Day, DayCx, parse_day};
use crate::text::fold::tidy;

/// Most words that a day is written in: `20 tháng 3 năm 2026`.
const WORDS_OF_A_DAY: usize = 5;

/// Makes the extension of a task out of a later day and a reason, as in `20/3 chờ số liệu`: the due day moves, both days
/// and the reason are kept among the extensions and in the journal.
///
/// # Errors
///
/// Says what is wrong: the task is over or has no due day, the day cannot be read or is no later one, there is no reason.
pub fn extended(id: Id, record: &Record, typed: &str, cx: DayCx) -> Result<Request, Words> {
    let old = record.day(task::DUE).filter(|_| !Standing::of(record, cx.today).is_over());
    let Some(old) = old else {
        return Err(say!(
            "Việc này đã xong hoặc chưa có hạn, không gia hạn được.",
            "The task is over, or has no due day that could be extended."
        ));
    };
    let Some((new, reason)) = day_and_rest(typed, cx) else {
        return Err(say!(
            "Không đọc được ngày ở đầu. Gõ như: 20/3 chờ số liệu.",
            "There is no day at the beginning. Type: 20/3 waits for figures."
        ));
    };
    if new.last() <= old.last() {
        return Err(say!(
            "Hạn mới {new} không sau hạn cũ {old}. Gõ ngày muộn hơn.",
            "The new day {new} is not after the old one, {old}. Type a later day.",
            new = new.show(),
            old = old.show()
        ));
    }
    if reason.is_empty() {
        return Err(say!(
            "Ghi lý do sau ngày, ví dụ: 20/3 chờ số liệu.",
            "Type the reason behind the day, such as: 20/3 waits for figures."
        ));
    }
    let mut lines = match record.get(&task::EXTENSIONS) {
        Some(Value::List(lines)) => lines.clone(),
        _ => Vec::new(),
    };
    lines.push(format!("{} → {}: {reason}", old.show(), new.show()));
    let why = format!("Gia hạn lần {}: {reason}", lines.len());
    let set = [(task::DUE, Value::Day(new)), (task::EXTENSIONS, Value::List(lines))];
    Ok(Request { command: save(id, record, set), why })
}

/// Notes how far a task has come out of a percentage, and what else is said: `60`, `60% đã gửi dự thảo`.
///
/// A task that was only set is in work from then on.
///
/// # Errors
///
/// Says what is wrong: the task is over, there is no percentage from 0 to 100.
pub fn told(id: Id, record: &Record, typed: &str, cx: DayCx) -> Result<Request, Words> {
    if Standing::of(record, cx.today).is_over() {
        return Err(say!(
            "Việc này đã xong, không ghi tiến độ nữa.",
            "The task is over: there is no progress to note."
        ));
    }
    let typed = tidy(typed);
    let digits = typed.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(typed.len());
    let (number, rest) = typed.split_at_checked(digits).unwrap_or_default();
    let percent = number.parse::<i64>().ok().filter(|percent| (0..=100).contains(percent));
    let Some(percent) = percent else {
        return Err(say!(
            "Gõ tiến độ từ 0 đến 100, ví dụ: 60 đã gửi dự thảo.",
            "Type the progress from 0 to 100, such as: 60 draft sent."
        ));
    };
    let said = rest.trim_start().trim_start_matches('%').trim_start_matches([' ', ',', ':', ';']);
    let mut set = vec![(task::PROGRESS, Value::Integer(percent))];
    let mut why = format!("Tiến độ {percent} %");
    if !said.is_empty() {
        let line = format!("{}: {percent} %, {said}", Day::Date(cx.today).show());
        let before = record.text(task::NOTE);
        let note = if before.is_empty() { line } else { format!("{before}\n{line}") };
        set.push((task::NOTE, Value::Text(note)));
        why = format!("{why}: {said}");
    }
    let mut commands = Vec::new();
    if percent > 0 && record.choice(task::STATUS).is_none_or(|state| state == task::SET) {
        commands.push(Command::Step {
            schema: &task::SCHEMA,
            id,
            to: task::IN_WORK.to_owned(),
            reason: String::new(),
            set: Vec::new(),
            accepted: Accepted::None,
        });
    }
    commands.push(save(id, record, set));
    Ok(Request { command: Command::Batch(commands), why })
}

/// Reads the day at the beginning of what is typed, as many words as belong to it, and gives the rest.
fn day_and_rest(typed: &str, cx: DayCx) -> Option<(Day, String)> {
    let typed = tidy(typed);
    let words: Vec<&str> = typed.split(' ').collect();
    (1..=words.len().min(WORDS_OF_A_DAY)).rev().find_map(|n| {
        let (day, rest) = words.split_at(n);
        let day = parse_day(day.join(" ").trim_end_matches([',', ':', ';']), &cx).ok()?;
        Some((day, rest.join(" ").trim_start_matches(['-', ',', ':', ';']).trim().to_owned()))
    })
}

fn save(id: Id, record: &Record, set: impl IntoIterator<Item = (FieldId, Value)>) -> Command {
    let seen = |field| Seen::Value(record.get(&field).cloned());
    let set = set.into_iter().map(|(field, value)| Set { field, seen: seen(field), new: Some(value) }).collect();
    Command::Save { schema: &task::SCHEMA, id, set, accepted: Accepted::None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;

    const CX: DayCx = DayCx { today: chrono::NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day"), year: 2026 };

    fn task(trial: &mut Trial) -> (Id, Record) {
        let fields = [(task::TITLE, "Sơ kết"), (task::ASSIGNED_ON, "01/11/2026"), (task::DUE, "25/11/2026")];
        let id = trial.put(&task::SCHEMA, &fields);
        (id, trial.get(&task::SCHEMA, id))
    }

    #[test]
    fn an_extension_keeps_both_days_and_the_reason() {
        let mut trial = Trial::new();
        let (id, record) = task(&mut trial);
        for (typed, day) in [
            ("30/11 chờ số liệu", "30/11/2026"),
            ("30/11/2026: chờ số liệu", "30/11/2026"),
            ("T+10,  chờ số liệu", "02/12/2026"),
        ] {
            let request = extended(id, &record, typed, CX).unwrap();
            assert_eq!(request.why, "Gia hạn lần 1: chờ số liệu", "{typed}");
            let Command::Save { set, .. } = request.command else { panic!("a save") };
            let lines = Value::List(vec![format!("25/11/2026 → {day}: chờ số liệu")]);
            assert_eq!(set[1].new, Some(lines), "{typed}");
        }
        for slip in ["", "30/11", "chờ số liệu", "25/11 chờ", "20/11 chờ"] {
            assert!(extended(id, &record, slip, CX).is_err(), "{slip}");
        }
        let mut done = record.clone();
        done.insert(task::STATUS, Value::Choice(task::DONE.to_owned()));
        assert!(extended(id, &done, "30/11 chờ", CX).is_err());
    }

    #[test]
    fn progress_takes_a_figure_and_what_else_is_said() {
        let mut trial = Trial::new();
        let (id, mut record) = task(&mut trial);
        let read = |record: &Record, typed: &str| {
            let Command::Batch(commands) = told(id, record, typed, CX).unwrap().command else { panic!("a batch") };
            let Some(Command::Save { set, .. }) = commands.last() else { panic!("a save") };
            (commands.len(), set.iter().filter_map(|set| set.new.clone()).collect::<Vec<_>>())
        };
        assert_eq!(read(&record, "60"), (2, vec![Value::Integer(60)]), "it is in work from now on");
        record.insert(task::STATUS, Value::Choice(task::IN_WORK.to_owned()));
        record.insert(task::NOTE, Value::Text("cũ".to_owned()));
        for typed in ["60% đã gửi", "60 %, đã gửi", " 60 đã gửi "] {
            let note = Value::Text("cũ\n22/11/2026: 60 %, đã gửi".to_owned());
            assert_eq!(read(&record, typed), (1, vec![Value::Integer(60), note]), "{typed}");
        }
        for slip in ["", "101", "đã gửi", "-5"] {
            assert!(told(id, &record, slip, CX).is_err(), "{slip}");
        }
    }
}
