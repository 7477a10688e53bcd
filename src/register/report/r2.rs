//! R2: registrations of the year by field of work, one line for each bloc of the ward and each neighbourhood.
//!
//! Group I holds the models of the ward's level (or the district's, up to 2024) by bloc, group II those of
//! neighbourhoods and units (grass roots) by neighbourhood, or by the unit where no neighbourhood is named.

use std::collections::BTreeMap;

use super::frame::{Frame, Table, same, words_row};
use super::{Align, Cell, Column, Layout, Row, RowKind};
use crate::register::catalogue::Scheme;
use crate::register::progress::coverage;
use crate::register::record::Read;
use crate::register::schema::{model, model_year, organisation};
use crate::register::sum::{Dim, Key, Measure};
use crate::register::words::{Label, Words};
use crate::say;

pub(super) const LAYOUT: Layout = Layout {
    id: "R2",
    title: Label::new(
        "BIỂU TỔNG HỢP MÔ HÌNH, ĐIỂN HÌNH \"DÂN VẬN KHÉO\" THEO LĨNH VỰC",
        "\"DÂN VẬN KHÉO\" MODELS BY FIELD OF WORK",
    ),
    make,
};

const INCLUDING: Label = Label::new("Trong đó", "Of which");

/// Levels of group II; every other level is of group I.
const GRASS_ROOTS: &[&str] = &["KDC", "CO_SO"];

/// Short headers of the fields of work that every ward has.
const SHORT_HEADS: &[(&str, Label)] = &[
    ("KT", Label::new("KT", "Econ.")),
    ("VHXH", Label::new("VH-XH", "Cult.-soc.")),
    ("QPAN", Label::new("QP-AN", "Def.-sec.")),
    ("HTCT", Label::new("XD HTCT", "Polit.")),
];

/// The columns that a count is split into beside the fields of work.
const SPLITS: &[(Label, Dim, &str)] = &[
    (Label::new("Tập thể", "Collect."), Dim::Subject, model::COLLECTIVE),
    (Label::new("Cá nhân", "Indiv."), Dim::Subject, model::ONE_PERSON),
    (Label::new("Mới", "New"), Dim::RegType, model_year::NEW),
    (Label::new("Duy trì", "Kept up"), Dim::RegType, model_year::KEPT),
    (Label::new("Nhân rộng", "Spread"), Dim::RegType, model_year::SPREAD),
];

/// Type of registration of a model that is raised to a better quality.
const RAISED: &str = "NANG_CHAT";

/// Width of a column with a short header.
const SHORT: usize = 7;

/// What one line counts.
#[derive(Clone, Default)]
struct Counts {
    total: u32,
    /// By field of work, in the order of the columns.
    fields: Vec<u32>,
    splits: [u32; SPLITS.len()],
    /// Of registrations raised to a better quality, which have no column of their own.
    raised: u32,
}

impl Counts {
    fn add(&mut self, other: &Self) {
        self.total += other.total;
        self.fields.resize(self.fields.len().max(other.fields.len()), 0);
        for (sum, more) in self.fields.iter_mut().zip(&other.fields) {
            *sum += more;
        }
        for (sum, more) in self.splits.iter_mut().zip(other.splits) {
            *sum += more;
        }
        self.raised += other.raised;
    }

    fn without_field(&self) -> u32 {
        self.total - self.fields.iter().sum::<u32>()
    }

    /// Says what no column has.
    fn note(&self) -> Words {
        let mut parts = Vec::new();
        if self.raised > 0 {
            parts.push(say!("Nâng chất: {n}", "Raised: {n}", n = self.raised));
        }
        if self.without_field() > 0 {
            parts.push(say!("Chưa phân lĩnh vực: {n}", "No field of the year: {n}", n = self.without_field()));
        }
        let join = |lang: fn(&Words) -> &str| parts.iter().map(lang).collect::<Vec<_>>().join("; ");
        Words { vi: join(|words| &words.vi), en: join(|words| &words.en) }
    }

    fn cells(&self, number: &str, name: Words) -> Vec<Cell> {
        let mut cells = vec![Cell::text(number), Cell::words(name), Cell::number(self.total)];
        cells.extend(self.fields.iter().chain(&self.splits).map(|count| Cell::count(*count)));
        cells.push(Cell::words(self.note()));
        cells
    }
}

/// The fields of work as columns: those of the year's set, or of the set into which the sets of several years lead.
struct Fields {
    heads: Vec<Words>,
    scheme: Scheme,
}

impl Fields {
    fn of(frame: &Frame<'_>) -> Self {
        let scheme = Scheme::of(&frame.records.catalogue("linh_vuc"), frame.asked.period.years());
        let heads = scheme.columns.iter().map(|entry| {
            let short = SHORT_HEADS.iter().find(|(code, _)| *code == entry.code);
            short.map_or_else(|| entry.label.clone(), |(_, head)| (*head).into())
        });
        Self { heads: heads.collect(), scheme }
    }
}

