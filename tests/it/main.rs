//! Tests that run the real thing.

mod desk;
mod desk_moves;
mod desk_saves;
mod desk_screens;
mod store_basic;
mod store_conformance;
mod store_world;
