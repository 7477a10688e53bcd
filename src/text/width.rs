//! Columns of text in a terminal: measuring, cutting, padding.
//!
//! A column belongs to a *cluster*: a character with the marks that follow it, which is never split. What
//! [`printable`] would replace counts as the one column of its replacement, so that measuring before or
//! after makes no difference.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

mod wrap;

pub use wrap::wrap;

/// The character that stands for what was cut off.
const CUT: char = '…';

/// Counts the columns of a text; combining marks take none.
pub fn width(s: &str) -> usize {
    clusters(s).map(|cluster| cluster.columns).sum()
}

/// Cuts a text to at most `cols` columns; `…` says that something was cut off.
pub fn clip(s: &str, cols: usize) -> Cow<'_, str> {
    // A text of n bytes has at most n columns: the usual short cell is not measured at all.
    if s.len() <= cols || width(s) <= cols {
        return Cow::Borrowed(s);
    }
    if cols == 0 {
        return Cow::Borrowed("");
    }
    let (kept, _) = s.split_at(byte_at_column(s, cols - 1));
    let mut out = String::with_capacity(kept.len() + CUT.len_utf8());
    out.push_str(kept);
    out.push(CUT);
    Cow::Owned(out)
}

/// Fills a text with spaces behind it to exactly `cols` columns, cutting it first when it is longer.
pub fn pad_right(s: &str, cols: usize) -> String {
    padded(s, cols, |_| 0)
}

/// Fills a text with spaces before it (for figures) to exactly `cols` columns, cutting it first when it is longer.
pub fn pad_left(s: &str, cols: usize) -> String {
    padded(s, cols, |free| free)
}

/// Fills a text with spaces on both sides to exactly `cols` columns; an odd space goes behind.
pub fn center(s: &str, cols: usize) -> String {
    padded(s, cols, |free| free / 2)
}

fn padded(s: &str, cols: usize, before: fn(usize) -> usize) -> String {
    let text = clip(s, cols);
    let free = cols.saturating_sub(width(&text));
    let left = before(free);
    let mut out = String::with_capacity(text.len() + free);
    out.extend(std::iter::repeat_n(' ', left));
    out.push_str(&text);
    out.extend(std::iter::repeat_n(' ', free - left));
    out
}

/// Returns the byte where the cluster that covers column `col` begins, or the length of the text when it is
/// shorter.
pub fn byte_at_column(s: &str, col: usize) -> usize {
    let mut columns = 0;
    for cluster in clusters(s) {
        columns += cluster.columns;
        if columns > col {
            return cluster.start;
        }
    }
    s.len()
}

/// Returns the column where the cluster that holds byte `byte` begins, or the width of the text when it is
/// shorter.
pub fn column_at_byte(s: &str, byte: usize) -> usize {
    clusters(s).take_while(|cluster| cluster.end <= byte).map(|cluster| cluster.columns).sum()
}

/// Replaces, one for one, every character that would steer a terminal instead of being seen.
///
/// Control characters become their pictures (ESC is `␛`, a line break `␊`), a soft hyphen becomes `-`, and
/// what turns the writing direction or breaks lines becomes `�`.
pub fn printable(s: &str) -> Cow<'_, str> {
    if s.chars().all(|c| substitute(c).is_none()) {
        return Cow::Borrowed(s);
    }
    Cow::Owned(s.chars().map(|c| substitute(c).unwrap_or(c)).collect())
}

/// Returns the one-column character that is shown in place of one that must not reach a terminal.
fn substitute(c: char) -> Option<char> {
    match c {
        '\0'..='\x1F' => char::from_u32(0x2400 + u32::from(c)),
        '\x7F' => Some('\u{2421}'),
        '\u{AD}' => Some('-'),
        '\u{80}'..='\u{9F}'
        | '\u{61C}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2066}'..='\u{206F}'
        | '\u{FFF9}'..='\u{FFFB}' => Some('\u{FFFD}'),
        _ => None,
    }
}

/// A character with everything that is drawn on top of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cluster {
    start: usize,
    end: usize,
    columns: usize,
    first: char,
}

