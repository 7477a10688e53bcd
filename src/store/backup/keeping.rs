//! Where copies go: `backup.json` in the register's folder.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::store::disk::{Disk, read_if_there, write_whole};
use crate::store::layout::Layout;

/// Copies that are kept where nobody said how many: a week's, one a day.
const KEEP: usize = 7;
/// Most copies that one may ask for.
const MOST: usize = 400;
/// Bytes beyond which the file is none of ours.
const LIMIT: usize = 64 << 10;

/// Where copies go, and how many are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keeping {
    /// The folder for copies; `backup` in the register's own folder where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<PathBuf>,
    /// How many copies are kept, one a day.
    #[serde(default = "usual")]
    pub keep: usize,
    /// A folder that gets each new line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mirror: Option<PathBuf>,
}

const fn usual() -> usize {
    KEEP
}

impl Default for Keeping {
    fn default() -> Self {
        Self { to: None, keep: KEEP, mirror: None }
    }
}

impl Keeping {
    /// Reads what was set; the usual, where nothing was or the file cannot be read.
    pub(in crate::store) fn read(disk: &dyn Disk, layout: &Layout) -> Self {
        Self::read_strictly(disk, layout).ok().flatten().unwrap_or_default()
    }

    /// Reads what was set; the usual, where nothing was, and `None` where the file is not what was written.
    pub(super) fn read_strictly(disk: &dyn Disk, layout: &Layout) -> io::Result<Option<Self>> {
        let Some(bytes) = read_if_there(disk, &layout.keeping())? else { return Ok(Some(Self::default())) };
        let text = Some(bytes).filter(|bytes| bytes.len() <= LIMIT);
        let read: Option<Self> = text.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Ok(read.map(|keeping| Self { keep: keeping.keep.clamp(1, MOST), ..keeping }))
    }

    /// Keeps the settings.
    pub(in crate::store) fn write(&self, disk: &dyn Disk, layout: &Layout) -> io::Result<()> {
        let text = serde_json::to_string_pretty(self).map_err(io::Error::other)?;
        write_whole(disk, &layout.keeping(), format!("{text}\n").as_bytes())
    }

    /// Returns the folder for the copies of the register in `root`.
    pub fn place(&self, root: &Path) -> PathBuf {
        self.to.clone().unwrap_or_else(|| Layout::new(root).copies())
    }
}
