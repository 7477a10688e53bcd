//! 200,000 inputs of noise made of whole, halved and random sequences.

use super::*;

/// A small generator (splitmix64), so that a case is known by its number alone.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[0]
    }
}

/// Whole sequences of the contract that ask for nothing after them.
fn sequences() -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = contract().into_iter().map(|row| row.1.concat()).collect();
    all.push(b"\x1b[200~".to_vec());
    all.push(b"\x1b[201~".to_vec());
    all.push(b"\x1b[M".to_vec());
    all
}

fn noise(dice: &mut Dice, known: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for _ in 0..=dice.below(6) {
        let sequence = &known[dice.below(known.len())];
        match dice.below(5) {
            0 => bytes.extend_from_slice(sequence),
            1 => bytes.extend_from_slice(&sequence[..dice.below(sequence.len())]),
            2 => bytes.extend_from_slice("tiếng Việt".as_bytes()),
            3 => bytes.extend((0..dice.below(8)).map(|_| dice.byte())),
            _ => bytes.extend((0..dice.below(8)).map(|_| b"\x1b[]O;1~?P\\\x07A"[dice.below(12)])),
        }
    }
    bytes
}

#[test]
fn noise_is_read_the_same_however_it_is_cut_and_never_jams() {
    let known = sequences();
    for case in 0..200_000 {
        let mut dice = Dice(case);
        let bytes = noise(&mut dice, &known);
        let told = || format!("case {case}: {}", bytes.escape_ascii());

        let (mut decoder, mut out) = (Decoder::new(), Vec::new());
        decoder.feed(&bytes, &mut out);
        assert!(out.len() <= bytes.len(), "{}", told());
        assert!(decoder.letter.len() < 4, "{}", told());
        assert!(decoder.sequence.len() <= CSI_LIMIT, "{}", told());
        assert!(decoder.paste.held() <= bytes.len(), "{}", told());
        for input in &out {
            if let Input::Chord(Chord { key: Key::Char(letter), .. }) = input {
                assert!(!letter.is_control(), "{}", told());
            }
        }

        let (mut cut, mut pieces) = (Decoder::new(), Vec::new());
        let mut rest = &bytes[..];
        while !rest.is_empty() {
            let (head, tail) = rest.split_at(1 + dice.below(rest.len()));
            cut.feed(head, &mut pieces);
            rest = tail;
        }
        assert_eq!(out, pieces, "{}", told());
        assert_eq!(decoder.pending_escape(), cut.pending_escape(), "{}", told());

        // Outside a paste, after a pause and an Enter, what is typed comes through.
        if decoder.state != State::Paste {
            decoder.timeout(&mut out);
            decoder.feed("\rệx".as_bytes(), &mut out);
            assert!(show(&out).ends_with("ệ x"), "{}", told());
        }
    }
}

#[test]
fn text_between_whole_sequences_keeps_its_order() {
    // What ends in the air or types letters by itself is left out.
    let quiet: Vec<Vec<u8>> = contract()
        .into_iter()
        .filter(|(_, pieces, keys)| {
            let bytes = pieces.concat();
            let letters = whole(&bytes).iter().any(|input| match input {
                Input::Chord(chord) => chord.typed().is_some(),
                _ => false,
            });
            bytes.starts_with(b"\x1b[") && !letters && !keys.contains("Paste")
        })
        .map(|row| row.1.concat())
        .collect();
    assert!(quiet.len() > 20, "{}", quiet.len());
    let alphabet: Vec<char> = "aăâbđêôơưệộứ Ỹ0.".chars().collect();
    for case in 0..20_000 {
        let mut dice = Dice(case);
        let (mut bytes, mut typed) = (Vec::new(), String::new());
        for _ in 0..12 {
            let letter = alphabet[dice.below(alphabet.len())];
            typed.push(letter);
            bytes.extend_from_slice(letter.to_string().as_bytes());
            if dice.below(2) == 0 {
                bytes.extend_from_slice(&quiet[dice.below(quiet.len())]);
            }
        }
        let letter = |input| match input {
            Input::Chord(chord) => Chord::typed(chord),
            _ => None,
        };
        let seen: String = whole(&bytes).into_iter().filter_map(letter).collect();
        assert_eq!(seen, typed, "case {case}: {}", bytes.escape_ascii());
    }
}
