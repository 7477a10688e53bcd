//! What is said about the arguments, in both languages, and how clap's refusals are said.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::register::{Label, Lang, Words};
use crate::say;

/// Words by the path of a command and the name of its argument.
const TABLE: &[(&str, Label)] = &[
    (
        "",
        Label::new(
            "Sổ phong trào \"Dân vận khéo\" của phường, xã",
            "The register of a ward's \"Dân vận khéo\" movement",
        ),
    ),
    (
        ".data",
        Label::new("Thư mục chứa sổ (nếu không ghi: $DANVAN_DATA)", "Folder of the register (else $DANVAN_DATA)"),
    ),
    (".lang", Label::new("Ngôn ngữ của thông báo", "Language of messages")),
    (".demo", Label::new("Mở phường thực hành, thoát ra là xóa", "Open a practice ward that is gone afterwards")),
    (".help", Label::new("Xem hướng dẫn", "Show help")),
    (".version", Label::new("Xem phiên bản", "Show the version")),
    ("init", Label::new("Lập sổ mới cho phường, xã", "Set up the register of a ward")),
    ("init.name", Label::new("Tên phường, xã, như \"Trường Sơn\"", "Name of the ward, such as \"Trường Sơn\"")),
    ("init.kind", Label::new("Loại đơn vị: phuong, xa hoặc dac_khu", "Kind: phuong (ward), xa (commune), dac_khu")),
    ("init.province", Label::new("Tỉnh, thành phố", "Province or city")),
    ("init.year", Label::new("Năm mở đầu (nếu không ghi: năm nay)", "First year (else this year)")),
    ("apply", Label::new("Ghi các lệnh JSON, mỗi dòng một lệnh", "Apply commands in JSON, one a line")),
    ("apply.file", Label::new("Tệp lệnh (nếu không ghi: đọc từ đầu vào)", "File of commands (else standard input)")),
    ("export", Label::new("Xuất một bảng ra tệp", "Write one table to a file")),
    (
        "export.entity",
        Label::new("Bảng, như model; xem \"danvan fields\"", "Entity, such as model; see \"danvan fields\""),
    ),
    (
        "check",
        Label::new("Kiểm tra số liệu: liệt kê mọi vướng mắc, mỗi dòng một việc", "List all problems, one a line"),
    ),
    ("check.year", Label::new("Năm cần kiểm tra; không ghi là năm nay", "The year; this year when left out")),
    ("export.year", Label::new("Chỉ lấy một năm", "Only one year")),
    ("export.format", Label::new("Dạng tệp: csv hoặc jsonl", "Format: csv or jsonl")),
    ("export.output", Label::new("Tệp nhận (nếu không ghi: in ra)", "File to write (else standard output)")),
    ("export.keys", Label::new("Dùng khóa và mã thay cho nhãn", "Keys and codes in place of labels")),
    ("export.private", Label::new("Cả ô riêng tư như số điện thoại", "Private fields too, such as phone numbers")),
    (
        "export.as_of",
        Label::new("Như hết ngày ấy, hoặc sau lần ghi số ấy", "As at the end of a day, or after a commit"),
    ),
    ("export.withdrawn", Label::new("Cả bản ghi đã rút bỏ", "Withdrawn records too")),
    ("history", Label::new("Xem ai đã sửa gì, khi nào", "Show who changed what and when")),
    ("history.entity", Label::new("Bảng của bản ghi", "Entity of the record")),
    ("history.id", Label::new("Mã của bản ghi", "Code or id of the record")),
    ("history.most", Label::new("Số lần ghi mới nhất cần xem", "How many of the latest commits")),
    ("undo", Label::new("Hoàn tác một lần ghi", "Take one commit back")),
    ("undo.seq", Label::new("Số của lần ghi, xem \"danvan history\"", "Number of the commit, see \"danvan history\"")),
    ("undo.why", Label::new("Lý do", "The reason")),
    ("fields", Label::new("In từ điển dữ liệu: mọi bảng, mọi ô", "Print the data dictionary: every entity and field")),
    ("fields.entity", Label::new("Chỉ một bảng", "Only this entity")),
    ("fields.format", Label::new("Dạng: text, jsonl hoặc md", "Format: text, jsonl or md")),
    ("keys", Label::new("In bảng phím", "Print the keys")),
    ("keys.format", Label::new("Dạng: text, card (một trang) hoặc md", "Format: text, card (one page) or md")),
    ("manual", Label::new("In sổ tay cho cán bộ", "Print the officers' manual")),
    (
        "doctor",
        Label::new("Kiểm tra sổ trên đĩa; chữa khi được yêu cầu", "Examine the register on disk; mend it on request"),
    ),
    (
        "doctor.repair",
        Label::new(
            "Sửa nhật ký từ bản gương, bản sao, cơ sở dữ liệu; dựng lại cơ sở dữ liệu",
            "Mend the journal from mirror, copies and database; rebuild the database",
        ),
    ),
    (
        "doctor.verify",
        Label::new(
            "Đối chiếu từng bản ghi với nhật ký, hoặc tìm mã cuối đã in",
            "Compare every record with the journal, or find a printed head",
        ),
    ),
    ("doctor.from", Label::new("Thêm một bản sao để lấy dòng còn tốt", "Another copy to take good lines from")),
    ("redact", Label::new("Xóa hẳn giá trị của một ô khỏi nhật ký", "Take a field's values out of the journal")),
    ("redact.entity", Label::new("Bảng của bản ghi", "Entity of the record")),
    ("redact.id", Label::new("Mã của bản ghi", "Code or id of the record")),
    ("redact.field", Label::new("Ô, như phone; xem \"danvan fields\"", "Field, such as phone; see \"danvan fields\"")),
    ("redact.why", Label::new("Lý do; được giữ trong nhật ký", "The reason; it stays in the journal")),
    ("redact.yes", Label::new("Không hỏi lại", "Do not ask")),
    ("completions", Label::new("In phần gợi ý lệnh cho shell", "Print completions for a shell")),
    (
        "completions.shell",
        Label::new("bash, zsh, fish, elvish hoặc powershell", "bash, zsh, fish, elvish or powershell"),
    ),
    ("man", Label::new("In trang hướng dẫn (man)", "Print the manual page")),
    ("try-database", Label::new("Thử mở một cơ sở dữ liệu", "Try to open a database")),
    ("try-database.dir", Label::new("Thư mục của nó", "Its folder")),
    (
        "practice",
        Label::new("In phường thực hành thành lệnh cho apply", "Print the practice ward as commands for apply"),
    ),
    ("practice.seed", Label::new("Số gieo: cùng số thì cùng kết quả", "Seed: the same gives the same")),
    ("practice.models", Label::new("Số mô hình", "Number of models")),
    ("import", Label::new("Nhập từ bảng tính (chưa có ở bản này)", "Import spreadsheets (not in this version yet)")),
    ("report", Label::new("Lập báo cáo: R2, R4, R5, R8, R9", "Make a report: R2, R4, R5, R8, R9")),
    ("report.id", Label::new("Mẫu báo cáo", "Which report")),
    ("report.year", Label::new("Năm; không ghi là năm nay", "The year; this year when left out")),
    (
        "report.period",
        Label::new("Kỳ: T4 tháng, Q2 quý, 6T1, 6T2, 9T, N cả năm, 2021-2025", "T4 month, Q2 quarter, 6T1, 9T, N year"),
    ),
    ("report.format", Label::new("Dạng: text hoặc csv (mở bằng Excel)", "Format: text or csv (for Excel)")),
    ("report.output", Label::new("Tệp nhận (nếu không ghi: in ra)", "File to write (else standard output)")),
    (
        "report.as_of",
        Label::new("Như hết ngày ấy, hoặc sau lần ghi số ấy", "As at the end of a day, or after a commit"),
    ),
    (
        "report.now",
        Label::new("Xem theo địa bàn hiện nay (sau sắp xếp)", "By today's neighbourhoods, after boundary changes"),
    ),
    (
        "report.freeze",
        Label::new("Chốt: giữ số liệu này trong sổ như đã báo cáo", "Freeze: keep these figures as they are reported"),
    ),
    (
        "report.against",
        Label::new(
            "So với báo cáo đã chốt: mã của nó, hoặc last (bản mới nhất)",
            "Differences from a frozen report: its id, or last",
        ),
    ),
    ("adopt", Label::new("Dùng một bộ danh mục có sẵn cho một năm", "Take a ready-made set of a catalogue on")),
    ("adopt.set", Label::new("Tên bộ (nếu không ghi: liệt kê)", "Name of the set (else they are listed)")),
    ("adopt.year", Label::new("Năm; không ghi là năm nay", "The year; this year when left out")),
    ("carry-over", Label::new("Chuyển năm: đăng ký duy trì cho năm sau", "Register a year's models for the next one")),
    ("carry-over.year", Label::new("Năm đang có", "The year that they are of")),
    ("carry-over.list", Label::new("Chỉ liệt kê, không ghi", "Only list them")),
    ("backup", Label::new("Sao lưu và đọc lại để kiểm chứng", "Back up, and prove it by reading it again")),
    ("backup.target", Label::new("Thư mục nhận (nếu không ghi: nơi đã đặt)", "Folder (else the place that was set)")),
    (
        "backup.to",
        Label::new(
            "Đặt nơi sao lưu hằng ngày (\"-\": về mặc định)",
            "Set the place of daily copies (\"-\": the usual)",
        ),
    ),
    ("backup.keep", Label::new("Số bản giữ lại, mỗi ngày một bản", "How many copies are kept, one a day")),
    (
        "backup.mirror",
        Label::new(
            "Đặt thư mục gương nhận từng dòng mới (\"-\": bỏ)",
            "Set a mirror that gets each line (\"-\": none)",
        ),
    ),
    ("backup.list", Label::new("Liệt kê và kiểm chứng các bản đã có", "List the copies and prove each")),
    ("restore", Label::new("Phục hồi từ bản sao lưu", "Take a backup back")),
    ("restore.source", Label::new("Bản sao, hoặc thư mục đã sao lưu tới", "A copy, or the folder backed up to")),
    (
        "restore.yes",
        Label::new("Chấp nhận mất các lần ghi sau bản sao", "Accept the loss of what is newer than the copy"),
    ),
    ("serve", Label::new("Mở sổ qua SSH (chưa có ở bản này)", "Serve over SSH (not in this version yet)")),
    ("account", Label::new("Tài khoản (chưa có ở bản này)", "Accounts (not in this version yet)")),
];

