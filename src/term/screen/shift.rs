//! Finds rows that only moved up or down, so that the terminal can be told to shift them.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::mirror::Mirror;
use super::paint::Wish;
use super::spot::Spot;

/// A shift is looked for by this many distances only, the likeliest first.
const DISTANCES: usize = 3;

/// What it costs, roughly, to go to a row and come back.
const VISIT: i32 = 6;

/// What erasing a tail costs, roughly: many emptied places count for no more than this.
const ERASE: i32 = 6;

/// Rows `top..=bottom` to be shifted by `by`: up when positive, down when negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shift {
    pub top: u16,
    pub bottom: u16,
    pub by: i32,
}

/// Finds the shift that saves most, by a rough count; the caller weighs it in bytes.
pub(super) fn best_shift(mirror: &Mirror, wish: &Wish<'_>) -> Option<Shift> {
    let mut best = (VISIT, None);
    for by in distances(mirror, wish) {
        if let Some((gain, shift)) = best_region(mirror, wish, by)
            && gain > best.0
        {
            best = (gain, Some(shift));
        }
    }
    best.1
}

/// Lists the distances by which most rows have moved; equal hashes tell equal rows.
fn distances(mirror: &Mirror, wish: &Wish<'_>) -> Vec<i32> {
    let mut shown: HashMap<u64, Vec<u16>> = HashMap::new();
    for y in 0..mirror.rows {
        shown.entry(fingerprint(mirror.row(y))).or_default().push(y);
    }
    let mut votes: HashMap<i32, usize> = HashMap::new();
    for y in wish.changed(mirror) {
        let row = wish.row(y, mirror.cols);
        if row.iter().all(Spot::is_blank) {
            continue;
        }
        for from in shown.get(&fingerprint(row)).into_iter().flatten() {
            *votes.entry(i32::from(*from) - i32::from(y)).or_default() += 1;
        }
    }
    let mut ranked: Vec<_> = votes.into_iter().collect();
    ranked.sort_by_key(|&(by, votes)| (std::cmp::Reverse(votes), by.abs(), by));
    ranked.into_iter().take(DISTANCES).map(|(by, _)| by).collect()
}

fn fingerprint(row: &[Spot]) -> u64 {
    let mut hasher = DefaultHasher::new();
    row.hash(&mut hasher);
    hasher.finish()
}

/// Finds the rows between which a shift by `by` saves most, and how much.
///
/// For a block `top..=bottom` every row either takes over its neighbour's content or is left
/// empty at the edge that the block moves away from; sums over prefixes make each block cheap.
fn best_region(mirror: &Mirror, wish: &Wish<'_>, by: i32) -> Option<(i32, Shift)> {
    let rows = i32::from(mirror.rows);
    let void = vec![Spot::VOID; usize::from(mirror.cols)];
    let mut moved = vec![0];
    let mut emptied = vec![0];
    for y in 0..mirror.rows {
        let want = wish.row(y, mirror.cols);
        let keep = effort(want, mirror.row(y));
        let from = u16::try_from(i32::from(y) + by).ok().filter(|from| *from < mirror.rows);
        let by_move = from.map_or(0, |from| keep - effort(want, mirror.row(from)));
        moved.push(moved[usize::from(y)] + by_move);
        emptied.push(emptied[usize::from(y)] + keep - effort(want, &void));
    }
    let between = |sums: &[i32], from: i32, to: i32| -> i32 {
        let at = |y: i32| usize::try_from(y).ok().and_then(|y| sums.get(y)).copied().unwrap_or(0);
        at(to) - at(from)
    };
    let mut best: Option<(i32, Shift)> = None;
    for top in 0..rows {
        for end in top + by.abs() + 1..=rows {
            let gain = if by > 0 {
                between(&moved, top, end - by) + between(&emptied, end - by, end)
            } else {
                between(&emptied, top, top - by) + between(&moved, top - by, end)
            };
            if best.is_none_or(|(most, _)| gain > most)
                && let (Ok(top), Ok(bottom)) = (u16::try_from(top), u16::try_from(end - 1))
            {
                best = Some((gain, Shift { top, bottom, by }));
            }
        }
    }
    best
}

/// Estimates the bytes that turn the row `shown` into `want`.
fn effort(want: &[Spot], shown: &[Spot]) -> i32 {
    let mut written = 0;
    let mut emptied = 0;
    for (want, shown) in want.iter().zip(shown) {
        if want == shown {
            continue;
        }
        if want.is_void() {
            emptied += 1;
        } else {
            written += 1;
        }
    }
    if written + emptied == 0 { 0 } else { VISIT + written + emptied.min(ERASE) }
}
