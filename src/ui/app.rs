//! The machine: one stack of screens that draws from the bottom and listens from the top.
//!
//! It is fed with events and gives back effects; it never waits, reads a clock or touches a file. The same events make
//! the same screens, so a whole day at the desk can be replayed in a test.

mod act;
mod asks;
mod habits;
mod keys;
mod offer;
mod paint;
mod reading;
mod round;
mod taken;
mod typing;
mod watching;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use super::action::{Action, Context, EnterGoes, KeyMap, resolve};
use super::draft::Draft;
use super::habit::Habits;
use super::layout::{body_size, is_enough};
use super::screen::{Answer, Cx, Effect, Event, Notice, Screen, Ticket, Tone};
use super::screens::{self, Home, Wizard};
use super::theme::{Look, Theme};
use super::widget::capital;
use crate::input::Input;
use crate::register::{Actor, Commit, Id, Lang, Query, Records, Reject, Schema, ShowCx, Time, Watch, Words};
use crate::text::typing::{Method, Typist};
use keys::Prefix;
use round::Round;
use taken::Taken;
use watching::{AT_A_TIME, AT_ONCE};

/// Most keys that wait for a save; more than anyone types meanwhile.
const MOST_AHEAD: usize = 4096;

/// The layer of requests that the machine makes for itself.
const OWN: u32 = 0;
/// Its request for what was saved in earlier sessions, to take one of these saves back.
const UNDO: u32 = 0;
/// The same, to make again what was taken back.
const REDO: u32 = 1;

/// What belongs to a session: its person, language, colours and keyboard.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What the path begins with: the ward's name.
    pub ward: String,
    /// The open year.
    pub year: i32,
    /// The language spoken.
    pub lang: Lang,
    /// Styles by meaning.
    pub theme: Theme,
    /// Whether borders and signs stay within ASCII.
    pub ascii: bool,
    /// Which keys the machine in front has.
    pub key_map: KeyMap,
    /// Where Enter goes from a cell of a grid.
    pub enter_goes: EnterGoes,
    /// Whether nobody chose the keys yet, so that the first screen offers to try them.
    pub is_untried: bool,
    /// How Vietnamese is typed.
    pub typing: Method,
    /// Who sits here.
    pub actor: Actor,
    /// What is half typed and kept, at most one form a record, the latest last.
    pub drafts: Vec<Draft>,
    /// What the top line begins with where nothing can be saved: someone else has the register, or it is shown as it was.
    pub reading: Option<Words>,
    /// What the person chose on screens, by the names in [`CHOSEN`](super::screens::CHOSEN).
    pub chosen: BTreeMap<&'static str, String>,
}

/// The register and the moment of one event.
#[derive(Clone, Copy)]
pub struct Moment<'a> {
    /// The register, under one read guard.
    pub records: &'a dyn Records,
    /// Now.
    pub now: Time,
    /// An id that nothing has yet; the thousands after it are free too.
    pub fresh: Id,
}

/// One screen of the stack.
struct Layer {
    /// Its number, part of its tickets; never given twice.
    number: u32,
    screen: Box<dyn Screen>,
    /// Whether what it shows must be read again before it is seen.
    stale: bool,
}

/// The machine of one session.
pub struct App {
    settings: Settings,
    size: (u16, u16),
    layers: Vec<Layer>,
    last_layer: u32,
    notice: Option<Notice>,
    /// What came while a refusal was shown.
    untold: Option<Notice>,
    habits: Habits,
    prefix: Prefix,
    /// What was typed since the last blank.
    typist: Typist,
    /// The save whose answer is awaited.
    waiting: Option<Ticket>,
    /// What was typed since.
    ahead: VecDeque<Input>,
    taken: Taken,
    round: Round,
    /// What is due or wrong.
    watch: Watch,
    /// Whether keys are dropped until the person has seen a refusal.
    flushing: bool,
    /// The layer that is help: there the key for help turns the page.
    help: Option<u32>,
    /// Layers that have a draft kept.
    half_typed: BTreeSet<u32>,
    /// The paper saved last that wants something done.
    offered: Option<(&'static Schema, Id)>,
    ended: bool,
    effects: Vec<Effect>,
}

impl App {
    /// Starts a session in a window of `size` columns and rows: the first screen, and above it the form that was left
    /// half typed.
    pub fn new(settings: Settings, size: (u16, u16), moment: &Moment<'_>) -> Self {
        let mut app = Self {
            settings,
            size,
            layers: Vec::new(),
            last_layer: 0,
            notice: None,
            untold: None,
            habits: Habits::default(),
            prefix: Prefix::default(),
            typist: Typist::default(),
            waiting: None,
            ahead: VecDeque::new(),
            taken: Taken::default(),
            round: Round::default(),
            watch: Watch::default(),
            flushing: false,
            help: None,
            half_typed: BTreeSet::new(),
            offered: None,
            ended: false,
            effects: Vec::new(),
        };
        app.typist = Typist::new(app.settings.typing);
        app.name_ward(moment);
        app.look_round(AT_ONCE, moment);
        app.open(Box::new(Home::new()), moment);
        app.reopen(moment);
        app.set_up(moment);
        app.settle(moment);
        app
    }

