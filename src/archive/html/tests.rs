//! What is found on pages of many shapes.

use crate::archive::record::{Field, Record, Value};
use crate::archive::tests::given;

const FIRST: &str =
    "Nelayan di Teluk Bone kembali melaut pada hari Senin setelah dua pekan dihentikan cuaca buruk, kata Daeng Situju.";
const SECOND: &str = "Gelombang setinggi tiga meter memaksa mereka menambatkan perahu di muara, dan harga ikan di pasar naik dua kali lipat.";
const THIRD: &str =
    "Badan cuaca menyebut angin akan mereda sampai akhir pekan, tetapi meminta perahu kecil tidak melewati tanjung.";
const FOURTH: &str =
    "Pemerintah kabupaten menyiapkan bantuan beras bagi seribu keluarga, yang dibagikan di balai desa mulai hari Rabu.";

/// The paragraphs of the body, and problems behind `!`.
#[track_caller]
fn check(head: &str, page: &str, expected: &[&str]) {
    let html = format!(
        "<html><head><title>Nelayan Kembali Melaut</title><meta name=date content=2021-01-02>{head}</head><body>{page}</body></html>"
    );
    let body = |record: &Record| {
        let html = match record.get(Field::Body).map(|stored| &stored.value) {
            Some(Value::Text(html)) => html.as_str(),
            _ => "",
        };
        let text = html.replace("</p>", "\n").replace("</h2>", "\n").replace("</li>", "\n");
        let mut inside = false;
        let kept = text.chars().filter(|c| {
            inside |= *c == '<';
            let shown = !inside;
            inside &= *c != '>';
            shown
        });
        kept.collect()
    };
    let found = given("a.html", html.as_bytes(), body);
    let lines: Vec<&str> =
        found.iter().flat_map(|body| body.lines()).map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, expected, "{found:?}");
}

fn paragraphs(texts: &[&str]) -> String {
    texts.iter().map(|text| format!("<p>{text}</p>")).collect()
}

#[test]
fn lines_of_the_source_are_no_paragraphs_without_a_date_either() {
    let wrapped = paragraphs(&[FIRST, SECOND, THIRD, FOURTH]).replace(' ', "\n   ");
    let html = format!(
        "<html><head><title>Nelayan Kembali Melaut</title></head><body><h1>Nelayan Kembali Melaut</h1>{wrapped}</body></html>"
    );
    let fold = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let body = |record: &Record| match record.get(Field::Body).map(|stored| &stored.value) {
        Some(Value::Text(text)) => text.split("\n\n").map(fold).collect::<Vec<_>>().join("|"),
        _ => String::new(),
    };
    let found = given("a.html", html.as_bytes(), body);
    assert_eq!(found, [["Nelayan Kembali Melaut", FIRST, SECOND, THIRD, FOURTH].join("|")]);
}

#[test]
fn an_article_in_several_boxes_is_whole() {
    let boxes: String = [FIRST, SECOND, THIRD, FOURTH]
        .iter()
        .map(|text| {
            format!("<section class='isi kotak'><div class=dalam>{}</div></section>", paragraphs(&[text, text]))
        })
        .collect();
    let long = [FIRST, FIRST, SECOND, SECOND, THIRD, THIRD, FOURTH, FOURTH];
    check("", &format!("<h1>Nelayan Kembali Melaut</h1><main>{boxes}</main>"), &long);
}

#[test]
fn the_lead_is_of_the_article_and_a_caption_is_not() {
    let lead = "Dua pekan badai berlalu, perahu-perahu kecil di pesisir timur turun lagi ke laut.";
    let article = format!("<div class=teks>{}</div>", paragraphs(&[FIRST, SECOND, THIRD]));
    let page = |between: &str| {
        format!("<article><header><h1>Nelayan Kembali Melaut</h1>{between}</header>{article}</article>")
    };
    let meta = format!("<meta name=description content='{lead}'>");
    check("", &page(&format!("<h2 class=subtitle>{lead}</h2>")), &[lead, FIRST, SECOND, THIRD]);
    check(&meta, &page(&format!("<div>{lead}</div>")), &[lead, FIRST, SECOND, THIRD]);
    check(&meta, &page(&format!("<figure><p class=lead>{lead}</p></figure>")), &[FIRST, SECOND, THIRD]);
    check("", &page(&format!("<p class=lead>{FIRST}</p>")), &[FIRST, SECOND, THIRD]);
}

#[test]
fn paragraphs_that_lead_away_are_none() {
    let link = "<a href=/x>Harga Ikan Naik Dua Kali Lipat</a>";
    let page = format!(
        "<h1>Nelayan Kembali Melaut</h1><article>{}<p>Lihat yang ini: {link}</p><p>{link}</p>{}<p>Menurut {link} sudah pekan lalu.</p></article>",
        paragraphs(&[FIRST, SECOND]),
        paragraphs(&[THIRD])
    );
    check("", &page, &[FIRST, SECOND, THIRD, "Menurut Harga Ikan Naik Dua Kali Lipat sudah pekan lalu."]);
}

#[test]
fn the_next_article_of_an_endless_page_is_another() {
    let one = |title: &str, texts: &[&str]| format!("<article><h1>{title}</h1>{}</article>", paragraphs(texts));
    let long = [FIRST, SECOND, THIRD, FOURTH, FIRST, SECOND];
    let page = one("Nelayan Kembali Melaut", &long) + &one("Harga Beras Turun", &[FOURTH, THIRD, SECOND, FIRST]);
    check("", &page, &long);
}

