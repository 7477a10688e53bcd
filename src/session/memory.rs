//! What a person's sessions remember from one to the next: language, keyboard, the year worked on.

use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value as Json, json};

use crate::store::disk::{Disk, RealDisk, write_whole};

/// Bytes beyond which a file is none of ours.
const LIMIT: u64 = 64 << 10;

/// Settings of one person, in a small JSON file beside the register.
#[derive(Clone, Debug)]
pub struct Memory {
    path: PathBuf,
    values: Map<String, Json>,
}

impl Memory {
    /// Reads what is remembered of `person` in the folder `root`; nothing, where there is no file or none that can be read.
    pub fn read(root: &Path, person: &str) -> Self {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        let name: String = person
            .bytes()
            .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02x}") })
            .collect();
        let path = root.join(format!("settings-{name}.json"));
        let bytes = RealDisk.read_at(&path, 0, LIMIT);
        let values = bytes.ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Self { path, values: values.unwrap_or_default() }
    }

    /// Returns a setting.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).and_then(Json::as_str)
    }

    /// Returns the year to open: the one chosen, for as long as the calendar year lasts in which it was chosen.
    ///
    /// Who finishes last year's work in January need not choose it each morning, and nobody goes on in last year's
    /// register a year later without noticing.
    pub fn year(&self, this_year: i32) -> i32 {
        let number = |name| self.get(name).and_then(|text| text.parse().ok());
        match (number("year"), number("year_chosen_in")) {
            (Some(year), Some(chosen_in)) if chosen_in == this_year => year,
            _ => this_year,
        }
    }

    /// Takes over a setting; [`write`](Self::write) keeps it.
    pub fn set(&mut self, name: &str, value: &str, this_year: i32) {
        self.values.insert(name.to_owned(), json!(value));
        if name == "year" {
            self.values.insert("year_chosen_in".to_owned(), json!(this_year.to_string()));
        }
    }

    /// Writes the file, for its owner only; a half-written one never takes the place of the old.
    pub fn write(&self) -> io::Result<()> {
        let text = format!("{:#}\n", Json::Object(self.values.clone()));
        write_whole(&RealDisk, &self.path, text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_for_the_same_person_only() {
        let dir = tempfile::tempdir().unwrap();
        let mut memory = Memory::read(dir.path(), "../vp 01");
        memory.set("lang", "en", 2026);
        memory.write().unwrap();
        assert_eq!(Memory::read(dir.path(), "../vp 01").get("lang"), Some("en"));
        assert_eq!(Memory::read(dir.path(), "vp02").get("lang"), None);
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_chosen_year_lasts_until_the_calendar_turns() {
        let dir = tempfile::tempdir().unwrap();
        let mut memory = Memory::read(dir.path(), "vp01");
        assert_eq!(memory.year(2027), 2027);
        memory.set("year", "2026", 2027);
        assert_eq!(memory.year(2027), 2026);
        assert_eq!(memory.year(2028), 2028);
    }

    #[test]
    fn a_damaged_file_is_as_none() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("settings-vp01.json"), "{\"lang\":").unwrap();
        assert_eq!(Memory::read(dir.path(), "vp01").get("lang"), None);
    }
}
