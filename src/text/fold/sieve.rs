//! Searching many texts: a few bits of each text tell most that cannot match, before any of it is compared.

use memchr::memmem::Finder;

use super::Pattern;

/// Bits that tell which letters follow each other in a folded text: within it when spaces are left out, and at the
/// beginnings of its words. All that a search can find leaves its pairs of letters here.
pub fn traces(folded: &str) -> u128 {
    let mut traces = 0;
    let (mut last, mut last_initial, mut begins) = (None, None, true);
    for byte in folded.bytes() {
        if byte == b' ' {
            begins = true;
            continue;
        }
        traces |= trace(last.replace(byte), byte);
        if std::mem::take(&mut begins) {
            traces |= trace(last_initial.replace(byte), byte);
        }
    }
    traces
}

fn trace(first: Option<u8>, second: u8) -> u128 {
    let Some(first) = first else { return 0 };
    let mixed = (u32::from(first) << 8 | u32::from(second)).wrapping_mul(0x9e37_79b1);
    1 << (mixed >> 25)
}

/// The two ways of placing a tone on the same vowels.
const PLACES: [(&str, &str); 15] = [
    ("oà", "òa"),
    ("oá", "óa"),
    ("oả", "ỏa"),
    ("oã", "õa"),
    ("oạ", "ọa"),
    ("oè", "òe"),
    ("oé", "óe"),
    ("oẻ", "ỏe"),
    ("oẽ", "õe"),
    ("oẹ", "ọe"),
    ("uỳ", "ùy"),
    ("uý", "úy"),
    ("uỷ", "ủy"),
    ("uỹ", "ũy"),
    ("uỵ", "ụy"),
];

/// What was typed to find something, prepared for very many texts; it finds what its [`Pattern`] finds.
#[derive(Clone, Debug)]
pub struct Sieve {
    pattern: Pattern,
    wanted: u128,
    /// The folded words in one piece, and one by one; none where they are not plain letters.
    whole: Option<Finder<'static>>,
    words: Vec<Finder<'static>>,
    /// What was typed with marks, in small letters, with tones in either place.
    marked: Vec<Finder<'static>>,
}

impl Sieve {
    /// Prepares what was typed.
    pub fn new(typed: &str) -> Self {
        let pattern = Pattern::new(typed);
        let folded = pattern.folded();
        let finder = |text: &str| Finder::new(text).into_owned();
        let (mut wanted, mut whole, mut words) = (0, None, Vec::new());
        if folded.is_ascii() {
            let pairs = folded.as_bytes().windows(2).filter(|pair| !pair.contains(&b' '));
            // What follows a number may stand behind the rest of a longer number.
            let sure = pairs.filter(|pair| !pair[0].is_ascii_digit() || pair[1].is_ascii_digit());
            sure.for_each(|pair| wanted |= trace(Some(pair[0]), pair[1]));
            whole = Some(finder(folded));
            words = folded.split(' ').map(finder).collect();
        }
        let marked =
            if pattern.is_marked() { spellings(typed).iter().map(|text| finder(text)).collect() } else { Vec::new() };
        Self { pattern, wanted, whole, words, marked }
    }

    /// Returns whether a text may match, by its [`traces`].
    pub const fn may_find(&self, traces: u128) -> bool {
        traces & self.wanted == self.wanted
    }

    /// Returns whether a text matches; `folded` is its folded form and `small` the text in small letters.
    pub fn finds(&self, folded: &str, small: &str) -> bool {
        if let Some(whole) = &self.whole {
            let inside = whole.find(folded.as_bytes()).is_some();
            if inside && !self.pattern.is_marked() {
                return true;
            }
            let stands = inside || self.words_stand(folded) || self.pattern.stands_without_gaps(folded);
            if !stands || self.is_plain_word() {
                return stands;
            }
        }
        self.marked.iter().any(|marked| marked.find(small.as_bytes()).is_some())
            || self.pattern.matches_folded(folded, small).is_some()
    }

    /// Returns whether one word of letters without marks was typed: it matches wherever it stands.
    fn is_plain_word(&self) -> bool {
        matches!(self.words.as_slice(), [word] if !has_digit(word.needle())) && !self.pattern.is_marked()
    }

