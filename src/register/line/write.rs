//! Writing lines.

use std::fmt::Write as _;

use serde_json::json;

use super::super::change::{Commit, Time};
use super::{Hash, LineError, MAX_BYTES, MAX_CHANGES, Salt, VERSION, changes, frame};

/// Writes a commit as the line, or the lines, that follow the line with hash `prev`; none of them has its line end.
///
/// `from` is the number of the first commit that is written in the same breath, this one's own where it comes alone.
/// Fractions of a second are left out.
pub fn encode(commit: &Commit, salt: Salt, prev: Hash, from: u64) -> Vec<String> {
    let written: Vec<String> = commit.changes.iter().map(changes::write).collect();
    let parts = split(&written);
    if let [whole] = parts.as_slice() {
        return vec![commit_line(commit, salt, prev, from, whole, "").0];
    }
    let salt_text = salt.to_string();
    let batch: String = Hash::of(&["batch", &salt_text]).to_string().chars().take(16).collect();
    let mut lines = Vec::with_capacity(parts.len() + 1);
    let mut last = prev;
    for (place, part) in parts.iter().enumerate() {
        let number = format!(",\"batch\":\"{batch}\",\"part\":{}", place + 1);
        // Each part has a salt of its own, so that equal parts do not show as equal once they are redacted.
        let salt = Hash::of(&[&salt_text, &number]);
        let (line, hash) = commit_line(commit, salt, last, from, part, &number);
        lines.push(line);
        last = hash;
    }
    let mut head = start("end", &commit.dev, commit.seq);
    push_from(&mut head, from, commit.seq);
    let _ = write!(head, ",\"batch\":\"{batch}\",\"parts\":{},\"prev\":\"{last}\"", parts.len());
    lines.push(sealed(&head));
    lines
}

/// Writes the line that says that the program left in good order after commit `seq`.
pub fn encode_close(dev: &str, seq: u64, prev: Hash) -> String {
    sealed(&format!("{},\"prev\":\"{prev}\"", start("close", dev, seq)))
}

/// Writes the line that says who took the values of commit `of` out, and why.
pub fn encode_redact(dev: &str, seq: u64, of: u64, (at, who, why): (Time, &str, &str), prev: Hash) -> String {
    let mut head = start("redact", dev, seq);
    let _ = write!(head, ",\"t\":\"{}\",\"who\":{},\"why\":{}", written_time(at), json!(who), json!(why));
    let _ = write!(head, ",\"of\":{of},\"prev\":\"{prev}\"");
    sealed(&head)
}

/// Cuts the changes and their salt out of a line; the line still verifies, and so does the chain through it.
///
/// # Errors
/// [`LineError`] when the line does not verify before.
pub fn redact(line: &str) -> Result<String, LineError> {
    frame::verify(line)?;
    // Quotes within a text are escaped, so the first of each is the key itself; `ch` holds no `],"d":` outside of one
    // either, for its objects have no such key after a list.
    let cut = line.find(",\"salt\":\"").zip(line.rfind(",\"d\":\""));
    let Some((from, upto)) = cut else { return Ok(line.to_owned()) };
    let head = line.get(..from).unwrap_or_default();
    let tail = line.get(upto..).unwrap_or_default();
    Ok(format!("{head}{tail}"))
}

/// Groups written changes so that each group keeps within the limits of a line; one that exceeds them goes alone.
fn split(written: &[String]) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = String::from("[");
    let mut count = 0;
    for change in written {
        if count > 0 && (count == MAX_CHANGES || part.len() + change.len() > MAX_BYTES) {
            part.push(']');
            parts.push(std::mem::replace(&mut part, String::from("[")));
            count = 0;
        }
        if count > 0 {
            part.push(',');
        }
        part.push_str(change);
        count += 1;
    }
    part.push(']');
    parts.push(part);
    parts
}

fn commit_line(commit: &Commit, salt: Salt, prev: Hash, from: u64, ch: &str, part: &str) -> (String, Hash) {
    let mut head = start("", &commit.dev, commit.seq);
    push_from(&mut head, from, commit.seq);
    let (at, who, why) = (written_time(commit.at), json!(commit.who), json!(commit.why));
    let _ = write!(head, ",\"t\":\"{at}\",\"who\":{who},\"why\":{why}");
    if let Some(undone) = commit.undoes {
        let _ = write!(head, ",\"undoes\":{undone}");
    }
    head.push_str(part);
    let sum = Hash::of(&[&salt.to_string(), ch]);
    let tail = format!(",\"d\":\"{sum}\",\"prev\":\"{prev}\"");
    let hash = Hash::of(&[&head, &tail]);
    (format!("{head},\"salt\":\"{salt}\",\"ch\":{ch}{tail},\"h\":\"{hash}\"}}"), hash)
}

fn start(kind: &str, dev: &str, seq: u64) -> String {
    let kind = if kind.is_empty() { String::new() } else { format!(",\"k\":\"{kind}\"") };
    format!("{{\"v\":{VERSION}{kind},\"dev\":{},\"seq\":{seq}", json!(dev))
}

fn push_from(head: &mut String, from: u64, seq: u64) {
    if from != seq {
        let _ = write!(head, ",\"from\":{from}");
    }
}

fn sealed(head: &str) -> String {
    let hash = Hash::of(&[head]);
    format!("{head},\"h\":\"{hash}\"}}")
}

fn written_time(at: Time) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
}
