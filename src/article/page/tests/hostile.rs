//! Texts that are no pages.

use proptest::prelude::*;

use super::{context, read};
use crate::article::page::split;

#[test]
fn nothing() {
    for text in ["", " ", "\n\n", "\u{200b}", "\r", "\u{c}", "(", ")", "Foto/", ":", "- -", "Baca Juga", "12:00"] {
        let page = read(text);
        assert!(page.title.is_none(), "{text:?}");
        assert!(page.date.is_none(), "{text:?}");
        assert!(!split(text, &context()).is_empty());
    }
}

#[test]
fn long_texts_take_their_time_in_proportion() {
    let line = "Senin, 7 Maret 2022 - 10:00 WIB\nBaca Juga\nJudul Tautan Berita Lain di Sini\n";
    let _ = read(&line.repeat(4_000));
    let _ = read(&"(".repeat(40_000));
    let _ = read(&"a (".repeat(40_000));
    let _ = read(&"Senin [ ( - : , ".repeat(10_000));
    let _ = read(&"kata dia. (abc/def)\n".repeat(4_000));
    let _ = read(&"Tag\nsatu\n".repeat(4_000));
    let _ = read(&"kata ".repeat(40_000));
    let _ = read(&format!("kata\n{}", ",\n".repeat(40_000)));
    let _ = read(&"Petani di lereng utara menanam padi gogo pekan ini, kata ketua kelompok tani.\npadi gogo\nlereng utara\nkelompok tani\n\nBaca Juga\n".repeat(4_000));
    let _ = read(&"sebuah kata lagi di sini dari\nKota Lereng\n, dan\n. ".repeat(20_000));
    let _ = read(&"Baca juga: Satu Dua ".repeat(20_000));
    let _ = read(&"A (B) - ".repeat(20_000));
    let _ = split(&"-----\n".repeat(10_000), &context());
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,300}") {
        let _ = read(&text);
    }

    #[test]
    fn any_mixture_of_marks_is_read(parts in prop::collection::vec(prop::sample::select(vec![
        "Foto", "/", ":", "(", ")", "[", "]", "Baca juga", "Senin, ", "2 Maret 2022", " 19:13", " WIB", "\n", " - ", "JAKARTA", "é", "“", "”",
        "Editor", "Tags", "#", "(abc/def)", "kata dia.", "©", "A A A", "\u{a0}", "İ", "ẞ", ", ", "|", "views:",
    ]), 0..60)) {
        let text = parts.concat();
        let page = read(&text);
        let _ = split(&text, &context());
        for (line, _, _) in &page.lines {
            prop_assert!(*line >= 1);
        }
    }
}
