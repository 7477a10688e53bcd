//! What can be done at the keyboard, and with which keys: two tables that everything else is made from.
//!
//! The key line at the bottom, the help screens, `danvan keys` and the README's key table are written from
//! [`ACTIONS`] and [`BINDINGS`]. No bare letter is a command: input methods rewrite letters.

use crate::input::Chord;
use crate::register::Label;

/// Where a key is pressed; decides what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// The list of what there is to do, the first screen.
    Home,
    /// Rows of an entity.
    Table,
    /// A form, in a field of one line.
    Form,
    /// A form, in a field of several lines.
    Memo,
    /// A list from which values are picked.
    Pick,
    /// A menu of numbered commands, or the palette.
    Menu,
    /// A question, or a line to be typed (a reason).
    Dialog,
    /// Text to be read: help, history.
    Reader,
}

/// Something that a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Explains the field, the screen.
    Help,
    /// Accepts a soft refusal, with a reason.
    Accept,
    /// Copies the same field of the record saved before.
    Ditto,
    /// Lists what the field takes.
    List,
    /// Begins a new record.
    New,
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
    /// Speaks the other language.
    Language,
    /// Opens another year.
    Year,
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
    /// Marks a row in a list that takes several.
    Mark,
}

/// One row of the table of actions.
pub struct ActionRow {
    /// The action.
    pub action: Action,
    /// What the key line and menus call it.
    pub label: Label,
    /// What help says of it.
    pub help: Label,
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

/// Everything that can be done.
pub const ACTIONS: &[ActionRow] = &[];

/// The keys.
pub const BINDINGS: &[Binding] = &[];

/// Returns what a key does in a context; `None` for one that does nothing there or types a letter.
pub fn resolve(context: Context, chord: Chord) -> Option<Action> {
    BINDINGS
        .iter()
        .find(|binding| binding.contexts.contains(&context) && binding.chord.parse() == Ok(chord))
        .map(|binding| binding.action)
}
