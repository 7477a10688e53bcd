//! From characters to numbers, words and signs.

use rust_decimal::Decimal;

use super::NumberError;
use crate::text::fold::Pattern;

/// More than any figure needs; longer input is no number, however it goes on.
const MOST_CHARS: usize = 200;

/// A piece of a typed figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Digits with the separators between them.
    Number(String),
    /// Small letters with the marks that were typed, and the 2 or 3 of m2 and m3.
    Word(String),
    /// Any other character.
    Sign(char),
}

impl Token {
    /// Returns the word, if it is one.
    pub(super) fn word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            Self::Number(_) | Self::Sign(_) => None,
        }
    }

    /// Says whether it is this word, typed with all, some or none of its marks and no others: "tram" says
    /// "trăm", but "trạm" does not.
    pub(super) fn says(&self, word: &str) -> bool {
        self.word().is_some_and(|typed| typed == word || Pattern::new(typed).is_whole(word))
    }
}

/// Cuts a [`lowered`](crate::text::letter::lowered) text into tokens.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, NumberError> {
    if text.chars().nth(MOST_CHARS).is_some() {
        return Err(NumberError::TooLarge);
    }
    let chars: Vec<char> = text.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let length = if c.is_ascii_digit() {
            let length = length_of_number(&chars[at..]);
            out.push(Token::Number(chars[at..at + length].iter().collect()));
            length
        } else if c.is_alphabetic() {
            let length = length_of_word(&chars[at..]);
            out.push(Token::Word(chars[at..at + length].iter().collect()));
            length
        } else {
            // A dot behind a word marks an abbreviation: "310 tr.đ".
            let is_silent = c == ' ' || (c == '.' && matches!(out.last(), Some(Token::Word(_))));
            if !is_silent {
                out.push(Token::Sign(c));
            }
            1
        };
        at += length;
    }
    Ok(out)
}

fn digits(chars: &[char]) -> usize {
    chars.iter().take_while(|c| c.is_ascii_digit()).count()
}

/// Measures a number: digits, then any separators that have digits behind them. A space counts as one only
/// where exactly three digits follow and no other separator came before.
fn length_of_number(chars: &[char]) -> usize {
    let mut length = digits(chars);
    let mut may_have_spaces = length <= 3;
    while let Some((separator, rest)) = chars.get(length..).and_then(<[char]>::split_first) {
        let next = digits(rest);
        let goes_on = match separator {
            '.' | ',' => next > 0,
            ' ' => may_have_spaces && next == 3,
            _ => false,
        };
        if !goes_on {
            break;
        }
        may_have_spaces &= *separator == ' ';
        length += 1 + next;
    }
    length
}

fn length_of_word(chars: &[char]) -> usize {
    let length = chars.iter().take_while(|c| c.is_alphabetic()).count();
    let is_metric = matches!(chars[..length], ['m'] | ['k' | 'c' | 'd' | 'm', 'm']);
    let is_power = matches!(chars.get(length), Some('2' | '3')) && digits(&chars[length..]) == 1;
    length + usize::from(is_metric && is_power)
}

/// Reads digits with their separators.
pub(super) fn read_number(raw: &str) -> Result<Decimal, NumberError> {
    if let Some((whole, fraction)) = parts(raw) {
        let exact = format!("{}.{fraction}0", whole.trim_start_matches('0'));
        let trimmed = exact.trim_end_matches('0').trim_end_matches('.');
        let number =
            if trimmed.starts_with('.') || trimmed.is_empty() { format!("0{trimmed}") } else { trimmed.into() };
        return Decimal::from_str_exact(&number).map_err(|_| NumberError::TooLarge);
    }
    let swapped: String = raw.chars().map(swap_separator).collect();
    match parts(&swapped) {
        Some(_) => Err(NumberError::Ambiguous { suggest: swapped }),
        None => Err(NumberError::NotANumber),
    }
}

fn swap_separator(c: char) -> char {
    match c {
        '.' => ',',
        ',' => '.',
        _ => c,
    }
}

/// Parts a well-formed number into its whole digits and its decimals.
fn parts(raw: &str) -> Option<(String, &str)> {
    let (whole, fraction) = raw.split_once(',').unwrap_or((raw, ""));
    if fraction.contains(['.', ',', ' ']) {
        return None;
    }
    let groups: Vec<&str> = whole.split(['.', ' ']).collect();
    let (first, rest) = groups.split_first()?;
    let is_grouped = first.len() <= 3 && !first.starts_with('0') && rest.iter().all(|group| group.len() == 3);
    (rest.is_empty() || is_grouped).then(|| (groups.concat(), fraction))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(s: &str) -> Vec<String> {
        let show = |token| match token {
            Token::Number(raw) => format!("#{raw}"),
            Token::Word(word) => word,
            Token::Sign(sign) => format!("'{sign}"),
        };
        tokens(s).unwrap().into_iter().map(show).collect()
    }

    #[test]
    fn figures_are_cut() {
        assert_eq!(cut("hon 4.000 m2"), ["hon", "#4.000", "m2"]);
        assert_eq!(cut("2km"), ["#2", "km"]);
        assert_eq!(cut("1 ty 200 trieu"), ["#1", "ty", "#200", "trieu"]);
        assert_eq!(cut("3 000 000 m3"), ["#3 000 000", "m3"]);
        assert_eq!(cut("12 34"), ["#12", "#34"]);
        assert_eq!(cut("1.234 567"), ["#1.234", "#567"]);
        assert_eq!(cut("310 tr.d"), ["#310", "tr", "d"]);
        assert_eq!(cut("~5, -70%"), ["'~", "#5", "',", "'-", "#70", "'%"]);
        assert_eq!(cut("m25"), ["m", "#25"]);
        assert_eq!(cut("5 trạm"), ["#5", "trạm"]);
    }

    #[test]
    fn words_are_known_by_the_marks_that_were_typed() {
        let says = |typed: &str, word| Token::Word(typed.to_owned()).says(word);
        assert!(says("tram", "trăm") && says("trăm", "trăm") && says("tỷ", "tỷ"));
        assert!(!says("trạm", "trăm") && !says("tr", "trăm") && !says("trăm", "tram"));
    }

    #[test]
    fn absurd_lengths_are_refused() {
        assert_eq!(tokens(&"1".repeat(201)), Err(NumberError::TooLarge));
        assert_eq!(read_number(&"9".repeat(40)), Err(NumberError::TooLarge));
        assert_eq!(read_number(&"0".repeat(40)), Ok(Decimal::ZERO));
    }
}
