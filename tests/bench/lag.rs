//! How long a held key lags behind a slow line.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use flate2::read::ZlibDecoder;
use flate2::{Compress, Compression, FlushCompress};

use crate::program::Program;
use crate::pty::{Answering, Pty};
use crate::sample::Sample;

/// Bytes a second that the line carries.
pub const LINE: u32 = 8_000;

/// A key is repeated so often while it is held.
const REPEAT: Duration = Duration::from_millis(33);
/// For how long it is held.
const HELD: Duration = Duration::from_secs(4);
/// Nothing has come for so long: the line is empty.
const OVER: Duration = Duration::from_secs(1);
/// A program that still sends after so long is one that never stops.
const LIMIT: Duration = Duration::from_secs(90);
/// The buffers at both ends of the line, in bytes; the system takes its least instead of less.
const BUFFER: usize = 2_048;

/// Whether the line is compressed, as `ssh -C` does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    None,
    Deflate,
}

/// Sends what is read through a slow line and gives its far end.
fn slow(mut wire: Box<dyn Read + Send>, packing: Packing) -> Box<dyn Read + Send> {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut near = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (far, _) = listener.accept().unwrap();
    near.set_nodelay(true).unwrap();
    rustix::net::sockopt::set_socket_send_buffer_size(&near, BUFFER).unwrap();
    rustix::net::sockopt::set_socket_recv_buffer_size(&far, BUFFER).unwrap();
    thread::spawn(move || {
        let mut bytes = [0; 4096];
        let mut packer = Compress::new(Compression::default(), true);
        while let Ok(count @ 1..) = wire.read(&mut bytes) {
            let sent = match packing {
                Packing::None => near.write_all(&bytes[..count]),
                Packing::Deflate => near.write_all(&packed(&mut packer, &bytes[..count])),
            };
            if sent.is_err() {
                return;
            }
        }
    });
    let paced = Paced { line: far, free: Instant::now() };
    match packing {
        Packing::None => Box::new(paced),
        Packing::Deflate => Box::new(ZlibDecoder::new_with_buf(paced, vec![0; 80])),
    }
}

/// Packs a piece so that all of it can be unpacked at once.
fn packed(packer: &mut Compress, bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + 64);
    packer.compress_vec(bytes, &mut out, FlushCompress::Sync).unwrap();
    out
}

/// The far end of the line, which gives its bytes no faster than the line is.
struct Paced {
    line: TcpStream,
    /// When the line has carried all that was read.
    free: Instant,
}

impl Read for Paced {
    fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
        // A hundredth of a second at once.
        let most = bytes.len().min(usize::try_from(LINE / 100).unwrap());
        let count = self.line.read(&mut bytes[..most])?;
        let took = Duration::from_secs(1) * u32::try_from(count).unwrap() / LINE;
        self.free = self.free.max(Instant::now()) + took;
        thread::sleep(self.free.saturating_duration_since(Instant::now()));
        Ok(count)
    }
}

/// Prints the lag of each way to send the same screens.
pub fn print(sample: &Sample, size: (u16, u16), programs: &[&Program]) {
    println!("{:<10} {:>8} {:>8} {:>10}", "program", "packed", "lag, s", "bytes");
    for program in programs {
        let Some(last) = held(program, sample, size, |wire| wire) else {
            println!("{:<10} not installed, or never quiet", program.name);
            continue;
        };
        for packing in [Packing::None, Packing::Deflate] {
            let Some(run) = held(program, sample, size, |wire| slow(wire, packing)) else {
                continue;
            };
            assert_eq!(run.screen, last.screen, "{} ends elsewhere over the slow line", program.name);
            let packed = if packing == Packing::None { "no" } else { "yes" };
            println!("{:<10} {packed:>8} {:>8.2} {:>10}", program.name, run.lag.as_secs_f64(), run.bytes);
        }
    }
}

/// What came of holding a key.
struct Held {
    /// From the last key to the last byte.
    lag: Duration,
    /// Bytes that arrived since the first key, unpacked.
    bytes: usize,
    screen: String,
}

/// Holds Down in the program's table and waits until nothing more comes.
fn held(
    program: &Program,
    sample: &Sample,
    size: (u16, u16),
    line: impl FnOnce(Box<dyn Read + Send>) -> Box<dyn Read + Send>,
) -> Option<Held> {
    let mut pty = Pty::over(program.command(sample, "lag")?, size, Answering::Truly, line);
    program.open_table(&mut pty);
    let before = quiet(&pty, Instant::now())?;
    let begun = Instant::now();
    let mut last_key = begun;
    for n in 1..=u32::try_from(HELD.as_millis() / REPEAT.as_millis()).unwrap() {
        pty.press("<Down>");
        last_key = Instant::now();
        thread::sleep((begun + REPEAT * n).saturating_duration_since(Instant::now()));
    }
    let after = quiet(&pty, last_key)?;
    let lag = pty.last_byte().saturating_duration_since(last_key);
    let screen = pty.screen();
    pty.kill();
    Some(Held { lag, bytes: after - before, screen })
}

/// Waits until nothing has come for a while, and counts the bytes so far; `None` for a program that is never quiet.
fn quiet(pty: &Pty, since: Instant) -> Option<usize> {
    while since.elapsed() < LIMIT {
        let still = (pty.last_byte().max(since) + OVER).saturating_duration_since(Instant::now());
        if still.is_zero() {
            return Some(pty.bytes());
        }
        thread::sleep(still);
    }
    None
}
