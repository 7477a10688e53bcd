//! Mô hình "Dân vận khéo" ở xã Mộc Nam, 2022.

use danvan::register::sum::Dim;

use super::{Article, Row, check};

const ROWS: &[Row] = &[
    ("đất hiến trên 3.000 m²", |a| a.figure("DAT") == "trên 3.000"),
    ("tường, giậu tháo dỡ hơn 4.000 m²", |a| a.figure("TUONG_M2") == "hơn 4.000"),
    ("2 dự án đường", |a| a.figure("DUAN") == "2"),
    ("65 cây phong linh của Hội Nông dân", |a| {
        a.figure("CAY") == "65" && a.has("progress", &[("metric", "Cây trồng"), ("text", "phong linh")])
    }),
    ("Ban Chỉ đạo xã", |a| a.count("body", &[("kind", "Ban Chỉ đạo"), ("name", "Mộc Nam")]) == 1),
    ("duy trì năm trước, phát động năm 2022", |a| {
        a.registered(Dim::RegType, "DUY_TRI") == 3 && a.count("model_year", &[("year", "2022")]) == 15
    }),
    ("15 mô hình có tên", |a| a.count("model", &[]) == 15 && a.total() == 15),
    ("UBND: ba mô hình, duy trì, ra mắt và trong kế hoạch", |a| {
        a.registered_by("UBND") == 3
            && a.has("model", &[("name", "Chính quyền thân thiện"), ("note", "duy trì")])
            && a.has("model", &[("name", "Sáng - Xanh - Sạch"), ("note", "ra mắt")])
            && a.has("model", &[("name", "dịch tường mở rộng mặt bằng"), ("note", "kế hoạch")])
    }),
    ("MTTQ: khu dân cư kiểu mẫu", |a| {
        a.registered_by("MTTQ") == 1 && a.has("model", &[("name", "Khu dân cư kiểu mẫu")])
    }),
    ("Hội Nông dân: tuyến đường cây tự quản", |a| {
        a.registered_by("HND") == 1 && a.has("model", &[("name", "tuyến đường cây tự quản")])
    }),
    ("Hội Phụ nữ: ba mô hình, hai nhân rộng", |a| {
        let spread = [("org", "Phụ nữ"), ("note", "nhân rộng")];
        a.registered_by("HPN") == 3
            && a.count("model", &spread) == 2
            && a.registered(Dim::RegType, "NHAN_RONG") == 2
            && a.has("model", &[("name", "thùng compost")])
            && a.has("model", &[("name", "phế liệu gây quỹ")])
            && a.has("model", &[("name", "Đường cờ")])
    }),
    ("Đoàn Thanh niên: hai mô hình", |a| {
        a.registered_by("DTN") == 2
            && a.has("model", &[("name", "Thắp sáng")])
            && a.has("model", &[("name", "vui chơi")])
    }),
    ("HTX: du lịch làng nghề", |a| {
        a.registered_by("HTX") == 1 && a.has("model", &[("org", "Hồng Tiến"), ("name", "đền Lảnh Giang")])
    }),
    ("Công an: bốn mô hình", |a| {
        a.registered_by("CA") == 4
            && ["ma túy", "Camera", "cháy", "Khu di tích"].iter().all(|name| a.has("model", &[("name", name)]))
    }),
    ("bảy loại tổ chức, 3+1+1+3+2+1+4 = 15", |a| {
        let orgs = ["UBND", "MTTQ", "HND", "HPN", "DTN", "HTX", "CA"];
        let counts = orgs.map(|org| a.registered_by(org));
        counts == [3, 1, 1, 3, 2, 1, 4] && counts.iter().sum::<u32>() == a.total() && a.count("organisation", &[]) == 7
    }),
    ("chủ đề năm: quy chế dân chủ ở cơ sở", |a| {
        a.count("year_plan", &[("year", "2022"), ("theme", "quy chế dân chủ ở cơ sở")]) == 1
    }),
    ("mỗi mô hình có chỉ tiêu, tiêu chí, kế hoạch", |a| {
        a.count("model_year", &[("goals", "chỉ tiêu, tiêu chí và kế hoạch cụ thể")]) == 15
    }),
    ("kiểm tra, sơ kết, tổng kết, biểu dương, toạ đàm", |a| {
        ["Sơ kết", "Tổng kết", "Tuyên dương", "toạ đàm"].iter().all(|kind| a.has("activity", &[("kind", kind)]))
            && a.has("inspection", &[])
    }),
    ("kiểm tra, đôn đốc sâu sát thôn, xóm", |a| {
        a.has("inspection", &[("kind", "Đôn đốc"), ("neighbourhood", "thôn, xóm")])
    }),
    ("gắn với nông thôn mới kiểu mẫu", |a| a.has("model", &[("tags", "Nông thôn mới")])),
    ("đề nghị hỗ trợ một phần kinh phí", |a| {
        a.has("report", &[("text", "hỗ trợ một phần kinh phí")]) && a.has("model_year", &[("funding_need", "không rõ")])
    }),
    ("Lương Văn Hùng, hai chức danh", |a| {
        a.has(
            "person",
            &[("full_name", "Lương Văn Hùng"), ("title", "Bí thư Đảng ủy"), ("other_posts", "Chủ tịch HĐND")],
        )
    }),
];

#[test]
fn every_row_of_moc_nam_is_held() {
    assert_eq!(ROWS.len(), 22);
    check(&Article::of("moc-nam-2022", 2022), ROWS);
}
