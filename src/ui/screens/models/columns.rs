//! The columns from which the officer chooses: of the registration, and of its model.

use crate::register::field::{Choice, choice};
use crate::register::schema::{model, model_year};
use crate::register::{Field, FieldId};
use crate::ui::screens::table::Column;

/// Columns before the officer chooses any.
const USUAL: &str = "org";

/// What can be chosen.
pub(super) const CHOICES: &[Choice] = &[
    choice("org", "Đơn vị đăng ký", "Registering unit"),
    choice("field", "Lĩnh vực", "Field of work"),
    choice("reg_type", "Loại đăng ký", "Type of registration"),
    choice("places", "Khu dân cư", "Neighbourhoods"),
    choice("level", "Cấp", "Level"),
    choice("subject", "Tập thể / Cá nhân", "Collective or individual"),
    choice("owner", "Người phụ trách mô hình", "Owner"),
    choice("member", "Thành viên BCĐ theo dõi", "Member in charge"),
    choice("received", "Ngày nhận", "Received on"),
    choice("start", "Bắt đầu", "Start"),
    choice("end", "Kết thúc", "End"),
    choice("launch", "Ngày ra mắt", "Launched on"),
    choice("progress", "Tiến độ ước", "Estimated progress"),
    choice("copied", "Nhân rộng từ", "Copied from"),
];

/// Where a column's values stand.
enum From {
    /// In the registration.
    Own(FieldId),
    /// In its model.
    Model(FieldId),
}

/// Each column with where its values stand and how wide it is.
const COLUMNS: &[(&str, From, u16)] = &[
    ("org", From::Model(model::ORG), 14),
    ("field", From::Model(model::FIELD), 13),
    ("reg_type", From::Own(model_year::REG_TYPE), 9),
    ("places", From::Model(model::NEIGHBOURHOODS), 14),
    ("level", From::Model(model::LEVEL), 12),
    ("subject", From::Model(model::SUBJECT), 8),
    ("owner", From::Model(model::OWNER), 16),
    ("member", From::Model(model::ASSIGNED_MEMBER), 16),
    ("received", From::Own(model_year::RECEIVED_ON), 10),
    ("start", From::Own(model_year::START), 10),
    ("end", From::Own(model_year::END), 10),
    ("launch", From::Own(model_year::LAUNCH_ON), 10),
    ("progress", From::Own(model_year::PROGRESS_PCT), 4),
    ("copied", From::Model(model::REPLICATED_FROM), 20),
];

/// Lists the codes of the chosen columns; the usual ones where none was chosen.
pub(super) fn codes(chosen: &str) -> impl Iterator<Item = &str> {
    let chosen = if chosen.trim().is_empty() { USUAL } else { chosen };
    chosen.split_whitespace().filter(|code| COLUMNS.iter().any(|(known, _, _)| known == code))
}

/// Makes the columns: the model and its state always stand first.
pub(super) fn chosen(chosen: &str) -> Vec<Column> {
    let own = |id: FieldId, width| model_year::SCHEMA.field(id).map(|field: &'static Field| Column::new(field, width));
    let first = [own(model_year::MODEL, 28), own(model_year::YEAR_STATUS, 18)].into_iter().flatten();
    let others = codes(chosen).filter_map(|code| {
        let (_, from, width) = COLUMNS.iter().find(|(known, _, _)| *known == code)?;
        match from {
            From::Own(id) => own(*id, *width),
            From::Model(id) => {
                let link = model_year::SCHEMA.field(model_year::MODEL)?;
                Some(Column::new(model::SCHEMA.field(*id)?, *width).through(link))
            }
        }
    });
    first.chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_is_a_column() {
        for choice in CHOICES {
            assert_eq!(chosen(choice.code).len(), 3, "{}", choice.code);
        }
        assert_eq!(CHOICES.len(), COLUMNS.len());
        assert_eq!(chosen("").len(), 3);
        assert_eq!(chosen("gone org").len(), 3, "a column that is no longer there is passed over");
    }
}
