//! Vietnamese spelling: whether a word can be a Vietnamese syllable.

use unicode_normalization::UnicodeNormalization;

use super::letter::Tone;

/// Initial consonants, the longer before the shorter; none at all is tried last.
const ONSETS: [&str; 28] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l", "m",
    "n", "p", "r", "s", "t", "v", "x", "",
];

/// What may follow an initial consonant, without the tone; sorted by code point.
const RHYMES: [&str; 161] = [
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "e", "ec", "em", "en", "eng", "eo",
    "ep", "et", "i", "ia", "ich", "im", "in", "inh", "ip", "it", "iu", "iêc", "iêm", "iên", "iêng", "iêp", "iêt",
    "iêu", "o", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap", "oat", "oay", "oc", "oe",
    "oen", "oeo", "oet", "oi", "om", "on", "ong", "ooc", "oong", "op", "ot", "oăc", "oăm", "oăn", "oăng", "oăt", "u",
    "ua", "uc", "ui", "um", "un", "ung", "up", "ut", "uy", "uya", "uych", "uyn", "uynh", "uyp", "uyt", "uyu", "uyên",
    "uyêt", "uân", "uâng", "uât", "uây", "uê", "uêch", "uênh", "uêu", "uôc", "uôi", "uôm", "uôn", "uông", "uôt", "uơ",
    "y", "yêm", "yên", "yêng", "yêt", "yêu", "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây", "ê", "êch", "êm", "ên",
    "ênh", "êp", "êt", "êu", "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt", "ăc", "ăm", "ăn", "ăng", "ăp", "ăt", "ơ",
    "ơi", "ơm", "ơn", "ơp", "ơt", "ư", "ưa", "ưc", "ưi", "ưm", "ưn", "ưng", "ưt", "ưu", "ươc", "ươi", "ươm", "ươn",
    "ương", "ươp", "ươt", "ươu",
];

/// Says whether a word is spelt like a Vietnamese syllable, in any normal form, with the tone on any vowel.
///
/// Capitals may open the word or fill it, not stand in its midst. It checks initial, rhyme, the spelling of
/// k/c, g/gh and ng/ngh, and that a rhyme on c, ch, p or t has the tone sắc or nặng; not a dictionary.
pub fn is_syllable(word: &str) -> bool {
    let Some((letters, tone)) = without_tone(word) else { return false };
    ONSETS.iter().any(|onset| letters.strip_prefix(onset).is_some_and(|rhyme| fits(onset, rhyme, tone)))
}

/// Returns the lower-case letters and the one tone, unless there are two tones or capitals in the midst.
fn without_tone(word: &str) -> Option<(String, Tone)> {
    // The longest syllable, "nghiêng", decomposed, has nine characters.
    if word.chars().nth(12).is_some() {
        return None;
    }
    let mut tone = Tone::Level;
    let mut letters = String::with_capacity(word.len());
    let (mut seen_lower, mut is_mixed) = (false, false);
    for c in word.nfd() {
        match Tone::of_mark(c) {
            Some(_) if tone != Tone::Level => return None,
            Some(mark) => tone = mark,
            None => {
                seen_lower |= c.is_lowercase();
                is_mixed |= seen_lower && c.is_uppercase();
                letters.extend(c.to_lowercase());
            }
        }
    }
    (!is_mixed).then(|| (letters.nfc().collect(), tone))
}

fn fits(onset: &str, rhyme: &str, tone: Tone) -> bool {
    let is_rhyme = RHYMES.binary_search(&rhyme).is_ok() || (onset == "qu" && matches!(rhyme, "ych" | "ynh" | "yt"));
    let is_stopped = rhyme.ends_with(['c', 'p', 't']) || rhyme.ends_with("ch");
    is_rhyme && agrees(onset, rhyme) && (!is_stopped || matches!(tone, Tone::Sharp | Tone::Heavy))
}

/// Checks the spelling rules that join an initial to the first letter of its rhyme.
fn agrees(onset: &str, rhyme: &str) -> bool {
    let is_front = rhyme.starts_with(['e', 'ê', 'i']);
    let is_long_i = rhyme.starts_with('y');
    match onset {
        // thuở, huơ, khuơ; nothing else is spelt so.
        _ if rhyme == "uơ" => matches!(onset, "th" | "h" | "kh"),
        "" => true,
        "k" => is_front || rhyme == "y",
        "gh" | "ngh" => is_front,
        "c" | "ng" => !is_front && !is_long_i,
        // gì, gìn, giếng: the i of gi is also the first letter of the rhyme.
        "g" => !rhyme.starts_with(['e', 'ê']) && !is_long_i,
        "gi" => !is_front && !is_long_i || rhyme.starts_with(['e', 'ê']),
        "qu" => !rhyme.starts_with(['o', 'u', 'ư']),
        _ => !is_long_i || rhyme == "y",
    }
}

/// Lists the letters of every syllable that is spelt by the rules, and the mark of its tone if it has one.
#[cfg(test)]
pub(super) fn all() -> impl Iterator<Item = (String, Option<char>)> {
    const MARKS: [Option<char>; 6] =
        [None, Some('\u{300}'), Some('\u{301}'), Some('\u{303}'), Some('\u{309}'), Some('\u{323}')];
    let pairs = ONSETS.iter().flat_map(|onset| RHYMES.iter().map(move |rhyme| (onset, rhyme)));
    pairs.flat_map(|(onset, rhyme)| {
        MARKS.into_iter().filter_map(move |mark| {
            let tone = mark.and_then(Tone::of_mark).unwrap_or_default();
            fits(onset, rhyme, tone).then(|| (format!("{onset}{rhyme}"), mark))
        })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_rhymes_can_be_searched() {
        assert!(RHYMES.is_sorted());
    }

    #[test]
    fn words_of_the_register_are_syllables() {
        let text = "Đảng uỷ phường Trường Sơn phát động phong trào thi đua Dân vận khéo nhân dân hiến đất giải phóng \
            mặt bằng xây dựng nông thôn mới khu dân cư Nghĩa Đàn nghiêng quyết tâm quý quốc quê quỳnh quýt giếng gì gìn \
            giữ giết khuỷu tay khuya ngoằn ngoèo Nguyễn Thị Minh Khai yêu yếm ý kiến kỹ lý uỷ ủy hoà hòa thuở loát \
            xoong quần chúng TUYÊN TRUYỀN ÔNG ghế ghi nghe nghỉ ngờ rượu hươu ước ưng của gia giúp giêng";
        for word in text.split_whitespace() {
            assert!(is_syllable(word), "{word}");
            assert!(is_syllable(&word.nfd().collect::<String>()), "{word} decomposed");
        }
    }

    #[test]
    fn other_words_are_not() {
        for word in [
            "",
            "office",
            "facebook",
            "zalo",
            "TDP15",
            "cê",
            "ka",
            "ge",
            "gha",
            "ngi",
            "phat",
            "mạtt",
            "hoaf",
            "dcn",
            "tiến̂g",
            "tríến",
            "hỔ",
            "Tr©n",
            "®Êt",
            "chiec",
            "khyên",
            "quo",
            "nguyen",
            "aaaaaaaaaaaaaaaa",
        ] {
            assert!(!is_syllable(word), "{word}");
        }
    }

    proptest! {
        #[test]
        fn no_word_panics(word in any::<String>()) {
            let _ = is_syllable(&word);
        }
    }
}
