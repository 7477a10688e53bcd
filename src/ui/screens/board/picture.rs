//! The pictures of the board: the same figures under the same lens, by shades or as bars.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::chart::Chart;
use super::heat::Heat;
use super::lens::Lens;
use crate::register::Label;
use crate::register::board::{Figure, Spot};
use crate::ui::action::Action;
use crate::ui::screen::{Ask, Cx};
use crate::ui::theme::Look;

/// A picture that stands in the place of the table.
pub(super) enum Picture {
    /// Neighbourhood by field of work.
    Heat(Heat),
    /// Bars of one line.
    Chart(Chart),
}

impl Picture {
    /// Makes the first picture of a figure, standing on a line of the board.
    pub(super) fn first(figure: Figure, spot: Spot) -> Self {
        Self::Heat(Heat::new(figure, spot))
    }

    /// Returns the picture that comes after this one; behind the last one is the table.
    pub(super) fn next(&self) -> Option<Self> {
        match self {
            Self::Heat(heat) => Some(Self::Chart(Chart::new(heat.spot.clone(), heat.figure))),
            Self::Chart(_) => None,
        }
    }

    /// Names it.
    pub(super) const fn name(&self) -> Label {
        match self {
            Self::Heat(_) => Label::new("bản đồ đậm nhạt", "heat map"),
            Self::Chart(_) => Label::new("biểu đồ", "chart"),
        }
    }

    /// Returns the line of the board that it is about.
    pub(super) const fn spot(&self) -> &Spot {
        match self {
            Self::Heat(heat) => &heat.spot,
            Self::Chart(chart) => &chart.spot,
        }
    }

    /// Returns the figure that it shows.
    pub(super) const fn figure(&self) -> Figure {
        match self {
            Self::Heat(heat) => heat.figure,
            Self::Chart(chart) => chart.figure,
        }
    }

    /// Counts anew.
    pub(super) fn read(&mut self, lens: &Lens, cx: &Cx<'_>) {
        match self {
            Self::Heat(heat) => heat.read(lens, cx),
            Self::Chart(chart) => chart.read(lens, cx),
        }
    }

    /// Carries out what is no matter of the lens.
    pub(super) fn act(&mut self, action: Action, lens: &Lens, cx: &Cx<'_>) -> Vec<Ask> {
        match self {
            Self::Heat(heat) => heat.act(action, lens, cx),
            Self::Chart(chart) => chart.act(action, lens, cx),
        }
    }

    /// Draws it.
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        match self {
            Self::Heat(heat) => heat.draw(frame, area, look),
            Self::Chart(chart) => chart.draw(frame, area, look),
        }
    }
}