    /// Returns whether each word stands in the text or among the first letters of its words; a number may be either.
    fn words_stand(&self, folded: &str) -> bool {
        self.words.iter().all(|word| {
            word.find(folded.as_bytes()).is_some()
                || has_digit(word.needle())
                || initials(folded, |initials| word.find(initials).is_some())
        })
    }
}

fn has_digit(word: &[u8]) -> bool {
    word.iter().any(u8::is_ascii_digit)
}

/// Shows the first letters of the words of a folded text.
fn initials<T>(folded: &str, look: impl FnOnce(&[u8]) -> T) -> T {
    // Titles have fewer words than this; for longer texts memory is taken.
    let (mut few, mut len) = ([0; 64], 0);
    let mut firsts = folded.split(' ').filter_map(|word| word.bytes().next());
    for (place, first) in few.iter_mut().zip(&mut firsts) {
        *place = first;
        len += 1;
    }
    let rest: Vec<u8> = firsts.collect();
    if rest.is_empty() { look(&few[..len]) } else { look(&[&few[..len], &rest].concat()) }
}

/// Lists the ways of writing what was typed that differ by where tones stand.
fn spellings(typed: &str) -> Vec<String> {
    let typed = super::tidy(typed).to_lowercase();
    let with = |pick: fn(&(&'static str, &'static str)) -> (&'static str, &'static str)| {
        PLACES.iter().map(pick).fold(typed.clone(), |text, (from, to)| text.replace(from, to))
    };
    let mut spellings = vec![with(|(late, early)| (late, early)), with(|(late, early)| (early, late)), typed];
    spellings.sort_unstable();
    spellings.dedup();
    spellings
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::fold::fold;

    const WORDS: [&str; 14] = [
        "Nguyễn",
        "Thị",
        "Hoà",
        "Hòa",
        "Đặng",
        "dân",
        "đường",
        "Thuý",
        "ủy",
        "15",
        "R’lấp",
        "An",
        "DVK-2026-014",
        "150a",
    ];

    fn texts() -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(&WORDS[..]), 0..6).prop_map(|words| words.join(" "))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn it_finds_what_the_pattern_finds(text in texts(), typed in "[a-eghknotuyđàủ15 -]{0,6}") {
            let folded = fold(&text);
            let sieve = Sieve::new(&typed);
            let found = sieve.may_find(traces(&folded)) && sieve.finds(&folded, &text.to_lowercase());
            prop_assert_eq!(found, Pattern::new(&typed).matches(&text).is_some(), "{} in {}", typed, text);
        }

        #[test]
        fn any_part_of_a_text_finds_it(text in texts(), from in 0_usize..30, len in 1_usize..12, spaces: bool) {
            let part: String = text.chars().skip(from).take(len).filter(|letter| spaces || *letter != ' ').collect();
            let (folded, sieve) = (fold(&text), Sieve::new(&part));
            let found = sieve.may_find(traces(&folded)) && sieve.finds(&folded, &text.to_lowercase());
            prop_assert_eq!(found, Pattern::new(&part).matches(&text).is_some());
        }
    }

    #[test]
    fn few_texts_are_compared() {
        const PARTS: [&str; 7] = ["Camera", "Ngày thứ bảy", "vì dân", "Tuyến phố", "Lê Lợi", "Xuân Đông", "Hẻm xanh"];
        let text = |n: usize| fold(&format!("{} {} {} {n}", PARTS[n % 7], PARTS[n / 7 % 7], PARTS[n / 49 % 7]));
        let texts: Vec<u128> = (0..343).map(|n| traces(&text(n))).collect();
        let may = |typed| texts.iter().filter(|traces| Sieve::new(typed).may_find(**traces)).count();
        let rare = ["nguyen thi minh khai", "ntmk", "hoa khe", "duong bo", "quyet"].map(may);
        assert!(rare.iter().sum::<usize>() < 343 / 2, "{rare:?} of 343 each are compared");
        assert_eq!(may(""), 343);
    }
}
