//! A session: carries what people do into the machine, and what the machine wants done out of it.
//!
//! There is one driver, [`run`], for the local terminal and for a line over the network alike. It sleeps until something
//! comes, takes all that waits, draws once, and sleeps again: an idle session costs nothing. Saves, history and drafts
//! are the business of a second thread, so that keys are never held up by a disk.

mod chores;
mod clock;
#[cfg(unix)]
mod local;
mod memory;
mod work;

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::time::Duration;

use crate::input::Input;
use crate::register::{Actor, Commit, Lang, Words};
use crate::say;
use crate::store::Store;
use crate::term::caps::{Borders, Caps, Colours};
use crate::term::front::Front;
use crate::term::surface::Surface;
use crate::text::typing::Method;
use crate::ui::action::{EnterGoes, KeyMap};
use crate::ui::app::{App, Settings};
use crate::ui::draft::Draft;
use crate::ui::screen::{Answer, Effect, Event, Notice, Ticket};
use crate::ui::screens::CHOSEN;
use crate::ui::theme::Theme;
use chores::{Chore, Chores};
use chrono::NaiveDate;
use clock::{Clock, this_year};
#[cfg(unix)]
pub use local::run_local;
use memory::Memory;
use work::{Job, Worker};

/// Longest that a picture waits for what it shows as left behind to be on the disk; a disk takes a few milliseconds.
const PATIENCE: Duration = Duration::from_millis(50);
/// Sounds the terminal's bell.
const BELL: u8 = 7;

/// What comes to a session.
#[derive(Debug)]
pub enum SessionEvent {
    /// What a person did, in order; what came together.
    Inputs(Vec<Input>),
    /// A request is answered.
    Answered(Ticket, Answer),
    /// Someone changed the register.
    Committed(Arc<Commit>),
    /// The store has something to say.
    Told(Notice),
    /// The database holds what it must, or was built anew.
    Compared,
    /// The database was built anew: what was seen of it is to be read again.
    Renewed(Words),
    /// The register as it was at the end of a day is there; or why it cannot be.
    Past(NaiveDate, Result<Store, Words>),
}

/// Who sits down, and at what.
#[derive(Clone, Debug)]
pub struct Sitting {
    /// Who.
    pub actor: Actor,
    /// The language asked for; the one remembered, where none is.
    pub lang: Option<Lang>,
    /// What is known of the terminal.
    pub front: Front,
    /// Columns and rows of the window.
    pub size: (u16, u16),
    /// Why nothing can be saved, as the message line and the top line say it; nothing where it can.
    pub reading: Option<(Words, Words)>,
}

/// Runs a session until its person leaves or the line is cut; what is half typed is kept then.
///
/// `events` is what comes, `tell` another end of the same channel, for answers. Each frame is one write to `out`.
///
/// A fault in a screen goes on as the panic that it is, after what is half typed was kept.
///
/// # Errors
/// What the terminal said when a frame could not be painted. A line that takes no more bytes is no error but the end.
pub fn run(
    store: &Store,
    sitting: Sitting,
    (events, tell): (&Receiver<SessionEvent>, &Sender<SessionEvent>),
    surface: &mut Surface,
    out: &mut dyn Write,
) -> io::Result<()> {
    let heard = tell.clone();
    let chores = Chores::start(store.clone(), tell.clone());
    let giver = chores.giver();
    // A session that is over hears nothing; that is no error of the one who commits.
    let subscription = store.subscribe(move |commit| {
        drop(heard.send(SessionEvent::Committed(Arc::clone(commit))));
        drop(giver.as_ref().map(|giver| giver.send(Chore::LookAfter)));
    });
    let mut session = Session::begin(store, sitting, tell.clone(), chores);
    let ended = catch_unwind(AssertUnwindSafe(|| session.serve(events, surface, out)));
    if ended.is_err() {
        session.keep_half_typed();
    }
    // The session's last save is still to be mirrored.
    drop(session);
    drop(subscription);
    ended.unwrap_or_else(|fault| resume_unwind(fault))
}

/// Refuses: the local terminal is read with what only Unix systems have; from elsewhere the register is reached over SSH.
///
/// # Errors
/// Always [`io::ErrorKind::Unsupported`].
#[cfg(not(unix))]
pub fn run_local(
    _store: &Store,
    _actor: Actor,
    _lang: Option<Lang>,
    _reading: Option<(Words, Words)>,
) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// A session that runs.
struct Session<'a> {
    store: &'a Store,
    app: App,
    front: Front,
    clock: Clock,
    memory: Memory,
    worker: Worker,
    chores: Chores,
    /// Whether the database was compared with what it must hold.
    compared: bool,
    /// The register as it was, while that is shown.
    past: Option<Store>,
    /// What the top line says in any case.
    reading: Option<Words>,
    /// Tells once what is half typed is on the disk; the next frame waits for it.
    half_typed: Option<Receiver<()>>,
    /// Whether the bell rings with the next frame.
    bell: bool,
    /// Whether the next frame paints everything.
    repaint: bool,
}

