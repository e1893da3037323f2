//! The second reading: of the articles that a feed shows.

use std::collections::{BTreeMap, HashMap};

use super::Run;
use super::gather::{admit, background, origin};
use crate::archive::{self, Source};
use crate::article::{Article, Learned};
use crate::catalog::{Card, Catalog, Holding, Place};
use crate::config::Config;
use crate::report::{Problem, Report};

/// What the second reading knows of the first.
pub(super) struct Again<'a> {
    pub config: &'a Config,
    pub run: Run,
    pub sources: &'a [Source],
    pub learned: &'a Learned,
    pub catalog: &'a Catalog,
}

/// The cards of one file that are wanted, by record and part.
type Wanted = BTreeMap<(u32, u32), usize>;

impl Again<'_> {
    /// The articles, whole, by the number of their card.
    pub fn read(&self, holdings: &[Holding], report: &mut Report) -> HashMap<usize, Article> {
        let mut wanted: BTreeMap<u32, Wanted> = BTreeMap::new();
        for number in holdings.iter().flat_map(|holding| &holding.newest) {
            if let Some(Card { place, .. }) = self.catalog.card(*number) {
                wanted.entry(place.source).or_default().insert((place.ordinal, place.part), *number);
            }
        }
        let mut articles = HashMap::new();
        for (number, wanted) in wanted {
            if let Some(source) = self.sources.get(number as usize) {
                self.file(source, &wanted, &mut articles);
            }
            for card in wanted.values().filter(|card| !articles.contains_key(card)) {
                let line = self.catalog.card(*card).map_or(0, |card| card.place.line);
                let message = "changed while it was read, left out until the next run";
                report.add(Problem::record(origin(self.sources, number).at(line), message));
            }
        }
        articles
    }

    fn file(&self, source: &Source, wanted: &Wanted, articles: &mut HashMap<usize, Article>) {
        let background = background(self.config, self.run.now, source, self.learned);
        // What is wrong with the records was told when they were first read.
        let mut told = Report::default();
        self.places(source, wanted, &mut |item| {
            for (article, place) in admit(item, 0, &background, &mut told) {
                let card = wanted.get(&(place.ordinal, place.part));
                let Some(card) = card.filter(|card| self.catalog.is_of(**card, &article)) else { continue };
                let by_place = self.catalog.card(*card).is_some_and(|card| card.id_of_place);
                let article = if by_place { article.with_id_of_place(&self.config.article) } else { article };
                articles.insert(*card, article);
            }
        });
    }

    /// Reads records of one file: each alone where its bytes are known, else the whole file.
    fn places(&self, source: &Source, wanted: &Wanted, each: archive::Each) {
        let places: Vec<&Place> = wanted.values().filter_map(|card| Some(&self.catalog.card(*card)?.place)).collect();
        if places.iter().any(|place| place.bytes.is_none()) {
            archive::read(source, &self.config.archive, each);
            return;
        }
        for place in places {
            if let Some(bytes) = &place.bytes {
                archive::read_part(source, &self.config.archive, bytes, (place.ordinal, place.line), each);
            }
        }
    }
}
