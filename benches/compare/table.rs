//! What was measured, as a table of Markdown: medians, and from the least to the most.

use std::fs;
use std::io;
use std::path::Path;

use crate::Arguments;
use crate::archive::Shape;
use crate::measure::Cost;

pub const FLOOR: &str = "floor";
pub const FIND: &str = "find -printf";
pub const BUILD: &str = "kliping, full build";
pub const ONE_CORE: &str = "kliping, full build, one core";
pub const NOTHING: &str = "kliping, nothing new";
pub const ONE_MORE: &str = "kliping, one new article";

/// What the runs of one command cost.
pub struct Row {
    /// What people call it.
    pub name: String,
    /// Run by run.
    pub costs: Vec<Cost>,
}

impl Row {
    /// Median, least and most.
    fn spread(&self, figure: fn(&Cost) -> f64) -> (f64, f64, f64) {
        let mut all: Vec<f64> = self.costs.iter().map(figure).collect();
        all.sort_by(f64::total_cmp);
        let at = |index: usize| all.get(index).copied().unwrap_or_default();
        let last = all.len().saturating_sub(1);
        ((at(last / 2) + at(all.len() / 2)) / 2.0, at(0), at(last))
    }
}

/// Prints the rows and how far they are from what is wanted.
pub fn print(arguments: &Arguments, rows: &[Row], feeds: &Path) -> io::Result<()> {
    let shape = Shape::NAMES.iter().find(|(_, shape)| *shape == arguments.shape).map_or("", |(name, _)| name);
    let (mut files, mut bytes) = (0_u64, 0);
    for entry in fs::read_dir(feeds)? {
        bytes += entry?.metadata()?.len();
        files += 1;
    }
    let Arguments { articles, tags, rounds, items, .. } = arguments;
    println!(
        "\n{articles} articles, {shape}, {tags} tags, {items} items a feed: {files} files, {} MB\n",
        bytes / 1_000_000
    );
    println!("| medians of {rounds} (least–most) | CPU s | of it system | wall s | peak MiB |");
    println!("|---|---|---|---|---|");
    for row in rows {
        let show = |figure: fn(&Cost) -> f64, digits: usize| {
            let (median, least, most) = row.spread(figure);
            format!("{median:.digits$} ({least:.digits$}–{most:.digits$})")
        };
        let (system, ..) = row.spread(|cost| cost.system);
        let (peak, ..) = row.spread(|cost| cost.peak);
        let (cpu, wall) = (show(|cost| cost.cpu, 3), show(|cost| cost.wall, 3));
        println!("| {} | {cpu} | {system:.3} | {wall} | {peak:.0} |", row.name);
    }
    ratios(rows);
    Ok(())
}

fn ratios(rows: &[Row]) {
    let median = |name: &str, figure: fn(&Cost) -> f64| {
        rows.iter().find(|row| row.name == name).map_or(f64::NAN, |row| row.spread(figure).0)
    };
    let cpu = |name: &str| median(name, |cost| cost.cpu);
    let wall = |name: &str| median(name, |cost| cost.wall);
    println!();
    println!("- full build : floor, CPU: {:.1}", cpu(BUILD) / cpu(FLOOR));
    println!("- nothing new : find, CPU {:.2}, wall {:.2}", cpu(NOTHING) / cpu(FIND), wall(NOTHING) / wall(FIND));
    println!("- one new article: {:.0} ms more than nothing new", 1e3 * (wall(ONE_MORE) - wall(NOTHING)));
    println!("- two cores against one, wall: {:.2} times as fast", wall(ONE_CORE) / wall(BUILD));
    let own = [FLOOR, FIND, BUILD, ONE_CORE, NOTHING, ONE_MORE];
    for row in rows.iter().filter(|row| !own.contains(&row.name.as_str())) {
        println!("- {} : full build, CPU: {:.1}", row.name, cpu(&row.name) / cpu(BUILD));
    }
}
