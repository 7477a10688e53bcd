//! Joining the parts of long commits.

use super::super::change::Commit;
use super::{Fault, Line, LineError, Says};

/// Takes lines in their order and gives whole commits.
#[derive(Clone, Debug, Default)]
pub struct Gather {
    open: Option<Open>,
}

/// A long commit of which some parts have come.
#[derive(Clone, Debug)]
struct Open {
    batch: String,
    parts: u32,
    commit: Commit,
}

impl Gather {
    /// Returns whether the end of a long commit is still to come.
    pub const fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Takes the next line; gives the commit that it completes.
    ///
    /// # Errors
    /// [`Fault::Batch`] when a part is missing, foreign or out of order.
    pub fn push(&mut self, line: Line) -> Result<Option<Commit>, LineError> {
        let wrong = |what| Err(LineError::new(0, Fault::Batch(what)));
        match (line.says, self.open.take()) {
            (Says::Commit { commit, .. }, None) => Ok(Some(commit)),
            (Says::Close | Says::Redact { .. }, None) => Ok(None),
            (Says::Part { batch, part: 1, commit, .. }, None) => {
                self.open = Some(Open { batch, parts: 1, commit });
                Ok(None)
            }
            (Says::Part { batch, part, commit, .. }, Some(mut open)) => {
                let Commit { dev, seq, at, who, why, undoes, changes } = commit;
                let first = &open.commit;
                let alike = (&dev, seq, at, &who, &why, undoes)
                    == (&first.dev, first.seq, first.at, &first.who, &first.why, first.undoes);
                if batch != open.batch || part != open.parts + 1 || !alike {
                    return wrong("part");
                }
                open.parts = part;
                open.commit.changes.extend(changes);
                self.open = Some(open);
                Ok(None)
            }
            (Says::End { batch, parts }, Some(open)) => {
                if batch == open.batch && parts == open.parts && line.seq == open.commit.seq {
                    Ok(Some(open.commit))
                } else {
                    wrong("end")
                }
            }
            (Says::Part { .. } | Says::End { .. }, None) => wrong("beginning"),
            (Says::Commit { .. } | Says::Close | Says::Redact { .. }, Some(_)) => wrong("no end"),
        }
    }
}
