//! The arguments as clap reads them; every word about them stands in [`words`](super::words).

use std::path::PathBuf;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};

use crate::exchange::csv::Heads;
use crate::register::Lang;

#[derive(Debug, Parser)]
#[command(name = "danvan", version, disable_help_flag = true, disable_version_flag = true)]
#[command(disable_help_subcommand = true)]
pub(super) struct Args {
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    #[arg(long, global = true, value_name = "vi|en", value_enum)]
    pub lang: Option<LangArg>,
    #[arg(long)]
    pub demo: bool,
    #[arg(short, long, global = true, action = ArgAction::Help)]
    pub help: Option<bool>,
    #[arg(short = 'V', long, action = ArgAction::Version)]
    pub version: Option<bool>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Init(Init),
    Apply {
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    Export(Export),
    Check {
        #[arg(long, value_name = "YYYY")]
        year: Option<i32>,
    },
    History(History),
    Undo {
        #[arg(value_name = "SEQ")]
        seq: u64,
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
    },
    Fields {
        #[arg(value_name = "ENTITY")]
        entity: Option<String>,
        #[arg(long, value_enum, value_name = "text|jsonl|md", default_value = "text")]
        format: FieldsFormat,
    },
    Keys {
        #[arg(long, value_enum, value_name = "text|card|md", default_value = "text")]
        format: KeysFormat,
    },
    Manual,
    Doctor(Doctor),
    Redact(Redact),
    Completions {
        #[arg(value_enum, value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    Man,
    #[command(hide = true)]
    TryDatabase {
        #[arg(value_name = "DIR")]
        dir: PathBuf,
    },
    #[command(hide = true)]
    Practice {
        #[arg(long, default_value_t = 1)]
        seed: u64,
        #[arg(long, default_value_t = 60)]
        models: u32,
    },
    Report(ReportArgs),
    Adopt {
        #[arg(value_name = "SET")]
        set: Option<String>,
        #[arg(long, value_name = "YYYY", requires = "set")]
        year: Option<i32>,
    },
    CarryOver {
        #[arg(long, value_name = "YYYY")]
        year: i32,
        #[arg(long)]
        list: bool,
    },
    Import(Rest),
    Backup(Backup),
    Restore(Restore),
    Serve(Rest),
    Account(Rest),
}

#[derive(Debug, clap::Args)]
pub(super) struct Init {
    #[arg(long, value_name = "TEXT")]
    pub name: String,
    #[arg(long, value_enum, value_name = "phuong|xa|dac_khu", default_value = "phuong")]
    pub kind: WardKind,
    #[arg(long, value_name = "TEXT")]
    pub province: String,
    #[arg(long, value_name = "YYYY", value_parser = clap::value_parser!(i64).range(1990..=2100))]
    pub year: Option<i64>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Export {
    #[arg(value_name = "ENTITY")]
    pub entity: String,
    #[arg(long, value_name = "YYYY")]
    pub year: Option<i32>,
    #[arg(long, value_enum, value_name = "csv|jsonl", default_value = "csv")]
    pub format: ExportFormat,
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[arg(long)]
    pub keys: bool,
    #[arg(long)]
    pub private: bool,
    #[arg(long)]
    pub withdrawn: bool,
    #[arg(long, value_name = "YYYY-MM-DD|SEQ")]
    pub as_of: Option<String>,
}

impl Export {
    pub const fn heads(&self) -> Heads {
        if self.keys { Heads::Keys } else { Heads::Labels }
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct ReportArgs {
    #[arg(value_name = "R2|R4|R5|R8|R9")]
    pub id: String,
    #[arg(long, value_name = "YYYY")]
    pub year: Option<i32>,
    #[arg(long, value_name = "T4|Q2|6T1|9T|N|2021-2025", default_value = "N")]
    pub period: String,
    #[arg(long, value_enum, value_name = "text|csv", default_value = "text")]
    pub format: ReportFormat,
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[arg(long)]
    pub now: bool,
    #[arg(long, value_name = "YYYY-MM-DD|SEQ")]
    pub as_of: Option<String>,
    #[arg(long)]
    pub freeze: bool,
    #[arg(long, value_name = "ID|last", conflicts_with = "freeze")]
    pub against: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct History {
    #[arg(value_name = "ENTITY", requires = "id")]
    pub entity: Option<String>,
    #[arg(value_name = "ID")]
    pub id: Option<String>,
    #[arg(short = 'n', long, value_name = "N", default_value_t = 50)]
    pub most: usize,
}

#[derive(Debug, clap::Args)]
pub(super) struct Doctor {
    #[arg(long)]
    pub repair: bool,
    #[arg(long, value_name = "HASH", num_args = 0..=1, default_missing_value = "")]
    pub verify: Option<String>,
    #[arg(long, value_name = "DIR")]
    pub from: Vec<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Redact {
    #[arg(value_name = "ENTITY")]
    pub entity: String,
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long, value_name = "FIELD")]
    pub field: String,
    #[arg(long, value_name = "TEXT")]
    pub why: String,
    #[arg(long)]
    pub yes: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Backup {
    #[arg(value_name = "TARGET", conflicts_with_all = ["to", "mirror"])]
    pub target: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=400))]
    pub keep: Option<u16>,
    #[arg(long, value_name = "DIR")]
    pub mirror: Option<PathBuf>,
    #[arg(long, conflicts_with_all = ["to", "mirror", "keep"])]
    pub list: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Restore {
    #[arg(value_name = "SOURCE")]
    pub source: PathBuf,
    #[arg(long)]
    pub yes: bool,
}

/// Whatever follows a command that this version does not have yet.
#[derive(Debug, clap::Args)]
pub(super) struct Rest {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    pub rest: Vec<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum LangArg {
    Vi,
    En,
}

impl From<LangArg> for Lang {
    fn from(arg: LangArg) -> Self {
        match arg {
            LangArg::Vi => Self::Vi,
            LangArg::En => Self::En,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum WardKind {
    Phuong,
    Xa,
    #[value(name = "dac_khu")]
    DacKhu,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ExportFormat {
    Csv,
    Jsonl,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ReportFormat {
    Text,
    Csv,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum FieldsFormat {
    Text,
    Jsonl,
    Md,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum KeysFormat {
    Text,
    Card,
    Md,
}
