//! Where keys are pressed.

use crate::register::Label;

/// Where a key is pressed; decides what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// The list of what there is to do, the first screen.
    Home,
    /// Rows of an entity.
    Table,
    /// Figures by neighbourhood: the board, its pictures.
    Board,
    /// The steering bodies and their members.
    Committee,
    /// The registrations of the year.
    Models,
    /// The tasks that are followed.
    Tasks,
    /// A few steps that make one change, each with a text.
    Wizard,
    /// A form, in a field of one line.
    Form,
    /// A form, in a field of several lines.
    Memo,
    /// A list from which values are picked.
    Pick,
    /// A menu of numbered commands, or the palette.
    Menu,
    /// A question, or a line to be typed (a reason).
    Dialog,
    /// A blank form in which conditions are typed.
    Ask,
    /// Text to be read: help, history.
    Reader,
    /// Rows and columns in which letters are typed.
    Grid,
    /// Figures of neighbourhoods in one period.
    Figures,
    /// Rows that would be saved, with what the register would say to each.
    Preview,
    /// One value for one field of many records.
    Bulk,
}

impl Context {
    /// Every context, in the order in which key tables list them.
    pub const ALL: &'static [Self] = &[
        Self::Home,
        Self::Table,
        Self::Board,
        Self::Grid,
        Self::Committee,
        Self::Models,
        Self::Tasks,
        Self::Wizard,
        Self::Form,
        Self::Memo,
        Self::Pick,
        Self::Menu,
        Self::Dialog,
        Self::Ask,
        Self::Reader,
        Self::Figures,
        Self::Preview,
        Self::Bulk,
    ];

    /// Names the context for key tables.
    pub const fn label(self) -> Label {
        match self {
            Self::Home => Label::new("đầu sổ", "first screen"),
            Self::Table => Label::new("bảng", "table"),
            Self::Board => Label::new("tổng hợp", "board"),
            Self::Committee => Label::new("ban chỉ đạo", "committee"),
            Self::Models => Label::new("mô hình của năm", "models of the year"),
            Self::Tasks => Label::new("nhiệm vụ", "tasks"),
            Self::Wizard => Label::new("lập sổ, kiện toàn", "set-up, re-making"),
            Self::Form => Label::new("biểu", "form"),
            Self::Memo => Label::new("ô nhiều dòng", "memo"),
            Self::Pick => Label::new("chọn từ danh sách", "pick list"),
            Self::Menu => Label::new("menu, tìm nhanh", "menu, finder"),
            Self::Dialog => Label::new("hộp hỏi", "question"),
            Self::Ask => Label::new("tìm theo mẫu", "query by example"),
            Self::Reader => Label::new("trang đọc", "page to read"),
            Self::Grid => Label::new("lưới", "grid"),
            Self::Figures => Label::new("lưới số liệu", "grid of figures"),
            Self::Preview => Label::new("xem trước", "preview"),
            Self::Bulk => Label::new("đổi hàng loạt", "set many"),
        }
    }
}
