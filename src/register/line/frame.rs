//! The outside of a line: its keys, what its hashes cover, and whether they fit.

use std::collections::VecDeque;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::super::change::{Commit, Time};
use super::super::schema::Dictionary;
use super::changes;
use super::{Fault, Hash, LineError, Says, VERSION};

/// All keys, in the order in which a line has those that it has.
const KEYS: &[&str] = &[
    "v", "k", "dev", "seq", "from", "t", "who", "why", "undoes", "of", "batch", "part", "parts", "salt", "ch", "d",
    "prev", "h",
];

/// Bytes of the longest line that is read. One change may exceed what a line of several keeps to, for a record and the one
/// before it are each up to a megabyte, whose letters may take six bytes.
const LONGEST: usize = 16 << 20;

/// A line that verifies by its own hashes; what it says is not read yet.
#[derive(Clone, Debug)]
pub struct Frame<'a> {
    /// The kind of line; empty for a commit's.
    pub kind: String,
    /// The device that wrote it.
    pub dev: String,
    /// The number of its commit, or of the last commit before it.
    pub seq: u64,
    /// The number of the first commit that was written in the same breath, where that is an earlier one.
    pub from: Option<u64>,
    /// The hash of the line before.
    pub prev: Hash,
    /// The line's own hash.
    pub hash: Hash,
    /// Keys and values that are left to read: byte, key, JSON.
    rest: VecDeque<Member<'a>>,
}

/// One key of a line with the bytes of its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member<'a> {
    pub(super) byte: usize,
    pub(super) key: &'a str,
    pub(super) json: &'a str,
}

/// Verifies a line by its own hashes, without reading what it says.
///
/// # Errors
/// [`LineError`] when the line is not of this format or its bytes are not those that were written.
pub fn verify(line: &str) -> Result<Frame<'_>, LineError> {
    if line.len() > LONGEST {
        return Err(LineError::new(LONGEST, Fault::Shape(format!("at most {LONGEST} bytes"))));
    }
    let members = members(line)?;
    let mut rest: VecDeque<Member<'_>> = members.iter().copied().collect();
    let version: u64 = take(&mut rest, "v")?;
    if version > VERSION {
        return Err(LineError::new(5, Fault::Version(version)));
    }
    check_hashes(line, &members)?;
    let kind = take_if(&mut rest, "k")?.unwrap_or_default();
    let dev = take(&mut rest, "dev")?;
    let seq = take(&mut rest, "seq")?;
    let from = take_if(&mut rest, "from")?;
    let hash = take_last(&mut rest, "h")?;
    let prev = take_last(&mut rest, "prev")?;
    Ok(Frame { kind, dev, seq, from, prev, hash, rest })
}

