//! Learning what the pages of each folder share, before any of them is understood.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::convert::Infallible;
use std::path::Path;

use super::Error;
use super::crew::in_order;
use crate::archive::{self, Field, Listing, Markup, Source, Stored, Value};
use crate::article::{self, Learned, Learner, PAGES_LOOKED_AT};
use crate::catalog::{Catalog, Folder, Plan, hash, mixed};
use crate::config::Config;
use crate::report::Problem;

/// What is wrong with files that the system did not give, by path.
type Failed = HashMap<Box<str>, Problem>;

/// What the pages of each folder share. Of a folder that has changed the new pages are looked at; where that changes
/// what they share, all its files are added to the plan. Returns also what is wrong with pages that the system did not
/// give: what is read of them later in the run does not count.
pub(super) fn learn(
    config: &Config,
    listing: &Listing,
    plan: &mut Plan,
    catalog: &Catalog,
) -> Result<(Learned, Failed), Error> {
    let (mut learned, mut failed) = (catalog.learned()?, Failed::new());
    let mut furnished_anew: HashSet<String> = HashSet::new();
    for (name, pages) in touched(listing, plan) {
        let before = catalog.folder(&name)?.unwrap_or_default();
        let (folder, lines) = look(config, &name, &pages, before, &mut failed);
        let shared = learned.fingerprint(&name);
        learned.know(&name, lines);
        if shared != learned.fingerprint(&name) {
            furnished_anew.insert(name.clone());
        }
        catalog.keep_folder(&name, &folder, &learned)?;
        catalog.doubt_unseen(plan, &name)?;
    }
    if !furnished_anew.is_empty() {
        let folders: Vec<&str> = listing.sources.iter().map(folder).collect();
        plan.read_again(|source| folders.get(source).is_some_and(|name| furnished_anew.contains(*name)));
    }
    Ok((learned, failed))
}

/// The folders of which a page is new, changed or gone, each with the pages that are looked at.
fn touched<'a>(listing: &'a Listing, plan: &Plan) -> BTreeMap<String, Vec<&'a Source>> {
    let is_page = |source: &&Source| archive::is_page(Path::new(&*source.shown));
    let read = plan.jobs.iter().filter_map(|job| listing.sources.get(job.source)).filter(is_page).map(folder);
    let gone = plan.gone.iter().map(|gone| gone.path.rsplit_once('/').map_or("", |(folder, _)| folder));
    let names: BTreeSet<&str> = read.chain(gone).collect();
    let mut folders: HashMap<&str, Vec<&Source>> = names.iter().map(|name| (*name, Vec::new())).collect();
    // Most archives are of other formats, and most files lie beside others of their folder.
    let mut left = if folders.is_empty() { &[][..] } else { &listing.sources };
    while let Some(first) = left.first() {
        let name = folder(first);
        let count = 1 + left.iter().skip(1).take_while(|source| is_in(name, source)).count();
        let (beside, behind) = left.split_at(count);
        if let Some(pages) = folders.get_mut(name) {
            let wanted = PAGES_LOOKED_AT.saturating_sub(pages.len());
            pages.extend(beside.iter().filter(is_page).take(wanted));
        }
        left = behind;
    }
    folders.into_iter().filter(|(_, pages)| !pages.is_empty()).map(|(name, pages)| (name.to_owned(), pages)).collect()
}

