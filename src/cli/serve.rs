//! `kliping serve`.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use kliping::config::Config;
use kliping::serve::Server;

use super::{Exit, complain, said};

/// Shows the feeds over HTTP, to try them in a reader or a browser.
///
/// It is for trying; to publish the feeds, put their folder on a web server.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  kliping serve                          then open http://127.0.0.1:8000/
  kliping serve --address 0.0.0.0:8000   for every machine of the network, too")]
pub struct ServeArgs {
    /// The configuration, which names the folder of the feeds.
    #[arg(long, value_name = "FILE", default_value = "config.toml")]
    config: PathBuf,
    /// The address and port; port 0 takes any that is free.
    #[arg(long, value_name = "IP:PORT", default_value = "127.0.0.1:8000")]
    address: SocketAddr,
}

/// Serves until it is interrupted.
pub fn serve(args: &ServeArgs) -> Exit {
    let folder = match Config::load(&args.config) {
        Ok(config) => config.output.folder,
        Err(error) => {
            complain(&error.to_string());
            return Exit::Usage;
        }
    };
    if !folder.is_dir() {
        complain(&format!("{}: there is no such folder\nhint: `kliping` makes it", folder.display()));
        return Exit::Failed;
    }
    let bound = Server::bind(args.address, &folder).and_then(|server| Ok((server.address()?, server)));
    match bound {
        Ok((address, server)) => match said(writeln!(io::stdout().lock(), "http://{address}/")) {
            Exit::Done => server.run(),
            failed => failed,
        },
        Err(error) => {
            complain(&format!("{}: {error}", args.address));
            Exit::Failed
        }
    }
}