/// The counts of the year by level, then by bloc (group I) or by neighbourhood (group II).
#[derive(Default)]
struct Groups {
    ward: BTreeMap<Key, Counts>,
    grass_roots: BTreeMap<Key, Counts>,
    /// Models whose level nobody has said.
    unsaid: Counts,
    levels: [Vec<String>; 2],
}

fn count(frame: &Frame<'_>, fields: &Fields) -> Groups {
    let dims = [Dim::Level, Dim::Bloc, Dim::Neighbourhood, Dim::Org, Dim::Field, Dim::Subject, Dim::RegType];
    let answer = frame.sums(Measure::ModelYears, &dims);
    let mut groups = Groups::default();
    for (keys, tally) in &answer.rows {
        let [level, bloc, place, org, field, subject, reg_type] = keys.as_slice() else { continue };
        let number = tally.sum.figures();
        let mut counts = Counts { total: number, fields: vec![0; fields.heads.len()], ..Counts::default() };
        if let Key::Code(code) = field
            && let Some(column) = fields.scheme.place(code)
        {
            counts.fields[column] = number;
        }
        let is = |key: &Key, wanted: &str| matches!(key, Key::Code(code) if code == wanted);
        for (split, (_, dim, code)) in counts.splits.iter_mut().zip(SPLITS) {
            let key = if *dim == Dim::Subject { subject } else { reg_type };
            *split = if is(key, code) { number } else { 0 };
        }
        counts.raised = if is(reg_type, RAISED) { number } else { 0 };
        let Key::Code(level) = level else {
            groups.unsaid.add(&counts);
            continue;
        };
        let below = GRASS_ROOTS.contains(&level.as_str());
        if !groups.levels[usize::from(below)].contains(level) {
            groups.levels[usize::from(below)].push(level.clone());
        }
        let place = if *place == Key::Ward && *org != Key::None { org } else { place };
        let (rows, key) = if below { (&mut groups.grass_roots, place) } else { (&mut groups.ward, bloc) };
        rows.entry(key.clone()).or_default().add(&counts);
    }
    groups
}

fn make(frame: &Frame<'_>) -> Table {
    let fields = Fields::of(frame);
    let columns = columns(&fields);
    let groups = count(frame, &fields);
    let mut rows = Vec::new();
    let mut total = Counts { fields: vec![0; fields.heads.len()], ..Counts::default() };
    let names = [Label::new("Cấp phường", "Ward level"), Label::new("Cấp cơ sở, khu dân cư", "Neighbourhood level")];
    let parts = [ward_lines(frame, &groups), grass_roots_lines(frame, &groups)];
    let mut subtotals = Vec::new();
    for (((name, levels), number), lines) in names.into_iter().zip(&groups.levels).zip(["I", "II"]).zip(parts) {
        let name = group_name(frame, levels, name);
        rows.push(words_row(RowKind::Group, number, name.clone(), columns.len()));
        let mut sum = Counts { fields: vec![0; fields.heads.len()], ..Counts::default() };
        for (place, (name, counts)) in lines.into_iter().enumerate() {
            let mut line = Counts { fields: vec![0; fields.heads.len()], ..Counts::default() };
            line.add(&counts);
            sum.add(&line);
            rows.push(Row { kind: RowKind::Line, cells: line.cells(&(place + 1).to_string(), name) });
        }
        let name = say!("Cộng {number}", "Sum of {number}", number = number);
        rows.push(Row { kind: RowKind::Subtotal, cells: sum.cells("", name) });
        total.add(&sum);
        subtotals.push(sum.total);
    }
    if groups.unsaid.total > 0 {
        rows.push(words_row(RowKind::Group, "III", say!("Chưa ghi cấp", "Level not said"), columns.len()));
        rows.push(Row { kind: RowKind::Subtotal, cells: groups.unsaid.cells("", say!("Cộng III", "Sum of III")) });
        total.add(&groups.unsaid);
        subtotals.push(groups.unsaid.total);
    }
    rows.push(Row { kind: RowKind::Total, cells: total.cells("", say!("TỔNG CỘNG", "TOTAL")) });
    rows.push(words_row(RowKind::Check, "", check_groups(frame, &subtotals), columns.len()));
    rows.push(words_row(RowKind::Check, "", check_fields(&total), columns.len()));
    let year = *frame.asked.period.years().end();
    let covered = coverage(frame.records, year);
    let footer = say!(
        "Số đơn vị đăng ký: {x}/{y}",
        "Organisations that registered: {x}/{y}",
        x = covered.registered,
        y = covered.must_register
    );
    Table { title: None, columns, rows, footers: vec![footer] }
}

