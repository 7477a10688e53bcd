//! `danvan try-database`: opens a suspect database in a process of its own, which can be stopped when it hangs.

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use super::out::End;
use crate::store::doctor;

/// How long a database may take to be opened and read; building it anew from the journal takes less than that.
const PATIENCE: Duration = Duration::from_secs(20);

/// Tries the database in a folder.
pub(super) fn run(dir: &Path) -> End {
    if doctor::try_out(dir) { End::Done } else { End::Problems }
}

/// Returns whether another process could open and read the database in a folder, in time.
///
/// Where none can be started it is not known, and taken for yes: opening it here is guarded against all but a hang.
pub(super) fn holds(dir: &Path) -> bool {
    let Ok(own) = std::env::current_exe() else { return true };
    let mut command = Command::new(own);
    command.arg("try-database").arg(dir).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    command.spawn().map_or(true, ends_well)
}

/// Waits for a process to end, and stops it when it takes too long.
fn ends_well(mut child: Child) -> bool {
    let (tell, ended) = channel();
    // Its output ends when it does, however that comes.
    if let Some(mut out) = child.stdout.take() {
        std::thread::spawn(move || {
            let _ = out.read_to_end(&mut Vec::new());
            let _ = tell.send(());
        });
    }
    if ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
        let _ = child.kill();
        let _ = child.wait();
        return false;
    }
    child.wait().is_ok_and(|status| status.success())
}
