//! The two tables: what can be done, and with which keys.

use super::Context::{
    Ask, Board, Bulk, Committee, Dialog, Figures, Form, Grid, Home, Memo, Menu, Models, Pick, Preview, Reader, Table,
    Tasks,
};
use super::{Action, ActionRow, Binding, Context};
use crate::register::Label;

/// Contexts that fill the screen and are worked in.
const DESK: &[Context] = &[Home, Table, Models, Tasks, Board, Committee, Grid, Figures, Form, Memo];
/// Contexts that are about one record.
const RECORDS: &[Context] = &[Table, Models, Form, Memo];
/// Contexts with the rows of an entity.
const TABLES: &[Context] = &[Table, Models];
/// Contexts that stand on a record about which something else can be noted.
const NOTED: &[Context] = &[Table, Models, Board, Form, Memo];
/// Contexts whose menu has more than nine lines anyway; in the others one digit chooses, and what has a key stays out.
const LONG_MENUS: &[Context] = &[Table, Models, Tasks, Grid, Figures, Form, Memo];
/// Contexts of a form.
const FORMS: &[Context] = &[Form, Memo];
/// Contexts in which records are typed.
const ENTRY: &[Context] = &[Grid, Figures, Form, Memo];
/// Contexts in which something is saved.
const SAVING: &[Context] = &[Grid, Figures, Form, Memo, Preview];
/// Contexts that show records, as rows or alone.
const SHAPES: &[Context] = &[Table, Models, Grid, Form, Memo];
/// Contexts of a form, with values or conditions.
const ASKING: &[Context] = &[Form, Memo, Ask];
/// Contexts with a list of lines.
const LISTS: &[Context] =
    &[Home, Table, Models, Tasks, Board, Committee, Grid, Figures, Pick, Menu, Reader, Preview, Bulk];
/// Contexts in which letters are typed at a cursor.
const TYPING: &[Context] = &[Grid, Figures, Form, Memo, Pick, Menu, Dialog, Bulk, Ask];
/// Contexts in which letters mean something, be it a row that they lead to.
const LETTERS: &[Context] = &[Home, Table, Models, Tasks, Grid, Figures, Form, Memo, Pick, Menu, Dialog, Bulk, Ask];
/// All of them.
const ALL: &[Context] = Context::ALL;

const fn row(
    action: Action,
    label: (&'static str, &'static str),
    help: (&'static str, &'static str),
    menu: &'static [Context],
) -> ActionRow {
    ActionRow { action, label: Label::new(label.0, label.1), help: Label::new(help.0, help.1), menu }
}