impl Frame<'_> {
    /// Returns the number of the first commit that was written in the same breath.
    pub fn breath(&self) -> u64 {
        self.from.unwrap_or(self.seq)
    }

    /// Returns the name of the long commit that the line is a part of, and its number among the parts.
    pub fn part(&self) -> Option<(String, u32)> {
        Some((self.peek("batch")?, self.peek("part")?))
    }

    /// Returns how many parts the long commit has that the line ends.
    pub fn parts(&self) -> Option<u32> {
        self.peek("parts")
    }

    /// Returns the year in which the commit was made, by the clock that told it.
    pub fn year(&self) -> Option<i32> {
        let text: String = self.peek("t")?;
        text.get(..4)?.parse().ok()
    }

    /// Returns the number of the commit whose values were taken out, of a line that says so.
    pub fn redacts(&self) -> Option<u64> {
        if self.kind == "redact" { self.peek("of") } else { None }
    }

    /// Returns whether the line is of a commit and has its values.
    pub fn has_values(&self) -> bool {
        self.kind.is_empty() && self.rest.iter().any(|member| member.key == "ch")
    }

    /// Returns the day on which the commit was made, by the clock that told it.
    pub fn day(&self) -> Option<chrono::NaiveDate> {
        let text: String = self.peek("t")?;
        Some(Time::parse_from_rfc3339(&text).ok()?.date_naive())
    }

    fn peek<T: Readable>(&self, key: &str) -> Option<T> {
        T::read(self.rest.iter().find(|member| member.key == key)?.json)
    }

    /// Reads what the line says.
    pub(super) fn says(&self, dictionary: Dictionary) -> Result<Says, LineError> {
        let mut rest = self.rest.clone();
        let says = match self.kind.as_str() {
            "" => self.commit(&mut rest, dictionary)?,
            "end" => Says::End { batch: take(&mut rest, "batch")?, parts: take(&mut rest, "parts")? },
            "close" => Says::Close,
            "redact" => {
                let at = time(&mut rest)?;
                let (who, why) = (take(&mut rest, "who")?, take(&mut rest, "why")?);
                Says::Redact { of: take(&mut rest, "of")?, at, who, why }
            }
            _ => return Err(LineError::new(8, Fault::Shape(r#""k":"end"|"close"|"redact""#.to_owned()))),
        };
        match rest.front() {
            None => Ok(says),
            Some(member) => Err(LineError::new(member.byte, Fault::Shape(format!("no \"{}\"", member.key)))),
        }
    }

    fn commit(&self, rest: &mut VecDeque<Member<'_>>, dictionary: Dictionary) -> Result<Says, LineError> {
        let at = time(rest)?;
        let (who, why) = (take(rest, "who")?, take(rest, "why")?);
        let undoes = take_if(rest, "undoes")?;
        let batch: Option<String> = take_if(rest, "batch")?;
        let part = if batch.is_some() { take(rest, "part")? } else { 0 };
        let salt: Option<Hash> = take_if(rest, "salt")?;
        let changes = match salt {
            Some(_) => changes::read(next(rest, "ch")?, dictionary)?,
            None => Vec::new(),
        };
        let redacted = salt.is_none();
        let _: Hash = take(rest, "d")?;
        let commit = Commit { dev: self.dev.clone(), seq: self.seq, at, who, why, undoes, changes };
        Ok(match batch {
            None => Says::Commit { commit, redacted },
            Some(batch) => Says::Part { batch, part, commit, redacted },
        })
    }
}

/// Lists the keys of a line with their values, and checks that nothing else stands between them.
fn members(line: &str) -> Result<Vec<Member<'_>>, LineError> {
    let Pairs(pairs) =
        serde_json::from_str(line).map_err(|error| LineError::new(error.column(), Fault::Json(error.to_string())))?;
    let mut members = Vec::with_capacity(pairs.len());
    let mut places = KEYS.iter();
    let mut byte = 0;
    for (key, json) in pairs {
        let joint = format!("{}\"{key}\":", if byte == 0 { '{' } else { ',' });
        let json = json.get();
        let stands = line.get(byte..).and_then(|rest| rest.strip_prefix(joint.as_str())).unwrap_or_default();
        if !stands.starts_with(json) || !places.any(|place| *place == key) {
            return Err(LineError::new(byte, Fault::Shape(KEYS.join(" "))));
        }
        byte += joint.len();
        members.push(Member { byte, key, json });
        byte += json.len();
    }
    if line.get(byte..) == Some("}") { Ok(members) } else { Err(LineError::new(byte, Fault::Shape("}".to_owned()))) }
}

/// Compares both hashes with the bytes that they cover.
fn check_hashes(line: &str, members: &[Member<'_>]) -> Result<(), LineError> {
    let find = |key: &str| members.iter().find(|member| member.key == key);
    let end = |member: &Member<'_>| member.byte + member.json.len();
    let lacks = |key: &str| LineError::new(line.len(), Fault::Shape(format!("\"{key}\"")));
    let written = find("h").ok_or_else(|| lacks("h"))?;
    // What `,"h":` begins after; `salt` and `ch` stand together, so one cut takes both out.
    let upto = written.byte - r#","h":"#.len();
    let (mut head, mut tail) = (line.get(..upto).unwrap_or_default(), "");
    if let Some(salt) = find("salt") {
        let changes = find("ch").ok_or_else(|| lacks("ch"))?;
        let sum = find("d").ok_or_else(|| lacks("d"))?;
        head = line.get(..salt.byte - r#","salt":"#.len()).unwrap_or_default();
        tail = line.get(end(changes)..upto).unwrap_or_default();
        let salt: Hash = parse(salt)?;
        if parse::<Hash>(sum)? != Hash::of(&[&salt.to_string(), changes.json]) {
            return Err(LineError::new(sum.byte, Fault::Hash("d")));
        }
    }
    if parse::<Hash>(written)? == Hash::of(&[head, tail]) {
        Ok(())
    } else {
        Err(LineError::new(written.byte, Fault::Hash("h")))
    }
}

/// Takes the next member, which must have this key.
fn next<'a>(rest: &mut VecDeque<Member<'a>>, key: &str) -> Result<Member<'a>, LineError> {
    match rest.pop_front() {
        Some(member) if member.key == key => Ok(member),
        found => Err(LineError::new(found.map_or(0, |member| member.byte), Fault::Shape(format!("\"{key}\"")))),
    }
}

fn take<T: Readable>(rest: &mut VecDeque<Member<'_>>, key: &str) -> Result<T, LineError> {
    parse(&next(rest, key)?)
}

fn take_if<T: Readable>(rest: &mut VecDeque<Member<'_>>, key: &str) -> Result<Option<T>, LineError> {
    if rest.front().is_some_and(|member| member.key == key) { take(rest, key).map(Some) } else { Ok(None) }
}

fn take_last<T: Readable>(rest: &mut VecDeque<Member<'_>>, key: &str) -> Result<T, LineError> {
    match rest.pop_back() {
        Some(member) if member.key == key => parse(&member),
        found => Err(LineError::new(found.map_or(0, |member| member.byte), Fault::Shape(format!("\"{key}\"")))),
    }
}

fn time(rest: &mut VecDeque<Member<'_>>) -> Result<Time, LineError> {
    let member = next(rest, "t")?;
    let text: String = parse(&member)?;
    Time::parse_from_rfc3339(&text).map_err(|_| LineError::new(member.byte, Fault::Shape("RFC 3339".to_owned())))
}

/// A value that a line's own keys hold.
trait Readable: Sized {
    /// Names the form.
    const FORM: &'static str;
    fn read(json: &str) -> Option<Self>;
}

impl Readable for u64 {
    const FORM: &'static str = "1, 2, …";
    fn read(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }
}

impl Readable for u32 {
    const FORM: &'static str = "1, 2, …";
    fn read(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }
}

impl Readable for String {
    const FORM: &'static str = "\"…\"";
    fn read(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }
}

impl Readable for Hash {
    const FORM: &'static str = "32 hex digits";
    fn read(json: &str) -> Option<Self> {
        String::read(json)?.parse().ok()
    }
}

fn parse<T: Readable>(member: &Member<'_>) -> Result<T, LineError> {
    T::read(member.json).ok_or_else(|| LineError::new(member.byte, Fault::Shape(T::FORM.to_owned())))
}

/// The pairs of a JSON object in their order, the values unread.
struct Pairs<'a>(Vec<(&'a str, &'a RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Pairs<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::with_capacity(KEYS.len());
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Object)
    }
}