fn words(path: &str) -> Option<Label> {
    TABLE.iter().find(|(key, _)| *key == path).map(|(_, label)| *label)
}

/// Headings of a help page.
const USAGE: Label = Label::new("Cách dùng:", "Usage:");
const COMMANDS: Label = Label::new("Lệnh", "Commands");
const ARGUMENTS: Label = Label::new("Đối số", "Arguments");
const OPTIONS: Label = Label::new("Tùy chọn", "Options");

/// Gives a command and all below it their words in one language.
pub(super) fn dress(command: clap::Command, lang: Lang) -> clap::Command {
    dress_at(command, "", lang)
}

fn dress_at(command: clap::Command, path: &str, lang: Lang) -> clap::Command {
    let template = format!("{{about}}\n\n{} {{usage}}\n\n{{all-args}}\n", USAGE.get(lang));
    let about = words(path).map_or("", |label| label.get(lang));
    command
        .about(about)
        .help_template(template)
        .subcommand_help_heading(COMMANDS.get(lang))
        .mut_args(|arg| {
            let own = words(&format!("{path}.{}", arg.get_id()));
            let label = own.or_else(|| words(&format!(".{}", arg.get_id()))).unwrap_or(Label::NONE);
            let heading = if arg.is_positional() { ARGUMENTS } else { OPTIONS };
            let takes_value = arg.get_action().takes_values();
            let everywhere = ["data", "lang", "help", "version"].contains(&arg.get_id().as_str());
            let place = arg.get_index().unwrap_or(0) + if everywhere { 100 } else { 0 };
            let arg = arg.help(label.get(lang)).help_heading(heading.get(lang)).display_order(place);
            if takes_value { arg.hide_possible_values(true).hide_default_value(true) } else { arg }
        })
        .mut_subcommands(|sub| {
            let name = sub.get_name().to_owned();
            dress_at(sub, &name, lang)
        })
}

