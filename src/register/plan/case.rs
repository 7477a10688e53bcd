//! One record before and after a change, measured by everything that holds for it.

use chrono::NaiveDate;

use crate::register::change::{Accepted, Issue};
use crate::register::field::{Choices, Field, FieldId, Need};
use crate::register::id::Id;
use crate::register::record::{Read, Record, common};
use crate::register::records::Records;
use crate::register::rule::{Rule, RuleCx, Severity};
use crate::register::schema::Schema;
use crate::register::show::ShowCx;
use crate::register::unique;
use crate::register::value::Value;
use crate::register::words::{Label, Words};
use crate::say;

/// One record before and after, and the register it stands in.
pub(super) struct Case<'a> {
    pub(super) schema: &'static Schema,
    pub(super) id: Id,
    pub(super) before: &'a Record,
    pub(super) after: &'a Record,
    pub(super) records: &'a dyn Records,
}

impl Case<'_> {
    fn issue(&self, field: FieldId, rule: &'static str, words: Words) -> Issue {
        Issue { schema: self.schema, id: self.id, field: Some(field), severity: Severity::Hard, rule, words }
    }

    pub(super) fn is_changed(&self, field: FieldId) -> bool {
        self.before.get(&field) != self.after.get(&field)
    }

    /// Checks each changed value by its kind, its list or its links.
    pub(super) fn check_values(&self, issues: &mut Vec<Issue>) {
        for (&id, value) in self.after.iter().filter(|(id, _)| self.is_changed(**id)) {
            match self.schema.field(id) {
                None => issues.push(self.issue(
                    id,
                    "field.unknown",
                    say!("Sổ không có trường số {id}.", "The register has no field number {id}.", id = id),
                )),
                Some(field) => {
                    if let Err(words) = field.check(value) {
                        issues.push(self.issue(id, "field.value", words));
                    } else if let Some(words) =
                        self.check_choices(field, value).or_else(|| self.check_links(field, value))
                    {
                        issues.push(self.issue(id, "field.reference", words));
                    }
                }
            }
        }
    }

    fn check_choices(&self, field: &Field, value: &Value) -> Option<Words> {
        let codes = match value {
            Value::Choice(code) => std::slice::from_ref(code),
            Value::Choices(codes) => codes,
            _ => return None,
        };
        let known = |code: &str| match field.kind.choices() {
            Some(Choices::Fixed(list)) => list.iter().any(|choice| choice.code == code),
            Some(Choices::Catalogue(name)) => self.records.catalogue(name).iter().any(|entry| entry.code == code),
            None => false,
        };
        let unknown = codes.iter().find(|code| !known(code))?;
        Some(say!(
            "Danh mục không có mã \"{code}\". Chọn trong danh mục (F4).",
            "The list has no code \"{code}\". Choose from the list (F4).",
            code = unknown
        ))
    }

    fn check_links(&self, field: &Field, value: &Value) -> Option<Words> {
        let target = self.records.dictionary().entity(field.kind.target()?)?;
        let earlier = self.before.links(field.id);
        for &id in value.links() {
            match self.records.withdrawn(target, id) {
                None => {
                    return Some(say!(
                        "Không có {name} nào mang mã nội bộ {id}. Chọn lại (F4).",
                        "There is no {name} with the id {id}. Choose again (F4).",
                        name = target.name,
                        id = id
                    ));
                }
                Some(true) if !earlier.contains(&id) => {
                    return Some(say!(
                        "{name} \"{title}\" đã rút bỏ, không chọn được nữa.",
                        "The {name} \"{title}\" was withdrawn and can no longer be chosen.",
                        name = target.name,
                        title = ShowCx::vi(self.records).title(target, id)
                    ));
                }
                Some(_) => {}
            }
        }
        None
    }

    /// Checks that what names the record is there.
    pub(super) fn check_names(&self, issues: &mut Vec<Issue>) {
        for field in self.schema.fields.iter().filter(|field| matches!(field.need, Need::Draft) && !field.retired) {
            if self.after.get(&field.id).is_none_or(Value::is_missing) {
                issues.push(self.issue(
                    field.id,
                    "field.required",
                    say!(
                        "Chưa có \"{field}\"; thiếu ô này thì chưa lưu được.",
                        "\"{field}\" is empty; the record cannot be saved without it.",
                        field = field.label
                    ),
                ));
            }
        }
    }

    /// Checks that no other record holds the places that this one claims.
    pub(super) fn check_claims(&self, issues: &mut Vec<Issue>) {
        for (set, unique) in self.schema.unique.iter().enumerate() {
            let Some(claim) = unique::claim(self.schema, set, self.after) else { continue };
            if let Some(other) = self.records.claimed(self.schema, set, &claim).filter(|other| *other != self.id) {
                issues.push(self.issue(
                    unique.fields.last().copied().unwrap_or_default(),
                    "record.duplicate",
                    say!(
                        "Đã có {name} như vậy: {title}. Sửa bản ghi đó, hoặc đổi giá trị ở đây.",
                        "There is such a {name} already: {title}. Change that one, or the value here.",
                        name = self.schema.name,
                        title = ShowCx::vi(self.records).title(self.schema, other)
                    ),
                ));
            }
        }
    }

    /// Checks values, names and claims, and where these hold the rules that the change touches; returns the soft refusals
    /// that were accepted.
    pub(super) fn check(
        &self,
        accepted: &Accepted,
        today: NaiveDate,
        issues: &mut Vec<Issue>,
    ) -> Vec<(&'static str, String)> {
        self.check_values(issues);
        self.check_names(issues);
        self.check_claims(issues);
        let mut noted = Vec::new();
        let found =
            if issues.iter().all(|issue| issue.severity == Severity::Soft) { self.broken(today) } else { Vec::new() };
        issues.extend(found);
        issues.retain(|issue| match reason_for(accepted, issue) {
            Some(reason) => {
                noted.push((issue.rule, reason.to_owned()));
                false
            }
            None => true,
        });
        noted
    }

    /// Lists the rules that the change touches and breaks.
    fn broken(&self, today: NaiveDate) -> Vec<Issue> {
        let cx = RuleCx { record: self.after, id: self.id, records: self.records, today };
        let touched =
            |rule: &&Rule| rule.severity != Severity::Hint && rule.on.iter().any(|field| self.is_changed(*field));
        self.schema.rules.iter().filter(touched).filter_map(|rule| self.broken_rule(rule, &cx)).collect()
    }

    fn broken_rule(&self, rule: &Rule, cx: &RuleCx<'_>) -> Option<Issue> {
        let words = (rule.check)(cx)?;
        Some(Issue {
            schema: self.schema,
            id: self.id,
            field: rule.on.first().copied(),
            severity: rule.severity,
            rule: rule.id,
            words: join(words, rule.remedy),
        })
    }
}

