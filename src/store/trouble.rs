//! What a disk's refusal means for the person at the desk, and what to do about it.

use std::io;
use std::path::Path;

use crate::register::Words;
use crate::say;

/// Says what an error of the disk means, as the end of a sentence.
pub fn why(error: &io::Error) -> Words {
    use io::ErrorKind::{
        HostUnreachable, NetworkDown, NetworkUnreachable, NotFound, PermissionDenied, QuotaExceeded,
        ReadOnlyFilesystem, StaleNetworkFileHandle, StorageFull, TimedOut,
    };
    match error.kind() {
        StorageFull | QuotaExceeded => say!("đĩa đã đầy, hãy giải phóng chỗ trống", "the disk is full; make room"),
        ReadOnlyFilesystem => say!(
            "đĩa đang ở chế độ chỉ đọc, hãy nhờ người phụ trách máy kiểm tra đĩa",
            "the disk is read-only; have whoever looks after the machine check it"
        ),
        PermissionDenied => {
            say!("không có quyền ghi vào thư mục này", "there is no permission to write in this folder")
        }
        NotFound => say!(
            "không còn thấy tệp hoặc thư mục, hãy xem ổ đĩa còn cắm không",
            "the file or folder is gone; see whether the drive is still connected"
        ),
        StaleNetworkFileHandle | TimedOut | NetworkDown | NetworkUnreachable | HostUnreachable => say!(
            "mất liên lạc với ổ mạng, hãy kiểm tra đường mạng",
            "the network drive does not answer; check the network"
        ),
        _ => say!("đĩa báo lỗi ({error})", "the disk reported an error ({error})", error = error),
    }
}

/// Says which file the disk failed at, and what that means.
pub fn at(path: &Path, error: &io::Error) -> Words {
    say!("{path}: {why}.", "{path}: {why}.", path = path.display(), why = why(error))
}