    /// Takes one event and returns what is to be done about it.
    pub fn update(&mut self, event: Event, moment: &Moment<'_>) -> Vec<Effect> {
        match event {
            Event::Input(input) => self.input(input, moment),
            Event::Idle => {
                self.flushing = false;
                self.look_round(AT_A_TIME, moment);
                self.settle(moment);
            }
            Event::Answered(ticket, answer) => self.answered(ticket, answer, moment),
            Event::Committed(commit) => self.heard(&commit),
            // What nobody asked for takes no refusal's place: it waits for the next key.
            Event::Told(notice) if self.notice.as_ref().is_some_and(|shown| shown.tone == Tone::Refused) => {
                self.untold = Some(notice);
            }
            Event::Told(notice) => self.say(notice),
        }
        std::mem::take(&mut self.effects)
    }

    /// Puts a screen on top, as if another had asked for it.
    pub fn open(&mut self, screen: Box<dyn Screen>, moment: &Moment<'_>) {
        let asks = self.put(screen, moment);
        self.perform(asks, moment);
    }

    /// Changes colours and signs, when the terminal told what it can show.
    pub const fn look_like(&mut self, theme: Theme, ascii: bool) {
        self.settings.theme = theme;
        self.settings.ascii = ascii;
    }

    /// Returns whether the session is over.
    pub const fn ended(&self) -> bool {
        self.ended
    }

    /// Returns what belongs to the session, as it is now.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Returns which bindings hold now.
    pub fn context(&self) -> Context {
        self.layers.last().map_or(Context::Home, |layer| layer.screen.context())
    }

