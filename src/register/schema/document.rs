//! A paper, incoming or outgoing.
//!
//! Party papers are numbered from 01 for each type through the whole term of the committee; State and Front papers for
//! each issuer through the year, whatever the type.

use crate::register::cited::Cited;
use crate::register::field::{Choice, Field, FieldId, choice};
use crate::register::parse::ParseCx;
use crate::register::record::{Read, Record};
use crate::register::rule::document::RULES;
use crate::register::value::Value;

use super::Schema;

/// Outgoing or incoming.
pub const DIRECTION: FieldId = 1;
/// Party, State or Front layout.
pub const LAYOUT: FieldId = 2;
/// The issuer in words.
pub const ISSUER: FieldId = 3;
/// The issuer as an organisation of the register.
pub const ISSUER_ORG: FieldId = 4;
/// The issuer as a steering body of the register.
pub const ISSUER_BODY: FieldId = 5;
/// Type, of catalogue `loai_van_ban`.
pub const DOC_TYPE: FieldId = 6;
/// Number.
pub const NUMBER: FieldId = 7;
/// Symbol behind the number.
pub const SYMBOL: FieldId = 8;
/// Term within which a Party paper is numbered.
pub const TERM: FieldId = 9;
/// Day of issue.
pub const ISSUED_ON: FieldId = 10;
/// What it is about.
pub const SUMMARY: FieldId = 11;
/// Day by which it wants an answer or a deed.
pub const DEADLINE: FieldId = 16;
/// Whether it wants a report back.
pub const REQUIRES_REPLY: FieldId = 17;
/// Papers that it takes the place of.
pub const SUPERSEDES: FieldId = 18;
/// State.
pub const STATUS: FieldId = 21;
/// Number and symbol as they are printed, from which the others are taken.
pub const AS_PRINTED: FieldId = 22;
/// Day of receipt.
pub const RECEIVED_ON: FieldId = 23;
/// Number and symbol as they are cited, made of both.
pub const CITED: FieldId = 24;

/// Code of [`DIRECTION`] for an outgoing paper.
pub const OUTGOING: &str = "DI";
/// Code of [`DIRECTION`] for an incoming paper.
pub const INCOMING: &str = "DEN";
/// Code of [`LAYOUT`] for Party papers.
pub const PARTY: &str = "DANG";
/// Code of [`LAYOUT`] for State papers.
pub const STATE: &str = "NHA_NUOC";
/// Code of [`LAYOUT`] for papers of the Fatherland Front.
pub const FRONT: &str = "MTTQ";
/// Code of [`STATUS`] for a draft.
pub const DRAFT: &str = "DU_THAO";
/// Code of [`STATUS`] for a paper that is out.
pub const ISSUED: &str = "BAN_HANH";

const DIRECTIONS: &[Choice] = &[choice(OUTGOING, "Đi", "Outgoing"), choice(INCOMING, "Đến", "Incoming")];
const LAYOUTS: &[Choice] =
    &[choice(PARTY, "Đảng", "Party"), choice(STATE, "Nhà nước", "State"), choice(FRONT, "MTTQ", "Fatherland Front")];
const STATES: &[Choice] = &[
    choice(DRAFT, "Dự thảo", "Draft"),
    choice("TRINH_KY", "Trình ký", "To be signed"),
    choice(ISSUED, "Đã ban hành", "Issued"),
    choice("HET_HIEU_LUC", "Hết hiệu lực", "No longer in force"),
];

