//! `kliping date`: a line in, a line out.

use std::io::{self, BufRead, BufWriter, Read, Write};

use chrono::{DateTime, Datelike, FixedOffset, Utc};
use chrono_tz::Tz;
use clap::Args;
use kliping::date::{Context, Error, Reading, read};
use serde::Serialize;

use super::{Exit, instant, said};

/// The longest line that is read, in bytes; what is beyond is left out.
const LONGEST: u64 = 1 << 20;

/// Reads dates: those of the arguments, or one a line from standard input.
///
/// Prints for each the instant with its offset, how exact it is, and what was assumed; or why it is no date.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  kliping date 'Rabu, 02 Maret 2022 - 19:13 WIB'
  kliping date --now 2024-11-20T21:05:00+07:00 '33 menit lalu'
  cut -f2 table.tsv | kliping date --json --zone Asia/Makassar")]
pub struct DateArgs {
    /// The texts; `-` or none reads standard input.
    text: Vec<String>,
    /// One JSON object a line: text, published, precision, zone, flags; or text, error.
    #[arg(long)]
    json: bool,
    /// The zone of dates that name none, from the IANA database.
    #[arg(long, default_value = "Asia/Jakarta", value_parser = zone)]
    zone: Tz,
    /// What relative dates and dates without a year are read against; without it they are refused.
    #[arg(long, value_name = "TIME", value_parser = instant)]
    now: Option<DateTime<FixedOffset>>,
}

fn zone(name: &str) -> Result<Tz, String> {
    let hint = "expected a zone of the IANA database, such as Asia/Jakarta, Asia/Makassar or Asia/Jayapura";
    name.parse().map_err(|_| hint.to_owned())
}

#[derive(Serialize)]
struct Answer<'a> {
    text: &'a str,
    published: String,
    precision: &'static str,
    zone: &'static str,
    flags: Vec<&'static str>,
}

#[derive(Serialize)]
struct Refused<'a> {
    text: &'a str,
    error: String,
}

/// Reads every line.
pub fn date(args: &DateArgs) -> Exit {
    let now = args.now.unwrap_or_else(|| Utc::now().fixed_offset());
    let context = Context { zone: args.zone, reference: args.now, years: 1900..=now.year() + 1 };
    let out = BufWriter::new(io::stdout().lock());
    said(if args.text.is_empty() || args.text == ["-"] {
        lines(io::stdin().lock(), out, &context, args.json)
    } else {
        texts(&args.text, out, &context, args.json)
    })
}

fn texts(texts: &[String], mut out: impl Write, context: &Context, json: bool) -> io::Result<()> {
    for text in texts {
        answer(text, context, json, &mut out)?;
    }
    out.flush()
}

/// Answers each line, and shows the answers whenever no further line is waiting.
fn lines(input: impl Read, mut out: impl Write, context: &Context, json: bool) -> io::Result<()> {
    let mut input = io::BufReader::with_capacity(1 << 16, input);
    let mut line = Vec::new();
    loop {
        line.clear();
        if (&mut input).take(LONGEST).read_until(b'\n', &mut line)? == 0 {
            return out.flush();
        }
        if line.pop_if(|byte| *byte == b'\n').is_none() && line.len() as u64 == LONGEST {
            input.skip_until(b'\n')?;
        }
        let _ = line.pop_if(|byte| *byte == b'\r');
        answer(&String::from_utf8_lossy(&line), context, json, &mut out)?;
        if input.buffer().is_empty() {
            out.flush()?;
        }
    }
}

fn answer(text: &str, context: &Context, json: bool, out: &mut impl Write) -> io::Result<()> {
    let reading = read(text, context);
    if json {
        match reading {
            Ok(reading) => serde_json::to_writer(&mut *out, &shown(text, &reading))?,
            Err(error) => serde_json::to_writer(&mut *out, &Refused { text, error: error.to_string() })?,
        }
        return writeln!(out);
    }
    match reading {
        Ok(reading) => {
            let shown = shown(text, &reading);
            let flags = shown.flags.iter().filter(|flag| **flag != "zone_assumed");
            let notes: Vec<&str> = [shown.precision, shown.zone].into_iter().chain(flags.copied()).collect();
            writeln!(out, "{}\t{}\t{text}", shown.published, notes.join(" "))
        }
        Err(Error::NotADate) => writeln!(out, "-\t{}\t{text}", Error::NotADate),
        Err(error) => writeln!(out, "-\twrong: {error}\t{text}"),
    }
}

fn shown<'a>(text: &'a str, reading: &Reading) -> Answer<'a> {
    Answer {
        text,
        published: reading.instant.to_rfc3339(),
        precision: reading.precision.name(),
        zone: reading.zone.name(),
        flags: reading.flag_names().collect(),
    }
}