/// Lists what is wrong with a record as it stands: values, links, names, claims and the rules that `asked` lets through, the
/// hints too; what was accepted for it is left out.
pub fn measure(
    schema: &'static Schema,
    id: Id,
    record: &Record,
    (records, today): (&dyn Records, NaiveDate),
    asked: &dyn Fn(&Rule) -> bool,
) -> Vec<Issue> {
    let before = Record::new();
    let case = Case { schema, id, before: &before, after: record, records };
    let mut issues = Vec::new();
    case.check_values(&mut issues);
    case.check_names(&mut issues);
    case.check_claims(&mut issues);
    let cx = RuleCx { record, id, records, today };
    let accepted = match record.get(&common::ACCEPTED) {
        Some(Value::List(items)) => items.as_slice(),
        _ => &[],
    };
    let is_accepted = |rule: &Rule| {
        rule.severity == Severity::Soft
            && accepted.iter().any(|item| item.split_once(": ").is_some_and(|(named, _)| named == rule.id))
    };
    let rules = schema.rules.iter().filter(|rule| asked(rule) && !is_accepted(rule));
    issues.extend(rules.filter_map(|rule| case.broken_rule(rule, &cx)));
    issues
}

/// Returns the reason for which a soft refusal was accepted.
fn reason_for<'a>(accepted: &'a Accepted, issue: &Issue) -> Option<&'a str> {
    let reason = match accepted {
        Accepted::None => None,
        Accepted::All(reason) => Some(reason),
        Accepted::Rules(rules) => rules.iter().find(|(id, _)| id == issue.rule).map(|(_, reason)| reason),
    };
    reason.map(|reason| reason.trim()).filter(|reason| issue.severity == Severity::Soft && !reason.is_empty())
}

/// Puts what to do after what is wrong.
fn join(what: Words, remedy: Label) -> Words {
    if remedy.is_empty() {
        return what;
    }
    Words { vi: format!("{} {}", what.vi, remedy.vi), en: format!("{} {}", what.en, remedy.en) }
}
