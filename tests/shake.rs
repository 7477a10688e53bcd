//! Shaking valid inputs of a parser out of shape, and making up bytes that were never valid.

#![allow(dead_code, reason = "each program that shakes uses a part of it")]

/// Random numbers that a seed repeats.
pub struct Luck(u64);

impl Luck {
    /// Begins with a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 1).unwrap_or(0) % n.max(1)
    }
}

/// What breaks parsers: signs of every grammar here, ends of ranges, letters of several bytes, halves of them.
const PIECES: &[&[u8]] = &[
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b"\\",
    b":",
    b",",
    b"null",
    b"true",
    b"-",
    b"--",
    b"..",
    b">",
    b"<=",
    b"!",
    b"=",
    b"*",
    b"\n",
    b"\r\n",
    b"\t",
    b" ",
    b"\0",
    b"0",
    b"9",
    b"-1",
    b"1e999",
    b"9223372036854775808",
    b"18446744073709551616",
    b"99999999999999999999999999999999999999",
    b"0.00000000000000000000000000000001",
    b"\\u0000",
    b"\\ud800",
    b"{\"v\":1,",
    b"\"ch\":[]",
    b"\"d\":",
    b"\"prev\":",
    b"\xc4\x91",
    b"\xe1\xbb\x87",
    b"\xcc\xa3",
    b"\xe1\xbb",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xf0\x9f\x98\x80",
    b"\x1b[",
    b"\x1b]",
    b"\x1bO",
    b"\x1b[200~",
    b"\x1b[201~",
    b"\x1b[M",
    b"~",
    b";",
    b"R",
    b"T-1",
    b"T+1W",
    b"31/2/2026",
    b"Q5/2026",
    b"2026-13-01",
    b"310tr",
    b"1.234.567,89",
    b"tr\xc3\xaan 3.000",
    b"%",
    b"ng\xc3\xa0n",
    b"--data",
    b"--lang=xx",
    b"--",
    b"gen-99999999999",
    b"000001.jsonl",
];

/// Makes an input for a parser out of valid ones: mostly one of them with some changes, at times two in one, at times none.
pub fn shaken(luck: &mut Luck, seeds: &[Vec<u8>]) -> Vec<u8> {
    if seeds.is_empty() || luck.below(12) == 0 {
        let len = luck.below(200);
        return (0..len).map(|_| u8::try_from(luck.below(256)).unwrap_or(0)).collect();
    }
    let mut bytes = seeds[luck.below(seeds.len())].clone();
    for _ in 0..=luck.below(5) {
        shake(luck, &mut bytes, seeds);
    }
    bytes
}

fn shake(luck: &mut Luck, bytes: &mut Vec<u8>, seeds: &[Vec<u8>]) {
    let at = luck.below(bytes.len() + 1);
    let end = (at + 1 + luck.below(24)).min(bytes.len());
    match luck.below(8) {
        0 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << luck.below(8);
            }
        }
        1 => drop(bytes.drain(at.min(end)..end)),
        2 => {
            let part = bytes.get(at..end).unwrap_or_default().to_vec();
            bytes.splice(at..at, part);
        }
        3 => bytes.truncate(at),
        4 => {
            let other = &seeds[luck.below(seeds.len())];
            let from = luck.below(other.len() + 1);
            bytes.truncate(at);
            bytes.extend_from_slice(&other[from..]);
        }
        5 => {
            // Deep and long: the same piece over and over.
            let piece = PIECES[luck.below(PIECES.len())];
            let times = 1 + luck.below(40);
            bytes.splice(at..at, piece.repeat(times));
        }
        _ => {
            let piece = PIECES[luck.below(PIECES.len())];
            bytes.splice(at..at, piece.iter().copied());
        }
    }
}

/// Shakes `seeds` so many times and hands each outcome to `read`, which must neither panic nor take long; tells with which
/// bytes it did.
pub fn shake_all(name: &str, cases: usize, seeds: &[Vec<u8>], mut read: impl FnMut(&[u8])) {
    let mut luck = Luck::new(name.bytes().map(u64::from).sum());
    for case in 0..cases {
        let bytes = shaken(&mut luck, seeds);
        let run = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read(&bytes)));
        assert!(run.is_ok(), "{name}, case {case}: {:?}", String::from_utf8_lossy(&bytes));
    }
}
