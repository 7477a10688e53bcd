//! The store on real and on failing disks.
//!
//! A program of its own, because nothing in it starts another process: a child that is just being started holds copies of
//! this process's locked files for a moment, and a register that is opened again right then would look busy.

mod basic;
mod conformance;
mod copies;
mod disk;
mod faults;
mod interrupted;
mod lives;
mod mending;
mod register;
mod sums;
mod tally;
mod world;