    /// Builds what a layer's screen may know.
    fn cx<'a>(&'a self, layer: u32, moment: &'a Moment<'_>) -> Cx<'a> {
        context(&self.settings, (&self.habits, &self.watch), self.size, layer, moment)
    }

    fn look(&self) -> Look {
        let Settings { lang, year, theme, ascii, .. } = self.settings;
        Look { lang, year, theme, ascii }
    }

    /// Opens the form that was half typed last when the session before ended.
    fn reopen(&mut self, moment: &Moment<'_>) {
        let cx = context(&self.settings, (&self.habits, &self.watch), self.size, 0, moment);
        let form = self.settings.drafts.iter().rev().find_map(|draft| screens::reopen(draft, &cx));
        let Some(form) = form else { return };
        self.open(form, moment);
        self.half_typed.insert(self.last_layer);
    }

    /// Begins the set-up where the register has no ward yet: nothing else can be named without it.
    fn set_up(&mut self, moment: &Moment<'_>) {
        let dictionary = moment.records.dictionary();
        let Some(schema) = dictionary.entity("ward").filter(|_| dictionary.entity("membership").is_some()) else {
            return;
        };
        if self.layers.len() > 1 || moment.records.page(&Query::all(schema), 0, 1).total > 0 {
            return;
        }
        let cx = context(&self.settings, (&self.habits, &self.watch), self.size, 0, moment);
        let wizard = Wizard::new(&screens::FOUNDING, Id::from_bits(1), &cx);
        self.open(Box::new(wizard), moment);
    }

    fn input(&mut self, input: Input, moment: &Moment<'_>) {
        match input {
            Input::Resize { cols, rows } => {
                self.size = (cols, rows);
                self.all_stale();
            }
            // Answers of the terminal are for whoever asked it; no screen does.
            Input::Reply(_) => {}
            Input::HangUp => self.end(moment),
            // Nobody sees what a key would do in a window in which no screen is drawn.
            Input::Chord(_) | Input::Paste(_) if !is_enough(self.size) => {}
            // What was typed before the refusal could be seen was meant for another state of the screen.
            Input::Chord(_) | Input::Paste(_) if self.flushing => {}
            Input::Chord(_) | Input::Paste(_) if self.waiting.is_some() => {
                if self.ahead.len() < MOST_AHEAD {
                    self.ahead.push_back(input);
                }
            }
            Input::Chord(_) | Input::Paste(_) => self.typed(&input, moment),
        }
    }

    /// Takes a key or a paste while nothing is awaited.
    fn typed(&mut self, input: &Input, moment: &Moment<'_>) {
        self.settle(moment);
        self.notice = self.untold.take();
        let chord = match input {
            Input::Chord(chord) if self.is_taken_raw(*chord, moment) => return,
            Input::Chord(chord) => match self.prefix.take(*chord, self.settings.key_map) {
                Some(chord) => chord,
                None => return,
            },
            Input::Paste(text) => {
                self.prefix = Prefix::default();
                self.end_word(moment);
                return self.paste(text, moment);
            }
            Input::Resize { .. } | Input::Reply(_) | Input::HangUp => return,
        };
        match (resolve(self.context(), chord), chord.typed()) {
            (Some(Action::Erase), _) => self.erase(moment),
            (Some(action), _) => {
                self.end_word(moment);
                self.act(action, moment);
            }
            (None, Some(letter)) => self.letter(letter, moment),
            (None, None) => {}
        }
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, moment: &Moment<'_>) {
        if self.waiting == Some(ticket) {
            self.waiting = None;
        }
        let saved = match &answer {
            Answer::Committed(Ok(commit)) => Some(Arc::clone(commit)),
            Answer::Committed(Err(_))
            | Answer::History(_)
            | Answer::Copies(_)
            | Answer::Picked(_)
            | Answer::Typed(_)
            | Answer::Asked(_)
            | Answer::Agreed => None,
        };
        match &answer {
            Answer::History(Ok(commits)) if ticket.layer == OWN => {
                return self.recall(commits, ticket.n == REDO, moment);
            }
            Answer::Committed(Ok(commit)) => {
                self.taken.saved(commit);
                self.round.heard(commit);
                self.watch.hear(commit);
                self.all_stale();
            }
            Answer::Committed(Err(reject)) => self.refuse(reject),
            Answer::History(_)
            | Answer::Copies(_)
            | Answer::Picked(_)
            | Answer::Typed(_)
            | Answer::Asked(_)
            | Answer::Agreed => {}
        }
        self.ask(ticket.layer, moment, |screen, cx| screen.answered(ticket, answer, cx));
        if let Some(commit) = saved {
            self.offer_task(&commit, moment);
        }
        while self.waiting.is_none() && !self.ended {
            let Some(input) = self.ahead.pop_front() else { return };
            self.typed(&input, moment);
        }
    }

    fn refuse(&mut self, reject: &Reject) {
        self.say(Notice::refused(reject.unsaved()));
    }

    fn heard(&mut self, commit: &Arc<Commit>) {
        self.round.heard(commit);
        self.watch.hear(commit);
        for layer in &mut self.layers {
            layer.screen.heard(commit);
        }
        self.all_stale();
    }

    fn say(&mut self, notice: Notice) {
        if notice.tone == Tone::Refused {
            self.balk();
        }
        self.notice = Some(notice);
    }

    fn balk(&mut self) {
        self.flushing = true;
        self.ahead.clear();
        if !matches!(self.effects.last(), Some(Effect::Beep)) {
            self.effects.push(Effect::Beep);
        }
    }

    fn all_stale(&mut self) {
        for layer in &mut self.layers {
            layer.stale = true;
        }
    }

    /// Has the screens that are seen read again what changed.
    fn settle(&mut self, moment: &Moment<'_>) {
        if self.layers.iter().any(|layer| layer.stale) {
            self.name_ward(moment);
        }
        let first = self.first_seen();
        for layer in self.layers.iter_mut().skip(first).filter(|layer| layer.stale) {
            layer.stale = false;
            layer.screen.refresh(&context(
                &self.settings,
                (&self.habits, &self.watch),
                self.size,
                layer.number,
                moment,
            ));
        }
    }

    /// Reads the ward's name anew, such as `Phường Thanh Khê`; where the register has none, the settings' own stays.
    fn name_ward(&mut self, moment: &Moment<'_>) {
        let Some(schema) = moment.records.dictionary().entity("ward") else { return };
        let profiles = moment.records.page(&Query::all(schema), 0, 1).rows;
        let show = ShowCx { records: moment.records, lang: self.settings.lang };
        let name = profiles.first().map(|(_, record)| show.title_of(schema, record).replace(" · ", " "));
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            self.settings.ward = capital(&name);
        }
    }

    /// Keeps what is half typed and ends the session.
    fn end(&mut self, moment: &Moment<'_>) {
        if self.ended {
            return;
        }
        self.ended = true;
        let numbers: Vec<u32> = self.layers.iter().map(|layer| layer.number).collect();
        // From the top: what a question holds goes to the screen below, which keeps it.
        for number in numbers.into_iter().rev() {
            self.ask(number, moment, |screen, cx| screen.keep(cx));
        }
        self.effects.push(Effect::Quit);
    }
}

/// Builds what a screen may know.
fn context<'a>(
    settings: &'a Settings,
    (habits, watch): (&'a Habits, &'a Watch),
    size: (u16, u16),
    layer: u32,
    moment: &'a Moment<'_>,
) -> Cx<'a> {
    Cx {
        records: moment.records,
        size: body_size(size),
        now: moment.now,
        today: moment.now.date_naive(),
        year: settings.year,
        lang: settings.lang,
        actor: &settings.actor,
        fresh: moment.fresh,
        layer,
        enter_goes: settings.enter_goes,
        drafts: &settings.drafts,
        habits,
        chosen: &settings.chosen,
        watch,
    }
}
