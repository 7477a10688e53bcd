//! The columns of a table: which fields, how wide, which of them are seen.

use crate::register::{Field, FieldId, Kind, Lang, Schema, Words};
use crate::text::width::{pad_left, pad_right, width as text_width};

/// Width of a column whose field names none.
const USUAL: u16 = 24;
/// The widest that a column grows into free room.
const WIDEST: u16 = 60;
/// Blank columns between two columns.
const GAP: u16 = 1;
/// Width of a column that a person may type figures or dates in, where its field names none.
const NARROW: u16 = 12;

/// One column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its field.
    pub field: &'static Field,
    /// The link through which the field is another record's; `None` for the row's own.
    pub via: Option<&'static Field>,
    /// Its width as the field tells.
    pub width: u16,
    /// The width of the words above it, in the language that needs more.
    heading: u16,
    /// Words above it that are not the field's own.
    name: Option<Words>,
}

impl Column {
    /// Makes a column of the row's own field.
    pub fn new(field: &'static Field, width: u16) -> Self {
        let [vi, en] = [Lang::Vi, Lang::En].map(|lang| text_width(&heading(field, lang)));
        let heading = u16::try_from(vi.max(en)).unwrap_or(WIDEST);
        Self { field, width: width.clamp(1, WIDEST), heading, name: None, via: None }
    }

    /// Makes the column of a field, as wide as it says or as its kind usually is.
    pub fn of(field: &'static Field) -> Self {
        let usual = match field.kind {
            Kind::Integer { .. } | Kind::Decimal { .. } | Kind::Date | Kind::Bool | Kind::Link(_) => NARROW,
            Kind::Money | Kind::Quantity { .. } => NARROW + 4,
            Kind::Text { .. }
            | Kind::Memo { .. }
            | Kind::Choice(_)
            | Kind::Choices(_)
            | Kind::Links(_)
            | Kind::List { .. } => USUAL,
        };
        Self::new(field, field.column.unwrap_or(usual))
    }

    /// Makes a column of a field under words of its own.
    pub fn named(field: &'static Field, width: u16, name: Words) -> Self {
        let heading = u16::try_from(text_width(&name.vi).max(text_width(&name.en))).unwrap_or(WIDEST);
        Self { field, width: width.clamp(1, WIDEST), heading, name: Some(name), via: None }
    }

    /// Makes it a field of the record that `link` leads to.
    #[must_use]
    pub const fn through(mut self, link: &'static Field) -> Self {
        self.via = Some(link);
        self
    }

    /// Returns the words above the column: the label, and the unit of its figures.
    pub fn heading(&self, lang: Lang) -> String {
        self.name.as_ref().map_or_else(|| heading(self.field, lang), |name| name.get(lang).to_owned())
    }

    /// Fits a text into the column: figures to the right, the rest to the left.
    pub fn fit(&self, text: &str, width: u16) -> String {
        // A line break in a memo is a blank here.
        let text = text.replace('\n', " ");
        if self.field.is_figure() { pad_left(&text, width.into()) } else { pad_right(&text, width.into()) }
    }
}

fn heading(field: &Field, lang: Lang) -> String {
    match field.kind {
        Kind::Integer { unit, .. } | Kind::Decimal { unit, .. } if !unit.is_empty() => {
            format!("{} ({unit})", field.label.get(lang))
        }
        _ => field.label.get(lang).to_owned(),
    }
}

/// Lists the columns of an entity: the fields that have one, else those of its title; `same` is left out, because it says
/// the same in every row.
pub fn columns(schema: &'static Schema, same: Option<FieldId>) -> Vec<Column> {
    let open = |field: &&'static Field| !field.private && Some(field.id) != same;
    let with = |field: &'static Field| Some(Column::new(field, field.column?));
    let told: Vec<Column> = schema.shown_fields().filter(open).filter_map(with).collect();
    if !told.is_empty() {
        return told;
    }
    let title = schema.title.iter().filter_map(|id| schema.field(*id));
    title.filter(open).map(|field| Column::new(field, USUAL)).collect()
}

/// A column as it is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its number among all columns.
    pub column: usize,
    /// Where it begins.
    pub x: u16,
    /// How wide it is drawn.
    pub width: u16,
}

/// How the columns of a screen lie in a window.
#[derive(Clone, Copy, Debug)]
pub struct Sight {
    /// How many columns stay where they are while the others scroll, as far as there is room.
    pub frozen: usize,
    /// Columns of the window before the first one: the signs of the row.
    pub signs: u16,
}

impl Sight {
    /// Lays out the columns for a window `cols` wide: the frozen ones, then those from `first` on; room that is left goes
    /// to the widest one.
    pub fn layout(self, columns: &[Column], first: usize, cols: u16) -> Vec<Place> {
        let frozen = self.kept(columns, cols);
        let mut places: Vec<Place> = Vec::new();
        let mut x = self.signs;
        for column in (0..frozen).chain(first.max(frozen)..columns.len()) {
            let Some(wanted) = columns.get(column).map(|column| column.width) else { break };
            // A wide frozen column leaves half of the window to the others.
            let wanted = if column < frozen && columns.len() > frozen { wanted.min(cols / 2) } else { wanted };
            let room = cols.saturating_sub(x);
            // The first scrolled column is shown even where only a part of it fits.
            if room < wanted && places.len() > frozen || room == 0 {
                break;
            }
            let width = wanted.min(room);
            places.push(Place { column, x, width });
            x = x.saturating_add(width).saturating_add(GAP);
        }
        widen(&mut places, columns, (self.signs, cols));
        places
    }

