//! Searching many texts: a few bits of each text tell most that cannot match, before any of it is compared.

use memchr::memchr;
use memchr::memmem::Finder;

use super::Pattern;

/// Bits that tell which two and which three letters follow each other in a folded text: within it when spaces are left out,
/// and at the beginnings of its words. All that a search can find leaves its letters here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traces {
    pairs: u128,
    triples: u128,
}

impl Traces {
    /// Makes those of a folded text.
    pub fn of(folded: &str) -> Self {
        let mut traces = Self::default();
        let (mut inside, mut initials, mut begins) = ([0; 2], [0; 2], true);
        for byte in folded.bytes() {
            if byte == b' ' {
                begins = true;
                continue;
            }
            traces.note(&mut inside, byte);
            if std::mem::take(&mut begins) {
                traces.note(&mut initials, byte);
            }
        }
        traces
    }

    /// Notes a letter behind the two before it, of which 0 is none.
    fn note(&mut self, [first, second]: &mut [u8; 2], third: u8) {
        if *second != 0 {
            self.pairs |= trace(&[*second, third]);
        }
        if *first != 0 {
            self.triples |= trace(&[*first, *second, third]);
        }
        (*first, *second) = (*second, third);
    }

    /// Returns whether these hold all of the others.
    const fn hold(self, wanted: Self) -> bool {
        self.pairs & wanted.pairs == wanted.pairs && self.triples & wanted.triples == wanted.triples
    }
}

fn trace(letters: &[u8]) -> u128 {
    let number = letters.iter().fold(0, |number: u32, letter| number << 8 | u32::from(*letter));
    1 << (number.wrapping_mul(0x9e37_79b1) >> 25)
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
    wanted: Traces,
    /// The folded words in one piece, and one by one; none where they are not plain letters.
    whole: Option<Finder<'static>>,
    words: Vec<Finder<'static>>,
    /// The folded words without spaces.
    joined: Vec<u8>,
    /// What was typed with marks, in small letters, with tones in either place.
    marked: Vec<Finder<'static>>,
}

impl Sieve {
    /// Prepares what was typed.
    pub fn new(typed: &str) -> Self {
        let pattern = Pattern::new(typed);
        let folded = pattern.folded();
        let finder = |text: &str| Finder::new(text).into_owned();
        let (mut wanted, mut whole, mut words) = (Traces::default(), None, Vec::new());
        if folded.is_ascii() {
            let pairs = folded.as_bytes().windows(2).filter(|pair| !pair.contains(&b' '));
            // What follows a number may stand behind the rest of a longer number.
            let sure = pairs.filter(|pair| !pair[0].is_ascii_digit() || pair[1].is_ascii_digit());
            sure.for_each(|pair| wanted.pairs |= trace(pair));
            let triples = folded.as_bytes().windows(3).filter(|letters| letters.iter().all(u8::is_ascii_lowercase));
            triples.for_each(|letters| wanted.triples |= trace(letters));
            whole = Some(finder(folded));
            words = folded.split(' ').map(finder).collect();
            // The longest is found least.
            words.sort_by_key(|word: &Finder<'_>| std::cmp::Reverse(word.needle().len()));
        }
        let joined = folded.bytes().filter(|byte| *byte != b' ').collect();
        let marked =
            if pattern.is_marked() { spellings(typed).iter().map(|text| finder(text)).collect() } else { Vec::new() };
        Self { pattern, wanted, whole, words, joined, marked }
    }

    /// Returns whether a text may match, by its traces.
    pub const fn may_find(&self, traces: Traces) -> bool {
        traces.hold(self.wanted)
    }

    /// Returns whether a text matches; `folded` is its folded form with its [`first_letters`], and `small` gives the text in
    /// small letters, where marks were typed.
    pub fn finds<'t>(&self, (folded, firsts): (&str, &[u8]), small: impl FnOnce() -> &'t str) -> bool {
        if let Some(whole) = &self.whole {
            let inside = whole.find(folded.as_bytes()).is_some();
            if inside && !self.pattern.is_marked() {
                return true;
            }
            let stands = inside || self.words_stand(folded, firsts) || self.stands_joined(folded);
            if !stands || self.is_plain_word() {
                return stands;
            }
        }
        let small = small();
        self.marked.iter().any(|marked| marked.find(small.as_bytes()).is_some())
            || self.pattern.matches_folded(folded, small).is_some()
    }

