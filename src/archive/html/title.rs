//! The headline without the name of the outlet.

/// What may stand between a headline and the name of the site.
const SEPARATORS: &[&str] = &[" - ", " | ", " – ", " — ", " » ", " :: ", " • ", " ~ "];

/// `title` without what follows its last separators, where that is the name of the `site`, or the rest is the heading
/// that the page shows.
pub fn without_site(title: &str, site: Option<&str>, heading: Option<&str>) -> String {
    let mut rest = title.trim();
    // `Warta Kota: Panen Raya`
    if let Some((before, after)) = rest.split_once(": ")
        && site.is_some_and(|site| same(before, site))
    {
        rest = after.trim();
    }
    // `Ekonomi - Panen Raya`, where `Panen Raya` is what the page shows.
    if let Some((_, after)) = SEPARATORS.iter().find_map(|separator| rest.split_once(separator))
        && heading.is_some_and(|heading| heading.len() > 10 && fold(after) == fold(heading))
    {
        rest = after.trim();
    }
    while let Some((before, after)) = last_part(rest) {
        let is_site = is_domain(after) || site.is_some_and(|site| same(after, site) || same_start(after, site));
        // The heading tells how much of the title is headline.
        let is_heading = heading.is_some_and(|heading| heading.len() > 10 && starts(before, heading));
        if !is_site && !is_heading {
            break;
        }
        rest = before;
    }
    rest.to_owned()
}

fn last_part(title: &str) -> Option<(&str, &str)> {
    let at = SEPARATORS.iter().filter_map(|separator| Some((title.rfind(separator)?, separator.len()))).max()?;
    let (before, after) = (title.get(..at.0)?.trim(), title.get(at.0 + at.1..)?.trim());
    (!before.is_empty()).then_some((before, after))
}

/// `wartakota.com`
fn is_domain(name: &str) -> bool {
    let end = name.rsplit_once('.').filter(|(before, _)| before.len() > 3).map_or("", |(_, end)| end);
    name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
        && ["com", "id", "net", "org", "tv"].iter().any(|domain| end.eq_ignore_ascii_case(domain))
}

/// The letters of a name, without case, spaces and `.com`.
fn fold(name: &str) -> String {
    let name = name.to_lowercase();
    let name =
        name.trim_start_matches("www.").trim_end_matches(".co.id").trim_end_matches(".com").trim_end_matches(".id");
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn same(a: &str, b: &str) -> bool {
    fold(a) == fold(b)
}

/// `Warta Kota Online` on the site `Warta Kota`.
fn same_start(part: &str, site: &str) -> bool {
    let (part, site) = (fold(part), fold(site));
    site.len() > 3 && part.starts_with(&site) && part.len() < site.len() + 12
}

fn starts(title: &str, heading: &str) -> bool {
    let folded = |text: &str| -> String { text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect() };
    folded(title).starts_with(&folded(heading))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_site_is_cut() {
        let cut = |title| without_site(title, Some("Warta Kota"), Some("Panen Raya di Bone"));
        assert_eq!(cut("Panen - Raya | wartakota.com"), "Panen - Raya");
        assert_eq!(cut("Panen Raya di Bone - Ekonomi - Koran Lain"), "Panen Raya di Bone");
        assert_eq!(cut("Bone - Panen Raya"), "Bone - Panen Raya");
        assert_eq!(cut("Ekonomi - Panen Raya di Bone"), "Panen Raya di Bone");
        assert_eq!(cut("WartaKota.com: Panen Raya: Bone"), "Panen Raya: Bone");
        assert_eq!(without_site("Panen Raya - Koran-Kita.co.id", None, None), "Panen Raya");
        assert_eq!(without_site("Final: PSM - Persib", None, None), "Final: PSM - Persib");
    }
}
