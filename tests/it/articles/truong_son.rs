//! Phong trào thi đua "Dân vận khéo" tại phường Trường Sơn, 4/2023.

use danvan::register::sum::Dim;
use rust_decimal::Decimal;

use super::{Article, Row, check};

const FLOWERS: (&str, &str) = ("name", "đường hoa Lê Lợi");

const ROWS: &[Row] = &[
    ("Kế hoạch 239-KH/TU của Ban Thường vụ Thành ủy", |a| {
        a.count("document", &[("cited", "239-KH/TU"), ("direction", "Đến"), ("issuer", "Ban Thường vụ Thành ủy")]) == 1
    }),
    ("xây dựng \"hàng chục\" mô hình", |a| {
        a.figure("MH_DVK").contains("hàng chục") && a.sum("MH_DVK").total().is_zero()
    }),
    ("7 mô hình được đánh giá, công nhận", |a| {
        a.registered(Dim::State, "N8") == 7
            && a.count("evaluation", &[("round", "bình xét"), ("conclusion", "công nhận")]) == 7
            && a.count("recognition", &[("level", "Cấp phường")]) == 7
    }),
    ("đường hoa Lê Lợi, lĩnh vực văn hoá - xã hội", |a| {
        a.count("model", &[FLOWERS, ("field", "Văn hoá - xã hội")]) == 1
    }),
    ("310 chậu hoa", |a| a.figure("CHAU") == "310"),
    ("dài 2 km", |a| a.sum("TUYEN").total() == Decimal::from(2000)),
    ("trị giá 310 triệu: 1 triệu một chậu, 155 chậu một km", |a| {
        let (value, pots, metres) = (a.sum("GIATRI").total(), a.sum("CHAU").total(), a.sum("TUYEN").total());
        value / pots == Decimal::from(1_000_000) && pots * Decimal::from(1000) / metres == Decimal::from(155)
    }),
    ("đoạn Hồ Xuân Hương → Lý Tự Trọng, cầu Bình Hòa", |a| {
        a.has("model", &[FLOWERS, ("place_text", "Hồ Xuân Hương → Lý Tự Trọng"), ("place_text", "cầu Bình Hòa")])
    }),
    ("doanh nghiệp và người dân dọc tuyến góp", |a| {
        a.has("progress", &[("metric", "Tổng trị giá"), ("text", "doanh nghiệp và người dân dọc tuyến")])
    }),
    ("ba việc các hộ cam kết", |a| {
        ["Giữ mỹ quan", "Không lấn chiếm vỉa hè", "Đổ rác đúng giờ, đúng nơi"]
            .iter()
            .all(|duty| a.count("commitment", &[("duty", duty), ("model_year", "đường hoa Lê Lợi")]) == 1)
    }),
    ("năm mô hình khác có tên", |a| {
        [
            "Tổ tiết kiệm",
            "chợ đảm bảo an toàn thực phẩm",
            "Đường điện thắp sáng",
            "Ngôi nhà trí tuệ",
            "Cụm dân cư kiểu mẫu",
        ]
        .iter()
        .all(|name| a.count("model", &[("name", name)]) == 1)
    }),
    (
        "tiếp dân, đối thoại, đơn thư, cải cách, đạo đức công vụ, giám sát, hương ước",
        |a| {
            [
                "Tiếp dân, giải quyết đơn thư",
                "Đối thoại",
                "Cải cách hành chính, đạo đức công vụ",
                "Giám sát, phản biện",
                "hương ước",
            ]
            .iter()
            .all(|title| a.has("activity", &[("title", title)]))
                && a.sum("VUVIEC").figures() == 1
        },
    ),
    ("rõ ở đâu, làm gì; tuyệt đối không bắt chước", |a| {
        let copy = r#"{"save":"model","set":{"name":"dam bao my quan do thi duong hoa le loi","org":"KHONGNEU"}}"#;
        let place = danvan::register::REGISTER.entity("model").and_then(|schema| schema.field_by_key("place_text"));
        a.planned(copy).is_err_and(|why| why.starts_with("model.name.duplicate"))
            && place.is_some_and(|field| field.is_wanted(&danvan::register::Record::new()))
    }),
    ("kiểm tra, đôn đốc, nhắc nhở; cầm tay chỉ việc", |a| {
        a.has("inspection", &[("kind", "Kiểm tra")]) && a.has("inspection", &[("kind", "Cầm tay chỉ việc")])
    }),
    ("đánh giá, sơ kết, tổng kết, khen thưởng kịp thời", |a| {
        ["Sơ kết", "Tổng kết", "Tuyên dương"].iter().all(|kind| a.has("activity", &[("kind", kind)]))
    }),
    ("Cao Thị Ngọc Quỳnh, Bí thư Đảng ủy", |a| {
        a.has("person", &[("full_name", "Cao Thị Ngọc Quỳnh"), ("title", "Bí thư Đảng ủy")])
    }),
];

#[test]
fn every_row_of_truong_son_is_held() {
    assert_eq!(ROWS.len(), 16);
    check(&Article::of("truong-son-2023", 2023), ROWS);
}
