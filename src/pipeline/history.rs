//! The histories of topics in closed documents, and which article stands in which.
//!
//! An article stands in one document for as long as it is in the archive and in the topic. A document is closed when it
//! is made, with articles that the feed no longer shows and those beside them; what is found later, however old, goes
//! into a new document at the end of the chain. So whoever follows the chain back from the feed meets every article, and
//! a document changes only where an article of it was edited or withdrawn.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::press::{Press, stop_if_told};
use super::publish::{Room, entries_of, heading, local, look};
use super::shelf::Shelf;
use super::{Error, Members, items};
use crate::catalog::{Document, Holding, Key, Shown, hash, mixed};
use crate::config::Config;
use crate::feed::{self, Archives, Feed, Heading, History};
use crate::report::Report;
use crate::topic::Topic;

/// So many articles are fetched at a time: the catalog has room for them while documents are made of them.
const AHEAD: usize = 50_000;

/// Whether a topic has a history.
pub(super) fn has_history(config: &Config, topic: &Topic) -> bool {
    config.history.as_ref().is_some_and(|archives| archives.tags || !matches!(topic, Topic::Tag(_)))
}

/// The histories of all topics.
pub(super) struct Histories<'a> {
    room: Room<'a>,
    members: Members,
    /// By slug, those closed first first.
    documents: BTreeMap<String, Vec<Document>>,
    /// Versions of articles that the catalog keeps, sorted.
    lasting: &'a [u64],
    shelf: Option<Shelf<'a>>,
    on_shelf: HashSet<u64>,
}

/// What a run does to a history.
#[derive(Default)]
struct Plan {
    /// The documents that there are, each with its articles, the oldest first, and whether it is not as it was.
    documents: Vec<(Document, Vec<Shown>, bool)>,
    /// The numbers of documents of which no article is left.
    gone: Vec<u32>,
    /// The articles that stand in none, the oldest first.
    loose: Vec<Shown>,
}

impl<'a> Histories<'a> {
    /// The histories as they were published. Those of topics that have none any more are forgotten.
    pub fn new(room: Room<'a>, holdings: &[Holding], members: Members, lasting: &'a [u64]) -> Result<Self, Error> {
        let catalog = &room.gathered.catalog;
        let mut documents = catalog.documents()?;
        let with = holdings.iter().filter(|holding| has_history(room.config, &holding.topic));
        let slugs: HashSet<&str> = with.map(|holding| holding.slug.as_str()).collect();
        for (slug, of_slug) in documents.iter().filter(|(slug, _)| !slugs.contains(slug.as_str())) {
            of_slug.iter().try_for_each(|document| catalog.drop_document(slug, document.number))?;
        }
        documents.retain(|slug, _| slugs.contains(slug.as_str()));
        Ok(Self { room, members, documents, lasting, shelf: None, on_shelf: HashSet::new() })
    }

