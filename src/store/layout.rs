//! Where everything lies below the store's directory.

use std::path::{Path, PathBuf};

/// The store's directory and the names in it.
#[derive(Clone, Debug)]
pub struct Layout {
    root: PathBuf,
}

impl Layout {
    /// Makes the layout of the store in `root`.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// The store's directory.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Held by the program that writes.
    pub fn lock(&self) -> PathBuf {
        self.root.join("LOCK")
    }

    /// The store's id, the device's id and the version of the format.
    pub fn identity(&self) -> PathBuf {
        self.root.join("store.json")
    }

    /// The journals of all devices.
    pub fn journals(&self) -> PathBuf {
        self.root.join("journal")
    }

    /// The journal of one device.
    pub fn journal(&self, dev: &str) -> PathBuf {
        self.journals().join(dev)
    }

    /// Segment number `number` of a device's journal.
    pub fn segment(&self, dev: &str, number: u32) -> PathBuf {
        self.journal(dev).join(segment_name(number))
    }

    /// The list of sealed segments of a device's journal.
    pub fn manifest(&self, dev: &str) -> PathBuf {
        self.journal(dev).join("MANIFEST")
    }

    /// How far a device's journal is known to reach.
    pub fn head(&self, dev: &str) -> PathBuf {
        self.journal(dev).join("HEAD")
    }

    /// The database's generations.
    pub fn databases(&self) -> PathBuf {
        self.root.join("db")
    }

    /// One generation of the database.
    pub fn database(&self, generation: u32) -> PathBuf {
        self.databases().join(format!("gen-{generation}"))
    }

    /// The hash of the files of a generation that was closed in good order.
    pub fn database_sum(&self, generation: u32) -> PathBuf {
        self.databases().join(format!("gen-{generation}.sum"))
    }

    /// The indexes of a generation.
    pub fn database_index(&self, generation: u32) -> PathBuf {
        self.databases().join(format!("gen-{generation}.index"))
    }

    /// Half-typed forms.
    pub fn drafts(&self) -> PathBuf {
        self.root.join("drafts")
    }

    /// What was cut off or set aside.
    pub fn quarantine(&self) -> PathBuf {
        self.root.join("quarantine")
    }

    /// Copies, while no other place is set for them.
    pub fn copies(&self) -> PathBuf {
        self.root.join("backup")
    }

    /// Where copies go.
    pub fn keeping(&self) -> PathBuf {
        self.root.join("backup.json")
    }

    /// What a copy says about itself.
    pub fn receipt(&self) -> PathBuf {
        self.root.join("COPY.json")
    }

    /// Where a journal is made ready before it takes the other's place.
    #[must_use]
    pub fn staged(&self) -> Self {
        Self::new(&self.root.join("new"))
    }

    /// Frozen reports that are files of their own.
    pub fn files(&self) -> PathBuf {
        self.root.join("files")
    }

    /// Lists what must be folders of the register's own, and no links to others.
    pub fn folders(&self) -> Vec<PathBuf> {
        let journal = self.journals();
        let names = [self.databases(), self.drafts(), self.quarantine(), self.copies(), self.files()];
        names.into_iter().chain([self.staged().root, journal]).collect()
    }

    /// Space that is given up on a full disk.
    pub fn reserve(&self) -> PathBuf {
        self.root.join("reserve.bin")
    }
}

/// Returns the file name of a segment.
pub fn segment_name(number: u32) -> String {
    format!("{number:06}.jsonl")
}

/// Reads the file name of a segment.
pub fn segment_number(name: &str) -> Option<u32> {
    let digits = name.strip_suffix(".jsonl")?;
    (digits.len() >= 6).then(|| digits.parse().ok()).flatten().filter(|number| segment_name(*number) == name)
}

/// Reads the directory name of a generation of the database.
pub fn generation_number(name: &str) -> Option<u32> {
    name.strip_prefix("gen-")?.parse().ok()
}
