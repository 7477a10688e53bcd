//! Nhân rộng các mô hình "Dân vận khéo" ở thành phố Hà Tĩnh: số liệu 2021, kế hoạch 2022.

use danvan::register::sum::Dim;

use super::{Article, Row, check, flow};

const ROWS: &[Row] = &[
    ("27 địa phương, cơ quan, đơn vị đăng ký", |a| {
        let coverage = a.coverage();
        (coverage.registered, coverage.must_register) == (27, 27)
    }),
    ("253 mô hình", |a| a.total() == 253),
    ("157 xây dựng mới", |a| a.registered(Dim::RegType, "MOI") == 157),
    ("96 không phải mới", |a| a.total() - a.registered(Dim::RegType, "MOI") == 96),
    ("bốn lĩnh vực", |a| {
        let fields = danvan::register::Records::catalogue(&a.records, "linh_vuc");
        fields.iter().map(|entry| entry.code.as_str()).collect::<Vec<_>>() == ["KT", "VHXH", "QPAN", "HTCT"]
    }),
    ("hội nghị ngày 9/3", |a| {
        a.count("activity", &[("date", "09/03/2022"), ("kind", "Hội nghị triển khai")]) == 1
    }),
    ("hai tham luận: Bắc Hà, Thạch Linh", |a| {
        a.has(
            "activity",
            &[("speakers", "Bắc Hà: văn minh trong việc tang"), ("speakers", "Thạch Linh: xây dựng tổ dân phố mẫu")],
        ) && a.has("organisation", &[("name", "Phường Bắc Hà")])
            && a.has("organisation", &[("name", "Phường Thạch Linh")])
    }),
    ("chủ đề nổi bật", |a| {
        ["Đô thị văn minh", "Nông thôn mới", "cưới", "Khuyến học", "An toàn giao thông", "văn hoá"]
            .iter()
            .all(|tag| a.has("model", &[("tags", tag)]))
    }),
    ("chủ đề năm 2022", |a| a.has("year_plan", &[("year", "2022"), ("theme", "đột phá về công tác cán bộ")])),
    ("nhiệm vụ từ kết luận hội nghị", |a| {
        let tasks = [
            "Dân vận chính quyền",
            "hạ tầng đô thị",
            "an sinh",
            "Giảm nghèo",
            "Nông nghiệp đô thị",
            "vùng giáo",
            "Giải phóng mặt bằng",
            "điểm nghẽn",
        ];
        tasks.iter().all(|task| {
            a.has("task", &[("title", task), ("activity", "Hội nghị triển khai"), ("origin", "Kết luận họp")])
                && a.has("activity", &[("conclusions", task)])
        })
    }),
    ("Ban Chỉ đạo, Ban Dân vận, MTTQ, khối dân vận", |a| {
        a.has("body", &[("kind", "Ban Chỉ đạo"), ("level", "huyện")])
            && a.has("body", &[("kind", "Khối dân vận"), ("level", "phường")])
            && a.has("organisation", &[("name", "Ban Dân vận")])
            && a.has("organisation", &[("name", "Ủy ban MTTQ")])
    }),
    ("đánh giá, vinh danh, nhân rộng", |a| {
        a.has("task", &[("title", "Đánh giá, vinh danh, nhân rộng")]) && flow().step("N8", "N8B").is_some()
    }),
    ("danh hiệu của đơn vị", |a| {
        ["loại II", "văn minh đô thị", "nông thôn mới nâng cao, kiểu mẫu"]
            .iter()
            .all(|honour| a.has("ward", &[("ward_name", "Hà Tĩnh"), ("honours", honour)]))
    }),
    ("năm người", |a| {
        ["Lương Quốc Tuấn", "Nguyễn Đức Danh", "Ngô Văn Huỳnh", "Phạm Thị Hoan", "Hoàng Ngọc Quân"]
            .iter()
            .all(|name| a.count("person", &[("full_name", name)]) == 1)
    }),
];

#[test]
fn every_row_of_ha_tinh_is_held() {
    assert_eq!(ROWS.len(), 14);
    check(&Article::of("ha-tinh-2021", 2021), ROWS);
}
