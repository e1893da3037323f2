//! Telling a WebSub hub which feeds have changed. It is the only thing that asks anything of the network, and only where
//! the configuration says so.

use url::Url;

/// Whether this program can.
pub const CAN_PING: bool = cfg!(feature = "websub");

/// Tells the `hub` that each of the feeds at `topics` has changed. A hub that does not answer is not asked again.
///
/// # Errors
/// Why the hub did not take it, and how many feeds it was not told of.
#[cfg(feature = "websub")]
pub fn ping(hub: &Url, topics: &[Url]) -> Result<(), String> {
    /// A run must not hang on a hub.
    const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);
    let settings = ureq::Agent::config_builder().timeout_global(Some(PATIENCE)).max_redirects(0).build();
    let agent = ureq::Agent::new_with_config(settings);
    for (number, topic) in topics.iter().enumerate() {
        let form = [("hub.mode", "publish"), ("hub.url", topic.as_str())];
        let answer = agent.post(hub.as_str()).send_form(form);
        answer.map_err(|error| left(topics.len() - number, &error.to_string()))?;
    }
    Ok(())
}

/// Tells nobody.
///
/// # Errors
/// Always, where there is anything to tell.
#[cfg(not(feature = "websub"))]
pub fn ping(_hub: &Url, topics: &[Url]) -> Result<(), String> {
    if topics.is_empty() { Ok(()) } else { Err(left(topics.len(), "this program was built without the network")) }
}

fn left(feeds: usize, why: &str) -> String {
    format!("{} not announced: {why}", crate::report::count(feeds as u64, "feed"))
}