const FIELDS: &[Field] = &[
    Field::fixed(DIRECTION, "direction", DIRECTIONS, "Đi / Đến", "Outgoing or incoming")
        .draft()
        .column(4)
        .aliases(&["Chiều văn bản", "Văn bản đi/đến"])
        .help("Văn bản đi hay văn bản đến.", "Whether it goes out or comes in.")
        .section("Số và ký hiệu", "Number and symbol"),
    Field::text(AS_PRINTED, "as_printed", 60, "Số, ký hiệu như trên giấy", "Number as printed")
        .aliases(&["Số ký hiệu gốc", "Số, ký hiệu nguyên văn", "Số ký hiệu"])
        .help(
            "Gõ nguyên văn, sổ tự tách: 239-KH/TU; 05 – CT/TU; 12/QĐ-UBND.",
            "As it is printed; it is taken apart: 239-KH/TU; 05 – CT/TU; 12/QĐ-UBND.",
        ),
    Field::one_of(DOC_TYPE, "doc_type", "loai_van_ban", "Thể loại", "Type")
        .draft()
        .default_by(printed_type)
        .column(12)
        .aliases(&["Loại văn bản", "Tên loại"])
        .help("Ví dụ: KH (kế hoạch), QĐ (quyết định).", "For example KH (plan), QĐ (decision)."),
    Field::text(SUMMARY, "summary", 500, "Trích yếu", "Summary")
        .draft()
        .column(30)
        .aliases(&["Trích yếu nội dung", "Nội dung", "Về việc"])
        .help("Ví dụ: Xây dựng mô hình \"Dân vận khéo\" năm 2026.", "What the paper is about."),
    Field::fixed(LAYOUT, "layout", LAYOUTS, "Thể thức", "Layout")
        .required()
        .default_by(usual_layout)
        .aliases(&["Thể thức văn bản"])
        .help("Quyết định mẫu in và cách đánh số.", "Decides how it is printed and numbered."),
    Field::text(ISSUER, "issuer", 200, "Cơ quan ban hành", "Issuer")
        .required()
        .default_by(printed_issuer)
        .aliases(&["Nơi ban hành", "Cơ quan, tổ chức ban hành", "Tác giả"])
        .help("Ví dụ: BTV Thành ủy; Ban Chỉ đạo.", "In words, for example BTV Thành ủy."),
    Field::link(ISSUER_ORG, "issuer_org", "organisation", "Đơn vị ban hành trong sổ", "Issuing organisation")
        .help("Nếu cơ quan ban hành có trong sổ đơn vị.", "If the register has the issuer."),
    Field::link(ISSUER_BODY, "issuer_body", "body", "Ban Chỉ đạo ban hành", "Issuing body")
        .help("Nếu do Ban Chỉ đạo, Tổ giúp việc ban hành.", "If a committee or team of the register issues it."),
    Field::integer(NUMBER, "number", (1, 99_999, ""), "Số", "Number")
        .required_when(is_out)
        .default_by(printed_number)
        .aliases(&["Số văn bản", "Số đi", "Số đến"])
        .help(
            "Chỉ phần số. Ví dụ: 239; chưa cấp số thì để trống.",
            "The number alone, for example 239; empty before it has one.",
        ),
    Field::text(SYMBOL, "symbol", 40, "Ký hiệu", "Symbol")
        .required()
        .default_by(usual_symbol)
        .aliases(&["Ký hiệu văn bản"])
        .help("Phần sau số. Ví dụ: -KH/TU; /QĐ-UBND.", "What follows the number, for example -KH/TU; /QĐ-UBND."),
    Field::text(CITED, "cited", 60, "Số, ký hiệu", "Cited as")
        .computed()
        .default_by(cited)
        .column(16)
        .help("Sổ tự ghép từ số và ký hiệu: 07-KH/BCĐ.", "Made of number and symbol: 07-KH/BCĐ."),
    Field::text(TERM, "term", 40, "Nhiệm kỳ", "Term")
        .required_when(is_numbered_by_the_party)
        .default_by(term_of_the_ward)
        .help("Số văn bản Đảng chạy theo nhiệm kỳ. Ví dụ: 2025–2030.", "Party papers are numbered through the term."),
    Field::date(ISSUED_ON, "issued_on", "Ngày ban hành", "Issued on")
        .required_when(has_a_number)
        .column(10)
        .aliases(&["Ngày văn bản", "Ngày ký", "Ngày, tháng"])
        .help("Ví dụ: 21/02/2022.", "For example 21/02/2022."),
    Field::text(12, "signer", 120, "Người ký", "Signer")
        .aliases(&["Người ký văn bản"])
        .help("Họ và tên người ký.", "Who signed it.")
        .section("Người ký, nơi nhận", "Signer, recipients"),
    Field::one_of(13, "sign_capacity", "quyen_han_ky", "Quyền hạn ký", "Signed as")
        .help("T/M, K/T, T/L… Ví dụ: T/M BAN THƯỜNG VỤ.", "On behalf of, for the head, by order…"),
    Field::text(14, "sign_title", 150, "Chức vụ người ký", "Signer's post")
        .help("Ví dụ: PHÓ BÍ THƯ.", "For example PHÓ BÍ THƯ."),
    Field::list(15, "recipients", 200, "Nơi nhận", "Recipients")
        .help("Mỗi dòng một nơi. Ví dụ: Các chi bộ; Lưu Đảng ủy.", "One a line, for example all cells; file."),
    Field::date(RECEIVED_ON, "received_on", "Ngày đến", "Received on")
        .aliases(&["Ngày nhận"])
        .help("Ngày văn thư nhận văn bản đến.", "The day on which an incoming paper arrived.")
        .section("Xử lý", "Follow-up"),
    Field::date(DEADLINE, "deadline", "Hạn xử lý", "Deadline")
        .aliases(&["Hạn", "Thời hạn", "Hạn trả lời"])
        .help("Hạn phải báo cáo hoặc làm xong. Ví dụ: 25/10/2026.", "By when it has to be answered or done."),
    Field::flag(REQUIRES_REPLY, "requires_reply", "Yêu cầu báo cáo", "Wants a report")
        .aliases(&["Yêu cầu trả lời"])
        .help("\"Có\" nếu phải báo cáo lại.", "Whether a report has to go back."),
    Field::links(SUPERSEDES, "supersedes", "document", "Thay thế", "Takes the place of")
        .help("Văn bản cũ bị thay thế.", "The papers that it replaces."),
    Field::links(19, "based_on", "document", "Căn cứ", "Based on")
        .help("Văn bản làm căn cứ.", "The papers that it rests on."),
    Field::text(20, "file_path", 300, "Đường dẫn tệp", "File")
        .aliases(&["Tệp", "Đường dẫn"])
        .help("Nơi lưu bản mềm.", "Where the file is kept."),
    Field::fixed(STATUS, "status", STATES, "Trạng thái", "State")
        .required()
        .default_by(usual_state)
        .aliases(&["Tình trạng"])
        .help("Dự thảo, trình ký, đã ban hành, hết hiệu lực.", "Draft, to be signed, issued, out of force."),
    Field::memo(25, "note", "Ghi chú", "Note").help("Điều cần nhớ về văn bản.", "What else to know about the paper."),
];

