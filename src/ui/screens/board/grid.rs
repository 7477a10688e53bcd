//! The lines and columns of the board, written out.

use crate::register::board::{Board, Counts, Figure, Gauge, Line, Spot};
use crate::register::{Lang, Tally, Words};
use crate::say;
use crate::text::number::{show_decimal, show_integer};
use crate::text::width::width;
use rust_decimal::{Decimal, RoundingStrategy};

/// Columns of the bar of an average.
pub const BAR: usize = 10;
/// The bar, a blank and the percentage.
const BAR_COLS: usize = BAR + 5;
/// The widest that a column of figures grows.
const WIDEST: usize = 20;
/// The widest that heads make a column; the strip has the whole name.
const HEADS: usize = 14;
/// The narrowest and the widest that the names get.
const NAMES: std::ops::RangeInclusive<usize> = 14..=24;

/// What a column shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// A figure.
    Figure(Figure),
    /// The member of the committee in charge.
    Member,
}

/// One column behind the names.
#[derive(Clone, Debug)]
pub struct Column {
    /// What it shows.
    pub shows: Shows,
    /// The two lines above it.
    pub head: [String; 2],
    /// Its name in one line, for the strip.
    pub name: String,
    /// Its width.
    pub width: usize,
}

/// What a cell shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing counts here.
    Nothing,
    /// A figure or a name.
    Text(String),
    /// Something that is late.
    Late(String),
    /// A percentage as a bar.
    Bar(u16),
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A group and what it comes to.
    Group,
    /// A neighbourhood, or what stands under none.
    Line,
    /// All of it.
    Total,
}

/// One row.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it stands for.
    pub spot: Spot,
    /// What it is.
    pub kind: Kind,
    /// Whether it belongs to the group above.
    pub indented: bool,
    /// Its name.
    pub name: String,
    /// Code and name, for finding it.
    pub found_by: String,
    /// Its cells, one a column.
    pub cells: Vec<Cell>,
}

/// The whole board as rows; the last one is the total.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// The width of the names.
    pub names: usize,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
}

impl Grid {
    /// Writes a board out; of one group alone where `within` names it, without its neighbourhoods where `folded`.
    pub fn of(board: &Board, within: Option<&str>, folded: bool, lang: Lang) -> Self {
        let columns = columns(&board.gauges, lang);
        let mut rows = Vec::new();
        let grouped = board.is_grouped() && within.is_none();
        for group in board.groups.iter().filter(|group| within.is_none_or(|name| name == group.name)) {
            if grouped {
                let name = if group.name.is_empty() { ungrouped().get(lang).to_owned() } else { group.name.clone() };
                let spot = Spot::Group(group.name.clone());
                rows.push(row((spot, Kind::Group), name, &group.counts, &columns));
            }
            if !(grouped && folded) {
                let places = group.places.iter().map(|place| Row { indented: grouped, ..line(place, &columns, lang) });
                rows.extend(places);
            }
        }
        if let Some(group) = within.and_then(|name| board.groups.iter().find(|group| group.name == name)) {
            let name = say!("Cộng", "Sum").get(lang).to_owned();
            let spot = Spot::Group(group.name.clone());
            rows.push(row((spot, Kind::Total), name, &group.counts, &columns));
        } else {
            rows.extend(board.several.iter().chain([&board.ward]).map(|other| line(other, &columns, lang)));
            let name = say!("TỔNG", "TOTAL").get(lang).to_owned();
            rows.push(row((Spot::Total, Kind::Total), name, &board.total, &columns));
        }
        let names = rows.iter().map(|row| width(&row.name) + 2 * usize::from(row.indented)).max().unwrap_or(0);
        let mut grid = Self { names: names.clamp(*NAMES.start(), *NAMES.end()), columns, rows };
        grid.fit();
        grid
    }

    /// Makes each column as wide as its widest cell and its heads.
    fn fit(&mut self) {
        for (at, column) in self.columns.iter_mut().enumerate() {
            let heads = column.head.iter().map(|head| width(head)).max().unwrap_or(0).min(HEADS);
            let cells = self.rows.iter().filter_map(|row| row.cells.get(at)).map(Cell::width).max().unwrap_or(0);
            column.width = heads.max(cells).min(WIDEST);
        }
    }
}

impl Cell {
    fn width(&self) -> usize {
        match self {
            Self::Nothing => 1,
            Self::Text(text) | Self::Late(text) => width(text),
            Self::Bar(_) => BAR_COLS,
        }
    }
}

/// Names the neighbourhoods of which no group is said.
fn ungrouped() -> Words {
    say!("(chưa xếp nhóm)", "(in no group)")
}

