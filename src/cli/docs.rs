//! `danvan completions` and `danvan man`: what shells and manual pages want, from the arguments themselves; and the
//! officers' manual.

use clap::CommandFactory;

use super::args::Args;
use super::out::{End, Out, Outcome};
use super::words::dress;
use crate::ui::manual;

/// Prints completions for a shell.
pub(super) fn completions(shell: clap_complete::Shell, out: &mut Out) -> Outcome {
    let mut command = dress(Args::command(), out.lang);
    let mut script = Vec::new();
    // Made in memory first: the generator panics on an output that was closed.
    clap_complete::generate(shell, &mut command, "danvan", &mut script);
    std::io::Write::write_all(out.raw(), &script)?;
    Ok(End::Done)
}

/// Prints the officers' manual.
pub(super) fn manual(out: &mut Out) -> Outcome {
    out.line(manual::text(out.lang).trim_end())?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{Lang, REGISTER};

    /// Parts a line of commands as a shell does: by blanks, but not inside quotation marks.
    fn words(line: &str) -> Vec<String> {
        let mut words = vec![String::new()];
        let mut is_quoted = false;
        for letter in line.chars() {
            match letter {
                '"' => is_quoted = !is_quoted,
                ' ' if !is_quoted => words.push(String::new()),
                letter => words.last_mut().unwrap().push(letter),
            }
        }
        words.retain(|word| !word.is_empty());
        words
    }

    /// Lists the commands that a text in Markdown gives, in lines of their own and between marks of code.
    fn commands(text: &str) -> Vec<String> {
        let lines = text.lines().filter_map(|line| line.strip_prefix("    "));
        let inline = text.split('`').skip(1).step_by(2);
        let both = lines.chain(inline).map(|command| command.replace('\n', " "));
        both.filter(|command| command == "danvan" || command.starts_with("danvan ")).collect()
    }

    #[test]
    fn every_command_of_the_manual_is_one() {
        for lang in [Lang::Vi, Lang::En] {
            let commands = commands(manual::text(lang));
            assert!(commands.len() > 10, "{commands:?}");
            for command in commands {
                let words = words(&command);
                let read = dress(Args::command(), lang).try_get_matches_from(&words);
                assert!(read.is_ok(), "{command}: {}", read.unwrap_err());
                if let [_, verb, entity, ..] = words.as_slice()
                    && (verb == "export" || verb == "fields")
                {
                    assert!(REGISTER.entity(entity).is_some(), "{command}");
                }
            }
        }
    }

    #[test]
    fn every_command_of_the_readme_is_one() {
        let readme = include_str!("../../README.md");
        let rows: Vec<String> = readme.lines().map(|line| line.replace("\\|", "/")).collect();
        let cells = rows.iter().filter(|row| row.starts_with("| `danvan")).filter_map(|row| row.split(" | ").next());
        let given: Vec<&str> = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
        assert!(given.len() > 8, "{given:?}");
        let whole = dress(Args::command(), Lang::En);
        for line in given {
            let mut command = &whole;
            for word in line.split(' ').skip(1).map(|word| word.trim_matches(['[', ']'])) {
                if let Some(flag) = word.strip_prefix("--") {
                    let mut known = command.get_arguments().chain(whole.get_arguments());
                    assert!(known.any(|arg| arg.get_long() == Some(flag)), "{line}: {flag}");
                } else if word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-') {
                    command = command.find_subcommand(word).unwrap_or_else(|| panic!("{line}: {word}"));
                }
            }
        }
    }
}