    /// Returns the first scrolled column with which `wanted` is seen whole, moving as little as possible from `first`.
    pub fn reveal(self, columns: &[Column], first: usize, wanted: usize, cols: u16) -> usize {
        let frozen = self.kept(columns, cols);
        let first = first.clamp(frozen, columns.len().max(frozen));
        if wanted < frozen {
            return frozen;
        }
        if wanted < first {
            return wanted;
        }
        let seen = |first: usize| self.layout(columns, first, cols).iter().any(|place| place.column == wanted);
        (first..=wanted).find(|first| seen(*first)).unwrap_or(wanted)
    }

    /// Returns how many frozen columns leave half of the window to the others; at least one.
    fn kept(self, columns: &[Column], cols: u16) -> usize {
        let fits = |n: &usize| {
            let wide: u16 = columns.iter().take(*n).map(|column| column.width + GAP).sum();
            self.signs.saturating_add(wide) <= cols / 2
        };
        (1..=self.frozen).rev().find(fits).unwrap_or(1)
    }
}

/// Gives free room to headings that are cut, then to the widest column of words.
fn widen(places: &mut [Place], columns: &[Column], (signs, cols): (u16, u16)) {
    let end = places.last().map_or(cols, |last| last.x.saturating_add(last.width));
    let mut spare = cols.saturating_sub(end);
    let words = |place: &&Place| {
        let kind = columns[place.column].field.kind;
        matches!(kind, Kind::Text { .. } | Kind::Memo { .. } | Kind::Link(_) | Kind::Links(_))
    };
    let widest = places.iter().filter(words).max_by_key(|place| (place.width, usize::MAX - place.column));
    let widest = widest.map(|place| place.column);
    let mut more = |most: u16| {
        let given = spare.min(most);
        spare -= given;
        given
    };
    for place in places.iter_mut() {
        place.width += more(columns[place.column].heading.saturating_sub(place.width));
    }
    if let Some(place) = places.iter_mut().find(|place| Some(place.column) == widest) {
        place.width += more(WIDEST.saturating_sub(place.width));
    }
    let mut x = signs;
    for place in places {
        place.x = x;
        x += place.width + GAP;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIGHT: Sight = Sight { frozen: 1, signs: 2 };
    const FIELDS: &[Field] = &[
        Field::text(1, "code", 20, "Mã", "Code").column(12),
        Field::text(2, "name", 200, "Tên", "Name").column(30),
        Field::text(3, "phone", 20, "Điện thoại", "Phone").column(12).private(),
        Field::integer(4, "homes", (0, 9999, "hộ"), "Số hộ", "Homes").column(8),
        Field::text(5, "note", 200, "Ghi chú", "Note"),
        Field::money(6, "cost", "Kinh phí", "Cost").column(14),
    ];
    const SCHEMA: &Schema = &Schema::new(1, "thing", ("vật", "thing"), ("vật", "things"), FIELDS).title(&[1, 2]);
    const NOTE: &[Field] = &[Field::text(5, "note", 200, "Ghi chú", "Note")];
    const BARE: &Schema = &Schema::new(2, "bare", ("vật", "thing"), ("vật", "things"), NOTE).title(&[5]);

    #[test]
    fn private_fields_and_those_without_a_width_have_no_column() {
        let keys: Vec<&str> = columns(SCHEMA, None).iter().map(|column| column.field.key).collect();
        assert_eq!(keys, ["code", "name", "homes", "cost"]);
        assert_eq!(columns(BARE, None).len(), 1);
        assert_eq!(columns(SCHEMA, Some(4)).len(), 3);
    }

    #[test]
    fn the_first_column_stays_and_the_others_scroll_into_sight() {
        let columns = columns(SCHEMA, None);
        let seen =
            |first, cols| SIGHT.layout(&columns, first, cols).iter().map(|place| place.column).collect::<Vec<_>>();
        assert_eq!(seen(1, 80), [0, 1, 2, 3]);
        assert_eq!(seen(1, 46), [0, 1]);
        assert_eq!(seen(2, 46), [0, 2, 3]);
        assert_eq!(SIGHT.reveal(&columns, 1, 3, 46), 2);
        assert_eq!(SIGHT.reveal(&columns, 2, 1, 46), 1);
        assert_eq!(SIGHT.reveal(&columns, 2, 0, 46), 1);
    }

    #[test]
    fn no_column_leaves_the_window_or_covers_another() {
        let columns = columns(SCHEMA, None);
        for cols in 0..=200 {
            for first in 0..=columns.len() {
                let places = SIGHT.layout(&columns, first, cols);
                assert!(places.iter().all(|place| place.x + place.width <= cols));
                assert!(places.windows(2).all(|two| two[0].x + two[0].width < two[1].x));
            }
        }
    }

    #[test]
    fn every_column_can_be_brought_into_sight() {
        let columns = columns(SCHEMA, None);
        for cols in 40..=200 {
            for wanted in 0..columns.len() {
                for first in 1..columns.len() {
                    let first = SIGHT.reveal(&columns, first, wanted, cols);
                    assert!(SIGHT.layout(&columns, first, cols).iter().any(|place| place.column == wanted));
                }
            }
        }
    }

    #[test]
    fn figures_stand_to_the_right() {
        let columns = columns(SCHEMA, None);
        assert_eq!(columns[2].fit("3.000", 8), "   3.000");
        assert_eq!(columns[1].fit("Tổ\n1", 6), "Tổ 1  ");
    }
}
