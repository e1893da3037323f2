//! Lines that this program has written for itself: articles, records with their place, totals of a topic.
//!
//! The mark is put before what the fuzzer makes, which would not find it by itself.

#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let lines: Vec<u8> = data.split(|byte| *byte == b'\n').flat_map(marked).collect();
    kliping_fuzz::read("a.jsonl", &lines);
});

fn marked(line: &[u8]) -> Vec<u8> {
    match line.strip_prefix(b"{") {
        Some(rest) if !rest.starts_with(b"\"kliping\"") => [&b"{\"kliping\":1,"[..], rest, b"\n"].concat(),
        _ => [line, b"\n"].concat(),
    }
}
