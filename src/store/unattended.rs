//! Commits that nobody typed: what mending and taking values out have to say.

use super::open::OpenError;
use super::scan::Place;
use crate::register::line::{Hash, encode};
use crate::register::{Actor, Change, Commit, Time};
use crate::say;

/// Writes the lines of the commit that comes next in the journal of device `dev`, which stands at `place`.
///
/// # Errors
/// [`OpenError::Disk`] when the system has no random numbers for the salt.
pub fn lines_of(
    dev: &str,
    place: Place,
    changes: Vec<Change>,
    (actor, at, why): (&Actor, Time, &str),
) -> Result<Vec<String>, OpenError> {
    let (dev, seq, who, why) = (dev.to_owned(), place.seq + 1, actor.id.clone(), why.to_owned());
    let commit = Commit { dev, seq, at, who, why, undoes: None, changes };
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|error| {
        OpenError::Disk(say!(
            "Máy không cho số ngẫu nhiên: {e}.",
            "The system gives no random numbers: {e}.",
            e = error
        ))
    })?;
    Ok(encode(&commit, Hash(salt), place.tip, seq))
}