/// Everything that can be done; the menu lists its lines in this order.
#[rustfmt::skip]
pub const ACTIONS: &[ActionRow] = &[
    row(Action::Enter, ("Chọn", "Choose"),
        ("Mở dòng, chọn mục, sang ô tiếp", "Opens the row, picks the entry, goes to the next field"), &[]),
    row(Action::Save, ("Lưu", "Save"),
        ("Lưu; biểu mới thì sang bản kế; lưới lưu mọi dòng đã sửa",
         "Saves; a new form begins the next; a grid saves all rows"), ENTRY),
    row(Action::New, ("Thêm", "New"),
        ("Thêm bản ghi mới", "Begins a new record"), &[Table, Models, Tasks, Committee, Grid, Form, Memo]),
    row(Action::Renew, ("Kiện toàn", "Re-make"),
        ("Thay ban theo quyết định mới: sửa danh sách cũ, ghi một lần",
         "Replaces the body by a new decision, from the old list"), &[Committee]),
    row(Action::Duplicate, ("Chép thành bản mới", "Duplicate"),
        ("Mở biểu mới đã điền sẵn như bản ghi này", "Opens a new form filled in like this record"), RECORDS),
    row(Action::List, ("Danh sách", "List"),
        ("Liệt kê những gì ô này nhận", "Lists what the field takes"), ENTRY),
    row(Action::Widen, ("Tất cả", "All"),
        ("Danh sách đang thu theo các ô đã gõ: hiện cả, bấm lại để thu", "The whole list, where only what fits is shown"), &[]),
    row(Action::Ditto, ("Như trên", "Ditto"),
        ("Chép ô này từ bản lưu trước; trong lưới: từ ô phía trên",
         "Copies this field from the record before, or the cell above"), ENTRY),
    row(Action::Carry, ("Chép sang bản sau", "Carry over"),
        ("Chép ô này sang các bản thêm sau (dấu »); bấm lại để thôi", "Copies this field into the next records (»); again: stops"), FORMS),
    row(Action::Accept, ("Chấp nhận", "Accept"),
        ("Chấp nhận cảnh báo, kèm lý do", "Accepts a warning, with a reason"), ENTRY),
    row(Action::GoTo, ("Đến ô", "Go to"),
        ("Đến ô theo số hoặc tên; trong lưới: dòng số, cột tên",
         "To a field by number or name; in a grid, a row or a column"), ENTRY),
    row(Action::FilterByValue, ("Lọc theo ô", "Filter by cell"),
        ("Chỉ giữ các dòng có giá trị như ô đang đứng; bấm lại để bỏ",
         "Keeps only rows with the value of this cell; again: all rows"), TABLES),
    row(Action::Sort, ("Sắp xếp", "Sort"),
        ("Sắp theo cột đang đứng: tăng, giảm, như cũ", "Sorts by this column: up, down, as it was"), TABLES),
    row(Action::AllYears, ("Mọi năm / năm đang mở", "All years / open year"),
        ("Hiện các dòng của mọi năm; chọn lại để chỉ xem năm đang mở",
         "Shows rows of every year; again: of the open year only"), TABLES),
    row(Action::ShowWithdrawn, ("Hiện/ẩn dòng đã rút", "Show/hide withdrawn"),
        ("Hiện cả các dòng đã rút bỏ (dấu ×); chọn lại để ẩn",
         "Shows withdrawn rows too (sign ×); again: hides them"), TABLES),
    row(Action::Withdraw, ("Rút bỏ / khôi phục", "Withdraw / restore"),
        ("Rút bỏ bản ghi sai, kèm lý do; dòng đã rút thì khôi phục",
         "Withdraws a wrong record, with a reason; or restores it"), TABLES),
    row(Action::Period, ("Kỳ", "Period"),
        ("Xem kỳ khác: tháng, quý, 6 tháng, năm", "Another period: month, quarter, half year, year"), &[Board, Figures]),
    row(Action::Narrow, ("Lọc", "Narrow"),
        ("Chỉ xem một lĩnh vực, một đơn vị, một người", "Only one field of work, one organisation, one person"), &[Board, Tasks, Figures]),
    row(Action::Arrange, ("Cách xem", "Arrange"),
        ("Nhóm cách khác; khu dân cư lúc đó hay hiện nay", "Groups otherwise; neighbourhoods as they were or are"), &[Board, Tasks, Figures]),
    row(Action::Picture, ("Hình", "Picture"),
        ("Bản đồ đậm nhạt, biểu đồ của cột đang đứng, rồi về bảng", "A map by shades, a chart of this column, then the table"), &[Board]),
    row(Action::History, ("Lịch sử", "History"),
        ("Ai đã sửa gì, lúc nào; Enter ở một lần sửa để hoàn tác",
         "Who changed what and when; Enter on a change takes it back"), DESK),
    row(Action::Step, ("Chuyển bước", "Next step"),
        ("Các bước tiếp theo: thiếu gì, ai làm; chọn để chuyển",
         "The next steps: what is missing, who may; takes one"), &[Models, Tasks]),
    row(Action::Finish, ("Xong", "Done"),
        ("Việc này xong hôm nay", "The task is done today"), &[Tasks]),
    row(Action::Tell, ("Tiến độ", "Progress"),
        ("Ghi tiến độ của việc này", "Notes the task's progress"), &[Tasks]),
    row(Action::Extend, ("Gia hạn", "Extend"),
        ("Gia hạn, kèm lý do", "A later day, with a reason"), &[Tasks]),
    row(Action::TasksOf, ("Nhiệm vụ", "Tasks"),
        ("Nhiệm vụ của dòng này", "The tasks of this row"), &[Models, Committee]),
    row(Action::Plain, ("Bảng đủ cột", "Full table"),
        ("Bảng thường, đủ mọi cột", "The table with all columns"), &[Tasks]),
    row(Action::Results, ("Ghi kết quả", "Add results"),
        ("Ghi nhanh kết quả", "Quick entry of results"), &[Models, Board]),
    row(Action::Columns, ("Chọn cột", "Columns"),
        ("Chọn cột; lần sau vẫn vậy", "Chooses columns, for good"), &[Models]),
    row(Action::Replicate, ("Nhân rộng mô hình này", "Spread this model"),
        ("Nhân rộng ra đơn vị khác", "Copies it for other units"), &[Models]),
    row(Action::CarryOver, ("Chuyển năm", "Carry over"),
        ("Đăng ký duy trì các mô hình cho năm sau", "Registers the year's models for the next one"), &[Models]),
    row(Action::Palette, ("Tìm nhanh", "Find"),
        ("Tìm bảng, bản ghi hoặc lệnh theo tên, không cần dấu",
         "Finds a table, record or command by name, without marks"), DESK),
    row(Action::Undo, ("Hoàn tác", "Undo"),
        ("Lấy lại lần lưu cuối của mình, cả của phiên trước", "Takes back your last save, also one of an earlier session"), DESK),
    row(Action::Redo, ("Làm lại", "Redo"),
        ("Làm lại điều vừa hoàn tác", "Makes again what was undone"), RECORDS),
    row(Action::Year, ("Đổi năm", "Other year"),
        ("Mở sổ của năm khác", "Opens another year"), &[Home, Table, Models, Tasks]),
    row(Action::Jot, ("Ghi thêm", "Note"),
        ("Ghi kết quả, chuyến kiểm tra, cuộc họp, nhiệm vụ của dòng này",
         "Notes a result, a visit, a meeting or a task about this row"), NOTED),
    row(Action::Language, ("English", "Tiếng Việt"),
        ("Đổi ngôn ngữ Việt - Anh", "Switches between English and Vietnamese"), DESK),
    row(Action::Problem, ("Chỗ cần xử lý kế", "Next problem"),
        ("Đến chỗ kế tiếp còn sai, thiếu hay đến hạn", "Goes to the next place that is wrong, missing or due"), &[]),
    row(Action::Note, ("Ghi chú ô này", "Note"),
        ("Ghi chú vào ô đang đứng; xóa trắng là đã xong", "Writes a note on the field; emptied, it is settled"), FORMS),
    row(Action::Notes, ("Ghi chú, cảnh báo đã nhận", "Notes, accepted warnings"),
        ("Liệt kê ghi chú chưa xong, cảnh báo đã chấp nhận", "Lists open notes and accepted warnings"), TABLES),
    row(Action::NextEmpty, ("Ô trống kế", "Next empty"),
        ("Đến ô trống kế tiếp", "To the next empty field"), &[]),
    row(Action::Ask, ("Tìm theo mẫu", "By example"),
        ("Gõ điều kiện vào biểu trống: >100, a..b, =, chữ cần tìm", "Conditions on a blank form: >100, a..b, =, words"), &[]),
    row(Action::Run, ("Xem kết quả", "List"),
        ("Liệt kê các dòng hợp điều kiện đã gõ", "Lists the rows that meet the conditions"), &[]),
    row(Action::Tally, ("Đếm theo cột", "Count"),
        ("Đếm các giá trị của cột; Enter lọc theo một giá trị", "Counts the values of the column; Enter filters by one"), &[]),
    row(Action::Keyboard, ("Bàn phím, phím F", "Keyboard, F-keys"),
        ("Thử vài phím rồi chọn bộ phím hợp với máy", "Tries some keys and chooses those that work here"), &[Home, Table, Models]),
    row(Action::Typing, ("Bộ gõ", "Typing"),
        ("Bộ gõ có sẵn: tắt, Telex, VNI (có Unikey thì để tắt)", "Built-in Vietnamese typing: off, Telex, VNI"), FORMS),
    row(Action::Menu, ("Menu", "Menu"),
        ("Liệt kê các lệnh của màn hình này, chọn bằng số", "Lists this screen's commands, chosen by number"), &[]),
    row(Action::Help, ("Trợ giúp", "Help"),
        ("Giải thích ô đang đứng; bấm lại: các phím, rồi sổ tay", "Explains the field; again: the keys, then the manual"), RECORDS),
    row(Action::Back, ("Về", "Back"),
        ("Về màn hình trước", "Goes back one screen"), &[]),
    row(Action::Redraw, ("Vẽ lại màn hình", "Redraw"),
        ("Vẽ lại tất cả, khi màn hình bị chữ lạ chen vào", "Paints everything anew, after other text got onto the screen"), LONG_MENUS),
    row(Action::Backups, ("Sao lưu", "Backups"),
        ("Các bản sao lưu; Enter ở một bản để đọc lại kiểm chứng",
         "The copies that were made; Enter on one proves it"), &[Home]),
    row(Action::AsOf, ("Xem như ngày…", "As on a day…"),
        ("Xem sổ như cuối một ngày đã qua; để trống là hiện nay",
         "Shows the register as on a past day; no day: as it is now"), &[Home]),
    row(Action::Quit, ("Thoát", "Quit"),
        ("Đóng sổ", "Closes the register"), DESK),
    row(Action::FillDown, ("Điền xuống", "Fill down"),
        ("Điền ô này xuống các ô dưới, hoặc điền tiếp dãy 1, 2, …",
         "Fills the cells below, or goes on with a series"), &[Grid, Figures]),
    row(Action::Toggle, ("Lưới / biểu", "Grid / form"),
        ("Đổi giữa lưới (nhiều dòng) và biểu (một dòng)",
         "Changes between the grid of many rows and the form of one"), SHAPES),
    row(Action::SetMany, ("Đổi hàng loạt", "Set many"),
        ("Đặt một ô của mọi dòng đang hiện thành cùng giá trị",
         "Sets one field of every row listed to the same value"), TABLES),
    row(Action::Convert, ("Đổi bảng mã", "Convert letters"),
        ("Đọc chữ dán theo bảng mã cũ (TCVN3, VNI), hoặc để nguyên",
         "Reads pasted letters in an old encoding, or as they came"), &[]),
    row(Action::EnterGoes, ("Enter xuống / sang phải", "Enter down / right"),
        ("Trong lưới, Enter xuống ô dưới hoặc sang phải",
         "In a grid Enter goes down, or to the right"), &[Grid, Figures]),
    row(Action::Mark, ("Đánh dấu", "Mark"),
        ("Đánh dấu dòng, trong danh sách nhiều mục và trong lưới",
         "Marks the row, in a list that takes several and in a grid"), &[Grid, Figures]),
    row(Action::Next, ("Ô tiếp", "Next"),
        ("Sang ô, cột tiếp theo", "To the next field or column"), &[]),
    row(Action::Previous, ("Ô trước", "Previous"),
        ("Về ô vừa đi qua, cột trước", "Back along the path"), &[]),
    row(Action::Up, ("Lên", "Up"), ("Lên một dòng", "One line up"), &[]),
    row(Action::Down, ("Xuống", "Down"), ("Xuống một dòng", "One line down"), &[]),
    row(Action::Left, ("Trái", "Left"), ("Sang trái", "To the left"), &[]),
    row(Action::Right, ("Phải", "Right"), ("Sang phải", "To the right"), &[]),
    row(Action::PageUp, ("Trang trước", "Page up"), ("Lên một trang", "A page up"), &[]),
    row(Action::PageDown, ("Trang sau", "Page down"), ("Xuống một trang", "A page down"), &[]),
    row(Action::Home, ("Đầu", "Beginning"), ("Về đầu", "To the beginning"), &[]),
    row(Action::End, ("Cuối", "End"), ("Đến cuối", "To the end"), &[]),
    row(Action::Erase, ("Xóa lùi", "Erase"),
        ("Xóa chữ trước con trỏ", "Erases the letter before"), &[]),
    row(Action::Delete, ("Xóa", "Delete"),
        ("Xóa chữ tại con trỏ", "Erases the letter here"), &[]),
];

