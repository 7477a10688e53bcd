//! Units that have not registered, and neighbourhoods that nobody is in charge of.

use super::{Desk, Entry, Kind, SEASON};
use crate::register::progress::{deadline, unregistered};
use crate::register::query::Query;
use crate::register::rule::RuleCx;
use crate::register::rule::neighbourhood::nobody_in_charge;
use crate::register::schema::{neighbourhood, organisation};
use crate::say;
use crate::text::day::Day;

impl Desk<'_> {
    pub(super) fn units(&mut self) {
        self.silent_units();
        self.each(&Query::all(&neighbourhood::SCHEMA), |desk, id, record| {
            let cx = RuleCx { record, id, records: desk.records, today: desk.today };
            if nobody_in_charge(&cx).is_some() {
                let words = say!("chưa có người phụ trách", "nobody in charge");
                let (schema, field) = (&neighbourhood::SCHEMA, Some(neighbourhood::ASSIGNED_MEMBER));
                desk.found.push(Entry { kind: Kind::Unled, schema, id, field, words });
            }
        });
    }

    /// Units are asked about in the last month of registration and after it.
    fn silent_units(&mut self) {
        let deadline = deadline(self.records, self.year);
        if self.ahead(SEASON) < deadline {
            return;
        }
        let left = (deadline - self.today).num_days();
        let (kind, words) = if left < 0 {
            (Kind::Late, say!("chưa đăng ký, quá hạn {n} ngày", "not registered, {n} days late", n = -left))
        } else {
            let day = Day::Date(deadline).show();
            (Kind::Coming, say!("chưa đăng ký, hạn {day}", "not registered, due {day}", day = day))
        };
        for id in unregistered(self.records, self.year) {
            let (schema, field) = (&organisation::SCHEMA, Some(organisation::MUST_REGISTER));
            self.found.push(Entry { kind, schema, id, field, words: words.clone() });
        }
    }
}
