//! Tests that run the real thing.

mod articles;
mod board;
mod cli_commands;
mod cli_refusals;
mod cli_samples;
mod committee_room;
mod copies;
mod desk;
mod desk_copies;
mod desk_moves;
mod desk_saves;
mod desk_screens;
mod disk_typing;
mod entry;
mod entry_bytes;
mod entry_checks;
mod entry_draw;
mod entry_fuzz;
mod entry_habits;
mod entry_kill;
mod entry_list;
mod entry_save;
mod entry_steps;
mod entry_typing;
mod faults;
mod figures;
mod fit;
mod form_bytes;
mod form_manners;
mod founding;
mod golden;
mod grid;
mod grid_bytes;
mod grid_paste;
mod home;
mod keys;
mod line_budget;
mod line_fault;
mod line_sizes;
mod line_terminal;
mod manual;
mod models_room;
mod morning;
mod notes;
mod notes_ahead;
mod officer;
mod one_line;
mod parsers;
mod past;
mod picture;
mod pictures;
mod private_files;
mod program;
#[allow(dead_code, reason = "the benchmarks use more of it")]
mod pty;
mod readme;
mod replay;
mod session_runs;
#[path = "../shake.rs"]
mod shake;
mod standing;
#[allow(dead_code, reason = "the store's own tests use more of it")]
#[path = "../store/disk.rs"]
mod store_disk;
mod store_mutation;
#[allow(dead_code, reason = "the store's own tests use more of it")]
#[path = "../store/world.rs"]
mod store_world;
mod sum_articles;
mod table_ask;
#[path = "../store/tally.rs"]
mod tally;
mod tasks_bytes;
mod tasks_room;
mod troubles;
mod typing;
mod typing_around;
mod typing_bursts;
mod typing_noise;
mod views;
mod ways;
mod years;

#[path = "../thin/desk.rs"]
#[allow(clippy::unwrap_used, clippy::expect_used, dead_code, reason = "a failed step fails the test")]
mod thin;