impl<'a> Session<'a> {
    fn begin(store: &'a Store, sitting: Sitting, tell: Sender<SessionEvent>, chores: Chores) -> Self {
        let mut clock = Clock::default();
        let (actor, size, front) = (sitting.actor.clone(), sitting.size, sitting.front.clone());
        let memory = Memory::read(store.layout().root(), &actor.id);
        let (told, reading) = sitting.reading.clone().unzip();
        // Who only looks may be looking beside the one who types: the drafts are that one's.
        let (drafts, unread) = if reading.is_some() { (Vec::new(), None) } else { work::read_drafts(store, &actor.id) };
        let mut app = {
            let records = store.read();
            let settings = settings(sitting, &memory, drafts, this_year());
            App::new(settings, size, &clock.moment(&records))
        };
        app.read_only(reading.clone());
        for words in told.into_iter().chain(unread) {
            // Whoever would hear it is the one who begins here.
            let _ = tell.send(SessionEvent::Told(Notice::note(words)));
        }
        chores.give(Chore::Compare);
        chores.give(Chore::Advise);
        let worker = Worker::start(store.clone(), actor, tell);
        let (past, half_typed, compared) = (None, None, !chores.are_done());
        let (bell, repaint) = (false, false);
        Self { store, app, front, clock, memory, worker, chores, compared, past, reading, half_typed, bell, repaint }
    }

    fn serve(&mut self, events: &Receiver<SessionEvent>, surface: &mut Surface, out: &mut dyn Write) -> io::Result<()> {
        loop {
            self.update(Event::Idle);
            self.draw(surface, out)?;
            if self.app.ended() {
                return Ok(());
            }
            // While there is work to do, keys come first and the work goes on between them. It begins when the database was
            // compared: both go through all of it, and one after the other they need less memory.
            let event = if self.compared && self.app.is_at_work() {
                match events.try_recv() {
                    Ok(event) => event,
                    Err(TryRecvError::Empty) => continue,
                    Err(TryRecvError::Disconnected) => return Ok(()),
                }
            } else {
                let Ok(event) = events.recv() else { return Ok(()) };
                event
            };
            self.take(event, surface)?;
            while let (false, Ok(event)) = (self.app.ended(), events.try_recv()) {
                self.take(event, surface)?;
            }
        }
    }

    /// Keeps what is half typed, after a fault: a screen that is broken too far to tell costs its own text only up to the
    /// last field left.
    fn keep_half_typed(&mut self) {
        let _ = catch_unwind(AssertUnwindSafe(|| self.update(Event::Input(Input::HangUp))));
    }

    /// Paints one frame, in one write; it shows a field as left only once its text is on the disk. Who takes no more bytes
    /// has hung up.
    fn draw(&mut self, surface: &mut Surface, out: &mut dyn Write) -> io::Result<()> {
        if self.app.ended() {
            return Ok(());
        }
        if let Some(written) = self.half_typed.take() {
            // A disk that is slower, or refuses, is told of by the one who writes.
            let _ = written.recv_timeout(PATIENCE);
        }
        if std::mem::take(&mut self.repaint) {
            surface.repaint()?;
        }
        let mut frame = surface.frame(|frame| {
            if !self.front.draw(frame) {
                self.app.draw(frame);
            }
        })?;
        if std::mem::take(&mut self.bell) {
            frame.push(BELL);
        }
        if !frame.is_empty() && out.write_all(&frame).and_then(|()| out.flush()).is_err() {
            self.update(Event::Input(Input::HangUp));
        }
        Ok(())
    }

    fn take(&mut self, event: SessionEvent, surface: &mut Surface) -> io::Result<()> {
        match event {
            SessionEvent::Inputs(inputs) => {
                for input in inputs {
                    self.input(input, surface)?;
                }
            }
            SessionEvent::Answered(ticket, answer) => self.update(Event::Answered(ticket, answer)),
            SessionEvent::Committed(commit) => self.update(Event::Committed(commit)),
            SessionEvent::Told(notice) => self.update(Event::Told(notice)),
            SessionEvent::Compared => self.compared = true,
            SessionEvent::Renewed(words) => {
                self.app.read_only(self.app.settings().reading.clone());
                self.update(Event::Told(Notice::note(words)));
            }
            SessionEvent::Past(day, Ok(past)) => self.show_past(day, past),
            SessionEvent::Past(_, Err(words)) => self.update(Event::Told(Notice::refused(words))),
        }
        Ok(())
    }

