"""Writes an archive of invented articles as JSON Lines, always the same for the same size.

Every case that a build must tell apart is in it: copies with the same address, numbers that files share, articles that
are known by their place only, dates without a time, dates to come, dates that are none.
"""

import json
import random
from datetime import datetime, timedelta, timezone
from pathlib import Path

PER_FILE = 5_000

PLACES = ["Muara Lindi", "Teluk Sawo", "Tanjung Beringin", "Kota Lembayung", "Bukit Kenari", "Pasar Lama", "Rawa Indah"]
PEOPLE = ["Sekar Wulandari", "Bram Nasution", "Yohana Tobing", "Ucup Hidayat", "Made Artana", "Lin Kurniawan"]
THINGS = ["beras", "jagung", "cabai", "ikan asin", "kopi", "garam", "kain tenun", "gula aren", "kakao", "rotan"]
EVENTS = ["Harga {} turun di {}", "Panen {} di {} lebih awal", "Pedagang {} di {} menunggu kapal", "{} dari {} dijual"]
SENTENCES = [
    "Warga {place} memilih {thing} karena mudah disimpan sampai musim hujan berakhir.",
    "{person} mengatakan pelabuhan di {place} menerima dua kapal lebih banyak daripada bulan lalu.",
    "Menurut catatan koperasi, {thing} dari {place} terjual habis sebelum tengah hari.",
    "Jalan menuju {place} diperbaiki sejak pekan lalu sehingga truk {thing} harus memutar.",
    "\u201cKami menunggu kabar dari {place},\u201d kata {person} di sela rapat warga.",
    "Petugas mencatat curah hujan di {place} lebih rendah daripada rata-rata sepuluh tahun terakhir.",
    "Sekolah di {place} mengajak murid menanam {thing} di kebun belakang.",
    "{person} berharap pasar {thing} tetap ramai setelah jembatan baru dibuka.",
    "Rapat itu dihadiri nelayan, petani, dan pengurus koperasi dari {place}.",
    "Hingga sore hari, antrean pembeli {thing} di {place} belum berkurang.",
]
TAGS = ["Harga Pangan", "harga-pangan", "Pelabuhan", "pelabuhan", "Bulu Tangkis", "badminton", "Koperasi", "koperasi"]
TAGS += ["Nelayan", "Cuaca", "cuaca", "Jalan Desa", "jalan desa", "Sekolah", "Pasar", "Pasar", "Ekspor", "C++"]
DAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober"]
MONTHS += ["November", "Desember"]
WIB = timezone(timedelta(hours=7))
FIRST = datetime(2019, 1, 1, tzinfo=WIB)
LAST = datetime(2026, 10, 31, 23, tzinfo=WIB)


def write(folder: Path, size: int) -> None:
    """Writes `size` records below `folder`, and those that are copies beside them."""
    chance = random.Random(size)
    texts = [
        sentence.format(place=place, thing=thing, person=person)
        for sentence in SENTENCES for place in PLACES for thing in THINGS for person in PEOPLE
    ]  # fmt: skip
    known: list[dict] = []
    for number in range((size + PER_FILE - 1) // PER_FILE):
        name = f"articles/{2019 + number % 8}/berita-{number:04}.jsonl"
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8") as file:
            for line in range(1, min(PER_FILE, size - number * PER_FILE) + 1):
                one = record(chance, texts, number, line, known)
                one["_origin"] = f"{name}:{line}"
                file.write(json.dumps(one, ensure_ascii=False) + "\n")


def record(chance: random.Random, texts: list[str], number: int, line: int, known: list[dict]) -> dict:
    """One record; one in thirty is a copy of an earlier one."""
    if known and chance.random() < 1 / 30:
        return copy(chance, chance.choice(known))
    title = chance.choice(EVENTS).format(chance.choice(THINGS), chance.choice(PLACES))
    one = {"judul": title[0].upper() + title[1:], "tanggal": date(chance), "penulis": chance.choice(PEOPLE)}
    one["tags"] = chance.sample(TAGS, chance.randint(0, 4))
    if chance.random() < 0.02:
        one["tags"].append(f"Desa {number}-{line}")
    one["isi"] = "\n\n".join(chance.choices(texts, k=chance.randint(6, 30)))
    kind = chance.random()
    if kind < 0.6:
        one["url"] = f"https://warta.example/berita/{number}-{line}/kabar"
    elif kind < 0.75:
        one["id"] = str(line)
    elif kind < 0.85:
        one["id"] = f"urn:warta:{number}:{line}"
    if chance.random() < 0.001:
        del one[chance.choice(["judul", "tanggal"])]
    elif "url" in one or "id" in one:
        if len(known) < 5_000:
            known.append(one)
        else:
            known[chance.randrange(5_000)] = one
    return one


def copy(chance: random.Random, one: dict) -> dict:
    """The same article once more: as it was, longer, revised, or through a link that counts clicks."""
    other = dict(one)
    if "url" in other and chance.random() < 0.5:
        other["url"] += "?utm_source=surel"
    if chance.random() < 0.5:
        other["isi"] += "\n\nTulisan ini telah diperbarui."
    if chance.random() < 0.3:
        other["updated"] = (LAST - timedelta(minutes=chance.randrange(100_000))).isoformat()
    return other


def date(chance: random.Random) -> str:
    """A date in one of the ways of newsrooms."""
    at = FIRST + timedelta(minutes=chance.randrange(int((LAST - FIRST).total_seconds()) // 60))
    if chance.random() < 0.001:
        at = LAST + timedelta(days=chance.randrange(2, 60))
    day = f"{at.day} {MONTHS[at.month - 1]} {at.year}"
    kind = chance.random()
    if kind < 0.5:
        return at.isoformat()
    if kind < 0.7:
        return f"{DAYS[at.weekday()]}, {day} {at:%H.%M} {chance.choice(['WIB', 'WITA', 'WIT'])}"
    return day if kind < 0.999 else f"32 {MONTHS[at.month - 1]} {at.year}"
