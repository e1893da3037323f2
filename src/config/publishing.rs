//! What `config.toml` says about publishing: histories, replays, compressed siblings, what must be left of an archive, and
//! the ping.

use std::collections::BTreeMap;

use super::error::{Document, Error};
use super::settings::Settings;
use super::{ITEMS, choice, day, named, number};
use crate::feed::{Archives, Pace};
use crate::output;
use crate::report::{nearest, quote};

/// What histories are made of; `None` where there are none.
pub fn history(document: &Document, settings: &Settings) -> Result<Option<Archives>, Error> {
    let own = &settings.history;
    let Some(by) = choice(document, own.by.as_ref(), Archives::NAMES, None)? else { return Ok(None) };
    let items = own.items.as_ref().map(|items| number(document, Some(items), ITEMS, 0)).transpose()?;
    Ok(Some(Archives { by, items, tags: own.tags.unwrap_or(false) }))
}

/// The paces of replays by the id of the topic, which is one of the configuration: tags come and go.
pub fn replays(document: &Document, settings: &Settings) -> Result<BTreeMap<String, Pace>, Error> {
    let all = settings.topics.all.as_ref().map_or("semua", |all| all.get_ref());
    let of_rules = settings.topic.iter().map(|topic| topic.get_ref().id.get_ref().as_str());
    let ids: Vec<&str> = of_rules.chain((!all.is_empty()).then_some(all)).collect();
    let mut replays = BTreeMap::new();
    for (id, replay) in &settings.replay {
        if !ids.contains(&id.get_ref().as_str()) {
            let error = document.error(id.span(), format!("{} is no topic of this file", quote(id.get_ref())));
            let near = nearest(id.get_ref(), ids.iter().copied()).map(|near| format!("did you mean `{near}`?"));
            return Err(error.hint(near.unwrap_or_else(|| "the `id` of a `[[topic]]`".to_owned())));
        }
        let per_day = number(document, replay.per_day.as_ref(), 1..=1_000, 1)?;
        replays.insert(id.get_ref().clone(), Pace { start: day(document, &replay.start)?, per_day });
    }
    Ok(replays)
}

/// Whether the hub is told of what has changed, which takes a hub, addresses, and a program that can.
pub fn ping(document: &Document, settings: &Settings) -> Result<bool, Error> {
    let Some(ping) = settings.output.ping.as_ref().filter(|ping| *ping.get_ref()) else { return Ok(false) };
    let refused = |message: &str, hint: &str| Err(document.error(ping.span(), message).hint(hint));
    if settings.output.hub.is_none() || settings.output.base_url.is_none() {
        return refused("there is nobody to tell, or nothing to tell of", "set `hub` and `base_url` in `[output]`");
    }
    if !output::CAN_PING {
        return refused("this program was built without the network", "build it with `--features websub`");
    }
    Ok(true)
}

/// The compressed siblings that are asked for, each once.
pub fn compress(document: &Document, settings: &Settings) -> Result<Vec<&'static output::Codec>, Error> {
    let allowed: Vec<(&str, &output::Codec)> = output::CODECS.iter().map(|codec| (codec.name, codec)).collect();
    let mut codecs: Vec<&output::Codec> = Vec::new();
    for name in &settings.output.compress {
        let codec = named(document, name.get_ref(), name.span(), &allowed)?;
        if codecs.iter().all(|known| known.name != codec.name) {
            codecs.push(codec);
        }
    }
    Ok(codecs)
}

/// The share of the last run's articles below which nothing is published.
pub fn keep_share(document: &Document, settings: &Settings) -> Result<f64, Error> {
    match &settings.output.keep_share {
        Some(share) if !(0.0..=1.0).contains(share.get_ref()) => {
            Err(document.error(share.span(), format!("{} is not between 0 and 1", share.get_ref())))
        }
        Some(share) => Ok(*share.get_ref()),
        None => Ok(0.5),
    }
}
