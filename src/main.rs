//! The front door: arguments in, words and an exit code out.

mod cli;

use std::process::ExitCode;

/// Many small texts are made and dropped by several threads, which the allocator of most systems is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
