//! The decoder against recorded sequences, by hand, and under noise.

use super::*;

/// Bytes that terminals send and what the person meant; the file says how it is written.
const CONTRACT: &str = include_str!("../../../tests/data/key-sequences.tsv");

/// Decodes pieces one after the other; time runs out once, after the last.
fn decode<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Vec<Input> {
    let mut decoder = Decoder::new();
    let mut out = Vec::new();
    for piece in pieces {
        decoder.feed(piece, &mut out);
    }
    decoder.timeout(&mut out);
    assert!(!decoder.pending_escape(), "time ran out already");
    out
}

fn whole(bytes: &[u8]) -> Vec<Input> {
    decode([bytes])
}

/// Writes inputs the way the contract's last column does.
fn show(inputs: &[Input]) -> String {
    let words: Vec<String> = inputs.iter().map(show_one).collect();
    words.join(" ")
}

fn show_one(input: &Input) -> String {
    match input {
        Input::Chord(chord) => {
            let held = [(chord.mods.ctrl, "C-"), (chord.mods.alt, "M-"), (chord.mods.shift, "S-")];
            let held: String = held.iter().filter(|h| h.0).map(|h| h.1).collect();
            match chord.key {
                Key::Char(letter) => format!("{held}{letter}"),
                Key::F(number) => format!("{held}F{number}"),
                key => format!("{held}{key:?}"),
            }
        }
        Input::Paste(text) => format!("Paste({text:?})"),
        Input::Reply(_) => "(reply, not text)".to_owned(),
        Input::Resize { .. } | Input::HangUp => panic!("a decoder never says {input:?}"),
    }
}

fn unhex(digits: &str) -> Vec<u8> {
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.as_bytes().chunks(2).map(byte).collect()
}

/// The rows of the contract: name, pieces as recorded, meaning.
fn contract() -> Vec<(&'static str, Vec<Vec<u8>>, &'static str)> {
    let rows = CONTRACT.lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| {
        let columns: Vec<&str> = row.split('\t').collect();
        let [name, bytes, keys] = columns[..] else {
            panic!("three columns: {row:?}");
        };
        (name, bytes.split('|').map(unhex).collect(), keys)
    })
    .collect()
}

#[test]
fn every_recorded_sequence_is_what_was_meant_however_it_is_split() {
    let rows = contract();
    assert_eq!(rows.len(), 66);
    for (name, pieces, keys) in rows {
        let recorded = decode(pieces.iter().map(Vec::as_slice));
        assert_eq!(show(&recorded), keys, "{name}: as recorded");
        let bytes = pieces.concat();
        assert_eq!(show(&whole(&bytes)), keys, "{name}: whole");
        assert_eq!(show(&decode(bytes.chunks(1))), keys, "{name}: by bytes");
        for at in 0..=bytes.len() {
            let (head, tail) = bytes.split_at(at);
            assert_eq!(show(&decode([head, tail])), keys, "{name}: split at {at}");
        }
    }
}

/// Sequences beyond the contract, from the documents of the terminals named.
#[test]
fn further_keys_of_common_terminals() {
    for (bytes, keys) in [
        (&b"\x1b[5~\x1b[6~\x1b[2~\x1b[3~"[..], "PageUp PageDown Insert Delete"),
        (b"\x1b[17~\x1b[20~\x1b[23~\x1b[34~", "F6 F9 F11 F20"),
        (b"\x1b[7^\x1b[7$\x1b[7@", "C-Home S-Home C-S-Home"), // rxvt
        (b"\x1b[a\x1bOc", "S-Up C-Right"),                    // rxvt
        (b"\x1bO2P\x1bO1;5Q", "S-F1 C-F2"),                   // Konsole, old xterm
        (b"\x1bOj\x1bOo\x1bOp\x1bOy", "* / 0 9"),             // keypad
        (b"\x1b\t", "BackTab"),                               // Linux console
        (b"\x1b\x7f\x1b\r\x1b\x01", "M-Backspace M-Enter C-M-a"),
        (b"\x1b[9;2u\x1b[97;2u\x1b[104;5u", "BackTab A Backspace"), // kitty
        (b"\x1b[97;5:3u\x1b[1;1:3Ax", "x"),                         // kitty: keys let go
        (b"\x1b[57399u\x1b[1114112ux", "x"),
        (b"\x1b[Mabcx", "(reply, not text) x"), // mouse of X10
        (b"\x1b[8;24;80tx", "(reply, not text) x"),
        (b"\x1b_Gi=1;OK\x1b\\x", "(reply, not text) x"),
        (b"\x1b[201~x", "x"),
        (b"\xc2\x9bx", "x"), // a control in UTF-8
    ] {
        assert_eq!(show(&whole(bytes)), keys, "{}", bytes.escape_ascii());
    }
}

#[test]
fn a_position_is_told_from_f3() {
    let position = |row, col| vec![Input::Reply(Reply::Position { row, col })];
    assert_eq!(whole(b"\x1b[12;34R"), position(12, 34));
    assert_eq!(whole(b"\x1b[2;3R"), position(2, 3));
    assert_eq!(whole(b"\x1b[1;1R"), position(1, 1));
    assert_eq!(whole(b"\x1b[99999;2R"), position(u16::MAX, 2));
    assert_eq!(show(&whole(b"\x1b[1;5R\x1b[R")), "C-F3 F3");
}

