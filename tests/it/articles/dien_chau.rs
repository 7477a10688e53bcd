//! Kết quả phong trào "Dân vận khéo" năm 2022 ở huyện Diễn Châu.

use danvan::register::period::Period;
use danvan::register::report::{Asked, RowKind, make};
use danvan::register::sum::{Dim, Key, Measure, View};

use super::{Article, Row, check, now};

const FIELDS: [&str; 4] = ["KT", "VHXH", "QPAN", "HTCT"];

fn by_field(article: &Article, level: &str) -> [u32; 4] {
    FIELDS.map(|field| article.registered_in((Dim::Level, level), (Dim::Field, field)))
}

const ROWS: &[Row] = &[
    ("Kế hoạch 07-KH/BCĐ ngày 21/02/2022", |a| {
        a.count("document", &[("cited", "07-KH/BCĐ"), ("issued_on", "21/02/2022")]) == 1
    }),
    ("kiện toàn Ban Chỉ đạo, phân công nhiệm vụ", |a| {
        a.has("document", &[("doc_type", "Quyết định"), ("summary", "Kiện toàn Ban Chỉ đạo")])
            && a.has(
                "body",
                &[("kind", "Ban Chỉ đạo"), ("replaces", "trước khi kiện toàn"), ("established_doc", "Kiện toàn")],
            )
    }),
    ("thành lập Tổ giúp việc", |a| {
        a.has("body", &[("kind", "Tổ giúp việc"), ("established_doc", "Thành lập Tổ giúp việc")])
    }),
    ("quy chế làm việc 2021–2025", |a| {
        a.count("body", &[("rules_doc", "Quy chế làm việc"), ("rules_period", "2021–2025")]) == 2
    }),
    ("thông báo phân công nhiệm vụ thành viên", |a| {
        a.has("membership", &[("appointed_doc", "Phân công nhiệm vụ"), ("duties", "vùng giáo")])
    }),
    ("Khối Dân vận cơ sở: nhân sự thay đổi thì kiện toàn", |a| {
        let rules = danvan::register::schema::membership::SCHEMA.rules;
        a.has("body", &[("kind", "Khối dân vận")]) && rules.iter().any(|rule| rule.id == "membership.decision.old")
    }),
    ("37/37 xã, thị trấn ban hành kế hoạch", |a| {
        let plans = a.find("document", &[("doc_type", "Kế hoạch"), ("direction", "Đến"), ("issued_on", "2022")]);
        let document = danvan::register::REGISTER.entity("document").unwrap();
        let issuers: std::collections::BTreeSet<String> =
            plans.iter().map(|(_, record)| a.text(document, record, "issuer_org")).collect();
        issuers.len() == 37 && a.coverage().must_register == 37
    }),
    ("37/37 xã, thị trấn đăng ký", |a| {
        let coverage = a.coverage();
        (coverage.registered, coverage.must_register) == (37, 37)
    }),
    ("255 mô hình", |a| a.total() == 255),
    ("cấp huyện 23 = 2 + 15 + 4 + 2", |a| {
        a.registered(Dim::Level, "HUYEN") == 23 && by_field(a, "HUYEN") == [2, 15, 4, 2]
    }),
    ("cấp cơ sở 232 = 59 + 92 + 47 + 34", |a| {
        a.registered(Dim::Level, "CO_SO") == 232 && by_field(a, "CO_SO") == [59, 92, 47, 34]
    }),
    ("theo lĩnh vực 61, 107, 51, 36", |a| FIELDS.map(|field| a.registered(Dim::Field, field)) == [61, 107, 51, 36]),
    ("6 phóng sự", |a| {
        let answer = a.ask(Measure::Activities, &[Dim::Activity]);
        let reportages = Key::Code("PHONG_SU".to_owned());
        answer.row(&[reportages]).sum.show() == "6"
            && a.has("activity", &[("kind", "Phóng sự"), ("host", "Truyền thông")])
    }),
    ("tin bài \"nhiều\": không có số", |a| {
        a.count("activity", &[("kind", "Tin, bài"), ("title", "Nhiều tin, bài"), ("count", "không rõ")]) == 1
    }),
    ("kênh: hội nghị, loa, gương người tốt, mạng xã hội, cổng", |a| {
        ["Hội nghị", "Loa", "Gương người tốt", "Mạng xã hội", "Cổng"]
            .iter()
            .all(|channel| a.has("activity", &[("channel", channel)]))
    }),
    ("ba mô hình vùng đặc thù, hai nơi bước đầu tốt", |a| {
        let special = ("special_area", "Vùng giáo");
        a.count("model", &[special]) == 3
            && a.has("model", &[special, ("partners", "Giáo họ Thanh Bích"), ("neighbourhoods", "Chiến Thắng")])
            && a.has("model", &[special, ("partners", "Giáo xứ Vạn Phần"), ("name", "đoàn kết chung tay")])
            && a.has("model", &[special, ("org", "Diễn Đoài")])
            && a.count("inspection", &[("findings", "đạt kết quả tốt"), ("rating", "Tốt")]) == 2
    }),
    ("đường Trung Hậu → nhà thờ Giáo xứ Vạn Phần", |a| {
        a.has(
            "model",
            &[("place_text", "Trung Hậu → nhà thờ Giáo xứ Vạn Phần"), ("place_text", "sáng, xanh, sạch đẹp")],
        )
    }),
    ("3 xã chưa đạt nông thôn mới", |a| a.figure("XA_CHUA_NTM") == "3"),
    ("phân công người theo dõi từng mô hình", |a| {
        a.count("model", &[("special_area", "Vùng giáo"), ("assigned_member", "theo dõi")]) == 3
    }),
    ("khảo sát, lựa chọn địa điểm; góp công, kinh phí", |a| {
        a.count("inspection", &[("kind", "Khảo sát"), ("findings", "lựa chọn địa điểm")]) == 3
            && ["CONG", "TIEN"].iter().all(|metric| a.sum(metric).figures() == 3 && a.sum(metric).total().is_zero())
    }),
    ("căn cứ: năm văn bản đến", |a| {
        ["05-CT/TU", "06-ĐA/TU", "04-ĐA/HU", "2683-QĐi/TU"]
            .iter()
            .all(|cited| a.has("document", &[("cited", cited), ("direction", "Đến")]))
            && a.has("document", &[("doc_type", "Nghị quyết"), ("summary", "Trung ương 4 khoá XIII")])
            && a.has("document", &[("as_printed", "05 – CT/TU"), ("issued_on", "23/05/2021")])
    }),
    ("ngày 15/10", |a| a.has("activity", &[("date", "15/10/2022"), ("title", "Ngày truyền thống")])),
    ("năm nhiệm vụ Một là … Năm là", |a| {
        ["Một là", "Hai là", "Ba là", "Bốn là", "Năm là"]
            .iter()
            .all(|ordinal| a.count("task", &[("title", ordinal)]) == 1)
    }),
    ("sơ kết giữa nhiệm kỳ 2020–2025 trong năm 2023", |a| {
        a.has("activity", &[("date", "2023"), ("title", "giữa nhiệm kỳ 2020–2025")])
            && a.has("task", &[("due", "2023"), ("title", "giữa nhiệm kỳ 2020–2025")])
    }),
    ("giám sát, phản biện; quy chế phối hợp", |a| {
        a.has("activity", &[("kind", "Giám sát, phản biện")]) && a.has("document", &[("summary", "Quy chế phối hợp")])
    }),
];

#[test]
fn every_row_of_dien_chau_is_held() {
    assert_eq!(ROWS.len(), 25);
    check(&Article::of("dien-chau-2022", 2022), ROWS);
}

#[test]
fn the_summary_by_field_of_work_is_that_of_dien_chau() {
    let article = Article::of("dien-chau-2022", 2022);
    let asked = Asked { period: Period::year(2022), as_of: now().date_naive(), view: View::AsItWas };
    let report = make("R2", asked, &article.records).unwrap();
    let figures = |kind: RowKind| -> Vec<Vec<String>> {
        let rows = report.rows.iter().filter(|row| row.kind == kind);
        rows.map(|row| row.cells[2..7].iter().map(|cell| cell.words.vi.clone()).collect()).collect()
    };
    assert_eq!(figures(RowKind::Subtotal), [["23", "2", "15", "4", "2"], ["232", "59", "92", "47", "34"]]);
    assert_eq!(figures(RowKind::Total), [["255", "61", "107", "51", "36"]]);
}
