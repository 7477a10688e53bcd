//! Pastes: line ends, bad bytes, and more than is held at once.

use super::*;

fn pasted(text: &[u8]) -> Vec<String> {
    let bytes = [b"\x1b[200~", text, b"\x1b[201~"].concat();
    let inputs = whole(&bytes);
    let text = |input| match input {
        Input::Paste(text) => text,
        other => panic!("{other:?} in a paste"),
    };
    inputs.into_iter().map(text).collect()
}

#[test]
fn every_line_end_becomes_one() {
    assert_eq!(pasted(b"a\rb\nc\r\nd\r\r\n\ne"), ["a\nb\nc\nd\n\n\ne"]);
}

#[test]
fn bad_bytes_cost_themselves_and_an_empty_paste_is_none() {
    assert_eq!(pasted(b"a\xff\xe1b\xe1\xbb"), ["ab"]);
    assert_eq!(pasted(b"\xff"), [""; 0]);
    assert_eq!(pasted(b""), [""; 0]);
}

#[test]
fn almost_the_end_mark_is_text() {
    assert_eq!(pasted(b"\x1b[201\x1b[200~x"), ["\x1b[201\x1b[200~x"]);
}

#[test]
fn a_large_paste_comes_in_pieces_of_whole_lines() {
    let line = "Tổ dân phố 5\tNguyễn Thị Ệ\r\n";
    let text = line.repeat(3 * PASTE_LIMIT / line.len());
    let pieces = pasted(text.as_bytes());
    assert!(pieces.len() > 2, "{} pieces", pieces.len());
    for piece in &pieces {
        assert!(piece.len() <= PASTE_LIMIT);
        assert!(piece.ends_with('\n'));
    }
    assert_eq!(pieces.concat(), text.replace("\r\n", "\n"));
}

#[test]
fn a_large_paste_without_lines_is_cut_between_letters() {
    for before in ["", "a", "ab"] {
        let text = format!("{before}{}", "ệ".repeat(PASTE_LIMIT));
        let pieces = pasted(text.as_bytes());
        assert!(pieces.len() > 2);
        assert_eq!(pieces.concat(), text);
    }
}

#[test]
fn a_piece_never_parts_a_line_end() {
    for before in 0..12 {
        let text = [&vec![b'a'; PASTE_LIMIT - 12 + before][..], b"\r\nb"].concat();
        let lines = pasted(&text).concat();
        assert_eq!(lines.matches('\n').count(), 1, "{before}");
    }
}

#[test]
fn the_end_mark_is_seen_wherever_the_limit_falls() {
    for short in 0..10 {
        let text = "a".repeat(PASTE_LIMIT - short);
        assert_eq!(pasted(text.as_bytes()).concat(), text, "{short} bytes under the limit");
    }
}

#[test]
fn a_large_paste_of_noise_still_ends() {
    let text = vec![0x80; 2 * PASTE_LIMIT];
    assert_eq!(pasted(&text), [""; 0]);
}
