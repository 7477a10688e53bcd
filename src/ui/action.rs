//! What can be done at the keyboard, and with which keys: two tables that everything else is made from.
//!
//! The key line at the bottom, the help screens, `danvan keys` and the README's key table are written from
//! [`ACTIONS`] and [`BINDINGS`]. No bare letter is a command: input methods rewrite letters.

mod card;
mod context;
mod goes;
mod rows;

pub use card::{Hint, KeyMap, fitting, hints, keys_card, keys_markdown, keys_text};
pub use context::Context;
pub use goes::EnterGoes;
pub use rows::{ACTIONS, BINDINGS};

use crate::input::{Chord, Key};
use crate::register::Label;

/// Something that a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Explains the field, the screen.
    Help,
    /// Accepts a soft refusal, with a reason.
    Accept,
    /// Copies the same field of the record saved before.
    Ditto,
    /// Has the field's value go over into the next new record; again: no more.
    Carry,
    /// Lists what the field takes.
    List,
    /// Shows the whole of a list that is narrowed to what fits; again: the part.
    Widen,
    /// Re-makes a body by a new decision.
    Renew,
    /// Moves a member one place up in the list.
    Raise,
    /// Moves a member one place down.
    Lower,
    /// Goes on to the next step; after the last one it saves.
    GoOn,
    /// Begins a new record.
    New,
    /// Goes to the next place at which something is due or wrong.
    Problem,
    /// Writes a note on the field.
    Note,
    /// Lists the notes, and the warnings that were accepted.
    Notes,
    /// Asks by example: which rows are to be listed.
    Ask,
    /// Lists the rows that were asked for.
    Run,
    /// Counts the values of the column.
    Tally,
    /// Goes to the next empty field.
    NextEmpty,
    /// Goes to a field by number or name.
    GoTo,
    /// Shows the menu.
    Menu,
    /// Saves; in a form of a new record, begins the next one.
    Save,
    /// Goes back one screen.
    Back,
    /// Takes the last change of this session back.
    Undo,
    /// Makes the change that was taken back again.
    Redo,
    /// Finds a screen, a record or a command by name.
    Palette,
    /// Makes a new record out of this one.
    Duplicate,
    /// Sorts by the column under the cursor.
    Sort,
    /// Keeps only rows with the value under the cursor; again: all rows.
    FilterByValue,
    /// Shows who changed what and when.
    History,
    /// Withdraws the record, with a reason; or restores it.
    Withdraw,
    /// Shows withdrawn rows too; again: hides them.
    ShowWithdrawn,
    /// Shows the rows of every year; again: of the open year.
    AllYears,
    /// Looks at another period.
    Period,
    /// Looks at one field of work or one organisation.
    Narrow,
    /// Groups and looks at neighbourhoods in another way.
    Arrange,
    /// Shows the next picture of the same figures.
    Picture,
    /// Notes a result, a visit, a meeting or a task about this neighbourhood, model or paper.
    Jot,
    /// Speaks the other language.
    Language,
    /// Opens another year.
    Year,
    /// Shows the copies of the register.
    Backups,
    /// Shows the register as it was on a day.
    AsOf,
    /// Lists the steps of the life cycle that lead on from the record.
    Step,
    /// Has the task done today.
    Finish,
    /// Notes how far the task has come.
    Tell,
    /// Moves the due day of the task, with a reason.
    Extend,
    /// Shows all that is known of the record on one page.
    Detail,
    /// Lists the tasks of this model, this member.
    TasksOf,
    /// Shows the same records in a table with all columns.
    Plain,
    /// Opens the quick entry of results.
    Results,
    /// Chooses the columns of the table.
    Columns,
    /// Opens, saves and deletes named views of the table.
    Views,
    /// Registers the year's models for the next one.
    CarryOver,
    /// Spreads a model to other units.
    Replicate,
    /// Tries some keys, and chooses the map that works on this machine.
    Keyboard,
    /// Goes round the ways of typing Vietnamese: off, Telex, VNI.
    Typing,
    /// Paints everything anew, after something else wrote on the screen.
    Redraw,
    /// Ends the program.
    Quit,
    /// Goes on: opens, picks, confirms, next field.
    Enter,
    /// Next field; in a list, marks or completes.
    Next,
    /// The field before, along the path really travelled.
    Previous,
    /// Up.
    Up,
    /// Down.
    Down,
    /// Left.
    Left,
    /// Right.
    Right,
    /// A screenful up.
    PageUp,
    /// A screenful down.
    PageDown,
    /// The beginning.
    Home,
    /// The end.
    End,
    /// Erases the code point before the cursor.
    Erase,
    /// Erases the one at the cursor.
    Delete,
    /// Marks a row in a list that takes several; in a grid, the rows from here to the cursor.
    Mark,
    /// Shows a record among others as a row, or a row as a form.
    Toggle,
    /// Fills the cells below with this one, or goes on with a series.
    FillDown,
    /// Sets one field of all records that a table shows.
    SetMany,
    /// Gives the record a state: draft, complete, checked, locked.
    Standing,
    /// Reads pasted letters in an old encoding, or as they came.
    Convert,
    /// Has Enter go down in a grid, or to the right.
    EnterGoes,
}

