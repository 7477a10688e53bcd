//! Examining a store without changing it, and building its database anew.

use std::path::{Path, PathBuf};
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
pub use super::repair::repair;

/// Examines the store in `dir`: reads the whole journal and says what is damaged, what is safe and what would be done.
///
/// `sources` are folders beside the mirror and the copies that may have what is missing. It changes nothing and takes no lock, so that it works on a damaged store; beside a program that writes it may see a
/// line half written.
///
/// # Errors
/// [`OpenError`] when there is no store, or it cannot be read at all.
pub fn examine(dir: &Path, options: &Options, sources: &[PathBuf]) -> Result<Report, OpenError> {
    let mut layout = Layout::new(dir);
    let disk = &*options.disk;
    let mut findings = Vec::new();
    if super::moving::waiting(disk, &layout).map_err(move_error(layout.staged().root().to_owned()))?.is_some() {
        findings.push(Finding::healable(say!(
            "Việc đưa nhật ký đã phục hồi vào chỗ bị ngắt giữa chừng; lần mở tới làm nốt.",
            "Moving a restored or mended journal into its place was interrupted; the next opening finishes it."
        )));
        layout = layout.staged();
    }
    let identity = match find_identity(disk, &layout, &mut findings) {
        Ok(identity) => identity.ok_or_else(|| missing(&layout))?,
        Err(OpenError::Damaged(mut report)) => {
            report.findings.extend(super::repair::explain(dir, options, sources));
            return Ok(report);
        }
        Err(error) => return Err(error),
    };
    let mut report = examine_journal(disk, &layout, &identity)?;
    let left = super::redact::unfinished(disk, &layout, &identity.device).unwrap_or(0);
    if left > 0 {
        findings.push(Finding::healable(say!(
            "Việc xóa giá trị (redact) bị ngắt giữa chừng: còn {n} dòng; \"danvan doctor --repair\" làm nốt.",
            "Taking values out was interrupted: {n} lines still have them; \"danvan doctor --repair\" finishes it.",
            n = left
        )));
    }
    findings.append(&mut report.findings);
    report.findings = findings;
    report.findings.push(Finding::note(say!(
        "Đọc được {n} lần ghi ({kb} KB); mã cuối {head}.",
        "{n} commits can be read ({kb} KB); the last hash is {head}.",
        n = report.seq,
        kb = report.bytes >> 10,
        head = report.head
    )));
    if report.is_damaged() {
        report.findings.extend(super::repair::explain(dir, options, sources));
    }
    report.findings.push(Finding::note(if report.is_damaged() {
        say!(
            "Chưa đổi gì. Mở để xem vẫn được; \"danvan doctor --repair\" làm như trên, nhật ký hỏng được giữ trong quarantine.",
            "Nothing was changed. It can be opened for reading; \"danvan doctor --repair\" does what is said above, and keeps the damaged journal in quarantine."
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
    let mut survey = survey(disk, &layout, &dev, identity.store, true).map_err(move_error(layout.journal(&dev)))?;
    let mut report = report_of(&survey);
    if report.is_damaged() {
        return Err(OpenError::Damaged(report));
    }
    let fail = || move_error(layout.journal(&dev));
    if super::redact::unfinished(disk, &layout, &dev).map_err(fail())? > 0 {
        super::redact::finish(disk, &layout, &identity, options.database).map_err(fail())?;
        survey = super::survey::survey(disk, &layout, &dev, identity.store, true).map_err(fail())?;
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