const fn shown(chord: &'static str, action: Action, contexts: &'static [Context]) -> Binding {
    Binding { chord, action, contexts, hint: true }
}

const fn key(chord: &'static str, action: Action, contexts: &'static [Context]) -> Binding {
    Binding { chord, action, contexts, hint: false }
}

/// The keys; the key line shows its part in this order, most useful first.
pub const BINDINGS: &[Binding] = &[
    shown("Ctrl+G", Action::Save, SAVING),
    shown("Enter", Action::Enter, &[Home, Table, Models, Tasks, Board, Committee, Pick, Menu, Dialog, Reader, Bulk]),
    shown("Ctrl+D", Action::Finish, &[Tasks]),
    shown("Insert", Action::Tell, &[Tasks]),
    shown("Ctrl+E", Action::Extend, &[Tasks]),
    shown("F2", Action::Period, &[Board]),
    shown("F7", Action::Period, &[Figures]),
    shown("Ctrl+F", Action::Narrow, &[Figures]),
    shown("F6", Action::Arrange, &[Figures]),
    shown("F4", Action::Narrow, &[Board]),
    shown("F6", Action::Arrange, &[Board, Tasks]),
    shown("Ctrl+T", Action::Picture, &[Board]),
    shown("F5", Action::Jot, &[Board]),
    shown("F5", Action::New, &[Table, Models, Committee]),
    shown("Ctrl+L", Action::Step, &[Models, Tasks]),
    shown("F3", Action::TasksOf, &[Models, Committee]),
    shown("Ctrl+T", Action::Plain, &[Tasks]),
    shown("Insert", Action::Results, &[Models]),
    key("Insert", Action::Results, &[Table]),
    key("Ctrl+L", Action::Step, &[Table, Form, Memo]),
    shown("Ctrl+L", Action::Renew, &[Committee]),
    key("F5", Action::New, ENTRY),
    shown("F4", Action::List, &[Grid, Form, Memo, Bulk]),
    shown("F4", Action::Convert, &[Preview]),
    shown("F4", Action::Widen, &[Pick]),
    shown("F3", Action::Ditto, ENTRY),
    shown("Ctrl+D", Action::FillDown, &[Grid, Figures]),
    shown("F6", Action::GoTo, FORMS),
    key("F6", Action::GoTo, &[Grid]),
    shown("F9", Action::Menu, DESK),
    shown("F5", Action::New, &[Tasks]),
    shown("Insert", Action::Results, &[Board]),
    shown("Esc", Action::Back, ALL),
    shown("F1", Action::Help, ALL),
    shown("F4", Action::Narrow, &[Tasks]),
    shown("Ctrl+K", Action::Palette, DESK),
    shown("Ctrl+T", Action::Toggle, &[Table, Models, Grid]),
    key("Ctrl+T", Action::Toggle, FORMS),
    shown("Ctrl+F", Action::FilterByValue, TABLES),
    shown("Ctrl+O", Action::Sort, TABLES),
    shown("F2", Action::Accept, SAVING),
    shown("Insert", Action::Mark, &[Pick, Grid, Figures]),
    shown("Ctrl+U", Action::Undo, DESK),
    key("Ctrl+Y", Action::Redo, DESK),
    key("Ctrl+W", Action::Typing, LETTERS),
    key("Ctrl+P", Action::Duplicate, RECORDS),
    key("F8", Action::Problem, DESK),
    shown("F7", Action::Ask, TABLES),
    key("F4", Action::Tally, TABLES),
    key("Ctrl+E", Action::NextEmpty, RECORDS),
    shown("F8", Action::Run, &[Ask]),
    key("F10", Action::Run, &[Ask]),
    key("Ctrl+G", Action::Run, &[Ask]),
    key("F7", Action::Ask, &[Ask]),
    key("Ctrl+N", Action::Note, RECORDS),
    key("Ctrl+R", Action::Carry, FORMS),
    key("F10", Action::Save, SAVING),
    key("Ctrl+S", Action::Save, SAVING),
    key("Ctrl+X", Action::Back, ALL),
    key("F12", Action::Back, ALL),
    key("Ctrl+Z", Action::Undo, DESK),
    key("Enter", Action::Enter, SAVING),
    key("Enter", Action::Enter, &[Ask]),
    key(
        "Tab",
        Action::Next,
        &[Home, Table, Models, Tasks, Board, Committee, Form, Memo, Pick, Menu, Grid, Bulk, Figures, Ask],
    ),
    key(
        "Shift+Tab",
        Action::Previous,
        &[Home, Table, Models, Tasks, Board, Committee, Form, Memo, Pick, Menu, Grid, Bulk, Figures, Ask],
    ),
    key("Up", Action::Up, ALL),
    key("Down", Action::Down, ALL),
    key("Left", Action::Left, &[Table, Models, Board, Form, Memo, Pick, Menu, Dialog, Grid, Bulk, Figures, Ask]),
    key("Right", Action::Right, &[Table, Models, Board, Form, Memo, Pick, Menu, Dialog, Grid, Bulk, Figures, Ask]),
    key("PgUp", Action::PageUp, LISTS),
    key("PgDn", Action::PageDown, LISTS),
    key("PgUp", Action::PageUp, ASKING),
    key("PgDn", Action::PageDown, ASKING),
    key("Home", Action::Home, ALL),
    key("End", Action::End, ALL),
    key("Backspace", Action::Erase, &[Home, Table, Models, Tasks, Board]),
    key("Backspace", Action::Erase, TYPING),
    key("Delete", Action::Delete, TYPING),
];