/// One row of the table of actions.
pub struct ActionRow {
    /// The action.
    pub action: Action,
    /// What the key line and menus call it.
    pub label: Label,
    /// What help says of it.
    pub help: Label,
    /// In which contexts the menu offers it.
    pub menu: &'static [Context],
}

/// One row of the table of keys.
pub struct Binding {
    /// The key, as [`Chord`] is written for people: `F4`, `Ctrl+G`.
    pub chord: &'static str,
    /// What it does.
    pub action: Action,
    /// Where.
    pub contexts: &'static [Context],
    /// Whether the key line shows it (the first one shown for an action wins).
    pub hint: bool,
}

impl Action {
    /// Returns the action's row of the table; `None` only for one that the table forgot, which a test refuses.
    pub fn row(self) -> Option<&'static ActionRow> {
        ACTIONS.iter().find(|row| row.action == self)
    }
}

/// Returns what a key does in a context; `None` for one that does nothing there or types a letter.
pub fn resolve(context: Context, chord: Chord) -> Option<Action> {
    let chord = chord.canonical();
    BINDINGS
        .iter()
        .find(|binding| binding.contexts.contains(&context) && binding.chord.parse() == Ok(chord))
        .map(|binding| binding.action)
}

/// Returns the action's first key in a context.
pub fn key_of(context: Context, action: Action) -> Option<&'static str> {
    BINDINGS
        .iter()
        .find(|binding| binding.action == action && binding.contexts.contains(&context))
        .map(|binding| binding.chord)
}

/// Returns whether a key arrives from every terminal and is taken by no desktop, browser or flow control.
pub const fn is_safe(chord: Chord) -> bool {
    match chord.key {
        Key::F(number) => !chord.mods.ctrl && !chord.mods.alt && !chord.mods.shift && number <= 9,
        Key::Char(letter) => {
            let taken = matches!(letter, 'a' | 'b' | 'c' | 'h' | 'i' | 'j' | 'm' | 'q' | 's' | 'v' | 'z');
            chord.mods.ctrl && !chord.mods.alt && letter.is_ascii_lowercase() && !taken
        }
        Key::Enter
        | Key::Tab
        | Key::BackTab
        | Key::Backspace
        | Key::Delete
        | Key::Insert
        | Key::Home
        | Key::End
        | Key::PageUp
        | Key::PageDown
        | Key::Up
        | Key::Down
        | Key::Left
        | Key::Right => !chord.mods.ctrl && !chord.mods.alt && !chord.mods.shift,
        // Multiplexers hold a lone Esc back, and some phones have none.
        Key::Esc => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_chord_reads_back_and_is_bound_at_most_once_in_a_context() {
        let mut seen = BTreeSet::new();
        for binding in BINDINGS {
            let chord: Chord = binding.chord.parse().expect(binding.chord);
            assert_eq!(chord.to_string(), binding.chord, "written as people see it");
            for context in binding.contexts {
                assert!(seen.insert((*context, chord)), "{} is bound twice in {context:?}", binding.chord);
            }
        }
    }

    #[test]
    fn no_letter_is_a_command() {
        for binding in BINDINGS {
            let chord: Chord = binding.chord.parse().expect(binding.chord);
            assert_eq!(chord.typed(), None, "{}", binding.chord);
        }
    }

    #[test]
    fn every_action_has_a_row_and_a_way_on_every_terminal() {
        for binding in BINDINGS {
            assert!(binding.action.row().is_some(), "{:?}", binding.action);
        }
        for row in ACTIONS {
            let contexts: BTreeSet<Context> = BINDINGS
                .iter()
                .filter(|binding| binding.action == row.action)
                .flat_map(|binding| binding.contexts)
                .chain(row.menu)
                .copied()
                .collect();
            assert!(!contexts.is_empty(), "{:?} cannot be reached", row.action);
            for context in contexts {
                let safe = BINDINGS.iter().any(|binding| {
                    binding.action == row.action
                        && binding.contexts.contains(&context)
                        && is_safe(binding.chord.parse().expect(binding.chord))
                });
                assert!(safe || row.menu.contains(&context), "{:?} in {context:?}", row.action);
            }
        }
    }

    #[test]
    fn the_menu_can_be_called_wherever_it_is_the_way() {
        for row in ACTIONS {
            for context in row.menu {
                assert_eq!(resolve(*context, Chord::f(9)), Some(Action::Menu), "{context:?}");
            }
        }
    }

    #[test]
    fn all_words_are_in_both_languages() {
        for row in ACTIONS {
            for label in [row.label, row.help] {
                assert!(!label.vi.is_empty() && !label.en.is_empty(), "{:?}", row.action);
            }
        }
    }
}
