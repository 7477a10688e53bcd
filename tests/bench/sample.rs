//! What the programs are measured on: two hundred rows, for each in the form that it reads.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

use crate::words::{MODELS, PEOPLE};

/// How many rows there are.
const ROWS: usize = 200;

/// What mc reads before it starts: without the free space of the disk and its hint of the day, which change from one
/// run to the next.
const MC: &str = "[Layout]\nfree_space=false\nmessage_visible=false\n";

/// The files, gone when dropped.
pub struct Sample {
    home: TempDir,
}

impl Sample {
    /// Writes the files.
    pub fn make() -> Self {
        let sample = Self { home: tempfile::tempdir().unwrap() };
        std::fs::create_dir(sample.folder()).unwrap();
        let settings = sample.home().join(".config/mc");
        std::fs::create_dir_all(&settings).unwrap();
        std::fs::write(settings.join("ini"), MC).unwrap();
        let mut csv = "Mã,Tên mô hình,Tổ dân phố,Phụ trách,Ngày,Số hộ\n".to_owned();
        let mut text = String::new();
        for n in 1..=ROWS {
            let (model, person) = (MODELS[n % MODELS.len()], PEOPLE[n % PEOPLE.len()]);
            let (place, day, month, houses) = (n % 17 + 1, n % 28 + 1, n % 12 + 1, n * 7 % 90 + 5);
            writeln!(csv, "DVK-2026-{n:03},{model},TDP{place:02},{person},{day:02}/{month:02},{houses}").unwrap();
            writeln!(text, "DVK-2026-{n:03}  {model:<23} TDP{place:02}  {person:<21} {day:02}/{month:02} {houses:>3}")
                .unwrap();
            std::fs::write(sample.folder().join(format!("{n:03} {model}")), person).unwrap();
        }
        std::fs::write(sample.csv(), csv).unwrap();
        std::fs::write(sample.text(), text).unwrap();
        sample
    }

    /// Returns an empty home for programs that would read their settings.
    pub fn home(&self) -> PathBuf {
        self.home.path().to_owned()
    }

    /// Returns the table with commas.
    pub fn csv(&self) -> PathBuf {
        self.home.path().join("rows.csv")
    }

    /// Returns the table as text in columns.
    pub fn text(&self) -> PathBuf {
        self.home.path().join("rows.txt")
    }

    /// Returns a folder with a file for each row.
    pub fn folder(&self) -> PathBuf {
        self.home.path().join("rows")
    }

    /// Returns a register of the practice ward with a model for each row; each user has one of their own, for the sake of
    /// what is left half typed.
    pub fn data(&self, user: &str) -> PathBuf {
        self.register(user, ROWS)
    }

    /// Returns a register of the practice ward with so many models, made when first asked for.
    pub fn register(&self, user: &str, models: usize) -> PathBuf {
        let data = self.home.path().join(format!("register-{user}-{models}"));
        if !data.exists() {
            let program = env!("CARGO_BIN_EXE_danvan");
            let commands = Command::new(program).args(["practice", "--models", &models.to_string()]).output().unwrap();
            let lines = self.home.path().join("commands.jsonl");
            std::fs::write(&lines, commands.stdout).unwrap();
            let applied = Command::new(program).arg("--data").arg(&data).arg("apply").arg(&lines).output().unwrap();
            assert!(applied.status.success(), "{}", String::from_utf8_lossy(&applied.stderr));
        }
        data
    }
}
