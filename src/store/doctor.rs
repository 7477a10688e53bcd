//! Examining a store without changing it, and building its database anew.

use std::path::Path;
use std::sync::Arc;

use super::base::{Base, Database};
use super::contents::Contents;
use super::disk::Disk;
use super::identity::Identity;
use super::known::find_identity;
use super::layout::Layout;
use super::open::{OpenError, missing, move_error, report_of};
use super::options::Options;
use super::report::{Finding, Report};
use super::survey::survey;
use crate::say;

pub use super::base::try_out;

/// Examines the store in `dir`: reads the whole journal and says what is damaged, what is safe and what would be done.
///
/// It changes nothing and takes no lock, so that it works on a damaged store; beside a program that writes it may see a
/// line half written.
///
/// # Errors
/// [`OpenError`] when there is no store, or it cannot be read at all.
pub fn examine(dir: &Path, options: &Options) -> Result<Report, OpenError> {
    let layout = Layout::new(dir);
    let disk = &*options.disk;
    let mut findings = Vec::new();
    let identity = find_identity(disk, &layout, &mut findings)?.ok_or_else(|| missing(&layout))?;
    let mut report = examine_journal(disk, &layout, &identity)?;
    findings.append(&mut report.findings);
    report.findings = findings;
    report.findings.push(Finding::note(say!(
        "Đọc được {n} lần ghi ({kb} KB); mã cuối {head}.",
        "{n} commits can be read ({kb} KB); the last hash is {head}.",
        n = report.seq,
        kb = report.bytes >> 10,
        head = report.head
    )));
    report.findings.push(Finding::note(if report.is_damaged() {
        say!(
            "Chưa đổi gì. Mở để xem vẫn được; muốn ghi tiếp, khôi phục từ bản sao lưu.",
            "Nothing was changed. It can be opened for reading; to go on writing, restore it from a backup."
        )
    } else if report.is_sound() {
        say!("Nhật ký nguyên vẹn.", "The journal is whole.")
    } else {
        say!(
            "Những điểm trên tự được sửa khi mở sổ; phần bị cắt được giữ trong quarantine.",
            "All of this is mended when the register is opened; what is cut off is kept in quarantine."
        )
    }));
    Ok(report)
}

/// Examines a journal from end to end.
pub(super) fn examine_journal(disk: &dyn Disk, layout: &Layout, identity: &Identity) -> Result<Report, OpenError> {
    let path = layout.journal(&identity.device);
    let survey = survey(disk, layout, &identity.device, identity.store, true).map_err(move_error(path))?;
    Ok(report_of(&survey))
}

/// Builds the database of the store in `dir` anew from its journal, whatever state the old one is in.
///
/// # Errors
/// [`OpenError`] when another program has the store, or its journal is damaged.
pub fn rebuild(dir: &Path, options: &Options) -> Result<Report, OpenError> {
    let layout = Layout::new(dir);
    let disk = &*options.disk;
    let _lock = super::open::lock(&layout, options)?;
    let mut findings = Vec::new();
    let identity = find_identity(disk, &layout, &mut findings)?.ok_or_else(|| missing(&layout))?;
    let dev = identity.device.clone();
    let survey = survey(disk, &layout, &dev, identity.store, true).map_err(move_error(layout.journal(&dev)))?;
    let mut report = report_of(&survey);
    if report.is_damaged() {
        return Err(OpenError::Damaged(report));
    }
    let disk = Arc::clone(&options.disk);
    let contents = Contents::new(disk, layout.clone(), dev, options.dictionary, survey.chapters());
    let base = Base::new(layout, Database::Disk, identity.store, options.dictionary);
    let (state, note) = base.build(&contents).map_err(super::open::build_error)?;
    report.findings.extend(note);
    report.findings.push(Finding::note(say!(
        "Đã dựng lại cơ sở dữ liệu đến lần ghi {seq}.",
        "The database was built anew up to commit {seq}.",
        seq = state.seq()
    )));
    Ok(report)
}
