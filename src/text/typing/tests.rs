//! Telex and VNI over every syllable and over the lines that officers write.

use std::collections::BTreeSet;

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::super::syllable::all;
use super::keys::{ORDERS, keys};
use super::*;

const LINES: &str = include_str!("../../../tests/data/typing/mixed-lines.txt");
const EXCEPTIONS: &str = include_str!("../../../tests/data/typing/exceptions.tsv");

fn play(burst: &Burst, text: &mut String) {
    for _ in 0..burst.erase {
        assert!(text.pop().is_some(), "{burst:?} takes more than there is");
    }
    text.push_str(&burst.insert);
}

/// Types keys, `\u{8}` being Backspace, and leaves the field.
fn typed(typist: &mut Typist, keys: &str) -> String {
    let mut text = String::new();
    for key in keys.chars() {
        let burst = if key == '\u{8}' { typist.erase() } else { typist.letter(key) };
        if key == '\u{8}' && text.is_empty() {
            continue;
        }
        play(&burst, &mut text);
    }
    play(&typist.finish(), &mut text);
    typist.forget();
    text
}

fn once(method: Method, keys: &str) -> String {
    typed(&mut Typist::new(method), keys)
}

/// Puts a tone where it is written: on the shaped vowel, else on the first of two that end a word, else on the second.
fn placed(letters: &str, mark: Option<char>) -> String {
    let Some(mark) = mark else { return letters.to_owned() };
    let letters: Vec<char> = letters.chars().collect();
    let is_vowel = |c: char| "aăâeêioôơuưy".contains(c);
    let glide = match letters.as_slice() {
        ['q', 'u', ..] => 2,
        ['g', 'i', next, ..] if is_vowel(*next) => 2,
        _ => 0,
    };
    let start = (glide..letters.len()).find(|&at| is_vowel(letters[at])).unwrap();
    let end = (start..letters.len()).find(|&at| !is_vowel(letters[at])).unwrap_or(letters.len());
    let shaped = (start..end).rev().find(|&at| "ăâêôơư".contains(letters[at]));
    let second = end - start > 2 || end - start == 2 && end < letters.len();
    let at = shaped.unwrap_or(start + usize::from(second));
    let (before, after) = letters.split_at(at + 1);
    before.iter().chain([&mark]).chain(after).collect::<String>().nfc().collect()
}

/// Writes a word small, with a capital, and in capitals.
fn cases(word: &str) -> [String; 3] {
    let mut letters = word.chars();
    let first = letters.next().unwrap().to_uppercase();
    [word.to_owned(), first.chain(letters).collect(), word.to_uppercase()]
}

/// Types one syllable of `every`, in each case and order; returns how many forms were typed and the wrong ones.
fn syllables(every: usize) -> (usize, Vec<(String, String, String)>) {
    let words: BTreeSet<String> = all().map(|(letters, mark)| placed(&letters, mark)).collect();
    assert!(words.len() / every >= 3_000, "{} syllables", words.len());
    let (mut count, mut wrong) = (0, Vec::new());
    for method in [Method::Telex, Method::Vni] {
        let mut typist = Typist::new(method);
        for word in words.iter().step_by(every).flat_map(|word| cases(word)) {
            for order in ORDERS {
                let keys = keys(&word, method, order);
                let got = typed(&mut typist, &keys);
                count += 1;
                if got != word {
                    wrong.push((keys, word.clone(), got));
                }
            }
        }
    }
    (count, wrong)
}

#[test]
fn a_fifth_of_all_syllables_in_every_order_and_case() {
    let (count, wrong) = syllables(5);
    assert!(wrong.is_empty(), "{} of {count}: {:?}", wrong.len(), wrong.iter().take(20).collect::<Vec<_>>());
}

#[test]
#[ignore = "all of them: `cargo test --release --lib every_syllable -- --ignored --nocapture`"]
fn every_syllable_in_every_order_and_case() {
    let (count, wrong) = syllables(1);
    println!("{count} forms, {} wrong", wrong.len());
    assert!(wrong.is_empty(), "{:?}", wrong.iter().take(20).collect::<Vec<_>>());
}

