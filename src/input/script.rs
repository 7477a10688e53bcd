//! Key scripts: what a person does, on one line, for tests.

use super::{Chord, Input, Key};

/// Reads a key script such as `Mô hình 1<Enter><C-g><F4>` into what a person would send.
///
/// Letters stand for themselves. In `<..>` stands a chord in either spelling (`<Down>`, `<C-x>`,
/// `<Shift+Tab>`, `<lt>` for the sign `<`), or one of `<Paste text>` (where `\n`, `\t`, `\\` and
/// `\>` are a line end, a tab and the signs), `<Resize 80x24>` and `<HangUp>`.
///
/// # Errors
/// Says which word was not understood. Control characters in the script are refused: write the key.
pub fn script(text: &str) -> Result<Vec<Input>, String> {
    let mut inputs = Vec::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        inputs.push(match letter {
            '<' => named(&word(&mut letters)?)?,
            _ if letter.is_control() => {
                return Err(format!("{letter:?} in a key script: write the key's name"));
            }
            _ => Chord::plain(Key::Char(letter)).into(),
        });
    }
    Ok(inputs)
}

/// Takes what stands before the closing `>`, escapes still in it.
fn word(letters: &mut std::str::Chars<'_>) -> Result<String, String> {
    let mut word = String::new();
    while let Some(letter) = letters.next() {
        match letter {
            '>' => return Ok(word),
            '\\' => {
                word.push(letter);
                word.extend(letters.next());
            }
            _ => word.push(letter),
        }
    }
    Err(format!("\"<{word}\" has no closing \">\""))
}

/// Reads one word of a script.
fn named(word: &str) -> Result<Input, String> {
    if let Some(pasted) = word.strip_prefix("Paste ") {
        return Ok(Input::Paste(unescape(pasted)?));
    }
    if let Some(size) = word.strip_prefix("Resize ") {
        let numbers = size.split_once('x');
        let numbers = numbers.and_then(|(cols, rows)| Some((cols.parse().ok()?, rows.parse().ok()?)));
        let (cols, rows) = numbers.ok_or_else(|| format!("\"{size}\" is no size like 80x24"))?;
        return Ok(Input::Resize { cols, rows });
    }
    if word == "HangUp" {
        return Ok(Input::HangUp);
    }
    let chord: Chord = word.parse().map_err(|unknown: super::UnknownKey| unknown.to_string())?;
    Ok(chord.into())
}

/// Replaces the escapes of a pasted text.
fn unescape(text: &str) -> Result<String, String> {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        plain.push(match letter {
            '\\' => match letters.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                Some(sign @ ('\\' | '>')) => sign,
                other => return Err(format!("\\{} in a paste", other.unwrap_or(' '))),
            },
            _ => letter,
        });
    }
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Mods;

    #[test]
    fn a_script_is_what_a_person_sends() {
        let typed = script(r"Mô <Enter><C-g><F4><Paste two\nlines><lt><S-F3><BS>").unwrap();
        let plain = |key| Input::from(Chord::plain(key));
        let expected = vec![
            plain(Key::Char('M')),
            plain(Key::Char('ô')),
            plain(Key::Char(' ')),
            plain(Key::Enter),
            Chord::ctrl('g').into(),
            Chord::f(4).into(),
            Input::Paste("two\nlines".to_owned()),
            plain(Key::Char('<')),
            Chord::new(Key::F(3), Mods::SHIFT).into(),
            plain(Key::Backspace),
        ];
        assert_eq!(typed, expected);
    }

    #[test]
    fn pastes_sizes_and_hang_ups_can_be_written() {
        let typed = script(r"<Paste a\t\\\>b><Resize 100x30><HangUp>").unwrap();
        let (cols, rows) = (100, 30);
        let expected = [Input::Paste("a\t\\>b".to_owned()), Input::Resize { cols, rows }, Input::HangUp];
        assert_eq!(typed, expected);
    }

    #[test]
    fn a_slip_in_a_script_is_named() {
        for (text, slip) in
            [("<Entr>", "Entr"), ("a<F4", "<F4"), ("a\nb", "\\n"), ("<Resize 80>", "80"), (r"<Paste \x>", "\\x")]
        {
            let told = script(text).unwrap_err();
            assert!(told.contains(slip), "{text:?}: {told}");
        }
    }
}
