//! Reading the cube: the cells of a period, split as the question wants.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::names::{NONE, WARD};
use super::stock::Stock;
use super::{Cell, Class, Counted, Cube};
use crate::register::id::Id;
use crate::register::period::{slot, slot_day};
use crate::register::sum::Tally;
use crate::register::sum::question::{Answer, Dim, Key, Measure, Question, View};

/// Where something that counts stands: its cell and its time.
#[derive(Clone, Copy, Debug)]
struct Point {
    cell: Cell,
    year: i32,
    /// Number of the key of its month, or of its quarter or year; only where the question splits by month.
    time: u32,
}

/// Adds up what it is shown, split as the question wants.
struct Split<'a> {
    cube: &'a Cube,
    question: &'a Question,
    /// The wanted numbers of the question's conditions; `None` where nothing at all has the value.
    only: Option<Vec<(Dim, u32)>>,
    /// The neighbourhood under which each one stands today, by number; empty to leave all where they were.
    today: HashMap<u32, u32>,
    rows: Vec<(Box<[u32]>, Tally)>,
    /// The row of each number, where the question has one dimension; 0 for none, else the place plus one.
    single: Vec<u32>,
    /// The row of each combination, where it has several.
    several: HashMap<Box<[u32]>, usize>,
    numbers: Vec<u32>,
}

impl Cube {
    /// Answers a question from the kept sums.
    ///
    /// It reads the cells of the asked metric and years only: at a hundred thousand results some thousands.
    pub fn ask(&self, question: &Question) -> Answer {
        let mut split = Split::new(self, question);
        if split.only.is_some() {
            match question.measure {
                Measure::Metric(id) => split.metric(id),
                Measure::ModelYears => split.model_years(),
                Measure::Activities => split.flow(Counted::Activities),
                Measure::Participants => split.flow(Counted::Participants),
                Measure::Interactions => split.flow(Counted::Interactions),
                Measure::Overdue(today) => split.overdue(today),
            }
        }
        split.answer()
    }
}

impl<'a> Split<'a> {
    fn new(cube: &'a Cube, question: &'a Question) -> Self {
        let only = question.only.iter().map(|(dim, key)| Some((*dim, cube.names.find(key)?))).collect();
        let number = |id: Id| cube.names.find(&Key::Record(id));
        let today = match question.view {
            View::AsItWas => HashMap::new(),
            View::AsItIsNow => {
                cube.successors.pairs().filter_map(|(old, new)| Some((number(old)?, number(new)?))).collect()
            }
        };
        let numbers = vec![NONE; question.by.len()];
        Self { cube, question, only, today, rows: Vec::new(), single: Vec::new(), several: HashMap::new(), numbers }
    }

    fn metric(&mut self, id: Id) {
        let Some(metric) = self.cube.names.find(&Key::Record(id)) else { return };
        match self.cube.classes.get(&metric) {
            Some(Class::Flow) => self.flow(Counted::Metric(metric)),
            Some(Class::Latest) => self.stock(metric),
            None => {}
        }
    }

    /// Adds the cells of the period's years.
    fn flow(&mut self, counted: Counted) {
        let cube = self.cube;
        let years = self.question.period.years();
        for ((_, year), cells) in cube.flows.range((counted, *years.start())..=(counted, *years.end())) {
            let year = *year;
            let slots = self.question.period.slots(year);
            for (cell, sum) in cells.iter().filter(|(cell, _)| slots & (1 << cell.slot) != 0) {
                let point = self.point(*cell, year);
                if self.is_live(point.cell) && self.is_wanted(point) {
                    self.row(point).sum.merge(sum);
                }
            }
        }
    }

    /// Adds the latest figure of each owner in the period.
    fn stock(&mut self, metric: u32) {
        let cube = self.cube;
        let of_metric = cube.stocks.range((metric, 0)..=(metric, u32::MAX));
        let mut latest: BTreeMap<u32, &Stock> = BTreeMap::new();
        for ((_, owner), figures) in of_metric {
            let live = figures.iter().rev().filter(|stock| self.question.period.covers(stock.day));
            if let Some(stock) = live.into_iter().find(|stock| self.is_live(stock.cell)) {
                latest.insert(*owner, stock);
            }
        }
        for (owner, stock) in &latest {
            if self.is_replaced(*owner, stock, &latest) {
                continue;
            }
            let point = self.point(stock.cell, stock.day.year());
            if self.is_wanted(point) {
                stock.add_to(self.row(point));
            }
        }
    }

    /// Returns whether a neighbourhood that has ended is counted anew by one of those that took its place.
    fn is_replaced(&self, owner: u32, stock: &Stock, latest: &BTreeMap<u32, &Stock>) -> bool {
        let Key::Record(id) = self.cube.names.key(owner) else { return false };
        if !self.cube.successors.has_ended(id) {
            return false;
        }
        let heirs = self.cube.successors.heirs(id);
        let mut later = heirs.iter().filter_map(|heir| latest.get(&self.cube.names.find(&Key::Record(*heir))?));
        later.any(|heir| heir.moment() >= stock.moment())
    }

