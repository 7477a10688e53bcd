//! The columns from which the officer chooses: of the registration, and of its model.

use crate::register::schema::{model, model_year};
use crate::register::{Field, FieldId, Label};
use crate::ui::screens::table::Column;
use crate::ui::screens::table::offered::{Choice, Offered};

/// Columns before the officer chooses any.
const USUAL: &str = "org";

/// Where a column's values stand.
enum From {
    /// In the registration.
    Own(FieldId),
    /// In its model.
    Model(FieldId),
}

/// Each column: its code, its name in the list, where its values stand and how wide it is.
const COLUMNS: &[(&str, Label, From, u16)] = &[
    ("org", Label::new("Đơn vị đăng ký", "Registering unit"), From::Model(model::ORG), 14),
    ("field", Label::new("Lĩnh vực", "Field of work"), From::Model(model::FIELD), 13),
    ("reg_type", Label::new("Loại đăng ký", "Type of registration"), From::Own(model_year::REG_TYPE), 9),
    ("places", Label::new("Khu dân cư", "Neighbourhoods"), From::Model(model::NEIGHBOURHOODS), 14),
    ("level", Label::new("Cấp", "Level"), From::Model(model::LEVEL), 12),
    ("subject", Label::new("Tập thể / Cá nhân", "Collective or individual"), From::Model(model::SUBJECT), 8),
    ("owner", Label::new("Người phụ trách mô hình", "Owner"), From::Model(model::OWNER), 16),
    ("member", Label::new("Thành viên BCĐ theo dõi", "Member in charge"), From::Model(model::ASSIGNED_MEMBER), 16),
    ("received", Label::new("Ngày nhận", "Received on"), From::Own(model_year::RECEIVED_ON), 10),
    ("start", Label::new("Bắt đầu", "Start"), From::Own(model_year::START), 10),
    ("end", Label::new("Kết thúc", "End"), From::Own(model_year::END), 10),
    ("launch", Label::new("Ngày ra mắt", "Launched on"), From::Own(model_year::LAUNCH_ON), 10),
    ("progress", Label::new("Tiến độ ước", "Estimated progress"), From::Own(model_year::PROGRESS_PCT), 4),
    ("copied", Label::new("Nhân rộng từ", "Copied from"), From::Model(model::REPLICATED_FROM), 20),
];

/// Lists the columns: the model and its state always stand first.
pub(super) fn offered() -> Offered {
    let own = |id: FieldId, width| model_year::SCHEMA.field(id).map(|field: &'static Field| Column::new(field, width));
    let first = [own(model_year::MODEL, 28), own(model_year::YEAR_STATUS, 18)].into_iter().flatten().collect();
    let choices = COLUMNS.iter().filter_map(|(code, label, from, width)| {
        let column = match from {
            From::Own(id) => own(*id, *width)?,
            From::Model(id) => {
                let link = model_year::SCHEMA.field(model_year::MODEL)?;
                Column::new(model::SCHEMA.field(*id)?, *width).through(link)
            }
        };
        Some(Choice { code, label: *label, column })
    });
    Offered { first, choices: choices.collect(), usual: vec![USUAL] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_is_a_column() {
        let offered = offered();
        assert_eq!((offered.first.len(), offered.choices.len()), (2, COLUMNS.len()));
        assert!(offered.choices.iter().any(|choice| choice.code == USUAL));
    }
}