fn clusters(s: &str) -> impl Iterator<Item = Cluster> {
    let mut rest = s.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = rest.next()?;
        let mut last = first;
        let mut end = start + first.len_utf8();
        while let Some((at, next)) = rest.next_if(|(_, next)| substitute(first).is_none() && continues(last, *next)) {
            end = at + next.len_utf8();
            last = next;
        }
        let columns = if substitute(first).is_some() { 1 } else { s.get(start..end).map_or(0, UnicodeWidthStr::width) };
        Some(Cluster { start, end, columns, first })
    })
}

/// Says whether `next` is drawn in the cell of the character before it.
fn continues(last: char, next: char) -> bool {
    const JOINER: char = '\u{200D}';
    let is_skin = matches!(next, '\u{1F3FB}'..='\u{1F3FF}');
    substitute(next).is_none() && (last == JOINER || is_skin || next.width() == Some(0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn marks_take_no_column() {
        let name = "Nguyễn Thị Minh Khai";
        assert_eq!(width(name), 20);
        assert_eq!(width(&name.nfd().collect::<String>()), 20);
        assert_eq!(width("中文"), 4);
        assert_eq!(width(""), 0);
    }

    #[test]
    fn clip_says_that_it_cut_and_keeps_marks_on_their_letters() {
        assert_eq!(clip("Tổ dân phố", 10), "Tổ dân phố");
        assert_eq!(clip("Tổ dân phố", 7), "Tổ dân…");
        let apart: String = "Tổ dân".nfd().collect();
        let expected: String = "Tổ…".nfd().collect();
        assert_eq!(clip(&apart, 3), expected);
        assert_eq!(clip("中文", 2), "…");
        assert_eq!(clip("Tổ", 1), "…");
        assert_eq!(clip("Tổ", 0), "");
        assert!(matches!(clip("Tổ", 2), Cow::Borrowed(_)));
    }

    #[test]
    fn padding_gives_exact_columns() {
        assert_eq!(pad_right("Đất", 6), "Đất   ");
        assert_eq!(pad_left("3.000", 7), "  3.000");
        assert_eq!(center("Đất", 6), " Đất  ");
        assert_eq!(pad_right("Tường rào", 6), "Tường…");
        assert_eq!(pad_left("", 0), "");
    }

    #[test]
    fn columns_and_bytes_lead_to_each_other() {
        let text = "Tổ 中 x";
        assert_eq!(byte_at_column(text, 0), 0);
        assert_eq!(byte_at_column(text, 1), 1);
        assert_eq!(byte_at_column(text, 2), 4);
        assert_eq!(byte_at_column(text, 3), 5);
        assert_eq!(byte_at_column(text, 4), 5);
        assert_eq!(byte_at_column(text, 99), text.len());
        assert_eq!(column_at_byte(text, 8), 5);
        assert_eq!(column_at_byte(text, 99), width(text));
    }

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(printable("\x1b[2J"), "␛[2J");
        assert_eq!(printable("a\tb\r\n\x07\x7f"), "a␉b␍␊␇␡");
        assert_eq!(printable("\u{9b}31m \u{202e}abc"), "\u{FFFD}31m \u{FFFD}abc");
        assert!(matches!(printable("Mô hình “Dân vận khéo”"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn printing_keeps_the_width(s in any::<String>()) {
            let shown = printable(&s);
            prop_assert!(!shown.chars().any(char::is_control));
            prop_assert_eq!(width(&shown), width(&s));
        }

        #[test]
        fn clipping_and_padding_hold_their_columns(s in any::<String>(), cols in 0_usize..30) {
            prop_assert!(width(&clip(&s, cols)) <= cols);
            for text in [pad_left(&s, cols), pad_right(&s, cols), center(&s, cols)] {
                prop_assert_eq!(width(&text), cols);
            }
        }

        #[test]
        fn clusters_cover_the_text(s in any::<String>()) {
            let mut end = 0;
            for cluster in clusters(&s) {
                prop_assert_eq!(cluster.start, end);
                prop_assert!(cluster.end > cluster.start);
                end = cluster.end;
            }
            prop_assert_eq!(end, s.len());
        }

        #[test]
        fn any_column_is_a_byte_boundary(s in any::<String>(), col in 0_usize..40, byte in 0_usize..80) {
            let at = byte_at_column(&s, col);
            prop_assert!(s.is_char_boundary(at));
            prop_assert!(column_at_byte(&s, at) <= col.max(width(&s)));
            let _ = column_at_byte(&s, byte);
        }
    }
}
