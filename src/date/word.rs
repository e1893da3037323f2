//! What words mean: the kinds that the vocabulary sorts them into.

/// What a word can mean in a dateline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// Nothing that this room knows.
    Other,
    /// A Gregorian month, 1 to 12.
    Month(u8),
    /// A month of the Islamic calendar, which is never converted.
    HijriMonth,
    /// A first word of a two-word month of the Islamic calendar (`Rabiul Awal`).
    HijriFirst,
    /// A second word of one.
    HijriLast,
    /// A weekday, days since Monday.
    Weekday(u8),
    /// `minggu`: Sunday, or a week.
    Minggu,
    /// `min`: short for Sunday, or English minutes.
    Min,
    /// `jam`: marks a time of day, or counts hours.
    Jam,
    /// `hari`: "day", or a filler before a weekday.
    Hari,
    /// `bulan`: a unit, or a filler before a month's name.
    Bulan,
    /// `tahun`: a unit, or a filler before a year.
    Tahun,
    /// A unit of time that means nothing else.
    Unit(Unit),
    /// A unit with "one" built in (`sejam`).
    One(Unit),
    /// A day of the Javanese market week.
    Pasaran,
    /// An Indonesian zone, hours east of Greenwich.
    Zone(u8),
    /// `UTC`, `GMT`.
    Utc,
    /// A known abbreviation of a zone elsewhere, which is refused.
    Foreign,
    /// `waktu`: "time", as in `Waktu Indonesia Barat`.
    Waktu,
    /// `Indonesia`, `Indonesian`.
    Indonesia,
    /// `bagian` and the like, inside the long name of a zone.
    Bagian,
    /// The part of Indonesia that a long zone name speaks of, hours east of Greenwich.
    Part(u8),
    /// `tengah`: "middle", a part of Indonesia or of the night.
    Tengah,
    /// A part of the day.
    Period(Period),
    /// `dini`, first word of `dini hari`.
    Dini,
    /// `am`.
    Am,
    /// `pm`.
    Pm,
    /// Marks that a time of day follows (`pukul`).
    Marker,
    /// Marks that a day follows (`tanggal`).
    DayMarker,
    /// Says that what follows is the publication.
    Published,
    /// Says that what follows is an update.
    Updated,
    /// As [`Word::Published`], but only right before the date: also an everyday word.
    WeakPublished,
    /// As [`Word::Updated`], but only right before the date.
    WeakUpdated,
    /// Joins two days or times to a range or a list.
    Joiner,
    /// Means nothing and may stand between the parts of a date.
    Filler,
    /// `lalu`, `ago`.
    Ago,
    /// `yang`.
    Yang,
    /// A number in letters.
    Number(u8),
    /// `setengah`, `half`.
    Half,
    /// `beberapa`: no number, so no instant.
    Vague,
    /// A word that is a moment by itself.
    Moment(Moment),
    /// `baru`, first word of `baru saja`.
    Baru,
    /// `saja`, `now` after `just`.
    Saja,
    /// `ini`.
    Ini,
    /// `dulu`, `dulunya`.
    Dulu,
    /// `lusa`: the day after tomorrow, or with `kemarin` the day before yesterday.
    Lusa,
    /// `dalam`, `in`: the count lies ahead.
    Within,
    /// `mendatang`: the date before it lies ahead.
    Ahead,
    /// `lagi`: the count before it lies ahead.
    Lagi,
    /// `st`, `nd`, `rd`, `th` glued to a day.
    Ordinal,
    /// A letter with a part in a shape: `T`, `Z`, `H`, `M`, `S`, `D`, `W`, `J`.
    Letter(u8),
    /// A word after which a number names something that is no date: `Rp`, `No.`, `versi`.
    Numbering,
    /// A word before which a number measures: `persen`.
    Measure,
    /// `lewat`, `kurang`: minutes past or before the hour.
    Past,
    /// The end of a web address, after which a dateline may be glued.
    Domain,
    /// A person's role, after which a dateline may be glued by a hyphen.
    Role,
}

/// A unit that relative dates count in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// A part of the day, which decides between the two readings of a twelve-hour clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Period {
    /// `pagi`, `subuh`, `dini hari`: from midnight to noon.
    Morning,
    /// `siang`: around noon.
    Noon,
    /// `sore`, `petang`: the afternoon.
    Afternoon,
    /// `malam`: the evening and the night.
    Night,
    /// `tengah malam`: midnight, of which day is unclear.
    Midnight,
}

/// A word that is a moment without any number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// `sekarang`, `barusan`: the reference itself.
    Now,
    /// A day, counted from the reference's.
    Day(i8),
}

impl Word {
    /// The weekday that the word can be, days since Monday.
    pub(super) fn weekday(self) -> Option<u8> {
        match self {
            Word::Weekday(day) => Some(day),
            Word::Minggu | Word::Min => Some(6),
            _ => None,
        }
    }

    /// The month that the word is, 1 to 12.
    pub(super) fn month(self) -> Option<u8> {
        match self {
            Word::Month(month) => Some(month),
            _ => None,
        }
    }

    /// The unit that the word can be after a number.
    pub(super) fn unit(self) -> Option<Unit> {
        Some(match self {
            Word::Unit(unit) => unit,
            Word::Minggu => Unit::Week,
            Word::Min => Unit::Minute,
            Word::Jam | Word::Letter(b'j') => Unit::Hour,
            Word::Hari | Word::Letter(b'd') => Unit::Day,
            Word::Bulan => Unit::Month,
            Word::Tahun => Unit::Year,
            Word::Letter(b'w') => Unit::Week,
            Word::Letter(b'm') => Unit::Minute,
            Word::Letter(b's') => Unit::Second,
            _ => return None,
        })
    }
}
