#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| kliping_fuzz::read("a.ods", data));
