//! The keys in writing: the line at the bottom, the card that is printed, the table of the README.

use super::{ACTIONS, Action, BINDINGS, Context};
use crate::register::{Label, Lang};
use crate::text::width::{pad_right, width, wrap};

/// Which keys the machine in front has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyMap {
    /// F-keys; Esc goes back at once.
    #[default]
    Full,
    /// No F-keys: Esc is a prefix (Esc 4 is F4, Esc Esc goes back).
    EscPrefix,
    /// F-keys, but Esc does not arrive, or too late to wait for: Ctrl+X goes back.
    NoEsc,
}

impl KeyMap {
    /// All of them, in the order in which people are offered them.
    pub const ALL: [Self; 3] = [Self::Full, Self::EscPrefix, Self::NoEsc];

    /// Says in a few words which keys these are.
    pub const fn label(self) -> Label {
        match self {
            Self::Full => Label::new("phím F, Esc là về", "F-keys, Esc goes back"),
            Self::EscPrefix => Label::new("Esc rồi số thay phím F", "Esc and a digit for F-keys"),
            Self::NoEsc => Label::new("phím F, Ctrl+X là về", "F-keys, Ctrl+X goes back"),
        }
    }

    /// Returns the name under which the setting is kept.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::EscPrefix => "esc",
            Self::NoEsc => "noesc",
        }
    }

    /// Reads the name of the setting.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|map| map.code() == code)
    }

    /// Writes a key as it is pressed on this machine.
    pub fn show(self, chord: &str) -> String {
        match (self, chord.strip_prefix('F')) {
            (Self::EscPrefix, Some("10")) => "Esc 0".to_owned(),
            (Self::EscPrefix, Some(number)) if number.len() == 1 => format!("Esc {number}"),
            (Self::EscPrefix, None) if chord == "Esc" => "Esc Esc".to_owned(),
            (Self::NoEsc, None) if chord == "Esc" => "Ctrl+X".to_owned(),
            _ => chord.to_owned(),
        }
    }
}

/// Blank columns between two hints.
const GAP: usize = 2;

/// A key of the key line and what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// What it does.
    pub action: Action,
    /// The key as it is pressed on this machine.
    pub key: String,
    /// What it does, in a word or two.
    pub label: &'static str,
}

impl Hint {
    /// Returns how many columns key and word take.
    fn columns(&self) -> usize {
        width(&self.key) + 1 + width(self.label)
    }
}

/// Lists what the key line of a context shows: each key as it is pressed, and what it does.
///
/// With `after_esc`, only what may follow the Esc prefix.
pub fn hints(context: Context, map: KeyMap, after_esc: bool, lang: Lang) -> Vec<Hint> {
    let mut told: Vec<Action> = Vec::new();
    let mut hints = Vec::new();
    for binding in BINDINGS.iter().filter(|binding| binding.hint && binding.contexts.contains(&context)) {
        let Some(row) = binding.action.row() else { continue };
        if told.contains(&binding.action) {
            continue;
        }
        let key = map.show(binding.chord);
        let key = match (after_esc, key.strip_prefix("Esc ")) {
            (false, _) => key,
            (true, Some(rest)) => rest.to_owned(),
            (true, None) => continue,
        };
        told.push(binding.action);
        hints.push(Hint { action: binding.action, key, label: row.label.get(lang) });
    }
    hints
}

/// Keeps those that fit a line of `columns` whole, from the first on; the menu, which leads to all the others, always
/// has its place.
pub fn fitting(mut hints: Vec<Hint>, columns: usize) -> Vec<Hint> {
    let menu = hints.iter().find(|hint| hint.action == Action::Menu).map_or(0, |menu| menu.columns() + GAP);
    let (mut taken, mut owed, mut full) = (0, menu, false);
    hints.retain(|hint| {
        if hint.action == Action::Menu {
            owed = 0;
        } else if full || taken + hint.columns() + owed > columns {
            full = true;
            return false;
        }
        taken += hint.columns() + GAP;
        true
    });
    hints
}