/// Says why the arguments were refused.
pub(super) fn refusal(error: &clap::Error) -> Words {
    let english = error.render().to_string();
    let en = english.trim().trim_start_matches("error: ").to_owned();
    let arg = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    let vi = match error.kind() {
        ErrorKind::MissingRequiredArgument => format!("Còn thiếu: {arg}."),
        ErrorKind::InvalidSubcommand => {
            let typed = context(error, ContextKind::InvalidSubcommand);
            format!("Không có lệnh \"{typed}\".{}", hint(error, ContextKind::SuggestedSubcommand))
        }
        ErrorKind::UnknownArgument => {
            format!("Không có tùy chọn {arg}.{}", hint(error, ContextKind::SuggestedArg))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("Tùy chọn {arg} cần một giá trị."),
        ErrorKind::InvalidValue => {
            let valid = context(error, ContextKind::ValidValue);
            let accepted = if valid.is_empty() { String::new() } else { format!(" Nhận: {valid}.") };
            format!("Giá trị \"{value}\" của {arg} không dùng được.{accepted}")
        }
        ErrorKind::ValueValidation => format!("Giá trị \"{value}\" của {arg} không dùng được."),
        ErrorKind::ArgumentConflict => format!("{arg} ghi hai lần hoặc không đi cùng tùy chọn khác được."),
        ErrorKind::InvalidUtf8 => "Tham số không phải UTF-8.".to_owned(),
        _ => format!("Không hiểu lệnh này: {}", en.lines().next().unwrap_or_default()),
    };
    let vi = format!("{vi} Xem \"danvan --help\".");
    Words { vi, en }
}

fn hint(error: &clap::Error, kind: ContextKind) -> String {
    match context(error, kind) {
        none if none.is_empty() => none,
        meant => format!(" Có phải \"{meant}\"?"),
    }
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(one)) => one.clone(),
        Some(ContextValue::Strings(many)) => many.join(", "),
        _ => String::new(),
    }
}

