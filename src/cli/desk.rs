//! `danvan` and `danvan --demo`: the register in the terminal.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use super::init::commit_all;
use super::out::{End, Out, Outcome, Stop};
use super::place::{Place, close, now, random};
use crate::register::practice::{Size, practice};
use crate::register::setup::furnish;
use crate::register::{Records, Words};
use crate::say;
use crate::session;

/// Opens a register in the terminal, in the language asked for or else in the one that its person used last.
fn open(place: Place, out: &Out, copied: bool) -> Outcome {
    open_as(place, out, copied, None)
}

/// Opens a register; where `reading` says why nothing can be saved, to look at it.
fn open_as(place: Place, out: &Out, copied: bool, reading: Option<(Words, Words)>) -> Outcome {
    let before = place.store.head();
    let ended = session::run_local(&place.store, place.actor.clone(), out.asked, reading);
    if copied && (place.store.head() != before || ended.is_ok()) {
        super::backup::after_desk(&place.store, out);
    }
    close(place)?;
    match ended {
        Ok(()) => Ok(End::Done),
        Err(error) if error.kind() == io::ErrorKind::Unsupported => Err(Stop::Usage(say!(
            "Chỗ này không phải màn hình để nhập. Dùng \"danvan apply\", \"danvan export\"; xem \"danvan --help\".",
            "This is no terminal to type at. Use \"danvan apply\" and \"danvan export\"; see \"danvan --help\"."
        ))),
        Err(error) => Err(Stop::Output(error)),
    }
}

/// Opens the register that is in `dir`, or begins one there: its first screen asks for the ward.
pub(super) fn open_or_begin(dir: &Path, out: &Out) -> Outcome {
    let is_terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    if !is_terminal {
        return open(Place::open(dir, out)?, out, false);
    }
    let (place, refused) = Place::open_or_read(dir, true, out)?;
    if let Some(refused) = refused {
        let mark = say!("CHỈ XEM", "READ ONLY");
        open_as(place, out, false, Some((refused.clone(), mark)))?;
        // Scripts and whoever looks at the terminal afterwards learn why nothing could be saved.
        return Err(Stop::Store(refused));
    }
    if place.store.read().seq() == 0 {
        commit_all(&place, &[furnish(&mut || place.ids.next())])?;
    }
    open(place, out, true)
}

/// Opens the practice ward, which is gone afterwards.
pub(super) fn demo(out: &Out) -> Outcome {
    let scratch = Scratch::new()?;
    let place = Place::open_or_make(&scratch.0, out)?;
    commit_all(&place, &practice(SEED, now().date_naive(), Size::WARD))?;
    open(place, out, false)
}

/// The seed of the practice ward that officers see, so that everyone learns on the same one.
const SEED: u64 = 1;

/// A folder that is gone with the value.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Result<Self, Stop> {
        let dir = std::env::temp_dir().join(format!("danvan-demo-{:x}", random()));
        make_private(&dir).map_err(|error| {
            Stop::Store(say!(
                "Không tạo được thư mục tạm {dir}: {error}.",
                "The temporary folder {dir} cannot be made: {error}.",
                dir = dir.display(),
                error = error
            ))
        })?;
        Ok(Self(dir))
    }
}

/// Makes a new folder that only its owner may enter.
fn make_private(dir: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Nothing depends on it, and a temporary folder that stays is cleared by the system.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
