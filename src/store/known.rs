//! Finding out which store lies in a directory, also where `store.json` was lost: the journal knows.

use std::io;

use super::disk::{Disk, read_if_there, write_whole};
use super::identity::{Identity, IdentityError};
use super::layout::{Layout, segment_number};
use super::lines::Lines;
use super::open::{OpenError, move_error};
use super::report::{Finding, Report};
use crate::register::line::verify;
use crate::say;

/// Finds the store's identity in `store.json`, or in the first line of its only journal; `None` where there is no store.
pub fn find_identity(
    disk: &dyn Disk,
    layout: &Layout,
    findings: &mut Vec<Finding>,
) -> Result<Option<Identity>, OpenError> {
    let path = layout.identity();
    let written = read_if_there(disk, &path).map_err(move_error(path))?;
    match written.as_deref().map(Identity::read) {
        Some(Ok(identity)) => return Ok(Some(identity)),
        Some(Err(IdentityError::Newer(format))) => {
            return Err(OpenError::Newer(say!(
                "Sổ do bản danvan mới hơn tạo (khuôn dạng {format}); hãy cập nhật chương trình.",
                "The register was made by a newer danvan (format {format}); update the program.",
                format = format
            )));
        }
        Some(Err(IdentityError::Broken)) | None => {}
    }
    let (journals, unread) = journals(disk, layout).map_err(move_error(layout.journals()))?;
    match (journals.as_slice(), written) {
        // A journal of which nobody can tell whose it is must not be passed over by a new one.
        ([], None) if !unread => Ok(None),
        ([identity], _) => {
            findings.push(Finding::healable(say!(
                "Tệp store.json mất hoặc hỏng; lập lại từ nhật ký.",
                "The file store.json was lost or damaged; it is made anew from the journal."
            )));
            Ok(Some(identity.clone()))
        }
        ([] | [_, ..], _) => Err(OpenError::Damaged(Report {
            findings: vec![Finding::damage(say!(
                "Tệp store.json mất hoặc hỏng; lấy lại từ bản sao lưu.",
                "The file store.json was lost or damaged; take it from a backup."
            ))],
            ..Report::default()
        })),
    }
}

/// Lists the identities that the first lines of the journals tell, and whether there are others that hold something.
fn journals(disk: &dyn Disk, layout: &Layout) -> io::Result<(Vec<Identity>, bool)> {
    let names = match disk.list(&layout.journals()) {
        Ok(names) => names,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((Vec::new(), false)),
        Err(error) => return Err(error),
    };
    let (mut found, mut unread) = (Vec::new(), false);
    for device in names {
        let path = layout.segment(&device, 1);
        let len = match disk.len(&path) {
            Ok(len) => len,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let names = disk.list(&layout.journal(&device)).unwrap_or_default();
                unread |= names.iter().any(|name| segment_number(name).is_some());
                continue;
            }
            Err(error) => return Err(error),
        };
        let mut lines = Lines::new(disk, &path, 0, len);
        // A first line that cannot be read tells nothing here; it shows when the journal is gone through.
        if let Ok(Some(first)) = lines.next()
            && let Ok(frame) = verify(first)
            && frame.dev == device
        {
            let store = frame.prev;
            found.push(Identity { store, device });
        } else {
            unread |= len > 0;
        }
    }
    Ok((found, unread))
}

/// Writes `store.json` where it is not what it should be.
pub fn restore_identity(disk: &dyn Disk, layout: &Layout, identity: &Identity) -> io::Result<()> {
    let written = identity.write();
    if read_if_there(disk, &layout.identity())?.as_deref() == Some(written.as_bytes()) {
        return Ok(());
    }
    write_whole(disk, &layout.identity(), written.as_bytes())
}
