// Chromium opens the pages as people do: small and large, light and dark. Nothing is logged, nothing is asked for but the
// page, axe finds nothing to object to, every link within the folder leads somewhere, the feeds are found, and a feed
// that is opened shows its titles. Screenshots are left for people to look at.
//
// usage: node browser.mjs KLIPING CONFIG CHROMIUM SCREENSHOTS [PAGE ...]

import { spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";

const require = createRequire(join(process.cwd(), "target/judges/"));
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const [kliping, config, chromium, screenshots, ...pages] = process.argv.slice(2);
const WIDTHS = [320, 1200];
const SCHEMES = ["light", "dark"];
const problems = [];
const problem = (where, what) => problems.push(`${where}: ${what}`);

const server = spawn(kliping, ["serve", "--config", config, "--address", "127.0.0.1:0"]);
const [base] = await new Promise((told) => createInterface(server.stdout).once("line", (line) => told([line])));
const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox"] });
mkdirSync(screenshots, { recursive: true });

async function open(name, width, scheme) {
  const page = await browser.newPage();
  const where = `${name} (${width}, ${scheme})`;
  // Nothing in a feed can tell a browser that there is no icon to ask for.
  const icon = (url) => name.endsWith(".xml") && url === `${base}favicon.ico`;
  page.on("console", (message) => icon(message.location().url) || problem(where, `logged: ${message.text()}`));
  page.on("pageerror", (error) => problem(where, error.message));
  page.on("request", (request) => {
    const own = icon(request.url()) || request.url().startsWith("data:") || [name, "feed.css"].some((file) => request.url() === base + file);
    if (!own) problem(where, `asks for ${request.url()}`);
  });
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  const answer = await page.goto(base + name);
  if (![200, 304].includes(answer.status())) problem(where, `status ${answer.status()}`);
  await page.screenshot({ path: join(screenshots, `${name.replaceAll("/", "-")}-${width}-${scheme}.png`) });
  return [page, where];
}

async function fits(page, where) {
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  if (wide > room) problem(where, `${wide} wide, for which ${room} is too narrow`);
}

async function leads(page, where, selector) {
  const links = await page.$$eval(selector, (found) => found.map((link) => link.href));
  for (const link of links.filter((link) => link.startsWith(base))) {
    const { status } = await fetch(link, { method: "HEAD" });
    if (status !== 200) problem(where, `${link} answers ${status}`);
  }
  return links;
}

for (const name of pages) {
  for (const width of WIDTHS) {
    for (const scheme of SCHEMES) {
      const [page, where] = await open(name, width, scheme);
      await fits(page, where);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run());
      for (const { id, help, nodes } of violations) problem(where, `${id}: ${help}: ${nodes[0].html}`);
      if (width === WIDTHS[0] && scheme === SCHEMES[0]) {
        await leads(page, where, "a[href]");
        const feeds = await leads(page, where, "link[rel=alternate][type][title]");
        if (feeds.length < 2 || !feeds[0].endsWith(".rss.xml")) problem(where, `offers ${feeds}`);
        for (const feed of feeds.filter((feed) => feed.endsWith(".xml"))) await opened(feed.slice(base.length));
        // The page of an archive offers the feed; the archive itself is beside it.
        if (name.includes("/")) await opened(name.replace(".html", ".rss.xml"));
      }
      await page.close();
    }
  }
}

// A feed is shown by its stylesheet: its titles can be read, its markup cannot.
async function opened(name) {
  for (const [at, scheme] of SCHEMES.entries()) await shows(name, WIDTHS[at], scheme);
}

async function shows(name, width, scheme) {
  const [page, where] = await open(name, width, scheme);
  const [titles, shown] = await page.evaluate(() => {
    const all = [...document.querySelectorAll("item > title, entry > title")];
    return [all.length, all.filter((title) => title.getClientRects().length > 0).length];
  });
  if (titles === 0 || titles !== shown) problem(where, `shows ${shown} of ${titles} titles`);
  await fits(page, where);
  await page.close();
}

await browser.close();
server.kill();
console.log(`browser: ${pages.length} pages, ${problems.length} problems`);
problems.forEach((line) => console.error(line));
process.exit(problems.length === 0 ? 0 : 1);
