//! What a screen is: it answers keys with requests as data, and draws the same picture for the same state.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;

use super::action::{Action, Context, EnterGoes, KeyMap};
use super::copies::{Copies, CopyWish};
use super::draft::Draft;
use super::habit::{Habit, Habits};
use super::screens::Asked;
use super::theme::Look;
use crate::input::Chord;
use crate::register::{
    Actor, Commit, Field, FieldId, Id, Label, Lang, Records, Reject, Request, Schema, Time, Value, Watch, Words,
};

/// What a screen may know while it answers: the register and the moment, under one read guard.
pub struct Cx<'a> {
    /// The register.
    pub records: &'a dyn Records,
    /// Columns and rows of the part of the terminal that screens draw in.
    pub size: (u16, u16),
    /// Now.
    pub now: Time,
    /// Today where the ward is.
    pub today: NaiveDate,
    /// The open year.
    pub year: i32,
    /// The session's language.
    pub lang: Lang,
    /// Who sits here.
    pub actor: &'a Actor,
    /// An id that nothing has yet; a screen that needs several counts up from it.
    pub fresh: Id,
    /// The layer that is asked; part of its tickets.
    pub layer: u32,
    /// Where Enter goes from a cell of a grid.
    pub enter_goes: EnterGoes,
    /// Half-typed forms that are kept, at most one a record, the latest last.
    pub drafts: &'a [Draft],
    /// What the session has got used to in its forms.
    pub habits: &'a Habits,
    /// What the person chose on screens and is remembered, by name.
    pub chosen: &'a BTreeMap<&'static str, String>,
    /// What is due or wrong.
    pub watch: &'a Watch,
}

impl Cx<'_> {
    /// Makes a ticket of the layer that is asked.
    pub const fn ticket(&self, n: u32) -> Ticket {
        Ticket { layer: self.layer, n }
    }
}

/// Names a request whose answer comes later, so that it finds its way back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ticket {
    /// The layer that asked.
    pub layer: u32,
    /// Which of its requests.
    pub n: u32,
}

/// What a screen asks for.
pub enum Ask {
    /// Puts a screen on top.
    Open(Box<dyn Screen>),
    /// Takes this screen away and types a text into the one below.
    Type(String),
    /// Works with these keys from now on.
    Keys(KeyMap),
    /// Puts a screen in the place of this one.
    Replace(Box<dyn Screen>),
    /// Takes this screen away.
    Close,
    /// Takes all screens away but the first; what is half typed in them is kept.
    Home,
    /// Takes this screen away and brings its answer to whoever holds the ticket.
    Return(Ticket, Answer),
    /// Takes this screen away and has the one below carry out an action, as if its key had been pressed.
    Do(Action),
    /// Changes the register; keys wait until the answer is there.
    Commit(Ticket, Request),
    /// Reads commits, newest first: of one record or of all, before this number.
    History {
        /// Where the answer goes.
        ticket: Ticket,
        /// One record, or all.
        of: Option<(&'static Schema, Id)>,
        /// Only commits with a smaller number.
        before: Option<u64>,
        /// At most so many.
        n: usize,
    },
    /// Lists the copies of the register, makes one, or proves one.
    Copies(Ticket, CopyWish),
    /// Shows the register as it was at the end of a day; as it is now, where there is none.
    View(Option<NaiveDate>),
    /// Keeps what is half typed, in place of what was kept of the same record before.
    KeepDraft(Draft),
    /// Forgets what was kept of this record.
    DropDraft(Id),
    /// Takes this screen away and goes to the next place at which something is due or wrong.
    NextProblem,
    /// Takes over the habits of an entity's form.
    Accustom(&'static Schema, Habit),
    /// Remembers what the person chose on a screen, under one of [`CHOSEN`](super::screens::CHOSEN).
    Remember(&'static str, String),
    /// Says something on the message line.
    Say(Notice),
    /// Beeps and drops what was typed ahead; the screen itself says why.
    Balk,
    /// Switches the session's language.
    Speak(Lang),
    /// Opens another year.
    OpenYear(i32),
    /// Ends the session.
    Quit,
}

/// How a message is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something is done.
    Done,
    /// Something to know.
    Note,
    /// Something was refused: beeps, and the keys typed ahead are dropped.
    Refused,
}

/// A message for the line above the keys; it stays until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// What it says.
    pub words: Words,
}

impl Notice {
    /// Says that something is done.
    pub fn done(words: impl Into<Words>) -> Self {
        Self { tone: Tone::Done, words: words.into() }
    }

    /// Says something to know.
    pub fn note(words: impl Into<Words>) -> Self {
        Self { tone: Tone::Note, words: words.into() }
    }