#[test]
fn lines_of_officers_come_out_as_meant_but_for_the_listed_words() {
    assert_eq!(LINES.lines().collect::<BTreeSet<_>>().len(), 300);
    let listed: BTreeSet<Vec<&str>> =
        EXCEPTIONS.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    let mut met = BTreeSet::new();
    for method in [Method::Telex, Method::Vni] {
        let mut typist = Typist::new(method);
        let (mut words, mut wrong) = (0, 0);
        for order in ORDERS {
            for line in LINES.lines() {
                let pressed: Vec<String> = line.split(' ').map(|word| keys(word, method, order)).collect();
                let got = typed(&mut typist, &pressed.join(" "));
                assert_eq!(got.split(' ').count(), pressed.len(), "{got}");
                for (meant, got) in line.split(' ').zip(got.split(' ')) {
                    words += 1;
                    if meant != got {
                        wrong += 1;
                        met.insert(vec![method.code(), meant, got].into_iter().map(str::to_owned).collect::<Vec<_>>());
                    }
                }
            }
        }
        assert!(wrong * 1_000 <= words * 2, "{method:?}: {wrong} of {words}");
    }
    let met: BTreeSet<Vec<&str>> = met.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    assert_eq!(met, listed, "the list of exceptions is neither short nor long");
}

#[test]
fn the_words_of_the_manual() {
    for (keys, text) in [
        ("Tieengs Vieetj", "Tiếng Việt"),
        ("ddaats, nhaf.", "đất, nhà."),
        ("tesst nhanh", "test nhanh"),
        ("office facebook zalo wifi website", "office facebook zalo wifi website"),
        ("nguyens.vans@gmail.com vaan", "nguyens.vans@gmail.com vân"),
        ("DVK-2026-014 TDPS05 HAS2", "DVK-2026-014 TDPS05 HAS2"),
        ("DDawks Lawks", "Đắk Lắk"),
        ("quys 2/2026 310tr 3as", "quý 2/2026 310tr 3as"),
        ("ten_filees as", "ten_filees á"),
    ] {
        assert_eq!(once(Method::Telex, keys), text, "{keys}");
    }
    for (keys, text) in [
        ("Tie61ng Vie65t", "Tiếng Việt"),
        ("d9u7o7ng2 0905123456 TDP05", "đường 0905123456 TDP05"),
        ("quy1 2/2026, 1.000", "quý 2/2026, 1.000"),
        ("a1b2@moc-nam.vn to63", "a1b2@moc-nam.vn tổ"),
    ] {
        assert_eq!(once(Method::Vni, keys), text, "{keys}");
    }
    assert_eq!(once(Method::Off, "Tieengs @"), "Tieengs @");
}

#[test]
fn a_name_is_found_by_the_keys_that_were_taken_for_vietnamese() {
    for (typed, name) in
        [("lít", "List"), ("hít", "History"), ("cảd", "Card"), ("tét", "Test"), ("đ", "Add: dd"), ("ưi", "Wifi")]
    {
        assert!(Sought::new(typed).matches(name).is_some(), "{typed}");
    }
    assert!(Sought::new("tó").matches("Tổ dân phố").is_none(), "marks that are typed must match");
    assert!(Sought::new("lich su").matches("Lịch sử").is_some());
    assert!(Sought::new("").is_empty());
}

#[test]
fn backspace_takes_one_letter_with_its_marks() {
    assert_eq!(once(Method::Telex, "Tieesng\u{8}"), "Tiến");
    assert_eq!(once(Method::Telex, "Tieesng\u{8}\u{8}n tri\u{8}\u{8}oof"), "Tiến tồ");
    assert_eq!(once(Method::Telex, "hoas\u{8}\u{8}\u{8}\u{8}as"), "á");
    assert_eq!(once(Method::Vni, "Vie65t\u{8}n"), "Viện");
    // Behind a blank the word is done: what follows begins anew.
    assert_eq!(once(Method::Telex, "a b\u{8}\u{8}s"), "as");
}

#[test]
fn letters_that_come_whole_are_left_alone_to_the_next_blank() {
    assert_eq!(once(Method::Telex, "đaas đaa"), "đaas đaa");
    assert_eq!(once(Method::Telex, "e\u{302}s as"), "e\u{302}s á");
}

proptest! {
    #[test]
    fn any_keys_change_only_what_was_typed(keys in "[a-zA-Z0-9 .@đệ_\u{8}]{0,40}", vni in any::<bool>()) {
        let method = if vni { Method::Vni } else { Method::Telex };
        let mut typist = Typist::new(method);
        let text = typed(&mut typist, &keys);
        prop_assert!(text.nfc().eq(text.chars()) , "{}", text);
    }

    #[test]
    fn switched_off_nothing_is_changed(keys in "\\PC{0,40}") {
        prop_assert_eq!(once(Method::Off, &keys), keys);
    }
}