fn columns(fields: &Fields) -> Vec<Column> {
    let mut columns = vec![
        Column::new(Label::new("TT", "No."), 4, Align::Centre),
        Column::words(Label::new("Khối / cấp / đơn vị", "Bloc / level / unit"), 32),
        Column::figures(Label::new("Tổng số", "Total"), 7),
    ];
    columns.extend(fields.heads.iter().map(|head| Column::figures(head.clone(), wide(head))));
    columns.extend(SPLITS.iter().map(|(head, _, _)| Column::figures(*head, 7).under(INCLUDING)));
    columns.push(Column::words(Label::new("Ghi chú", "Note"), 20));
    columns
}

/// Returns the width of a field's column: a ward's own field has no short header.
fn wide(head: &Words) -> usize {
    if head.vi.chars().count() > 2 * SHORT { 2 * SHORT } else { SHORT }
}

/// Names a group by the levels that its models have, as far as they are other than today's.
fn group_name(frame: &Frame<'_>, levels: &[String], usual: Label) -> Words {
    if levels.is_empty() || levels.iter().any(|level| level == "PHUONG" || level == "KDC") {
        return usual.into();
    }
    let names: Vec<Words> = levels.iter().map(|level| frame.entry_name("cap_mo_hinh", level)).collect();
    let join = |lang: fn(&Words) -> &str| names.iter().map(lang).collect::<Vec<_>>().join(", ");
    Words { vi: join(|words| &words.vi), en: join(|words| &words.en) }
}

/// Lists the blocs of group I in the order of their catalogue.
fn ward_lines(frame: &Frame<'_>, groups: &Groups) -> Vec<(Words, Counts)> {
    let entries = frame.entries("khoi");
    let key = |code: &str| Key::Code(code.to_owned());
    let mut lines: Vec<(Words, Counts)> = entries
        .iter()
        .filter_map(|entry| Some((entry.label.clone(), groups.ward.get(&key(&entry.code))?.clone())))
        .collect();
    for (of, counts) in &groups.ward {
        match of {
            Key::Code(code) if entries.iter().any(|entry| entry.code == *code) => {}
            Key::Code(code) => lines.push((frame.entry_name("khoi", code), counts.clone())),
            _ => lines.push((say!("Chưa ghi khối", "Bloc not said"), counts.clone())),
        }
    }
    lines
}

/// Lists the neighbourhoods of group II, those without a registration too, then what is of several or of the ward, then the
/// units that name no neighbourhood.
fn grass_roots_lines(frame: &Frame<'_>, groups: &Groups) -> Vec<(Words, Counts)> {
    let counts = |key: &Key| groups.grass_roots.get(key).cloned().unwrap_or_default();
    let places = frame.places(&|id| groups.grass_roots.contains_key(&Key::Record(id)));
    let mut lines: Vec<_> = places.into_iter().map(|place| (place.name, counts(&Key::Record(place.id)))).collect();
    let others = [
        (Key::Several, say!("Nhiều khu dân cư", "Several neighbourhoods")),
        (Key::Ward, say!("Toàn phường (không tách)", "Whole ward (not split)")),
    ];
    lines.extend(others.into_iter().map(|(key, name)| (name, counts(&key))).filter(|(_, counts)| counts.total > 0));
    for (id, record) in frame.live(&organisation::SCHEMA) {
        if let Some(counts) = groups.grass_roots.get(&Key::Record(id)) {
            lines.push((same(record.text(organisation::NAME)), counts.clone()));
        }
    }
    lines
}

fn check_groups(frame: &Frame<'_>, subtotals: &[u32]) -> Words {
    // Counted apart from the groups, so that the line can find a fault.
    let all = frame.sums(Measure::ModelYears, &[]).total.sum.figures();
    let parts: Vec<String> = subtotals.iter().map(u32::to_string).collect();
    let sum: u32 = subtotals.iter().sum();
    let parts = parts.join(" + ");
    if sum == all {
        say!("Kiểm tra: {parts} = {all} (khớp)", "Check: {parts} = {all} (agrees)", parts = parts, all = all)
    } else {
        say!(
            "Kiểm tra: {parts} = {sum}, tổng là {all} (LỆCH)",
            "Check: {parts} = {sum}, the total is {all} (DIFFERS)",
            parts = parts,
            sum = sum,
            all = all
        )
    }
}

fn check_fields(total: &Counts) -> Words {
    let sum: u32 = total.fields.iter().sum();
    let parts: Vec<String> = total.fields.iter().map(u32::to_string).collect();
    let parts = parts.join(" + ");
    if total.without_field() == 0 {
        say!("Kiểm tra lĩnh vực: {parts} = {sum} (khớp)", "Fields: {parts} = {sum} (agrees)", parts = parts, sum = sum)
    } else {
        say!(
            "Kiểm tra lĩnh vực: {parts} = {sum}, tổng là {all}; còn {n} mô hình chưa phân được lĩnh vực của năm",
            "Fields: {parts} = {sum}, the total is {all}; {n} models without a field of the year",
            parts = parts,
            sum = sum,
            all = total.total,
            n = total.without_field()
        )
    }
}