#[test]
fn a_bad_byte_costs_itself_only() {
    for (bytes, keys) in [
        (&b"\xe1A\xbb\x87x"[..], "A x"),
        (b"\xe1\xc3\xaax", "ê x"),
        (b"\xe1\xbb\xe1\xbb\x87", "ệ"),
        (b"\xed\xa0\x80x", "x"),     // half a surrogate pair
        (b"\xf4\x90\x80\x80x", "x"), // beyond Unicode
        (b"\xc1\x81x", "x"),         // a longer form of A
    ] {
        assert_eq!(show(&whole(bytes)), keys, "{}", bytes.escape_ascii());
    }
}

#[test]
fn an_esc_before_something_is_not_lost() {
    for (bytes, keys) in [
        (&b"\x1b\x1bj"[..], "Esc M-j"),
        (b"\x1b\x1b\x1b", "Esc Esc Esc"),
        (b"\x1b\x1b\x1b[A", "Esc M-Up"),
        (b"\x1b\x1b[5;5R", "Esc (reply, not text)"),
        (b"\x1b\x1b[200~a\x1b[201~", "Esc Paste(\"a\")"),
        (b"\x1b\x1b[99X", "Esc"),
        (b"\x1b\x1b]0;x\x07", "Esc (reply, not text)"),
        (b"\x1b\xffj", "M-j"),
        (b"\x1b\xe1j", "M-j"),
    ] {
        assert_eq!(show(&whole(bytes)), keys, "{}", bytes.escape_ascii());
    }
}

#[test]
fn a_key_inside_a_sequence_breaks_it_off() {
    for (bytes, keys) in [
        (&b"\x1b[\r"[..], "M-[ Enter"),
        (b"\x1bO\r", "M-O Enter"),
        (b"\x1b]\r", "M-] Enter"),
        (b"\x1b[1;\x7f", "Backspace"),
        (b"\x1b]11;rgb\rx", "Enter x"),
        (b"\x1b[1;2\x1b[A", "Up"),
        (b"\x1b]0;a\x1b[A", "(reply, not text) Up"),
        ("\x1b[1ệ".as_bytes(), "ệ"),
    ] {
        assert_eq!(show(&whole(bytes)), keys, "{}", bytes.escape_ascii());
    }
}

#[test]
fn time_decides_only_what_it_can() {
    let cases: [(&[u8], &str, &[u8], &str); 9] = [
        (b"\x1b", "Esc", b"j", "j"),
        (b"\x1b\x1b", "Esc Esc", b"[A", "[ A"),
        (b"\x1b[", "", b"A", "Up"),
        (b"\x1b[1;5", "", b"D", "C-Left"),
        (b"\x1bO", "", b"Px", "F1 x"),
        (b"\x1b]", "M-]", b"x", "x"),
        (b"\x1b]11;", "", b"rgb:0/0/0\x07x", "(reply, not text) x"),
        (b"\x1b[M", "(reply, not text)", b"x", "x"),
        (b"\x1b[200~a\x1b", "", b"[201~", "Paste(\"a\")"),
    ];
    for (first, decided, then, rest) in cases {
        let mut decoder = Decoder::new();
        let mut out = Vec::new();
        decoder.feed(first, &mut out);
        decoder.timeout(&mut out);
        assert_eq!(show(&out), decided, "{}", first.escape_ascii());
        assert!(!decoder.pending_escape(), "{}", first.escape_ascii());
        out.clear();
        decoder.feed(then, &mut out);
        assert_eq!(show(&out), rest, "{}", first.escape_ascii());
        decoder.feed(b"\x1b", &mut out);
        assert!(decoder.pending_escape(), "another Esc waits again");
    }
}

#[test]
fn only_an_open_escape_is_pending() {
    let pending = |bytes: &[u8]| {
        let mut decoder = Decoder::new();
        decoder.feed(bytes, &mut Vec::new());
        decoder.pending_escape()
    };
    for open in [&b"\x1b"[..], b"\x1b\x1b", b"\x1b[", b"\x1b[1;", b"\x1bO", b"\x1b]0;"] {
        assert!(pending(open), "{}", open.escape_ascii());
    }
    for shut in [&b""[..], b"a", b"\xe1\xbb", b"\x1b[A", b"\x1b[200~a", b"\x1bj"] {
        assert!(!pending(shut), "{}", shut.escape_ascii());
    }
}

#[test]
fn endless_sequences_end() {
    let long_csi = [&b"\x1b["[..], &[b'1'; 500], b"Ax"].concat();
    assert_eq!(show(&whole(&long_csi)), "x");
    let endless = [&b"\x1b]0;"[..], &[b'a'; STRING_LIMIT], b"xy"].concat();
    assert!(show(&whole(&endless)).ends_with("x y"));
}

mod noise;
mod pastes;
