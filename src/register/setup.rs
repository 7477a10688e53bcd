//! What a new register begins with: the ward's profile, the catalogues, the metrics, the first year's plan.

pub mod founding;
pub mod roster;

use chrono::NaiveDate;

use super::change::{Accepted, Command, Request, Seen, Set};
use super::id::Id;
use super::schema::REGISTER;
use super::seed::{Seed, seeds};
use super::value::Value;
use crate::text::day::Day;

/// The ward for which a register is set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ward {
    /// Code of the kind: `PHUONG`, `XA` or `DAC_KHU`.
    pub kind: &'static str,
    /// Its name, without the kind.
    pub name: String,
    /// The province or city above it.
    pub province: String,
    /// The year with which the register begins; the profile holds from its first day on.
    pub year: i32,
}

impl Ward {
    /// Returns the Vietnamese word of the kind.
    pub const fn kind_word(&self) -> &'static str {
        match self.kind.as_bytes() {
            b"XA" => "xã",
            b"DAC_KHU" => "đặc khu",
            _ => "phường",
        }
    }
}

/// Gives the requests that set a register up: the profile, the catalogues with the metrics, the first year's plan.
///
/// Lines of the letterhead are written the usual way and are there to be changed.
pub fn setup(ward: &Ward, new_id: &mut dyn FnMut() -> Id) -> Vec<Request> {
    let profile = Request { command: save(profile(ward), new_id), why: "Lập sổ: hồ sơ đơn vị".to_owned() };
    let seeds = furnish(new_id);
    let plan = plan_of_the_year(ward)
        .map(|plan| Request { command: save(plan, new_id), why: "Lập sổ: kế hoạch năm".to_owned() });
    [profile, seeds].into_iter().chain(plan).collect()
}

/// Gives what any register begins with, whichever ward it is for: the catalogues and the metrics.
pub fn furnish(new_id: &mut dyn FnMut() -> Id) -> Request {
    let seeds = seeds().into_iter().map(|seed| save(seed, new_id)).collect();
    Request { command: Command::Batch(seeds), why: "Lập sổ: danh mục, chỉ số".to_owned() }
}

fn save((schema, values): Seed, new_id: &mut dyn FnMut() -> Id) -> Command {
    let set = values.into_iter().map(|(field, value)| Set { field, seen: Seen::Any, new: Some(value) }).collect();
    Command::Save { schema, id: new_id(), set, accepted: Accepted::None }
}

fn profile(ward: &Ward) -> Seed {
    use super::schema::ward as field;
    let text = |text: &str| Value::Text(text.to_owned());
    let kind = ward.kind_word();
    let mut values = vec![
        (field::WARD_TYPE, Value::Choice(ward.kind.to_owned())),
        (field::WARD_NAME, text(&ward.name)),
        (field::PROVINCE, text(&ward.province)),
        (field::PARTY_ISSUER_LINE, text(&format!("ĐẢNG ỦY {kind} {}", ward.name).to_uppercase())),
        (field::COMMITTEE_NAME, text(&format!("Ban Chỉ đạo phong trào thi đua \"Dân vận khéo\" {kind} {}", ward.name))),
        (field::PLACE_NAME, text(&ward.name)),
    ];
    let first_day = NaiveDate::from_ymd_opt(ward.year, 1, 1);
    values.extend(first_day.map(|day| (field::VALID_FROM, Value::Day(Day::Date(day)))));
    (&field::SCHEMA, values)
}

/// Gives the plan of the first year.
fn plan_of_the_year(ward: &Ward) -> Option<Seed> {
    let schema = REGISTER.entity("year_plan")?;
    let year = schema.field_by_key("year")?.id;
    Some((schema, vec![(year, Value::Integer(ward.year.into()))]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::change::{Actor, Commit};
    use crate::register::memory::MemoryRecords;
    use crate::register::plan::plan;
    use crate::register::record::Read;
    use crate::register::records::Records;
    use crate::register::schema::ward;
    use crate::register::wire::{Fault, Reader, Source};
    use crate::register::words::Words;

    struct Ids(u128);

    impl Source for Ids {
        fn new_id(&mut self) -> Id {
            self.0 += 1;
            Id::from_bits(self.0)
        }

        fn commit(&self, _: u64) -> Result<Option<Commit>, Words> {
            Ok(None)
        }
    }

    fn set_up(year: i32) -> MemoryRecords {
        let ward = Ward { kind: "XA", name: "Mộc Nam".to_owned(), province: "Hà Nam".to_owned(), year };
        let mut ids = Ids(0);
        let mut records = MemoryRecords::new(REGISTER);
        for (request, seq) in setup(&ward, &mut || ids.new_id()).iter().zip(1..) {
            let planned = plan(request, &records, &Actor::sole("thu"), now()).unwrap();
            records.apply(seq, &planned.changes);
        }
        records
    }

    fn now() -> crate::register::Time {
        "2026-11-22T12:00:00+07:00".parse().unwrap()
    }

    #[test]
    fn a_ward_is_set_up() {
        let records = set_up(2026);
        let (_, profile) = ward::in_force(&records, now().date_naive()).unwrap();
        assert_eq!(profile.text(ward::PARTY_ISSUER_LINE), "ĐẢNG ỦY XÃ MỘC NAM");
        assert_eq!(profile.day(ward::VALID_FROM).unwrap().iso(), "2026-01-01");
        assert_eq!(records.len(), seeds().len() + 1 + usize::from(plan_of_the_year(&WARD).is_some()));
    }

    const WARD: Ward = Ward { kind: "XA", name: String::new(), province: String::new(), year: 2026 };

    #[test]
    fn the_samples_are_accepted_in_any_year_one_after_the_other() {
        let samples = [
            include_str!("../../data/samples/moc-nam-2022.jsonl"),
            include_str!("../../data/samples/truong-son-2023.jsonl"),
        ];
        for year in [2022, 2026] {
            let (mut records, actor) = (set_up(year), Actor::sole("thu"));
            for line in samples.iter().flat_map(|sample| sample.lines()) {
                let request = Reader::new(&records, &actor, now(), 2026, &mut Ids(1000)).read(line);
                let request = request.unwrap_or_else(|fault| panic!("{}\n{line}", fault.words.en));
                let planned = plan(&request, &records, &actor, now());
                let planned = planned.unwrap_or_else(|reject| panic!("{}\n{line}", Fault::from(reject).words.en));
                records.apply(records.seq() + 1, &planned.changes);
            }
        }
    }
}