const HEADINGS: [Label; 3] =
    [Label::new("Phím", "Keys"), Label::new("Làm gì", "What it does"), Label::new("Ở đâu", "Where")];
const EVERYWHERE: Label = Label::new("mọi nơi", "everywhere");
const FROM_MENU: Label = Label::new("menu F9", "F9 menu");

/// One line for each action: its keys, what it does, where.
fn lines(lang: Lang) -> Vec<[String; 3]> {
    ACTIONS
        .iter()
        .map(|row| {
            let bound = || BINDINGS.iter().filter(|binding| binding.action == row.action);
            let mut keys: Vec<&str> = Vec::new();
            for binding in bound() {
                if !keys.contains(&binding.chord) {
                    keys.push(binding.chord);
                }
            }
            if keys.is_empty() {
                keys.push(FROM_MENU.get(lang));
            }
            let within = |context: &Context| {
                bound().any(|binding| binding.contexts.contains(context)) || row.menu.contains(context)
            };
            let places: Vec<&str> = Context::ALL
                .iter()
                .filter(|context| within(context))
                .map(|context| context.label().get(lang))
                .collect();
            let places =
                if places.len() == Context::ALL.len() { EVERYWHERE.get(lang).to_owned() } else { places.join(", ") };
            [keys.join(" "), row.help.get(lang).to_owned(), places]
        })
        .collect()
}

