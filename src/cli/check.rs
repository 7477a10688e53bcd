//! `danvan check`: all problems of the register, one line each.

use super::out::{End, Out, Outcome};
use super::place::{Place, commit_time, this_year};
use crate::register::{Issue, Lang, Severity, ShowCx, problems};
use crate::say;

/// Prints the problems, gravest marked as errors, and how many there are of each; the command fails where there are errors.
pub(super) fn run(place: &Place, year: Option<i32>, out: &mut Out) -> Outcome {
    let records = place.store.read();
    let today = commit_time().date_naive();
    let found = problems(&records, today, year.unwrap_or_else(this_year));
    let cx = ShowCx { records: &records, lang: out.lang };
    for issue in &found {
        out.line(&line(issue, cx))?;
    }
    let count = |severity| found.iter().filter(|issue| issue.severity == severity).count();
    let errors = count(Severity::Hard);
    out.note(&say!(
        "{errors} lỗi, {warnings} cảnh báo, {hints} lưu ý.",
        "{errors} errors, {warnings} warnings, {hints} hints.",
        errors = errors,
        warnings = count(Severity::Soft),
        hints = count(Severity::Hint)
    ));
    Ok(if errors == 0 { End::Done } else { End::Problems })
}

/// Writes `severity · rule · entity record · field: what is wrong and what to do`.
fn line(issue: &Issue, cx: ShowCx<'_>) -> String {
    let lang: Lang = cx.lang;
    let record = match cx.title(issue.schema, issue.id) {
        title if title.is_empty() => issue.id.to_string(),
        title => title,
    };
    let mut line = format!("{} · {} · {} {record}", issue.severity.label().get(lang), issue.rule, issue.schema.key);
    if let Some(field) = issue.field() {
        line.push_str(" · ");
        line.push_str(field.label.get(lang));
    }
    line.push_str(": ");
    line.push_str(issue.words.get(lang));
    line
}