    /// Says that something was refused.
    pub fn refused(words: impl Into<Words>) -> Self {
        Self { tone: Tone::Refused, words: words.into() }
    }
}

/// What comes back for a ticket.
#[derive(Clone, Debug)]
pub enum Answer {
    /// The register was changed, or why not.
    Committed(Result<Arc<Commit>, Reject>),
    /// Commits, newest first; or why they cannot be read.
    History(Result<Vec<Commit>, Words>),
    /// What is known of the copies; or why they cannot be read or made.
    Copies(Result<Box<Copies>, Words>),
    /// Values were picked from a list, in order.
    Picked(Vec<Value>),
    /// A line was typed (a reason, a number to go to).
    Typed(String),
    /// Conditions were typed on a blank form.
    Asked(Vec<Asked>),
    /// A question was answered with yes.
    Agreed,
}

/// One screen of the stack.
pub trait Screen: Send {
    /// Names the screen in the path on the top line.
    fn name(&self) -> Words;

    /// Returns which bindings hold now.
    fn context(&self) -> Context;

    /// Takes a key as it came, before it means anything; `None` lets it mean what it does everywhere.
    fn key(&mut self, _chord: Chord, _cx: &Cx<'_>) -> Option<Vec<Ask>> {
        None
    }

    /// Carries out an action.
    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask>;

    /// Takes typed or pasted letters, exactly as they came.
    fn text(&mut self, typed: &str, cx: &Cx<'_>) -> Vec<Ask>;

    /// Takes the answer to one of its tickets.
    fn answered(&mut self, _ticket: Ticket, _answer: Answer, _cx: &Cx<'_>) -> Vec<Ask> {
        Vec::new()
    }

    /// Is called once, when the screen was put on the stack.
    fn opened(&mut self, _cx: &Cx<'_>) -> Vec<Ask> {
        Vec::new()
    }

    /// Hears of a change of the register; what is shown is read again in [`refresh`](Self::refresh).
    fn heard(&mut self, _commit: &Arc<Commit>) {}

    /// Gives what is half typed to be kept, because the session ends now.
    fn keep(&mut self, _cx: &Cx<'_>) -> Vec<Ask> {
        Vec::new()
    }

    /// Reads again what it shows: the register, the year, the language or the size changed.
    fn refresh(&mut self, cx: &Cx<'_>);

    /// Draws; reads nothing but itself and the look, and sets the cursor where letters go.
    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look);

    /// Returns what the screen is about, for the commands of the menu and for help.
    fn subject(&self) -> Subject {
        Subject::default()
    }

    /// Returns why the field under the cursor is refused, for help to explain.
    fn trouble(&self, _cx: &Cx<'_>) -> Option<Trouble> {
        None
    }

    /// Returns whether words are typed here, in which a way of typing may put marks; figures, codes and addresses are
    /// left as they come.
    fn takes_words(&self) -> bool {
        true
    }

    /// Returns whether the screen covers only its own box and the ones below show around it.
    fn is_popup(&self) -> bool {
        false
    }
}

/// What a screen is about: the entity, the record and the field that the next key would touch.
#[derive(Clone, Copy, Debug, Default)]
pub struct Subject {
    /// The entity.
    pub schema: Option<&'static Schema>,
    /// The record.
    pub id: Option<Id>,
    /// The field.
    pub field: Option<&'static Field>,
}

/// Why a field is refused.
#[derive(Clone, Debug)]
pub struct Trouble {
    /// The rule that it breaks; empty where its text cannot be read.
    pub rule: &'static str,
    /// What is wrong.
    pub words: Words,
    /// An example that the rule accepts there, as it is typed.
    pub example: Option<String>,
}

/// Which field of which record something is about.
pub type Place = (&'static Schema, Id, Option<FieldId>);

/// What drives the machine.
#[derive(Debug)]
pub enum Event {
    /// Something came from the person's end.
    Input(crate::input::Input),
    /// No more input waits; the escape prefix and the like may settle.
    Idle,
    /// An answer to a request.
    Answered(Ticket, Answer),
    /// Someone, perhaps this session, changed the register.
    Committed(Arc<Commit>),
    /// The store has something to say (a repair, little space left).
    Told(Notice),
}

/// What the machine wants done.
#[derive(Debug)]
pub enum Effect {
    /// Plan, make durable, answer.
    Commit(Ticket, Request),
    /// Read history, answer.
    History {
        /// Where the answer goes.
        ticket: Ticket,
        /// One record, or all.
        of: Option<(&'static Schema, Id)>,
        /// Only commits with a smaller number.
        before: Option<u64>,
        /// At most so many.
        n: usize,
    },
    /// Look after the copies, answer.
    Copies(Ticket, CopyWish),
    /// Show the register as it was at the end of a day, or as it is now.
    View(Option<NaiveDate>),
    /// Write the draft down, in place of the one with the same id.
    KeepDraft(Draft),
    /// Remove the draft of this record.
    DropDraft(Id),
    /// Remember a setting of the person's.
    Remember(&'static str, String),
    /// Sound the bell.
    Beep,
    /// Paint everything anew.
    Repaint,
    /// End the session.
    Quit,
}

/// Words of a menu line, a title or a key, when they are fixed.
pub type Title = Label;
