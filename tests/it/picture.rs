//! Pictures of screens as SVG, made from ratatui's buffer, so that those in the README and the manual never go stale.
#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;
use std::path::Path;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// Size of a cell in the picture's units.
const CELL: (u32, u32) = (9, 19);
/// The margin around the screen.
const MARGIN: u32 = 10;
const GROUND: &str = "#101418";
const INK: &str = "#d8dee6";

/// Draws a buffer as an SVG picture: one `text` element for each run of cells that look alike.
pub fn svg(buffer: &Buffer) -> String {
    let area = buffer.area;
    let (width, height) = (u32::from(area.width) * CELL.0 + 2 * MARGIN, u32::from(area.height) * CELL.1 + 2 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         font-family=\"ui-monospace, Menlo, Consolas, 'Noto Sans Mono', 'Noto Mono', monospace\" font-size=\"15\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{GROUND}\"/>\n"
    );
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let first = &buffer[(x, y)];
            let start = x;
            let mut text = String::new();
            while x < area.width && look(&buffer[(x, y)]) == look(first) {
                text.push_str(buffer[(x, y)].symbol());
                x += 1;
            }
            run(&mut out, first, (start, y, x - start), &text);
        }
    }
    out.push_str("</svg>\n");
    out
}

fn look(cell: &Cell) -> (Color, Color, Modifier) {
    (cell.fg, cell.bg, cell.modifier)
}

/// Writes one run of cells that look alike.
fn run(out: &mut String, cell: &Cell, (x, y, cells): (u16, u16, u16), text: &str) {
    let (mut ink, mut ground) = (colour(cell.fg).unwrap_or(INK), colour(cell.bg));
    if cell.modifier.contains(Modifier::REVERSED) {
        (ink, ground) = (ground.unwrap_or(GROUND), Some(ink));
    }
    let (left, top) = (u32::from(x) * CELL.0 + MARGIN, u32::from(y) * CELL.1 + MARGIN);
    let width = u32::from(cells) * CELL.0;
    if let Some(ground) = ground {
        let _ =
            writeln!(out, "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{}\" fill=\"{ground}\"/>", CELL.1);
    }
    let mut style = String::new();
    for (modifier, attribute) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
        (Modifier::DIM, " opacity=\"0.65\""),
    ] {
        if cell.modifier.contains(modifier) {
            style.push_str(attribute);
        }
    }
    for (column, piece) in pieces(text) {
        let left = left + column * CELL.0;
        if piece.chars().any(|letter| arms(letter).is_some()) {
            let _ = writeln!(out, "<path d=\"{}\" stroke=\"{ink}\"/>", border(&piece, left, top));
            continue;
        }
        let length = cols(&piece) * CELL.0;
        let _ = writeln!(
            out,
            "<text x=\"{left}\" y=\"{}\" fill=\"{ink}\"{style} textLength=\"{length}\">{}</text>",
            top + 14,
            escape(&piece)
        );
    }
}

fn cols(text: &str) -> u32 {
    u32::try_from(danvan::text::width::width(text)).unwrap()
}

/// Parts a run at gaps of several blanks and where borders begin and end, so that columns stand below each other whatever
/// letters the viewer has; gives each part with its column.
fn pieces(text: &str) -> Vec<(u32, String)> {
    let mut pieces: Vec<(u32, String)> = Vec::new();
    let (mut column, mut blanks) = (0, 0);
    for letter in text.chars() {
        if letter == ' ' {
            (column, blanks) = (column + 1, blanks + 1);
            continue;
        }
        let alike = |piece: &str| {
            let last = piece.chars().next_back();
            last.and_then(arms).is_some() == arms(letter).is_some()
        };
        match pieces.last_mut() {
            Some((_, piece)) if blanks == 0 && alike(piece) => piece.push(letter),
            Some((_, piece)) if blanks == 1 && alike(piece) && arms(letter).is_none() => {
                piece.push(' ');
                piece.push(letter);
            }
            _ => pieces.push((column, letter.to_string())),
        }
        (column, blanks) = (column + cols(letter.encode_utf8(&mut [0; 4])), 0);
    }
    pieces
}

/// Tells to which sides a letter of a border reaches: left, right, up, down.
const fn arms(letter: char) -> Option<[bool; 4]> {
    Some(match letter {
        '─' => [true, true, false, false],
        '│' => [false, false, true, true],
        '┌' => [false, true, false, true],
        '┐' => [true, false, false, true],
        '└' => [false, true, true, false],
        '┘' => [true, false, true, false],
        _ => return None,
    })
}

/// Writes the way of a pen along a border, from the middle of each cell to its sides, so that cells join without gaps.
fn border(piece: &str, left: u32, top: u32) -> String {
    let mut way = String::new();
    for (letter, x) in piece.chars().zip((left..).step_by(CELL.0 as usize)) {
        let (middle, centre) = (x + CELL.0 / 2, top + CELL.1 / 2);
        let ends = [(x, centre), (x + CELL.0, centre), (middle, top), (middle, top + CELL.1)];
        for ((to_x, to_y), reaches) in ends.into_iter().zip(arms(letter).unwrap_or_default()) {
            if reaches {
                let _ = write!(way, "M{middle} {centre}L{to_x} {to_y}");
            }
        }
    }
    way
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The sixteen colours as a picture shows them; `None` for the terminal's own.
fn colour(colour: Color) -> Option<&'static str> {
    Some(match colour {
        Color::Black => "#1c2128",
        Color::Red => "#e06c75",
        Color::Green => "#98c379",
        Color::Yellow => "#d7ae5f",
        Color::Blue => "#61a5e8",
        Color::Magenta => "#c678dd",
        Color::Cyan => "#56b6c2",
        Color::Gray => "#b8c0ca",
        Color::DarkGray => "#7d8793",
        Color::LightRed => "#ff8b92",
        Color::LightGreen => "#b5e890",
        Color::LightYellow => "#ffd580",
        Color::LightBlue => "#8cc4ff",
        Color::LightMagenta => "#e5a0f5",
        Color::LightCyan => "#83dce6",
        Color::White => "#ffffff",
        Color::Reset | Color::Rgb(..) | Color::Indexed(_) => return None,
    })
}

/// Returns whether this variable of the environment asks for what is kept to be written anew.
#[allow(clippy::disallowed_methods, reason = "whoever runs the test asks for it there")]
pub fn is_to_be_written(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|wish| wish == "write")
}

/// Compares a picture with the kept one under `data/manual/pictures/`; writes it anew when `DANVAN_PICTURES=write`.
pub fn compare(name: &str, buffer: &Buffer) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/manual/pictures").join(format!("{name}.svg"));
    let drawn = svg(buffer);
    if is_to_be_written("DANVAN_PICTURES") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, drawn).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == drawn,
        "{name} looks otherwise than its picture: look at the screen, then run DANVAN_PICTURES=write cargo test pictures"
    );
}
