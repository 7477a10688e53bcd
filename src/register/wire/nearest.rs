//! The known word that was probably meant.

/// Returns the known word nearest to `typed`, if it is near enough to be a slip: a third of its letters at most.
pub(super) fn nearest<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let typed: Vec<char> = typed.chars().flat_map(char::to_lowercase).take(LONGEST).collect();
    known
        .map(|word| (distance(&typed, word), word))
        .filter(|(steps, word)| *steps <= (word.chars().count().max(typed.len()) / 3).max(1))
        .min_by_key(|(steps, _)| *steps)
        .map(|(_, word)| word)
}

/// No known word is longer; what is typed beyond that need not be compared.
const LONGEST: usize = 40;

/// Counts the letters to add, drop or replace to come from one word to the other.
fn distance(typed: &[char], word: &str) -> usize {
    let mut row: Vec<usize> = (0..=typed.len()).collect();
    for (down, letter) in word.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = down + 1;
        for (right, other) in typed.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *other);
            diagonal = row[right + 1];
            row[right + 1] = replaced.min(diagonal + 1).min(row[right] + 1);
        }
    }
    row[typed.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word_and_a_stranger_finds_none() {
        let known = ["model", "model_year", "progress", "quantity"];
        let find = |typed: &str| nearest(typed, known.iter().copied());
        assert_eq!(find("quantiy"), Some("quantity"));
        assert_eq!(find("Modle"), None, "two replaced letters of five are more than a third");
        assert_eq!(find("mode"), Some("model"));
        assert_eq!(find("progres"), Some("progress"));
        assert_eq!(find("tuổi"), None);
        assert_eq!(find(""), None);
    }
}