    fn input(&mut self, input: Input, surface: &mut Surface) -> io::Result<()> {
        if let Input::Resize { cols, rows } = input {
            surface.resize(cols, rows)?;
        }
        let caps = self.front.caps();
        let input = self.front.take(input);
        if self.front.caps() != caps {
            let (theme, ascii) = look(self.front.caps());
            self.app.look_like(theme, ascii);
            if self.front.caps().wide {
                self.update(Event::Told(wide_letters()));
            }
        }
        if let Some(input) = input {
            self.update(Event::Input(input));
        }
        Ok(())
    }

    fn update(&mut self, event: Event) {
        let effects = {
            let records = self.past.as_ref().unwrap_or(self.store).read();
            self.app.update(event, &self.clock.moment(&records))
        };
        // The machine has the whole list of drafts: however many of them one event touched, all are written once.
        let is_draft = |effect: &Effect| matches!(effect, Effect::KeepDraft(_) | Effect::DropDraft(_));
        if self.reading.is_none() && effects.iter().any(is_draft) {
            let (written, told) = channel();
            self.worker.give(Job::Drafts(self.app.settings().drafts.clone(), written));
            self.half_typed = Some(told);
        }
        for effect in effects {
            self.carry_out(effect);
        }
    }

    /// Shows the register as it was at the end of a day.
    fn show_past(&mut self, day: NaiveDate, past: Store) {
        let (shown, seq) = (day.format("%d/%m/%Y"), past.head().seq);
        self.past = Some(past);
        self.app.read_only(Some(say!("CHỈ XEM, như ngày {day}", "READ ONLY, as on {day}", day = shown)));
        self.update(Event::Told(Notice::done(say!(
            "Sổ như cuối ngày {day} (lần ghi {seq}). Về hiện nay: F9, \"Xem như ngày…\", để trống.",
            "The register as at the end of {day} (commit {seq}). Back to now: F9, \"As on a day…\", leave it empty.",
            day = shown,
            seq = seq
        ))));
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Commit(ticket, request) => self.worker.give(Job::Commit(ticket, request)),
            Effect::History { ticket, of, before, n } => {
                let last = self.past.as_ref().map(|past| past.head().seq + 1);
                let before = before.into_iter().chain(last).min();
                self.worker.give(Job::History { ticket, of, before, n });
            }
            Effect::Copies(ticket, wish) => self.chores.give(Chore::Copies(ticket, wish)),
            Effect::View(Some(day)) => {
                self.chores.give(Chore::Past(day));
                self.update(Event::Told(Notice::note(say!(
                    "Đang dựng lại sổ của ngày ấy…",
                    "Building the register of that day…"
                ))));
            }
            Effect::View(None) => {
                self.past = None;
                self.app.read_only(self.reading.clone());
                self.update(Event::Told(Notice::done(say!(
                    "Đang xem sổ hiện nay.",
                    "The register is shown as it is now."
                ))));
            }
            Effect::Remember(name, value) => {
                self.memory.set(name, &value, this_year());
                self.worker.give(Job::Remember(self.memory.clone()));
            }
            Effect::Beep => self.bell = true,
            Effect::Repaint => self.repaint = true,
            // Drafts were written by now.
            Effect::KeepDraft(_) | Effect::DropDraft(_) | Effect::Quit => {}
        }
    }
}

/// Puts together what belongs to a new session.
fn settings(sitting: Sitting, memory: &Memory, drafts: Vec<Draft>, this_year: i32) -> Settings {
    let lang = sitting.lang.or_else(|| Lang::from_code(memory.get("lang")?)).unwrap_or_default();
    let (theme, ascii) = look(sitting.front.caps());
    Settings {
        ward: "Dân vận khéo".to_owned(),
        year: memory.year(this_year),
        lang,
        theme,
        ascii,
        enter_goes: memory.get("enter").and_then(EnterGoes::from_code).unwrap_or_default(),
        key_map: memory.get("keys").and_then(KeyMap::from_code).unwrap_or_default(),
        is_untried: memory.get("keys").is_none(),
        typing: memory.get("typing").and_then(Method::from_code).unwrap_or_default(),
        actor: sitting.actor,
        drafts,
        reading: None,
        chosen: CHOSEN.iter().filter_map(|name| Some((*name, memory.get(name)?.to_owned()))).collect(),
    }
}

/// Warns of a terminal on which letters such as đ and ư take two columns, so that nothing stands where it should.
fn wide_letters() -> Notice {
    Notice::note(say!(
        "Chữ đ, ư đang chiếm hai cột. PuTTY: Window > Translation, bỏ chọn \"Treat CJK ambiguous characters as wide\".",
        "Letters like đ take two columns. PuTTY: Window > Translation, untick \"Treat CJK ambiguous characters as wide\"."
    ))
}

/// Returns the styles for a terminal, and whether borders and signs stay within ASCII.
fn look(caps: Caps) -> (Theme, bool) {
    let theme = match caps.colours {
        Colours::None => Theme::PLAIN,
        Colours::Sixteen => Theme::COLOURS,
    };
    (theme, caps.borders == Borders::Ascii)
}