fn folder(source: &Source) -> &str {
    source.shown.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether a file lies in the folder `name`, told without looking for its folder; of the folder without a name never.
fn is_in(name: &str, source: &Source) -> bool {
    let rest = source.shown.strip_prefix(name).and_then(|rest| rest.strip_prefix('/'));
    rest.is_some_and(|file| !file.contains('/'))
}

/// Looks at those of the `pages` that were not looked at `before`, or at all where one of those is no more.
fn look(config: &Config, name: &str, pages: &[&Source], before: Folder, failed: &mut Failed) -> (Folder, HashSet<u64>) {
    let mut stamped: Vec<(u64, &Source)> = pages.iter().map(|source| (stamped(source), *source)).collect();
    let mut known: HashSet<u64> = stamped.iter().map(|(stamp, _)| *stamp).collect();
    let before = if before.pages.is_subset(&known) { before } else { Folder::default() };
    let mut learner = Learner::default();
    learner.resume(name, before.counted);
    stamped.retain(|(stamp, _)| !before.pages.contains(stamp));
    each_page(config, &stamped, &mut |(stamp, source), page| {
        page.teach(&mut learner);
        if let Some(problem) = page.failed {
            known.remove(stamp);
            failed.insert(source.shown.clone(), problem);
        }
    });
    let counted = learner.counted(name).cloned().unwrap_or_default();
    let lines = learner.finish().of(name).cloned().unwrap_or_default();
    (Folder { pages: known, counted }, lines)
}

/// A hash of path and stamp.
fn stamped(source: &Source) -> u64 {
    mixed(&[hash(&source.shown), source.stamp.size, source.stamp.modified as u64, source.stamp.changed as u64])
}

/// What a page gave.
struct Page {
    /// The texts, each with the folder that it counts for.
    texts: Vec<(String, String)>,
    /// What is wrong where the system did not give the page.
    failed: Option<Problem>,
}

impl Page {
    fn read(config: &Config, source: &Source) -> Self {
        let (mut texts, mut problem) = (Vec::new(), None);
        let end = archive::read_from(source, &config.archive, None, &mut |item| {
            if let Ok(record) = &item
                && record.markup == Markup::Page
                && let Some(Stored { value: Value::Text(text), .. }) = record.get(Field::Body)
            {
                texts.push((article::folder(&record.origin).to_owned(), text.clone()));
            }
            problem = item.err().or(problem.take());
        });
        Self { texts, failed: problem.filter(|_| end.failed || end.gone) }
    }

    fn teach(&self, learner: &mut Learner) {
        self.texts.iter().for_each(|(folder, text)| learner.add(folder, text));
    }
}

/// So many pages are read by one core before it asks for more, …
const PAGES: usize = 32;
/// … and so many bytes, but for a page that is longer: they wait for their turn in memory.
const BYTES: u64 = 128 << 10;

/// Gives `each` of the `pages` as it was read, in their order; many are read by all cores.
fn each_page(config: &Config, pages: &[(u64, &Source)], each: &mut dyn FnMut(&(u64, &Source), Page)) {
    let mut left = pages.iter();
    let mut take = |part: Vec<Page>| {
        for (page, source) in part.into_iter().zip(left.by_ref()) {
            each(source, page);
        }
    };
    let read = |part: &[(u64, &Source)]| part.iter().map(|(_, source)| Page::read(config, source)).collect();
    if pages.len() <= PAGES {
        return pages.chunks(1).for_each(|page| take(read(page)));
    }
    let longest = pages.iter().map(|(_, source)| source.stamp.size).max().unwrap_or_default();
    let together = usize::try_from(BYTES / longest.max(1)).unwrap_or(PAGES).clamp(1, PAGES);
    let parts = pages.chunks(together).map(Ok::<_, Infallible>);
    let Ok(()) = in_order(parts, &read, &mut |part| {
        take(part);
        Ok(())
    });
}

/// What the pages beside a single file share, without a catalog.
pub(super) fn learn_from(config: &Config, sources: &[Source]) -> Learned {
    let (mut learner, mut looked_at) = (Learner::default(), HashMap::<&str, usize>::new());
    for source in sources.iter().filter(|source| archive::is_page(Path::new(&*source.shown))) {
        let pages = looked_at.entry(folder(source)).or_default();
        *pages += 1;
        if *pages <= PAGES_LOOKED_AT {
            Page::read(config, source).teach(&mut learner);
        }
    }
    learner.finish()
}
