//! What a command costs, as the system counts it. Each command runs below a process of its own, so that the system's
//! count of the memory of children is that of this command alone.

use std::io;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use nix::sched::{CpuSet, sched_setaffinity};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use nix::unistd::Pid;

/// What one run cost.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cost {
    /// Seconds of processors, in the program and in the system.
    pub cpu: f64,
    /// Of those, seconds in the system.
    pub system: f64,
    /// Seconds by the clock.
    pub wall: f64,
    /// The most memory, in MiB.
    pub peak: f64,
}

/// A command, in which folder it runs, and on how many processors; 0 for all.
#[derive(Debug, Clone)]
pub struct Task<'a> {
    /// Program and arguments.
    pub command: Vec<String>,
    /// Where it runs.
    pub folder: &'a Path,
    /// On how many processors.
    pub cores: usize,
}

/// Runs the task below a process of its own and tells what it cost; one that begins `cold` finds no file in memory.
pub fn run(task: &Task, cold: bool) -> io::Result<Cost> {
    if cold {
        forget_files()?;
    }
    let own = std::env::current_exe()?;
    let output = Command::new(own)
        .arg("measure")
        .arg(task.cores.to_string())
        .args(&task.command)
        .current_dir(task.folder)
        .stderr(Stdio::inherit())
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    match numbers[..] {
        [cpu, system, wall, peak] if output.status.success() => Ok(Cost { cpu, system, wall, peak }),
        _ => Err(io::Error::other(format!("{} failed", task.command.join(" ")))),
    }
}

/// Writes out what is in memory of files and has the system forget all of it.
fn forget_files() -> io::Result<()> {
    rustix::fs::sync();
    std::fs::write("/proc/sys/vm/drop_caches", "3").map_err(|error| {
        io::Error::other(format!("/proc/sys/vm/drop_caches cannot be written, which takes root: {error}"))
    })
}

/// The process in between: runs the command that `words` are and prints what it cost.
pub fn between(words: &[String]) -> ExitCode {
    match cost_of(words) {
        Ok(cost) => {
            println!("{} {} {} {}", cost.cpu, cost.system, cost.wall, cost.peak);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: {error}", words.join(" "));
            ExitCode::FAILURE
        }
    }
}

fn cost_of(words: &[String]) -> io::Result<Cost> {
    let [cores, program, arguments @ ..] = words else { return Err(io::Error::other("no command")) };
    let cores = cores.parse::<usize>().unwrap_or(0);
    if cores > 0 {
        let mut set = CpuSet::new();
        (0..cores).try_for_each(|core| set.set(core))?;
        sched_setaffinity(Pid::from_raw(0), &set)?;
    }
    let began = Instant::now();
    let status = Command::new(program).args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).status()?;
    let wall = began.elapsed().as_secs_f64();
    if !status.success() {
        return Err(io::Error::other(status.to_string()));
    }
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let seconds = |time: nix::sys::time::TimeVal| time.num_microseconds() as f64 / 1e6;
    let (user, system) = (seconds(usage.user_time()), seconds(usage.system_time()));
    Ok(Cost { cpu: user + system, system, wall, peak: usage.max_rss() as f64 / 1024.0 })
}
