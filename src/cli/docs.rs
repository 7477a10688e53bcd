//! `danvan completions` and `danvan man`: what shells and manuals want, from the arguments themselves.

use clap::CommandFactory;

use super::args::Args;
use super::out::{End, Out, Outcome};
use super::words::dress;

/// Prints completions for a shell.
pub(super) fn completions(shell: clap_complete::Shell, out: &mut Out) -> Outcome {
    let mut command = dress(Args::command(), out.lang);
    let mut script = Vec::new();
    // Made in memory first: the generator panics on an output that was closed.
    clap_complete::generate(shell, &mut command, "danvan", &mut script);
    std::io::Write::write_all(out.raw(), &script)?;
    Ok(End::Done)
}

/// Prints the manual page, the commands after each other.
pub(super) fn man(out: &mut Out) -> Outcome {
    let command = dress(Args::command(), out.lang);
    clap_mangen::Man::new(command.clone()).render(out.raw())?;
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        clap_mangen::Man::new(sub.clone()).render(out.raw())?;
    }
    Ok(End::Done)
}
