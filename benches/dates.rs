//! How fast datelines are read. `cargo bench --bench dates`; `benches/dates_python.py` reads the same lines with dateparser.

use std::hint::black_box;

use chrono::DateTime;
use divan::Bencher;
use divan::counter::ItemsCount;
use kliping::date::{Context, read};

fn main() {
    divan::main();
}

/// Clean lines, as on the pages of ten outlets.
const CLEAN: &str = include_str!("dates.txt");

/// Lines that take the slow way: entities, mojibake, spaces that are none.
const DAMAGED: [&str; 4] = [
    "Jumat,\u{a0}13\u{a0}Januari\u{a0}2023\u{a0}–\u{a0}15:01\u{a0}WIB",
    "Jum\u{e2}\u{20ac}\u{2122}at, 13 Januari 2023 15:07 WIB",
    "Jumat&nbsp;13&nbsp;Januari&nbsp;2023&nbsp;&ndash;&nbsp;15:06&nbsp;WIB",
    "１３　Ｊａｎｕａｒｉ　２０２３　１５：０５　ＷＩＢ",
];

/// A sentence without a date, the usual line of a page.
const PROSE: &str =
    "Petugas kebersihan menyapu jalan sejak pukul lima pagi agar warga dapat berolahraga dengan nyaman di taman kota.";

fn context() -> Context {
    Context {
        zone: chrono_tz::Asia::Jakarta,
        reference: DateTime::parse_from_rfc3339("2024-11-20T21:05:10+07:00").ok(),
        years: 1900..=2030,
    }
}

#[divan::bench]
fn clean(bencher: Bencher<'_, '_>) {
    bench(bencher, &CLEAN.lines().collect::<Vec<_>>());
}

#[divan::bench]
fn damaged(bencher: Bencher<'_, '_>) {
    bench(bencher, &DAMAGED);
}

#[divan::bench]
fn prose(bencher: Bencher<'_, '_>) {
    bench(bencher, &[PROSE]);
}

fn bench(bencher: Bencher<'_, '_>, lines: &[&str]) {
    let context = context();
    bencher.counter(ItemsCount::new(lines.len())).bench_local(|| {
        for line in lines {
            let _ = black_box(read(black_box(line), &context));
        }
    });
}