    /// Counts the registrations of the period's years.
    fn model_years(&mut self) {
        let cube = self.cube;
        let years = self.question.period.years();
        for (number, row) in cube.owners.years().filter(|(_, row)| row.counted && years.contains(&row.year)) {
            let neighbourhood = cube.owners.model(row.model).map_or(WARD, |model| model.neighbourhood);
            let cell = Cell { owner: number, neighbourhood, org: NONE, sort: NONE, slot: 16 };
            let point = self.point(cell, row.year);
            if self.is_live(cell) && self.is_wanted(point) {
                self.row(point).sum.count_one();
            }
        }
    }

    fn overdue(&mut self, today: NaiveDate) {
        let cube = self.cube;
        for task in cube.tasks.values().filter(|task| today > task.due) {
            let of_model = || cube.owners.model(task.model).map_or(WARD, |model| model.neighbourhood);
            let neighbourhood = if task.neighbourhood == NONE { of_model() } else { task.neighbourhood };
            let cell = Cell { owner: task.model, neighbourhood, org: task.org, sort: NONE, slot: slot(task.due_day) };
            let point = self.point(cell, task.due_day.year());
            if self.is_wanted(point) {
                self.row(point).sum.count_one();
            }
        }
    }

    fn point(&self, cell: Cell, year: i32) -> Point {
        let by_month =
            || self.question.by.contains(&Dim::Month) || self.question.only.iter().any(|of| of.0 == Dim::Month);
        let time = if by_month() { self.time(year, cell.slot) } else { NONE };
        let neighbourhood = self.today.get(&cell.neighbourhood).copied().unwrap_or(cell.neighbourhood);
        Point { cell: Cell { neighbourhood, ..cell }, year, time }
    }

    fn time(&self, year: i32, slot: u8) -> u32 {
        self.cube.names.find(&Key::Time(slot_day(year, slot))).unwrap_or(NONE)
    }

    /// Returns whether neither the registration nor the model under which a figure stands was withdrawn.
    fn is_live(&self, cell: Cell) -> bool {
        let owners = &self.cube.owners;
        if cell.owner == NONE {
            return true;
        }
        match owners.year(cell.owner) {
            Some(year) => year.live && (year.model == NONE || owners.model(year.model).is_some_and(|model| model.live)),
            None => owners.model(cell.owner).is_some_and(|model| model.live),
        }
    }

    fn is_wanted(&self, point: Point) -> bool {
        let only = self.only.as_deref().unwrap_or_default();
        only.iter().all(|(dim, number)| self.number(*dim, point) == *number)
    }

    /// Returns the number of the key that a point has in a dimension.
    fn number(&self, dim: Dim, point: Point) -> u32 {
        let owners = &self.cube.owners;
        let cell = point.cell;
        let year = owners.year(cell.owner);
        let model_number = year.map_or(cell.owner, |year| year.model);
        let model = owners.model(model_number);
        let org = || if cell.org == NONE { model.map_or(NONE, |model| model.org) } else { cell.org };
        match dim {
            Dim::Neighbourhood => cell.neighbourhood,
            Dim::Year => self.time(point.year, 16),
            Dim::Month => point.time,
            Dim::Source | Dim::Activity => cell.sort,
            Dim::Model => model_number,
            Dim::ModelYear => year.map_or(NONE, |_| cell.owner),
            Dim::Field => match year {
                Some(year) if year.field != NONE => year.field,
                _ => model.map_or(NONE, |model| model.field),
            },
            Dim::Level => model.map_or(NONE, |model| model.level),
            Dim::Kind => model.map_or(NONE, |model| model.kind),
            Dim::Subject => model.map_or(NONE, |model| model.subject),
            Dim::RegType => year.map_or(NONE, |year| year.reg_type),
            Dim::State => year.map_or(NONE, |year| year.state),
            Dim::Org => org(),
            Dim::Bloc => owners.bloc(org()),
        }
    }

    /// Returns the row of a point, a new one where it is the first of its kind.
    fn row(&mut self, point: Point) -> &mut Tally {
        for place in 0..self.numbers.len() {
            self.numbers[place] = self.number(self.question.by[place], point);
        }
        let place = match self.numbers[..] {
            // Without a dimension all points share one row, as if each had the first number.
            [] | [_] => {
                let number = self.numbers.first().copied().unwrap_or(NONE) as usize;
                if number >= self.single.len() {
                    self.single.resize(number.max(self.cube.names.len()) + 1, 0);
                }
                if self.single[number] == 0 {
                    self.rows.push((self.numbers.as_slice().into(), Tally::default()));
                    self.single[number] = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
                }
                self.single[number] as usize - 1
            }
            _ => {
                if let Some(place) = self.several.get(self.numbers.as_slice()) {
                    *place
                } else {
                    self.rows.push((self.numbers.as_slice().into(), Tally::default()));
                    self.several.insert(self.numbers.as_slice().into(), self.rows.len() - 1);
                    self.rows.len() - 1
                }
            }
        };
        &mut self.rows[place].1
    }

    fn answer(self) -> Answer {
        let names = &self.cube.names;
        let keys = |numbers: &[u32]| numbers.iter().map(|number| names.key(*number)).collect();
        Answer::of(self.rows.into_iter().map(|(numbers, tally)| (keys(&numbers), tally)).collect())
    }
}