#[test]
fn what_a_script_shows_later_is_read() {
    let page = format!("<h1>Nelayan Kembali Melaut</h1><div hidden>{}</div>", paragraphs(&[FIRST, SECOND, THIRD]));
    check("", &page, &[FIRST, SECOND, THIRD]);
}

#[test]
fn the_stated_text_tells_begin_and_end() {
    let stated = [FIRST, SECOND, THIRD, FOURTH].join(" ");
    let json =
        format!(r#"<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{stated}"}}</script>"#);
    let about = "Tentang Penulis adalah pengelola laman ini sejak lama sekali.";
    let page = |texts: &[&str]| format!("<article><h1>Nelayan Kembali Melaut</h1>{}</article>", paragraphs(texts));
    let before = "Laman ini dibuat oleh warga untuk warga, bukan oleh siapa pun.";
    check(
        &json,
        &page(&[before, FIRST, SECOND, "Sela.", THIRD, FOURTH, about]),
        &[FIRST, SECOND, "Sela.", THIRD, FOURTH],
    );
    // A page that shows another text than it states.
    check(&json, &page(&[about, before, about]), &[&stated]);
}

#[test]
fn a_picture_is_described_by_its_page() {
    let said = "Warga menonton perahu hias pada pesta laut di Teluk Bone, Senin. Pesta itu digelar setiap tahun pada musim timur.";
    check(&format!("<meta name=description content='{said}'>"), "<h1>Pesta Laut</h1><p>Foto lain</p>", &[said]);
}

#[test]
fn attributes_without_end_are_bounded() {
    let many: String = (0..2000).map(|n| format!(" a{n}")).collect();
    let page =
        format!("<h1>Nelayan Kembali Melaut</h1><article{many}>{}</article>", paragraphs(&[FIRST, SECOND, THIRD]));
    let problem = "a.html: an element has too many attributes, all but the first 1024 are left out";
    check("", &page, &[problem, FIRST, SECOND, THIRD]);
}

#[test]
fn a_long_line_may_be_the_dateline() {
    let html = |line: &str| format!("<html><meta property=og:type content=website><h1>Panen</h1><p>{line}<p>{FIRST}");
    let date = |record: &Record| format!("{:?}", record.get(Field::Date).map(|stored| &stored.value));
    let line = "Kantor Berita Contoh, WATAMPONE, Sulawesi Selatan | Ekonomi | Sab, 2 Januari 2021, 7:36 WITA";
    assert_eq!(given("a.html", html(line).as_bytes(), date), [format!("Some(Text({line:?}))")]);
    let refused = "a.html: no article found: `og:type` says `website`, and it has no date";
    assert_eq!(given("a.html", html("Dimuat 2021 dengan skor 7:3").as_bytes(), date), [refused]);
}

#[test]
fn lists_that_lead_away_go_with_their_headings() {
    let item = |label: &str, title: &str| format!("<li><strong>{label}</strong> <a href=/x>{title}</a></li>");
    let list = item("Pelabuhan:", "Dermaga Baru Mulai Dibangun") + &item("Siapa rugi?", "Harga Ikan Naik Dua Kali");
    let page = format!(
        "<h1>Nelayan Kembali Melaut</h1><article>{}<h3>Laporan dari pesisir</h3><ul>{list}</ul>{}<h2>Cuaca</h2>{}<ul><li>Angin 20 knot.</li><li>Ombak tiga meter.</li></ul><h3>Pilihan untuk Anda</h3></article>",
        paragraphs(&[FIRST]),
        paragraphs(&[SECOND]),
        paragraphs(&[THIRD, FOURTH])
    );
    check("", &page, &[FIRST, SECOND, "Cuaca", THIRD, FOURTH, "Angin 20 knot.", "Ombak tiga meter."]);
}

#[test]
fn what_is_said_of_the_publication_is_none_of_the_article() {
    let page = format!(
        "<h1>Nelayan Kembali Melaut</h1><article>{}<p>Oleh Sri Lestari dan Adi Putra</p><p>Diperbarui 2 Januari 2021 • 3 menit</p>{}<div class='konten sign-in-box'><p>Masuk dulu.</p><ul><li>Baca lima artikel sebulan tanpa bayar.</li></ul></div>{}<p>Oleh karena itu mereka menunggu</p></article>",
        paragraphs(&[FIRST]),
        paragraphs(&[SECOND, THIRD]),
        paragraphs(&[FOURTH])
    );
    check("", &page, &[FIRST, SECOND, THIRD, FOURTH, "Oleh karena itu mereka menunggu"]);
}

#[test]
fn an_hour_of_greenwich_that_the_page_shows_as_its_own_is_local() {
    let date = |stated: &str, shown: &str| {
        let html = format!(
            "<html><meta property=article:published_time content='{stated}'><h1>Panen Raya</h1><div class=date>{shown}</div><p>{FIRST}"
        );
        given("a.html", html.as_bytes(), |record| match record.get(Field::Date).map(|stored| &stored.value) {
            Some(Value::Text(text)) => text.clone(),
            other => format!("{other:?}"),
        })
    };
    let shown = "Sabtu, 02/01/2021 10.08 WITA";
    assert_eq!(date("2021-01-02T10:08:58Z", shown), [shown]);
    assert_eq!(date("2021-01-02T02:08:58Z", shown), ["2021-01-02T02:08:58Z"]);
    assert_eq!(date("2021-01-02T10:08:58+08:00", shown), ["2021-01-02T10:08:58+08:00"]);
}
