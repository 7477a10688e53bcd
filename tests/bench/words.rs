//! Words for sample rows: of models and of nobody in particular.

/// Names of models.
pub const MODELS: [&str; 8] = [
    "Tuyến phố không rác",
    "Camera an ninh tự quản",
    "Nuôi heo đất giúp bạn",
    "Ngõ xanh nhà sạch",
    "Tổ liên gia phòng cháy",
    "Bữa cơm chiều thứ bảy",
    "Tủ sách khu dân cư",
    "Ngày thứ bảy vì dân",
];

/// Stand-ins for people, as long as names are.
pub const PEOPLE: [&str; 5] =
    ["Người Thực Hành Một", "Người Tập Thứ Hai", "Cán Bộ Thực Hành Ba", "Người Mẫu Số Bốn", "Người Thực Hành Năm"];
