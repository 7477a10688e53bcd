//! What the store asks of a disk, so that a test can give it one that loses, tears and fails.

use std::any::Any;
use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// A disk as the journal, the drafts and the small files see it. The database uses the real one by itself.
pub trait Disk: Send + Sync + fmt::Debug {
    /// Makes a directory and those above it, for its owner only; one that is there stays.
    fn make_dir(&self, dir: &Path) -> io::Result<()>;
    /// Lists the names in a directory, sorted.
    fn list(&self, dir: &Path) -> io::Result<Vec<String>>;
    /// Reads a whole file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// Reads `len` bytes from byte `at`, or as many as there are.
    fn read_at(&self, path: &Path, at: u64, len: u64) -> io::Result<Vec<u8>>;
    /// Returns the length of a file in bytes.
    fn len(&self, path: &Path) -> io::Result<u64>;
    /// Opens a file for writing, for its owner only; makes it where it is missing, and cuts nothing.
    fn open(&self, path: &Path) -> io::Result<Box<dyn DiskFile>>;
    /// Gives a file another name, in place of what has that name.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Takes a file away.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Takes an empty directory away.
    fn remove_dir(&self, dir: &Path) -> io::Result<()>;
    /// Returns whether a path is a directory, and no link to one.
    fn is_dir(&self, path: &Path) -> bool;
    /// Returns whether a path is a link to elsewhere.
    fn is_link(&self, _path: &Path) -> bool {
        false
    }
    /// Returns whether two paths lead to the same folder.
    fn is_same(&self, one: &Path, other: &Path) -> bool {
        one == other
    }
    /// Returns whether a folder is on another machine, where locks and syncs are not to be relied on.
    fn is_remote(&self, _dir: &Path) -> bool {
        false
    }
    /// Has the system forget what it keeps of a file in memory, so that the next reading asks the disk.
    fn forget(&self, _path: &Path) {}
    /// Waits until the names in a directory are on the disk.
    fn sync_dir(&self, dir: &Path) -> io::Result<()>;
    /// Returns how many bytes are free for us; `None` where nobody can tell.
    fn free(&self, dir: &Path) -> Option<u64>;
    /// Takes a lock and writes `words` into its file; `None` when someone else has it.
    ///
    /// It is held until the value is dropped, or its process ends in whatever way.
    fn lock(&self, path: &Path, words: &str) -> io::Result<Option<Lock>>;
}

/// A lock that is held while this lives.
pub type Lock = Box<dyn Any + Send + Sync>;

/// A file that is written.
pub trait DiskFile: Send {
    /// Writes all bytes at byte `at`.
    fn write_at(&mut self, at: u64, bytes: &[u8]) -> io::Result<()>;
    /// Cuts the file, or extends it with zeros, to `len` bytes.
    fn set_len(&mut self, len: u64) -> io::Result<()>;
    /// Waits until the bytes are on the disk.
    fn sync(&mut self) -> io::Result<()>;
}