/// Writes the key card as plain text in columns.
pub fn keys_text(lang: Lang) -> String {
    let mut rows = vec![HEADINGS.map(|heading| heading.get(lang).to_owned())];
    rows.extend(lines(lang));
    let widest = |column: usize| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0);
    let (keys, what) = (widest(0), widest(1));
    let mut text = String::new();
    for [key, does, places] in &rows {
        let line = format!("{}  {}  {places}", pad_right(key, keys), pad_right(does, what));
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Writes the key card as a table in Markdown.
pub fn keys_markdown(lang: Lang) -> String {
    let heading = format!("| {} |\n|---|---|---|\n", HEADINGS.map(|heading| heading.get(lang)).join(" | "));
    let rows = lines(lang).into_iter().map(|[keys, does, places]| format!("| {keys} | {does} | {places} |\n"));
    std::iter::once(heading).chain(rows).collect()
}

const CARD: Label = Label::new("Sổ Dân vận khéo: các phím", "The Dân vận khéo register: the keys");
const IN_MENU: Label = Label::new("Trong menu F9:", "In the menu, F9:");
/// Columns of the card that is printed.
const CARD_COLS: usize = 80;
/// Columns of the keys where two actions share a line.
const SHORT_KEY: usize = 9;

/// Writes the keys as a card of one page: 80 columns, what they do, not where; what only the menu offers stands below.
pub fn keys_card(lang: Lang) -> String {
    let in_menu = |[key, _, _]: &[String; 3]| key == FROM_MENU.get(lang);
    let (menu, keyed): (Vec<_>, Vec<_>) = lines(lang).into_iter().partition(in_menu);
    // Cursor keys and their like say little each: two of them share a line.
    let short = |[key, does, _]: &[String; 3]| {
        let line = format!("{}  {does}", pad_right(key, SHORT_KEY));
        (width(key) <= SHORT_KEY && width(&line) < CARD_COLS / 2).then_some(line)
    };
    let halves: Vec<String> = keyed.iter().filter_map(short).collect();
    let whole: Vec<&[String; 3]> = keyed.iter().filter(|line| short(line).is_none()).collect();
    let keys = whole.iter().map(|[key, _, _]| width(key)).max().unwrap_or(0);
    let mut text = format!("{}\n\n", CARD.get(lang));
    for [key, does, _] in whole {
        for (at, range) in wrap(does, CARD_COLS - keys - 2).into_iter().enumerate() {
            let key = if at == 0 { key } else { "" };
            let line = format!("{}  {}", pad_right(key, keys), does.get(range).unwrap_or_default());
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }
    text.push_str(&paired(&halves));
    text.extend(["\n", IN_MENU.get(lang), "\n"]);
    let (halves, whole): (Vec<String>, Vec<String>) =
        menu.into_iter().map(|[_, does, _]| does).partition(|does| width(does) < CARD_COLS / 2);
    for does in whole {
        for range in wrap(&does, CARD_COLS) {
            text.push_str(does.get(range).unwrap_or_default().trim_end());
            text.push('\n');
        }
    }
    text.push_str(&paired(&halves));
    text
}

/// Writes lines that need half of the card, two side by side.
fn paired(halves: &[String]) -> String {
    let pair = |two: &[String]| match two {
        [left, right] => format!("{}{right}\n", pad_right(left, CARD_COLS / 2)),
        one => format!("{}\n", one.concat()),
    };
    halves.chunks(2).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_shows_each_action_once_and_follows_the_key_map() {
        for context in Context::ALL {
            let full = hints(*context, KeyMap::Full, false, Lang::Vi);
            let esc = hints(*context, KeyMap::EscPrefix, false, Lang::Vi);
            assert_eq!(full.len(), esc.len());
            assert!(told(&full).contains(&("Esc", "Về")), "{context:?}");
            assert!(told(&esc).contains(&("Esc Esc", "Về")), "{context:?}");
            let without = hints(*context, KeyMap::NoEsc, false, Lang::Vi);
            assert!(told(&without).contains(&("Ctrl+X", "Về")), "{context:?}");
            assert!(without.iter().all(|hint| !hint.key.contains("Esc")), "{without:?}");
            assert!(esc.iter().all(|hint| !hint.key.starts_with('F')), "{esc:?}");
        }
        let after = hints(Context::Form, KeyMap::EscPrefix, true, Lang::En);
        assert!(told(&after).contains(&("4", "List")), "{after:?}");
        assert!(!after.iter().any(|hint| hint.key.contains("Ctrl")), "{after:?}");
    }

    fn told(hints: &[Hint]) -> Vec<(&str, &str)> {
        hints.iter().map(|hint| (hint.key.as_str(), hint.label)).collect()
    }

    #[test]
    fn a_short_line_keeps_the_menu() {
        for (context, columns) in
            Context::ALL.iter().flat_map(|context| [20, 40, 60, 80].map(|columns| (context, columns)))
        {
            let all = hints(*context, KeyMap::Full, false, Lang::Vi);
            let had = all.iter().any(|hint| hint.action == Action::Menu);
            let kept = fitting(all, columns);
            let taken: usize = kept.iter().map(|hint| hint.columns() + GAP).sum();
            assert!(taken <= columns + GAP, "{context:?} at {columns}: {taken}");
            assert_eq!(kept.iter().any(|hint| hint.action == Action::Menu), had, "{context:?} at {columns}");
        }
    }

    #[test]
    fn the_cards_name_every_action() {
        for lang in [Lang::Vi, Lang::En] {
            let (text, markdown) = (keys_text(lang), keys_markdown(lang));
            for row in ACTIONS {
                assert!(text.contains(row.help.get(lang)), "{:?}", row.action);
                assert!(markdown.contains(row.help.get(lang)), "{:?}", row.action);
            }
            assert_eq!(markdown.lines().count(), ACTIONS.len() + 2);
        }
    }
    #[test]
    fn the_card_fits_one_page() {
        for lang in [Lang::Vi, Lang::En] {
            let card = keys_card(lang);
            assert!(card.lines().all(|line| width(line) <= CARD_COLS), "{card}");
            // A printer sets 66 lines on a page.
            assert!(card.lines().count() <= 66, "{card}");
            assert!(BINDINGS.iter().all(|binding| card.contains(binding.chord)), "{card}");
        }
    }
}
