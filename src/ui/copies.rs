//! What is known of the copies of the register: plain data between the screen that shows them and whoever reads them.

use crate::register::{Time, Words};

/// What the screen of copies wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CopyWish {
    /// Lists the copies.
    Look,
    /// Makes a copy now.
    Make,
    /// Reads the copy in this folder from the disk again.
    Prove(String),
}

/// The copies and what they are copies of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copies {
    /// The folder that copies go to.
    pub place: String,
    /// Whether nobody set that folder, so that the copies are on the register's own disk.
    pub is_usual: bool,
    /// How many are kept.
    pub keep: usize,
    /// The folder that gets each new line, where one is set.
    pub mirror: Option<String>,
    /// The number and the hash of the register's last commit.
    pub head: (u64, String),
    /// The copies, the newest first.
    pub held: Vec<Copy>,
    /// The copy that was just read again, by its folder, and what is wrong with it.
    pub proved: Option<(String, Option<Words>)>,
}

/// One copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// Its folder.
    pub dir: String,
    /// When it was made and proved.
    pub made: Time,
    /// The number of its last commit.
    pub seq: u64,
    /// Its bytes.
    pub bytes: u64,
}
