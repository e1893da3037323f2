//! Watching a run: signals that end it, and how far it is.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use kliping::archive::Control;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::is_watched;

/// How often the signals are asked and the bar is drawn.
const PAUSE: Duration = Duration::from_millis(100);

/// Watches until it is dropped.
pub struct Watch {
    over: Arc<AtomicBool>,
    bar: Option<ProgressBar>,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    /// Ends the reading on the first SIGINT or SIGTERM, the program on the second; and draws a bar on a terminal.
    ///
    /// # Errors
    /// Where the system gives no signals.
    pub fn new(control: Arc<Control>) -> io::Result<Self> {
        let (signalled, over) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        for signal in [SIGINT, SIGTERM] {
            flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&signalled))?;
            flag::register(signal, Arc::clone(&signalled))?;
        }
        let (ended, bar) = (Arc::clone(&over), is_watched().then(bar));
        let drawn = bar.clone();
        let thread = std::thread::Builder::new().spawn(move || watch(&control, &signalled, &ended, drawn.as_ref()))?;
        Ok(Self { over, bar, thread: Some(thread) })
    }

    /// The bar, for who writes where it is drawn.
    pub fn bar(&self) -> Option<ProgressBar> {
        self.bar.clone()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            // A bar that could not be drawn is no failure.
            let _ = thread.join();
        }
    }
}

fn watch(control: &Control, signalled: &AtomicBool, over: &AtomicBool, bar: Option<&ProgressBar>) {
    while !over.load(Ordering::Relaxed) {
        if signalled.load(Ordering::Relaxed) {
            control.stop();
        }
        if let Some(bar) = bar {
            let (read, expected) = control.progress();
            bar.set_length(expected);
            bar.set_position(read);
        }
        std::thread::park_timeout(PAUSE);
    }
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
}

/// Bytes read, the rate and the time that remains.
fn bar() -> ProgressBar {
    let bar = ProgressBar::new(0);
    let style = "reading {wide_bar} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left";
    if let Ok(style) = ProgressStyle::with_template(style) {
        bar.set_style(style);
    }
    bar
}
