//! Cells of a spreadsheet as text: lines of cells parted by tabs or commas, the way that spreadsheets copy and save them.

/// Reads lines of cells parted by `separator`.
///
/// A cell in quotation marks may hold the separator, line breaks (which become `\n`) and doubled quotation marks. A mark
/// that is not closed at the end of a cell is a letter like any other (`"Dân vận khéo" 2026`). Any line end is one; a last
/// line without cells is none.
pub fn cells(text: &str, separator: char) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    while !rest.is_empty() || !row.is_empty() {
        let (cell, after) = quoted(rest, separator).unwrap_or_else(|| plain(rest, separator));
        row.push(cell);
        if let Some(next) = after.strip_prefix(separator) {
            rest = next;
            // The separator promises one more cell, be it the last and empty.
            if !rest.is_empty() {
                continue;
            }
            row.push(String::new());
        } else {
            rest = after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\n', '\r'])).unwrap_or(after);
        }
        rows.push(std::mem::take(&mut row));
    }
    rows
}

/// Reads a cell up to the next separator or line end.
fn plain(text: &str, separator: char) -> (String, &str) {
    let end = text.find([separator, '\n', '\r']).unwrap_or(text.len());
    let (cell, after) = text.split_at(end);
    (cell.to_owned(), after)
}

/// Reads a cell in quotation marks; `None` for one that is not.
fn quoted(text: &str, separator: char) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('"')?;
    let mut cell = String::new();
    loop {
        let (part, after) = rest.split_once('"')?;
        cell.push_str(part);
        match after.chars().next() {
            Some('"') => {
                cell.push('"');
                rest = after.strip_prefix('"')?;
            }
            None | Some('\n' | '\r') => return Some((lines(&cell), after)),
            Some(letter) if letter == separator => return Some((lines(&cell), after)),
            Some(_) => return None,
        }
    }
}

fn lines(cell: &str) -> String {
    cell.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        cells(text, '\t')
    }

    #[test]
    fn lines_of_cells_as_a_spreadsheet_copies_them() {
        assert_eq!(rows("a\tb\r\nc\td\r\n"), [["a", "b"], ["c", "d"]]);
        assert_eq!(rows("a\t\t\n\nb"), [vec!["a", "", ""], vec![""], vec!["b"]]);
        assert_eq!(rows("a\t"), [["a", ""]]);
        assert_eq!(rows(""), Vec::<Vec<String>>::new());
    }

    #[test]
    fn quoted_cells_hold_line_breaks_and_marks() {
        assert_eq!(rows("\"dòng 1\r\ndòng \"\"2\"\"\"\tb\nc"), [vec!["dòng 1\ndòng \"2\"", "b"], vec!["c"]]);
        assert_eq!(rows("\"Dân vận khéo\" 2026\tb"), [["\"Dân vận khéo\" 2026", "b"]]);
        assert_eq!(rows("\"chưa đóng\tb\nc"), [vec!["\"chưa đóng", "b"], vec!["c"]]);
        assert_eq!(cells("\u{feff}\"a,b\",c\n", ','), [["a,b", "c"]]);
    }

    proptest! {
        #[test]
        fn what_is_written_with_marks_is_read_back(table in prop::collection::vec(prop::collection::vec("[a\"\t\n đ]{0,6}", 1..4), 1..5)) {
            let cell = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            let line = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join("\t");
            let text = table.iter().map(line).collect::<Vec<_>>().join("\n");
            prop_assert_eq!(rows(&text), table);
        }

        #[test]
        fn any_text_is_read(text in "[a\"\t\r\n,]{0,40}") {
            let _ = rows(&text);
        }
    }
}
