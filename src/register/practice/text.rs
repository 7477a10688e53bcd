//! What practice records are called.

/// Organisations: code, name, codes of its kind and of its bloc.
pub(super) const ORGANISATIONS: &[(&str, &str, &str, &str)] = &[
    ("DU", "Đảng ủy phường (tập)", "DANG_UY", "DANG"),
    ("XDD", "Ban Xây dựng Đảng (tập)", "BAN_XDD", "DANG"),
    ("UBND", "UBND phường (tập)", "UBND", "CHINH_QUYEN"),
    ("VHXH", "Phòng Văn hoá - Xã hội (tập)", "PHONG_VHXH", "CHINH_QUYEN"),
    ("MTTQ", "Ủy ban MTTQ phường (tập)", "MTTQ", "MTTQ_DT"),
    ("HND", "Hội Nông dân (tập)", "HND", "MTTQ_DT"),
    ("HPN", "Hội LHPN (tập)", "HPN", "MTTQ_DT"),
    ("DTN", "Đoàn Thanh niên (tập)", "DTN", "MTTQ_DT"),
    ("CCB", "Hội Cựu chiến binh (tập)", "CCB", "MTTQ_DT"),
    ("CA", "Công an phường (tập)", "CONG_AN", "LLVT"),
    ("QS", "Ban CHQS phường (tập)", "BCHQS", "LLVT"),
    ("TH", "Trường Tiểu học Thực Hành (tập)", "TRUONG_TH", "TRUONG_HOC"),
    ("YT", "Trạm Y tế (tập)", "TRAM_YT", "CHINH_QUYEN"),
    ("HTX", "HTX Thực Hành (tập)", "HTX", "DN_HTX"),
    ("DN", "Doanh nghiệp Thực Hành (tập)", "DOANH_NGHIEP", "DN_HTX"),
];

/// Former wards, each a group of neighbourhoods.
pub(super) const FORMER_WARDS: &[&str] = &["Thực Hành Đông (tập)", "Thực Hành Tây (tập)", "Thực Hành Nam (tập)"];

/// What a model does: its name, field of work, what it brings forth, and the metrics that count it.
pub(super) struct Theme {
    pub name: &'static str,
    pub field: &'static str,
    pub output: &'static str,
    /// Code of a metric and the largest usual figure.
    pub figures: &'static [(&'static str, usize)],
}

pub(super) const THEMES: &[Theme] = &[
    Theme {
        name: "Hiến đất mở rộng hẻm",
        field: "VHXH",
        output: "Hẻm được mở rộng, đổ bê tông",
        figures: &[("DAT", 320), ("CONG", 90), ("DUONG_BT", 400)],
    },
    Theme {
        name: "Tuyến đường hoa tự quản",
        field: "VHXH",
        output: "Đường hoa có người chăm sóc",
        figures: &[("CHAU", 120), ("CAY", 80), ("CONG", 40)],
    },
    Theme {
        name: "Thắp sáng ngõ xóm",
        field: "QPAN",
        output: "Ngõ có đèn, có lịch trông coi",
        figures: &[("DEN", 25), ("TIEN", 60_000_000)],
    },
    Theme {
        name: "Tổ tự quản an ninh trật tự",
        field: "QPAN",
        output: "Tổ có quy ước, có lịch tuần tra",
        figures: &[("VUVIEC", 6), ("HO_TG", 90)],
    },
    Theme {
        name: "Tổ tiết kiệm giúp hộ khó khăn",
        field: "KT",
        output: "Hộ khó khăn được vay vốn xoay vòng",
        figures: &[("TIEN", 45_000_000), ("HO_TG", 30)],
    },
    Theme {
        name: "Vườn rau an toàn",
        field: "KT",
        output: "Vườn rau có nơi tiêu thụ",
        figures: &[("HO_TG", 24), ("CONG", 60)],
    },
    Theme {
        name: "Phân loại rác tại nhà",
        field: "VHXH",
        output: "Hộ cam kết và làm đúng cách",
        figures: &[("HO_TG", 150), ("NGUOI_TG", 300)],
    },
    Theme {
        name: "Tiếp dân thân thiện",
        field: "HTCT",
        output: "Hồ sơ trả đúng hẹn, có hòm thư góp ý",
        figures: &[("TIEPDAN", 40), ("DOITHOAI", 4)],
    },
    Theme {
        name: "Nhà đại đoàn kết",
        field: "VHXH",
        output: "Nhà được xây hoặc sửa",
        figures: &[("NHA", 3), ("TIEN", 120_000_000), ("CONG", 75)],
    },
    Theme {
        name: "Chi bộ bốn tốt đồng hành cùng tổ dân phố",
        field: "HTCT",
        output: "Mỗi đảng viên giúp một hộ",
        figures: &[("HO_TG", 40), ("NGUOI_TG", 80)],
    },
];

/// Tasks: what, and what comes of it.
pub(super) const TASKS: &[(&str, &str)] = &[
    ("Nhắc đơn vị nộp bản đăng ký", "Danh sách đơn vị đã nộp"),
    ("Khảo sát nơi làm mô hình", "Biên bản khảo sát"),
    ("Tổng hợp kết quả tháng", "Bảng tổng hợp"),
    ("Chuẩn bị sơ kết 6 tháng", "Báo cáo sơ kết"),
    ("Kiểm tra mô hình ở khu dân cư", "Biên bản kiểm tra"),
    ("Viết tin bài về mô hình hay", "Tin bài đã đăng"),
    ("Lập hồ sơ đề nghị công nhận", "Hồ sơ đủ theo danh mục"),
    ("Họp dân bàn cách làm", "Biên bản họp dân"),
];
