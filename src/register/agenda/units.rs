//! Units that have not registered, and neighbourhoods that nobody is in charge of.

use super::look::{At, Desk, Told};
use super::{Kind, SEASON};
use crate::register::progress::{has_registered, is_obliged};
use crate::register::rule::RuleCx;
use crate::register::rule::neighbourhood::nobody_in_charge;
use crate::register::schema::{neighbourhood, organisation};
use crate::say;
use crate::text::day::Day;

impl Desk<'_> {
    pub(super) fn neighbourhood(&self, at: At<'_>, found: &mut Vec<Told>) {
        let cx = RuleCx { record: at.record, id: at.id, records: self.records, today: self.today };
        if nobody_in_charge(&cx).is_some() {
            let words = say!("chưa có người phụ trách", "nobody in charge");
            let field = neighbourhood::ASSIGNED_MEMBER;
            found.push((at.entry(Kind::Unled, &neighbourhood::SCHEMA, field, (0, None)), words));
        }
    }

    /// Units are asked about in the last month of registration and after it.
    pub(super) fn unit(&mut self, at: At<'_>, found: &mut Vec<Told>) {
        let deadline = self.deadline();
        let is_asked = self.ahead(SEASON) >= deadline && is_obliged(at.record, deadline);
        if !is_asked || has_registered(self.records, at.id, self.year) {
            return;
        }
        let left = (deadline - self.today).num_days();
        let (kind, words) = if left < 0 {
            (Kind::Late, say!("chưa đăng ký, quá hạn {n} ngày", "not registered, {n} days late", n = -left))
        } else {
            let day = Day::Date(deadline).show();
            (Kind::Coming, say!("chưa đăng ký, hạn {day}", "not registered, due {day}", day = day))
        };
        found.push((at.entry(kind, &organisation::SCHEMA, organisation::MUST_REGISTER, (1, None)), words));
    }
}