    /// The names of all documents.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.documents.values().flatten().map(|document| &document.name)
    }

    /// The names of the documents of one history.
    pub fn names_of(&self, slug: &str) -> impl Iterator<Item = &String> {
        self.documents.get(slug).into_iter().flatten().map(|document| &document.name)
    }

    /// The document that was closed last.
    pub fn last(&self, slug: &str) -> Option<&str> {
        self.documents.get(slug)?.last().map(|document| document.name.as_str())
    }

    /// Whether a history is not as it should be, the feed showing all its newest articles.
    pub fn is_due(&self, holding: &Holding, press: &Press) -> bool {
        let Some(archives) = self.archives(holding) else { return false };
        let plan = self.plan(holding, archives, press);
        let shown: HashSet<Key> = holding.newest.iter().map(|shown| shown.key).collect();
        !plan.gone.is_empty()
            || plan.documents.iter().any(|(.., is_changed)| *is_changed)
            || self.to_close(holding, archives, &plan.loose, &shown, plan.documents.is_empty()) > 0
    }

    fn archives(&self, holding: &Holding) -> Option<&'a Archives> {
        self.room.config.history.as_ref().filter(|_| has_history(self.room.config, &holding.topic))
    }

    /// What is to be done. An article that is found in a document stays there.
    fn plan(&self, holding: &Holding, archives: &Archives, press: &Press) -> Plan {
        let members = self.members.get(&holding.topic).map_or(&[][..], Vec::as_slice);
        let mut loose: HashMap<u64, usize> = members.iter().enumerate().map(|(at, shown)| (shown.id, at)).collect();
        let mut plan = Plan::default();
        for old in self.documents.get(holding.slug.as_str()).into_iter().flatten() {
            let is_ours = archives.would_make(&holding.slug, &old.name);
            let ids = old.entries.iter().filter(|_| is_ours);
            let mut held: Vec<usize> = ids.filter_map(|entry| loose.remove(&entry.id)).collect();
            held.sort_unstable();
            if held.is_empty() {
                plan.gone.push(old.number);
                continue;
            }
            let held: Vec<Shown> = held.into_iter().filter_map(|at| members.get(at).copied()).collect();
            let previous = plan.documents.last().map(|(document, ..)| document.name.as_str());
            let document = self.document(holding, old, &held, previous);
            let is_changed = document.look != old.look || !press.is_there(&old.name);
            plan.documents.push((document, held, is_changed));
        }
        self.forget_next(holding, &mut plan);
        plan.loose = members.iter().filter(|shown| loose.contains_key(&shown.id)).copied().collect();
        plan
    }

    /// Where the document that another leads to is no more, that one is to change.
    fn forget_next(&self, holding: &Holding, plan: &mut Plan) {
        let names: HashSet<String> = plan.documents.iter().map(|(document, ..)| document.name.clone()).collect();
        for (document, held, is_changed) in &mut plan.documents {
            if document.next.take_if(|next| !names.contains(next)).is_some() {
                // It is the first: none is before it.
                *document = self.document(holding, document, held, None);
                *is_changed = true;
            }
        }
    }

    /// The document `known` with these articles, which leads to the `previous` one.
    fn document(&self, holding: &Holding, known: &Document, held: &[Shown], previous: Option<&str>) -> Document {
        let entries = entries_of(held);
        let Document { number, name, next, .. } = known.clone();
        let names = [Some(name.as_str()), previous, next.as_deref()].map(|name| name.map_or(0, hash));
        let own = [look(self.room.config, self.room.run), hash(&holding.title)].into_iter().chain(names);
        let look = mixed(&own.chain(entries.iter().flat_map(|e| [e.id, e.version])).collect::<Vec<_>>());
        Document { number, name, next, look, entries }
    }

    /// How many of the `loose` articles are to be closed, the oldest first: those before a newer period, and those that
    /// the feed does not show. A history begins with two: a single document would lead nowhere.
    fn to_close(
        &self,
        holding: &Holding,
        archives: &Archives,
        loose: &[Shown],
        shown: &HashSet<Key>,
        begins: bool,
    ) -> usize {
        let newest = self.members.get(&holding.topic).and_then(|members| members.last());
        let newest = newest.map(|newest| self.period(archives, newest)).unwrap_or_default();
        let is_due = |one: &Shown| !shown.contains(&one.key) || self.period(archives, one) < newest;
        match loose.iter().rposition(is_due).map_or(0, |last| last + 1) {
            1 if begins && loose.first().is_some_and(|first| shown.contains(&first.key)) => 0,
            1 if begins => loose.len().min(2),
            count => count,
        }
    }

    fn period(&self, archives: &Archives, shown: &Shown) -> String {
        archives.period(local(self.room.config, shown.at))
    }

    /// Brings the history of a topic up to date, whose feed shows the articles `shown`; where that is not known nothing
    /// is closed.
    pub fn close(
        &mut self,
        holding: &Holding,
        shown: Option<&HashSet<Key>>,
        press: &mut Press,
        report: &mut Report,
    ) -> Result<(), Error> {
        let Some(archives) = self.archives(holding) else { return Ok(()) };
        let slug = holding.slug.as_str();
        let catalog = &self.room.gathered.catalog;
        let mut plan = self.plan(holding, archives, press);
        plan.gone.iter().try_for_each(|number| catalog.drop_document(slug, *number))?;
        let old = self.documents.remove(slug).unwrap_or_default();
        let mut number = old.last().map_or(0, |last| last.number);
        let (mut kept, mut incomplete) = self.renew(holding, &mut plan, &old, press, report)?;
        let mut at = 0;
        let end = shown.map_or(0, |shown| self.to_close(holding, archives, &plan.loose, shown, kept.is_empty()));
        let most = archives.items.unwrap_or(usize::MAX).min(items(self.room.config, &holding.topic));
        while let Some(first) = plan.loose.get(at).filter(|_| at < end && !incomplete) {
            let rest = plan.loose.get(at..).unwrap_or_default();
            let period = self.period(archives, first);
            let count = rest.iter().take(most).take_while(|one| self.period(archives, one) == period).count();
            let mut fit = self.fetch(holding, rest.get(..count).unwrap_or_default(), rest, report)?;
            if let Some(two) = rest.get(..2).filter(|_| kept.is_empty() && fit == 1 && at + 1 < end) {
                // What follows the first document must be at hand, too.
                fit = fit.min(self.fetch(holding, two, rest, report)?);
            }
            incomplete = fit == 0;
            // The first document is made together with the second, to which it leads: one half of what there is, or the
            // only article before another period.
            let half = if kept.is_empty() { fit.div_ceil(2) } else { fit };
            let (one, other) = rest.get(..fit).unwrap_or_default().split_at(half);
            for held in [one, other].into_iter().filter(|held| !held.is_empty()) {
                let names = kept.iter().map(|document: &Document| document.name.as_str());
                let name = archives.next_name(&holding.slug, &period, names);
                let follower = rest.get(half).filter(|_| kept.is_empty() && (half < fit || at + half < end));
                let next = follower.map(|follower| {
                    let period = self.period(archives, follower);
                    archives.next_name(&holding.slug, &period, std::iter::once(name.as_str()))
                });
                number += 1;
                let new = Document { number, name, next, look: 0, entries: Vec::new() };
                kept.push(self.write(holding, &new, held, kept.last(), press)?);
            }
            at += fit;
        }
        self.documents.insert(slug.to_owned(), kept);
        // Where articles could not be read the next run tries again.
        press.published.incomplete |= incomplete;
        Ok(())
    }

    /// Writes the documents that are not as they were. One whose articles cannot be read stays as it is; articles that
    /// do not fit any more are loose again.
    fn renew(
        &mut self,
        holding: &Holding,
        plan: &mut Plan,
        old: &[Document],
        press: &mut Press,
        report: &mut Report,
    ) -> Result<(Vec<Document>, bool), Error> {
        let (mut kept, mut incomplete): (Vec<Document>, bool) = (Vec::new(), false);
        let changed = plan.documents.iter().filter(|(.., is_changed)| *is_changed);
        let ahead: Vec<Shown> = changed.flat_map(|(_, held, _)| held).copied().collect();
        let mut done = 0;
        for (document, held, is_changed) in std::mem::take(&mut plan.documents) {
            if !is_changed {
                press.unchanged(&document.name);
                kept.push(document);
                continue;
            }
            let ahead = ahead.get(done..).unwrap_or_default();
            done += held.len();
            let fit = self.fetch(holding, &held, ahead, report)?;
            if fit == 0 {
                incomplete = true;
                kept.extend(old.iter().find(|old| old.number == document.number).cloned());
                continue;
            }
            let (held, over) = held.split_at(fit);
            plan.loose.extend(over);
            kept.push(self.write(holding, &document, held, kept.last(), press)?);
        }
        plan.loose.sort_unstable_by_key(|shown| std::cmp::Reverse(*shown));
        Ok((kept, incomplete))
    }

    /// Writes the document `known` of the articles `held`, which are fetched, and remembers it.
    fn write(
        &self,
        holding: &Holding,
        known: &Document,
        held: &[Shown],
        previous: Option<&Document>,
        press: &mut Press,
    ) -> Result<Document, Error> {
        let config = self.room.config;
        let previous = previous.map(|document| document.name.clone());
        let articles = self.shelf.as_ref().map(|shelf| shelf.all(held)).transpose()?.unwrap_or_default();
        let [first, last] = [held.first(), held.last()].map(|shown| local(config, shown.map_or(0, |shown| shown.at)));
        let heading = Heading { count: held.len(), span: (first, last), ..heading(config, holding) };
        if let Some(feed) = Feed::new(heading, &articles, &config.feed) {
            let (archive, next) = (Some(known.name.clone()), known.next.clone());
            let feed = feed.with_history(History { archive, previous: previous.clone(), next });
            press.stage(&feed::render(&feed, &config.feed)?)?;
        }
        let document = self.document(holding, known, held, previous.as_deref());
        self.room.gathered.catalog.keep_document(holding.slug.as_str(), &document)?;
        Ok(document)
    }

    /// Fetches the articles `wanted` and, where that takes reading, those `ahead`. Returns how many of those wanted fit
    /// into one document, the oldest first; none where they cannot all be read.
    fn fetch(
        &mut self,
        holding: &Holding,
        wanted: &[Shown],
        ahead: &[Shown],
        report: &mut Report,
    ) -> Result<usize, Error> {
        let Room { config, run, gathered, fold, .. } = self.room;
        stop_if_told(config)?;
        if !wanted.iter().all(|shown| self.on_shelf.contains(&shown.version)) {
            gathered.catalog.keep_only(self.lasting)?;
            let batch: Vec<Shown> = wanted.iter().chain(ahead).take(AHEAD.max(wanted.len())).copied().collect();
            self.on_shelf = batch.iter().map(|shown| shown.version).collect();
            self.shelf = None;
            self.shelf = Some(Shelf::fill(config, run, gathered, fold, batch.into_iter(), report)?);
        }
        let articles = self.shelf.as_ref().map(|shelf| shelf.all(wanted)).transpose()?.unwrap_or_default();
        if articles.len() < wanted.len() {
            return Ok(0);
        }
        Ok(feed::fitting(&articles, heading(config, holding).show, &config.feed))
    }
}