/// The disk of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn make_dir(&self, dir: &Path) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(dir)?;
        tighten(dir);
        Ok(())
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        let names = fs::read_dir(dir)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
        let mut names = names.collect::<io::Result<Vec<String>>>()?;
        names.sort();
        Ok(names)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let file = open_to_read(path)?;
        let len = file.metadata()?.len();
        if len > LARGEST {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("{len} bytes")));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(len).unwrap_or(0));
        file.take(LARGEST).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn read_at(&self, path: &Path, at: u64, len: u64) -> io::Result<Vec<u8>> {
        let mut file = open_to_read(path)?;
        file.seek(SeekFrom::Start(at))?;
        let mut bytes = Vec::new();
        file.take(len).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn len(&self, path: &Path) -> io::Result<u64> {
        Ok(fs::symlink_metadata(path)?.len())
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        Ok(Box::new(open_own(path)?))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_dir(&self, dir: &Path) -> io::Result<()> {
        fs::remove_dir(dir)
    }

    fn is_dir(&self, path: &Path) -> bool {
        fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
    }

    fn is_link(&self, path: &Path) -> bool {
        fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink())
    }

    fn is_same(&self, one: &Path, other: &Path) -> bool {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            let number = |path: &Path| fs::metadata(path).ok().map(|found| (found.dev(), found.ino()));
            number(one).is_some_and(|one| number(other) == Some(one))
        }
        #[cfg(not(unix))]
        return fs::canonicalize(one).is_ok_and(|one| fs::canonicalize(other).is_ok_and(|other| one == other));
    }

    fn is_remote(&self, dir: &Path) -> bool {
        #[cfg(target_os = "linux")]
        return rustix::fs::statfs(dir).is_ok_and(|disk| {
            // The system's numbers of NFS, CIFS, SMB2, SMB, AFS, Ceph, 9p and FUSE (sshfs).
            let remote: [u32; 8] =
                [0x6969, 0xff53_4d42, 0xfe53_4d42, 0x517b, 0x5346_414f, 0x00c3_6400, 0x0102_1997, 0x6573_5546];
            u32::try_from(disk.f_type).is_ok_and(|kind| remote.contains(&kind))
        });
        #[cfg(not(target_os = "linux"))]
        {
            let _ = dir;
            false
        }
    }

    fn forget(&self, path: &Path) {
        #[cfg(target_os = "linux")]
        if let Ok(file) = File::open(path) {
            // A system that keeps it all the same only makes the proof weaker.
            let _ = rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed);
        }
        #[cfg(not(target_os = "linux"))]
        let _ = path;
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        // Windows has no such call; its journal of names is written by the system.
        if cfg!(unix) { File::open(dir)?.sync_all() } else { Ok(()) }
    }

    fn free(&self, dir: &Path) -> Option<u64> {
        #[cfg(unix)]
        return rustix::fs::statvfs(dir).ok().map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize));
        #[cfg(not(unix))]
        return None;
    }

    fn lock(&self, path: &Path, words: &str) -> io::Result<Option<Lock>> {
        let mut file = open_own(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        file.set_len(0)?;
        file.write_all(words.as_bytes())?;
        Ok(Some(Box::new(Held(file))))
    }
}

/// A lock that ends with the value.
///
/// Closing the file would not do: a process that is just being started from another thread holds a copy of it for a moment.
struct Held(File);

impl Drop for Held {
    fn drop(&mut self) {
        // What cannot be given back ends with the process.
        let _ = self.0.unlock();
    }
}

/// Bytes of the largest file that is read at once; a segment has a sixteenth of them.
const LARGEST: u64 = 256 << 20;

/// Takes the others' rights in a folder of ours away; one that is not ours to change stays as it is.
fn tighten(dir: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if fs::symlink_metadata(dir).is_ok_and(|found| found.is_dir() && found.permissions().mode() & 0o077 != 0) {
            let _ = fs::set_permissions(dir, fs::Permissions::from_mode(0o700));
        }
    }
    #[cfg(not(unix))]
    let _ = dir;
}

/// Opens a file for reading; a link is refused.
fn open_to_read(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, NO_LINK);
    options.open(path)
}

/// Has the system refuse to follow a link.
#[cfg(unix)]
const NO_LINK: i32 = rustix::fs::OFlags::NOFOLLOW.bits().cast_signed();

/// Opens a file of ours, for its owner only; makes it where it is missing.
pub fn open_own(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, NO_LINK);
    }
    options.open(path)
}

impl DiskFile for File {
    fn write_at(&mut self, at: u64, bytes: &[u8]) -> io::Result<()> {
        self.seek(SeekFrom::Start(at))?;
        self.write_all(bytes)
    }

    fn set_len(&mut self, len: u64) -> io::Result<()> {
        Self::set_len(self, len)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_data()
    }
}

/// Writes a small file so that it is there whole or not at all: aside, synced, renamed, the directory synced.
pub fn write_whole(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let aside = path.with_extension("new");
    let mut file = disk.open(&aside)?;
    file.set_len(0)?;
    file.write_at(0, bytes)?;
    file.sync()?;
    drop(file);
    disk.rename(&aside, path)?;
    match path.parent() {
        Some(dir) => disk.sync_dir(dir),
        None => Ok(()),
    }
}

/// Reads a file; `None` where there is none.
pub fn read_if_there(disk: &dyn Disk, path: &Path) -> io::Result<Option<Vec<u8>>> {
    match disk.read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