fn row((spot, kind): (Spot, Kind), name: String, counts: &Counts, columns: &[Column]) -> Row {
    let cells = columns.iter().map(|column| cell(counts, column.shows, "")).collect();
    Row { spot, kind, indented: false, found_by: name.clone(), name, cells }
}

fn line(of: &Line, columns: &[Column], lang: Lang) -> Row {
    let name = of.name.get(lang).to_owned();
    let cells = columns.iter().map(|column| cell(&of.counts, column.shows, &of.member)).collect();
    let found_by = format!("{} {name}", of.code);
    Row { spot: of.spot.clone(), kind: Kind::Line, indented: false, name, found_by, cells }
}

fn cell(counts: &Counts, shows: Shows, member: &str) -> Cell {
    let figure = match shows {
        Shows::Member if member.is_empty() => return Cell::Nothing,
        Shows::Member => return Cell::Text(member.to_owned()),
        Shows::Figure(figure) => figure,
    };
    match figure {
        Figure::Average => counts.average.percent().map_or(Cell::Nothing, |percent| Cell::Bar(whole(percent))),
        Figure::Overdue if counts.overdue > 0 => Cell::Late(show_integer(counts.overdue.into())),
        _ => match shown(counts, figure) {
            text if text.is_empty() => Cell::Nothing,
            text => Cell::Text(text),
        },
    }
}

/// Writes a figure of a line without its unit; empty where nothing counts.
pub fn shown(counts: &Counts, figure: Figure) -> String {
    let count = |count: u32| if count == 0 { String::new() } else { show_integer(count.into()) };
    match figure {
        Figure::State(at) => count(counts.models.get(at).copied().unwrap_or(0)),
        Figure::Overdue => count(counts.overdue),
        Figure::Average => counts.average.percent().map_or_else(String::new, percent),
        Figure::Gauge(at) => counts.figures.get(at).map_or_else(String::new, tally),
        Figure::Households => counts.households.map_or_else(String::new, show_integer),
    }
}

/// Writes a tally: the sum, or the percentage with what it is made of.
pub fn tally(tally: &Tally) -> String {
    if tally.is_empty() {
        return String::new();
    }
    tally.percent().map_or_else(
        || tally.sum.show(),
        |of_all| {
            let of_all = of_all.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
            format!("{}%", show_decimal(of_all))
        },
    )
}

/// Writes a percentage with at most one digit behind the comma.
pub fn percent(percent: Decimal) -> String {
    format!("{}%", show_decimal(percent.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero)))
}

/// Rounds a percentage to a whole one from 0 to 100.
pub fn whole(percent: Decimal) -> u16 {
    let rounded = percent.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    u16::try_from(rounded).unwrap_or(0).min(100)
}

fn columns(gauges: &[Gauge], lang: Lang) -> Vec<Column> {
    let column = |shows, name: Words, first: Words, second: Words| Column {
        shows,
        head: [first.get(lang).to_owned(), second.get(lang).to_owned()],
        name: name.get(lang).to_owned(),
        width: 0,
    };
    let state = |at: usize, first: Words, second: Words| {
        let (label, _) = crate::register::board::STATES[at];
        column(Shows::Figure(Figure::State(at)), label.into(), first, second)
    };
    let mut columns = vec![
        state(0, say!("Đăng", "Regis-"), say!("ký", "tered")),
        state(1, say!("Đang", "Run-"), say!("làm", "ning")),
        state(2, say!("Hoàn", "Done"), say!("thành", "")),
        state(3, say!("Công", "Recog-"), say!("nhận", "nised")),
        column(
            Shows::Figure(Figure::Average),
            say!("Tiến độ bình quân", "Average progress"),
            say!("Tiến độ", "Average"),
            say!("bình quân", "progress"),
        ),
        column(
            Shows::Figure(Figure::Overdue),
            say!("Nhiệm vụ quá hạn", "Overdue tasks"),
            say!("Quá", "Over-"),
            say!("hạn", "due"),
        ),
    ];
    columns.extend(gauges.iter().enumerate().map(|(at, gauge)| {
        let unit = if gauge.unit.is_empty() { String::new() } else { format!("({})", gauge.unit) };
        let unit = Words { vi: unit.clone(), en: unit };
        column(Shows::Figure(Figure::Gauge(at)), gauge.heading(), gauge.name.clone(), unit)
    }));
    columns.push(column(
        Shows::Figure(Figure::Households),
        say!("Số hộ", "Households"),
        say!("Số", "House-"),
        say!("hộ", "holds"),
    ));
    columns.push(column(
        Shows::Member,
        say!("Người phụ trách", "Member in charge"),
        say!("Người", "Member"),
        say!("phụ trách", "in charge"),
    ));
    columns
}
