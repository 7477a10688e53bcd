//! Thành phố Bắc Kạn đẩy mạnh phong trào thi đua "Dân vận khéo".

use danvan::register::sum::Dim;

use super::{Article, Row, check, flow};

const ROWS: &[Row] = &[
    ("đất hiến trên 4.000 m²", |a| a.has("progress", &[("metric", "Đất hiến"), ("quantity", "trên 4.000 m²")])),
    ("đường bê tông trên 2.000 m", |a| a.figure("DUONG_BT") == "trên 2.000"),
    ("đường lâm nghiệp sửa 2.500 m", |a| a.figure("DUONG_SUA") == "2.500"),
    ("khu dân cư văn hoá trên 70 %", |a| {
        a.has("progress", &[("metric", "Khu dân cư văn hoá"), ("quantity", "trên 70")])
    }),
    ("gia đình văn hoá trên 80 %", |a| {
        a.has("progress", &[("metric", "Gia đình văn hoá"), ("quantity", "trên 80")])
    }),
    ("100 % tổ chức Ngày hội 18/11", |a| a.has("progress", &[("metric", "18/11"), ("quantity", "100")])),
    ("mô hình Tự quản về an ninh trật tự, phường Đức Xuân", |a| {
        a.registered(Dim::Field, "QPAN") == 1 && a.has("model", &[("name", "Tự quản về an ninh"), ("org", "Đức Xuân")])
    }),
    ("Nông Văn Hạnh, tổ 15: khu dân cư văn minh đô thị, ngày công", |a| {
        let place = ("neighbourhoods", "Tổ 15");
        a.has("model", &[("individual", "Nông Văn Hạnh"), ("subject", "Cá nhân"), ("kind", "Điển hình"), place])
            && a.has(
                "progress",
                &[("metric", "Ngày công"), ("neighbourhood", "Tổ 15"), ("model_year", "Khu dân cư văn minh")],
            )
    }),
    ("Vy Văn Tàng, thôn Khuổi Chang", |a| {
        a.has("model", &[("individual", "Vy Văn Tàng"), ("place_text", "Khuổi Chang"), ("name", "nhà văn hoá")])
            && a.has("person", &[("full_name", "Vy Văn Tàng"), ("is_individual_example", "có")])
            && a.registered(Dim::Subject, "CA_NHAN") == 2
    }),
    ("vi phạm pháp luật, tin báo tội phạm: không có số", |a| {
        ["VUVIEC", "TINBAO"].iter().all(|metric| a.sum(metric).total().is_zero() && a.sum(metric).figures() == 1)
    }),
    ("ba mảng: kinh tế, văn hoá - xã hội, an ninh", |a| {
        ["Phát triển kinh tế", "Văn hoá - xã hội", "trật tự an toàn xã hội"]
            .iter()
            .all(|part| a.has("report", &[("text", part)]))
    }),
    ("sáu nhiệm vụ của Ban Dân vận", |a| a.count("task", &[("lead_org", "Ban Dân vận")]) == 6),
    ("tập huấn cán bộ dân vận", |a| {
        a.has("progress", &[("metric", "Lớp tập huấn")]) && a.has("task", &[("title", "Tập huấn")])
    }),
    ("đánh giá, công nhận; sơ kết, tổng kết; khen thưởng; nhân rộng", |a| {
        a.has("task", &[("title", "công nhận"), ("title", "khen thưởng")])
            && flow().step("N7", "N8").is_some()
            && flow().step("N5", "N5").is_some()
            && flow().step("N8", "N8B").is_some()
    }),
    ("Ngọc Văn Biên, Trưởng ban Dân vận Thành ủy", |a| {
        a.has("person", &[("full_name", "Ngọc Văn Biên"), ("title", "Trưởng ban Dân vận"), ("org", "Ban Dân vận")])
    }),
];

#[test]
fn every_row_of_bac_kan_is_held() {
    assert_eq!(ROWS.len(), 15);
    check(&Article::of("bac-kan", 2023), ROWS);
}