/// Says that the practice ward goes with no other command.
pub(super) fn demo_alone() -> Words {
    say!("--demo chỉ dùng một mình, không kèm lệnh khác.", "--demo stands alone, without another command.")
}

/// Says that a command exists but comes with a later version.
pub(super) fn later(name: &str) -> Words {
    say!(
        "Lệnh \"{name}\" chưa có ở bản này; sẽ có ở bản sau. Chưa có gì thay đổi.",
        "The command \"{name}\" is not in this version yet; a later one has it. Nothing was changed.",
        name = name
    )
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::args::Args;

    /// Lists the paths of a command, of its arguments and of all below it.
    fn paths(command: &clap::Command, path: &str, out: &mut Vec<String>) {
        out.push(path.to_owned());
        for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
            out.push(format!("{path}.{}", arg.get_id()));
        }
        for sub in command.get_subcommands() {
            paths(sub, sub.get_name(), out);
        }
    }

    #[test]
    fn every_argument_has_its_words_and_no_words_are_left_over() {
        let mut wanted = Vec::new();
        paths(&Args::command(), "", &mut wanted);
        for path in &wanted {
            let label = words(path).unwrap_or_else(|| panic!("no words for {path:?}"));
            assert!(!label.vi.is_empty() && !label.en.is_empty());
        }
        for (path, _) in TABLE {
            assert!(wanted.iter().any(|wanted| wanted == path), "{path:?} is no argument");
        }
    }

    #[test]
    fn help_speaks_one_language() {
        let help = |lang| dress(Args::command(), lang).render_help().to_string();
        let (vi, en) = (help(Lang::Vi), help(Lang::En));
        assert!(vi.contains("Cách dùng:") && vi.contains("Lập sổ mới") && !vi.contains("Usage:"), "{vi}");
        assert!(en.contains("Usage:") && en.contains("Set up the register") && !en.contains("Lập"), "{en}");
    }

    #[test]
    fn a_wrong_word_is_refused_with_what_was_meant() {
        let refused = |args: &[&str]| {
            let args = std::iter::once(&"danvan").chain(args);
            refusal(&dress(Args::command(), Lang::Vi).try_get_matches_from(args).unwrap_err()).vi
        };
        assert!(refused(&["aply"]).contains("Có phải \"apply\"?"));
        assert!(refused(&["export"]).contains("Còn thiếu: <ENTITY>"));
        assert!(refused(&["export", "model", "--formt", "csv"]).contains("--format"));
        assert!(refused(&["export", "model", "--format", "xyz"]).contains("Nhận: csv, jsonl"));
        assert!(refused(&["undo", "hai"]).contains("\"hai\""));
    }

    #[test]
    fn the_arguments_are_sound() {
        dress(Args::command(), Lang::Vi).debug_assert();
    }
}
