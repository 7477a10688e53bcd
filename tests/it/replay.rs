//! Power cuts in the real program: its system calls are recorded (strace), put through a disk in memory that loses, tears and
//! reorders what was not synced, and cut at every call; the real program then opens what the disk has.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test ends where something is missing")]
#![allow(clippy::print_stdout, reason = "what was skipped or tried is told")]

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use danvan::store::disk::{Disk, DiskFile};

use crate::program::Program;
use crate::store_disk::{Dice, FaultyDisk};
use crate::tally::Tally;

/// What the program asked of the system, as far as it changes a disk or tells somebody something.
enum Call {
    Open {
        fd: u32,
        path: PathBuf,
        writes: bool,
        cut: bool,
    },
    Close(u32),
    Seek(u32, u64),
    /// Bytes at a place, or where the file stands.
    Write(u32, Vec<u8>, Option<u64>),
    Read(u32, u64),
    Cut(u32, u64),
    Sync(u32),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
}

/// Runs the program under strace; `None` where that is not there.
fn record(program: &Program, args: &[&str], input: &str) -> Option<Vec<Call>> {
    let trace = program.temporary().join("trace");
    let plain = program.command(args);
    let mut command = Command::new("strace");
    let calls = "openat,close,lseek,write,pwrite64,read,ftruncate,fsync,fdatasync,rename,unlink,unlinkat";
    command.args(["-f", "-qq", "-xx", "-s", "16777216", "-e", &format!("trace={calls}"), "-o"]).arg(&trace);
    command.arg(plain.get_program()).args(plain.get_args());
    for (name, value) in plain.get_envs() {
        if let Some(value) = value {
            command.env(name, value);
        }
    }
    let file = program.temporary().join("input");
    fs::write(&file, input).unwrap();
    command.stdin(fs::File::open(file).unwrap()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().ok()?;
    let told = fs::read_to_string(&trace).ok()?;
    fs::remove_file(trace).unwrap();
    Some(read(&told))
}

/// Reads what strace wrote. A call that others interrupt counts when it returns.
fn read(told: &str) -> Vec<Call> {
    let mut begun: HashMap<&str, String> = HashMap::new();
    let mut calls = Vec::new();
    let mut folders: HashMap<u32, PathBuf> = HashMap::new();
    for line in told.lines() {
        let Some((pid, rest)) = line.split_once(' ') else { continue };
        let rest = rest.trim_start();
        let whole = if let Some(part) = rest.strip_suffix(" <unfinished ...>") {
            begun.insert(pid, part.to_owned());
            continue;
        } else if let Some((_, end)) = rest.split_once(" resumed>").filter(|_| rest.starts_with("<... ")) {
            begun.remove(pid).unwrap_or_default() + end
        } else {
            rest.to_owned()
        };
        calls.extend(call(&whole, &mut folders));
    }
    calls
}

fn call(line: &str, folders: &mut HashMap<u32, PathBuf>) -> Option<Call> {
    let (name, rest) = line.split_once('(')?;
    let (arguments, result) = rest.rsplit_once(") ")?;
    let result: u64 = result.trim_start().strip_prefix("= ")?.split(' ').next()?.parse().ok()?;
    let parts: Vec<&str> = arguments.split(", ").collect();
    let fd = || parts.first()?.parse::<u32>().ok();
    let path = |at: usize| Some(PathBuf::from(String::from_utf8(unhex(parts.get(at)?)?).ok()?));
    Some(match name {
        "openat" => {
            let (fd, path) = (u32::try_from(result).ok()?, path(1)?);
            folders.insert(fd, path.clone());
            let writes = arguments.contains("O_WRONLY") || arguments.contains("O_RDWR");
            Call::Open { fd, path, writes, cut: arguments.contains("O_TRUNC") }
        }
        "close" => Call::Close(fd()?),
        "lseek" => Call::Seek(fd()?, result),
        "write" | "pwrite64" => {
            let mut bytes = unhex(parts.get(1)?)?;
            bytes.truncate(usize::try_from(result).ok()?);
            let at = if name == "pwrite64" { Some(parts.get(3)?.parse().ok()?) } else { None };
            Call::Write(fd()?, bytes, at)
        }
        "read" => Call::Read(fd()?, result),
        "ftruncate" => Call::Cut(fd()?, parts.get(1)?.parse().ok()?),
        "fsync" | "fdatasync" => Call::Sync(fd()?),
        "rename" => Call::Rename(path(0)?, path(1)?),
        "unlink" => Call::Remove(path(0)?),
        "unlinkat" => {
            let name = path(1)?;
            let folder = fd().and_then(|fd| folders.get(&fd)).map(|folder| folder.join(&name));
            Call::Remove(folder.unwrap_or(name))
        }
        _ => return None,
    })
}

fn unhex(quoted: &str) -> Option<Vec<u8>> {
    let inner = quoted.strip_prefix('"')?.strip_suffix('"')?;
    inner.split("\\x").skip(1).map(|digits| u8::from_str_radix(digits, 16).ok()).collect()
}

/// A file's path, the file itself where it is written, and the place at which the next byte is read or written.
type OpenFile = (PathBuf, Option<Box<dyn DiskFile>>, u64);

/// The calls on their way through the disk in memory.
struct Replay {
    disk: FaultyDisk,
    files: HashMap<u32, OpenFile>,
    /// The last commit that the program had acknowledged.
    acknowledged: u64,
    said: Vec<u8>,
}

impl Replay {
    /// Begins with what lies below a folder, all of it synced.
    fn of(root: &Path) -> Self {
        let disk = FaultyDisk::new(1);
        for path in files(root).iter().filter(|path| !path.ends_with("reserve.bin")) {
            let mut file = disk.open(path).unwrap();
            file.write_at(0, &fs::read(path).unwrap()).unwrap();
            file.sync().unwrap();
            disk.sync_dir(path.parent().unwrap()).unwrap();
        }
        Self { disk, files: HashMap::new(), acknowledged: 0, said: Vec::new() }
    }

    fn step(&mut self, root: &Path, call: &Call) {
        match call {
            Call::Open { fd, path, writes, cut } if path.starts_with(root) && !path.ends_with("reserve.bin") => {
                // What is only read or listed changes nothing; a folder may yet be synced.
                let mut file = writes.then(|| self.disk.open(path).unwrap());
                if let (Some(file), true) = (&mut file, *cut) {
                    file.set_len(0).unwrap();
                }
                self.files.insert(*fd, (path.clone(), file, 0));
            }
            Call::Open { fd, .. } | Call::Close(fd) => drop(self.files.remove(fd)),
            Call::Seek(fd, at) => {
                if let Some((_, _, place)) = self.files.get_mut(fd) {
                    *place = *at;
                }
            }
            Call::Read(fd, n) => {
                if let Some((_, _, place)) = self.files.get_mut(fd) {
                    *place += n;
                }
            }
            Call::Write(1, bytes, _) => self.hear(bytes),
            Call::Write(fd, bytes, at) => {
                if let Some((_, Some(file), place)) = self.files.get_mut(fd) {
                    file.write_at(at.unwrap_or(*place), bytes).unwrap();
                    *place += if at.is_none() { bytes.len() as u64 } else { 0 };
                }
            }
            Call::Cut(fd, len) => {
                if let Some((_, Some(file), _)) = self.files.get_mut(fd) {
                    file.set_len(*len).unwrap();
                }
            }
            Call::Sync(fd) => match self.files.get_mut(fd) {
                Some((_, Some(file), _)) => file.sync().unwrap(),
                Some((path, None, _)) => self.disk.sync_dir(path).unwrap(),
                None => {}
            },
            Call::Rename(from, to) => self.rename(from, to),
            Call::Remove(path) => drop(self.disk.remove(path)),
        }
    }

    /// A folder takes all that is in it along.
    fn rename(&self, from: &Path, to: &Path) {
        for (path, _) in self.disk.files() {
            if let Ok(rest) = path.strip_prefix(from) {
                let to = if rest.as_os_str().is_empty() { to.to_owned() } else { to.join(rest) };
                self.disk.rename(&path, &to).unwrap();
            }
        }
    }

    fn hear(&mut self, bytes: &[u8]) {
        self.said.extend_from_slice(bytes);
        let text = String::from_utf8_lossy(&self.said);
        let seq = |line: &str| line.strip_prefix("{\"seq\":")?.strip_suffix('}')?.parse().ok();
        self.acknowledged = text.lines().filter_map(seq).next_back().unwrap_or(self.acknowledged);
    }
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// Puts what a disk holds into the home of another program.
fn put_down(disk: &FaultyDisk, from: &Path) -> Program {
    let program = Program::new();
    let home = program.data().parent().unwrap().to_owned();
    for (path, bytes) in disk.files() {
        let to = home.join(path.strip_prefix(from).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
    program
}

fn unit(number: usize) -> String {
    format!("{{\"save\":\"organisation\",\"set\":{{\"code\":\"D{number}\",\"name\":\"Đơn vị {number}\"}}}}\n")
}

fn last(program: &Program) -> u64 {
    let head = program.run(&["history", "-n", "1"]);
    head.out.trim_start_matches('#').split(' ').next().and_then(|seq| seq.parse().ok()).unwrap_or(0)
}

/// Where copies go in these tests, below the program's home.
fn usb(program: &Program) -> String {
    program.data().parent().unwrap().join("usb").to_str().unwrap().to_owned()
}

/// One work of the program that is cut: how it is prepared, and what is there whatever happens.
struct Work {
    name: &'static str,
    program: Program,
    args: Vec<String>,
    input: String,
    /// Commits that were there before.
    least: u64,
    /// Whether the register may say that it is damaged, as it was before or half mended.
    may_be_damaged: bool,
}

fn made(n: usize) -> Program {
    let program = Program::set_up();
    program.apply(&(0..n).map(unit).collect::<String>()).done();
    program
}

fn saving() -> Work {
    let program = made(3);
    let input = (10..22).map(unit).collect();
    Work { name: "saving", args: vec!["apply".into()], input, least: last(&program), may_be_damaged: false, program }
}

fn copying() -> Work {
    let program = made(6);
    let args = vec!["backup".into(), usb(&program)];
    Work { name: "backup", args, input: String::new(), least: last(&program), may_be_damaged: false, program }
}

/// A copy that reaches further than the register, which has lost the word of how far it had come.
fn restoring() -> Work {
    let program = made(2);
    let least = last(&program);
    let old = program.temporary().join("old");
    copy_tree(&program.data().join("journal"), &old);
    program.apply(&(2..30).map(unit).collect::<String>()).done();
    program.run(&["backup", &usb(&program)]).done();
    fs::remove_dir_all(program.data()).unwrap();
    copy_tree(&old, &program.data().join("journal"));
    fs::remove_file(files(&program.data()).into_iter().find(|path| path.ends_with("HEAD")).unwrap()).unwrap();
    fs::remove_dir_all(old).unwrap();
    let args = vec!["restore".into(), usb(&program)];
    Work { name: "restore", args, input: String::new(), least, may_be_damaged: false, program }
}

fn mending() -> Work {
    let program = made(12);
    let least = last(&program);
    program.run(&["backup", &usb(&program)]).done();
    let journal = files(&program.data().join("journal"));
    let journal = journal.into_iter().find(|path| path.ends_with("000001.jsonl")).unwrap();
    let mut bytes = fs::read(&journal).unwrap();
    let place = bytes.len() - 3_000;
    bytes[place] ^= 1;
    fs::write(&journal, bytes).unwrap();
    let args = vec!["doctor".into(), "--repair".into(), "--from".into(), usb(&program)];
    Work { name: "doctor --repair", args, input: String::new(), least, may_be_damaged: true, program }
}

fn taking_out() -> Work {
    let program = made(6);
    let id = program.records("organisation")[2]["id"].as_str().unwrap().to_owned();
    let args = ["redact", "organisation", &id, "--field", "name", "--why", "theo đơn", "--yes"];
    let args = args.iter().map(|&arg| arg.to_owned()).collect();
    Work { name: "redact", args, input: String::new(), least: last(&program), may_be_damaged: true, program }
}

fn copy_tree(from: &Path, to: &Path) {
    for path in files(from) {
        let target = to.join(path.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(path, target).unwrap();
    }
}

/// Looks at what a cut left, with the real program.
fn judge(work: &Work, program: &Program, acknowledged: u64, tally: &mut Tally) {
    let name = work.name;
    let doctor = program.run(&["doctor"]);
    if doctor.code == 3 {
        assert!(work.may_be_damaged, "{name}: a power cut was taken for damage: {doctor:?}");
        program.run(&["doctor", "--repair", "--from", &usb(program)]).done();
    }
    if doctor.out.contains("redact") {
        // Taking out that was interrupted is told, and finished on request.
        assert!(program.run(&["doctor", "--repair"]).code < 2, "{name}");
    }
    tally.healed += usize::from(doctor.code != 0);
    let there = last(program);
    assert!(there >= acknowledged.max(work.least), "{name}: {acknowledged} acknowledged, {there} there: {doctor:?}");
    let run = program.apply(&unit(9_999));
    assert_eq!((run.code, last(program)), (0, there + 1), "{name}: {run:?}");
    assert_eq!(program.run(&["doctor", "--verify"]).code, 0, "{name}");
}

/// Cuts each work at some of its calls, or at all of them with some luck each; `None` without strace.
fn cut(works: &[fn() -> Work], points: Option<usize>, lucks: u64) -> Option<Tally> {
    let mut tally = Tally::of("power cuts in the recorded calls of the real program");
    for work in works {
        let work = work();
        let root = work.program.data().parent().unwrap().to_owned();
        let mut replay = Replay::of(&root);
        let args: Vec<&str> = work.args.iter().map(String::as_str).collect();
        let calls = record(&work.program, &args, &work.input)?;
        let changing = |call: &&Call| !matches!(call, Call::Close(_) | Call::Read(..) | Call::Seek(..));
        let n = calls.iter().filter(changing).count();
        assert!(n > 20, "{}: {n} calls", work.name);
        let mut dice = Dice::new(n as u64);
        for call in &calls {
            replay.step(&root, call);
            if !changing(&call) || points.is_some_and(|points| dice.below(n) >= points) {
                continue;
            }
            for luck in 0..lucks {
                let disk = replay.disk.copy_with(luck + n as u64);
                disk.lose_power();
                judge(&work, &put_down(&disk, &root), replay.acknowledged, &mut tally);
                tally.tried += 1;
            }
        }
        assert!(work.name != "saving" || replay.acknowledged > work.least, "{}", work.name);
        println!("up to {}: {tally}", work.name);
    }
    Some(tally)
}

#[test]
fn a_power_cut_at_any_call_loses_nothing_acknowledged() {
    if cut(&[saving, restoring], Some(2), 1).is_none() {
        println!("skipped: no strace here");
    }
}

#[test]
#[ignore = "the long campaign: cargo test --release -- --ignored"]
fn power_cuts_at_every_call() {
    match cut(&[saving, copying, restoring, mending, taking_out], None, 2) {
        Some(tally) => println!("{tally}"),
        None => println!("skipped: no strace here"),
    }
}