    /// Returns whether one word of letters without marks was typed: it matches wherever it stands.
    fn is_plain_word(&self) -> bool {
        matches!(self.words.as_slice(), [word] if !has_digit(word.needle())) && !self.pattern.is_marked()
    }

    /// Returns whether each word stands in the text or among the first letters of its words; a number may be either.
    fn words_stand(&self, folded: &str, firsts: &[u8]) -> bool {
        self.words.iter().all(|word| {
            word.find(firsts).is_some() || has_digit(word.needle()) || word.find(folded.as_bytes()).is_some()
        })
    }

    /// Returns whether what was typed stands in the text from the start of a word on, when spaces are left out.
    fn stands_joined(&self, folded: &str) -> bool {
        let mut rest = folded.as_bytes();
        loop {
            if rest.first() == self.joined.first() && begins_joined(&self.joined, rest) {
                return true;
            }
            match memchr(b' ', rest) {
                Some(gap) => rest = &rest[gap + 1..],
                None => return false,
            }
        }
    }
}

/// Returns whether a text begins so, when its spaces are left out.
fn begins_joined(joined: &[u8], text: &[u8]) -> bool {
    let mut letters = text.iter().filter(|byte| **byte != b' ');
    joined.iter().all(|byte| letters.next() == Some(byte))
}

fn has_digit(word: &[u8]) -> bool {
    word.iter().any(u8::is_ascii_digit)
}

/// Lists the first letters of the words of a folded text, those of one byte.
pub fn first_letters(folded: &str) -> Vec<u8> {
    folded.split(' ').filter_map(|word| word.bytes().next()).collect()
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

    fn finds(sieve: &Sieve, folded: &str, text: &str) -> bool {
        let small = text.to_lowercase();
        sieve.finds((folded, &first_letters(folded)), || &small)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn it_finds_what_the_pattern_finds(text in texts(), typed in "[a-eghknotuyđàủ15 -]{0,6}") {
            let folded = fold(&text);
            let sieve = Sieve::new(&typed);
            let found = sieve.may_find(Traces::of(&folded)) && finds(&sieve, &folded, &text);
            prop_assert_eq!(found, Pattern::new(&typed).matches(&text).is_some(), "{} in {}", typed, text);
        }

        #[test]
        fn any_part_of_a_text_finds_it(text in texts(), from in 0_usize..30, len in 1_usize..12, spaces: bool) {
            let part: String = text.chars().skip(from).take(len).filter(|letter| spaces || *letter != ' ').collect();
            let (folded, sieve) = (fold(&text), Sieve::new(&part));
            let found = sieve.may_find(Traces::of(&folded)) && finds(&sieve, &folded, &text);
            prop_assert_eq!(found, Pattern::new(&part).matches(&text).is_some());
        }
    }

    #[test]
    fn few_texts_are_compared() {
        const PARTS: [&str; 7] = ["Camera", "Ngày thứ bảy", "vì dân", "Tuyến phố", "Lê Lợi", "Xuân Đông", "Hẻm xanh"];
        let text = |n: usize| fold(&format!("{} {} {} {n}", PARTS[n % 7], PARTS[n / 7 % 7], PARTS[n / 49 % 7]));
        let texts: Vec<Traces> = (0..343).map(|n| Traces::of(&text(n))).collect();
        let may = |typed| texts.iter().filter(|traces| Sieve::new(typed).may_find(**traces)).count();
        let rare = ["nguyen thi minh khai", "ntmk", "hoa khe", "duong bo", "quyet"].map(may);
        assert!(rare.iter().sum::<usize>() < 343 / 20, "{rare:?} of 343 each are compared");
        assert_eq!(may(""), 343);
    }
}