/// The paper (văn bản).
pub const SCHEMA: Schema = Schema::new(9, "document", ("văn bản", "paper"), ("văn bản", "papers"), FIELDS)
    .title(&[CITED, SUMMARY])
    .sought(&[NUMBER])
    .order(&[ISSUED_ON, DOC_TYPE])
    .by_year(ISSUED_ON)
    .rules(RULES);

fn has_a_number(record: &Record) -> bool {
    record.contains_key(&NUMBER)
}

fn is_out(record: &Record) -> bool {
    record.choice(STATUS) == Some(ISSUED)
}

fn is_numbered_by_the_party(record: &Record) -> bool {
    has_a_number(record) && record.choice(LAYOUT) == Some(PARTY)
}

fn usual_state(cx: &ParseCx<'_>) -> Option<Value> {
    let state = match cx.record.choice(DIRECTION)? {
        INCOMING => ISSUED,
        _ => DRAFT,
    };
    Some(Value::Choice(state.to_owned()))
}

/// Takes the number apart as it is printed.
fn printed(cx: &ParseCx<'_>) -> Option<Cited> {
    Cited::parse(cx.record.text(AS_PRINTED))
}

fn printed_type(cx: &ParseCx<'_>) -> Option<Value> {
    printed(cx)?.doc_type.map(Value::Choice)
}

fn printed_number(cx: &ParseCx<'_>) -> Option<Value> {
    Some(Value::Integer(printed(cx)?.number))
}

/// Names who issues papers with such a symbol; the ward's own bodies are named in full by whoever writes them in.
fn printed_issuer(cx: &ParseCx<'_>) -> Option<Value> {
    printed(cx)?.issuer.map(|issuer| Value::Text(issuer.to_owned()))
}

#[expect(clippy::unnecessary_wraps, reason = "of a default in general")]
fn usual_layout(cx: &ParseCx<'_>) -> Option<Value> {
    Some(Value::Choice(printed(cx).map_or(PARTY, |printed| printed.layout).to_owned()))
}

/// Takes the symbol as it is printed; makes that of an outgoing paper out of its layout, type and issuer.
fn usual_symbol(cx: &ParseCx<'_>) -> Option<Value> {
    if let Some(printed) = printed(cx) {
        return Some(Value::Text(printed.symbol));
    }
    if cx.record.choice(DIRECTION) != Some(OUTGOING) {
        return None;
    }
    let kind = cx.record.choice(DOC_TYPE)?;
    let symbol = match cx.record.choice(LAYOUT)? {
        PARTY if cx.record.link(ISSUER_BODY).is_some() => format!("-{kind}/BCĐ"),
        PARTY => format!("-{kind}/ĐU"),
        STATE => format!("/{kind}-UBND"),
        _ => format!("/{kind}-MTTQ-BTT"),
    };
    Some(Value::Text(symbol))
}

fn term_of_the_ward(cx: &ParseCx<'_>) -> Option<Value> {
    if cx.record.choice(LAYOUT) != Some(PARTY) {
        return None;
    }
    let (_, ward) = super::ward::in_force(cx.records, cx.today)?;
    ward.get(&super::ward::TERM_LABEL).cloned()
}

/// Cites the paper: the number, with a leading nought below ten, and the symbol.
fn cited(cx: &ParseCx<'_>) -> Option<Value> {
    let number = cx.record.integer(NUMBER)?;
    Some(Value::Text(format!("{number:02}{}", cx.record.text(SYMBOL))))
}
