// What has to hold of the page for the meeting in browsers: node page.mjs PROGRAM FOLDER
//
// FOLDER is scratch. The page of the guideline that comes with the program, one with hostile names and one of 100,000
// accounts are opened in Chromium and Firefox, light and dark: no request, no message, nothing that axe finds; the list of
// accounts sorts, searches and explains.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Browser } from "./browser.mjs";

const [program, folder] = process.argv.slice(2).map((path) => resolve(path));
const project = fileURLToPath(new URL("../..", import.meta.url));
const shipped = join(project, "rules/key-account-guideline");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const day = ["--as-of", "2026-11-29"];
mkdirSync(folder, { recursive: true });

let passed = 0, failed = 0;
async function test(name, body) {
  try {
    await body();
    ++passed;
  } catch (error) {
    ++failed;
    console.error(`${name}: ${error.message}`);
  }
}

/// Writes a page; rejected rows are findings and no failure. Returns its path and how many seconds it took.
function report(name, ...args) {
  const page = join(folder, name), begin = process.hrtime.bigint();
  try {
    execFileSync(program, ["report", ...args, ...day, "-o", page], { stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    if (error.status !== 1) throw new Error(String(error.stderr));
  }
  return { page, seconds: Number(process.hrtime.bigint() - begin) / 1e9 };
}

function shippedPage() {
  return report("shipped.html", join(shipped, "guideline.spanne"), join(shipped, "accounts.csv"), "--kams",
    join(shipped, "kams.csv"), "--against", `release:1.2.0:${join(shipped, "guideline.spanne")}`, "--scenarios",
    join(shipped, "options-2027.scenarios.spanne"), "--every", "quarter", "--until", "2027-10-01").page;
}

const rules = `ruleset "<b>Hostile</b> & friends" version 1.0.0
attributes
  id     text     key
  name   text     optional
  kam    text     owner
  sites  integer  1 .. 50
cluster small "</script><script>alert(1)</script>": otherwise -> 0.1 .. 0.2 FTE
many: sites > 10 -> +0.01 FTE, flag "look at {name}" because "<img src=x onerror=alert(2)>"
`;
const hostile = ["<script>alert(3)</script>", "</script><img src=x onerror=alert(4)>", "' onclick='alert(5)", "&lt;b&gt;",
  "<!--", "javascript:alert(6)", "\u202Etxet"];

function hostilePage() {
  const guideline = join(folder, "hostile.spanne"), accounts = join(folder, "hostile.csv");
  writeFileSync(guideline, rules);
  const cell = (text) => `"${text.replaceAll('"', '""')}"`;
  writeFileSync(accounts, "id,name,kam,sites\n" + hostile.map((text, i) =>
    `${cell(text + i)},${cell(text)},${cell("KAM " + text)},${i % 2 ? 20 : cell(text)}`).join("\n") + "\n");
  return report("hostile.html", guideline, accounts).page;
}

function largePage() {
  const guideline = join(folder, "large.spanne"), accounts = join(folder, "large.csv");
  writeFileSync(guideline, rules.replace("1 .. 50", "1 .. 5_000"));
  const rows = ["id,name,kam,sites"];
  for (let i = 0; i < 100_000; ++i) rows.push(`A-${(i * 7919) % 100_000},Kunde ${i % 9973} Straße,Person ${i % 700},${1 + (i % 40)}`);
  writeFileSync(accounts, rows.join("\n") + "\n");
  return report("large.html", guideline, accounts);
}

const median = (times) => [...times].sort((a, b) => a - b)[times.length >> 1];
const rowCount = "document.querySelectorAll('#accounts tbody tr:not(.derivation)').length";
const countText = "document.getElementById('accounts-count').textContent";
const typed = (words) => `(() => { const field = document.getElementById("accounts-search"); field.value = ${JSON.stringify(words)};
  field.dispatchEvent(new Event("input")); })()`;
const timed = (action) => `(() => { const begin = performance.now(); ${action}; document.body.getBoundingClientRect();
  return performance.now() - begin; })()`;

async function quiet(browser) {
  assert.deepEqual(browser.messages, []);
  assert.deepEqual(browser.requests.filter((address) => !address.startsWith("file:") && !address.startsWith("data:")), []);
}

async function accessible(browser) {
  await browser.run(`(${JSON.stringify(0)}, eval)`).catch(() => {});
  await browser.send("script.evaluate", { expression: axe, target: { context: browser.context }, awaitPromise: false });
  const found = await browser.run(`axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
    violations.map((v) => v.id + ": " + v.nodes.slice(0, 3).map((n) => n.target.join(" ") + " " + n.failureSummary).join("; ")))`);
  assert.deepEqual(found, []);
}

/// The page as a server hands it out is asked for once, and nothing else.
async function servedOnce(browser, page) {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.setHeader("Content-Type", "text/html");
    response.end(readFileSync(page));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  await browser.open(`http://127.0.0.1:${server.address().port}/`);
  assert.ok(await browser.run(rowCount) > 0);
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  assert.deepEqual(asked, ["/"]);
}

async function listWorks(browser) {
  const all = await browser.run(rowCount);
  assert.equal(all, 63);
  await browser.run(typed("sjoberg lead"));
  assert.match(await browser.run(countText), /^\d+ engagements?, of 63 in all$/);
  const found = await browser.run(rowCount);
  assert.ok(found > 0 && found < all, `${found} rows found`);
  await browser.run(`dispatchEvent(new Event("beforeprint"))`);
  assert.equal(await browser.run(rowCount), found);
  assert.match(await browser.run(`document.getElementById("accounts-printed").textContent`), /, of 63 in all, searched: sjoberg lead$/);
  await browser.run(`dispatchEvent(new Event("afterprint"))`);
  await browser.run(typed(""));
  await browser.run(`document.querySelector("#accounts th.FTE button").click()`);
  assert.equal(await browser.run(`document.querySelector("#accounts th.FTE").getAttribute("aria-sort")`), "descending");
  assert.match(await browser.run(`document.querySelector("#accounts tbody tr").textContent`), /Meridian/);
  await browser.run(`document.querySelector("#accounts tbody .open").click()`);
  const derivation = await browser.run(`document.querySelector("#accounts .derivation").textContent`);
  assert.match(derivation, /Calculation, in FTE/);
}

async function hostileIsText(browser) {
  assert.equal(await browser.run(`document.querySelectorAll("img, main script:not(#accounts-data), [onclick]").length`), 0);
  const text = await browser.run(`document.body.textContent`);
  for (const name of hostile.slice(0, 3)) assert.ok(text.includes(name), `${name} is shown`);
  await browser.run(`document.querySelectorAll("#accounts tbody .open").forEach((button, i) => i < 4 && button.click())`);
}

// Times are told and not judged: they are those of the machine.
async function largeWorks(browser, large) {
  const sorts = [], searches = [];
  for (let i = 0; i < 8; ++i)
    sorts.push(await browser.run(timed(`document.querySelectorAll("#accounts th button")[${i} % 6].click()`)));
  for (const words of ["s", "st", "str", "stra", "strasse", "strasse 7", "strasse 77", "a-9", "person 13"])
    searches.push(await browser.run(timed(typed(words))));
  console.log(`  ${browser.name}: sorts in ${Math.round(median(sorts))} ms (at most ${Math.round(Math.max(...sorts))}), ` +
    `searches in ${Math.round(median(searches))} ms (at most ${Math.round(Math.max(...searches))})`);
  await browser.run(typed("no such account"));
  assert.match(await browser.run(`document.querySelector("#accounts tbody").textContent`), /^No account has the words/);
  await browser.run(typed(""));
  assert.equal(await browser.run(rowCount), 100);
  await browser.run(`document.getElementById("accounts-next").click()`);
  assert.match(await browser.run(countText), /^101–200 of 100,000 engagements$/);
  assert.ok(statSync(large.page).size < 15_000_000, `${statSync(large.page).size} bytes`);
}

const shippedHtml = shippedPage(), hostileHtml = hostilePage(), large = largePage();
console.log(`100,000 accounts: written in ${large.seconds.toFixed(1)} s, ${(statSync(large.page).size / 1e6).toFixed(1)} MB`);
const address = (page) => `file://${page}`;
for (const name of ["chromium", "firefox"])
  for (const dark of [false, true]) {
    const where = `${name}, ${dark ? "dark" : "light"}`;
    const browser = await Browser.start(name, { dark });
    browser.name = where;
    try {
      for (const width of [1280, 400])
        await test(`${where}, ${width} wide: quiet and accessible`, async () => {
          await browser.open(address(shippedHtml), width);
          assert.equal(await browser.run(`matchMedia("(prefers-color-scheme: dark)").matches`), dark);
          await browser.run(`document.querySelectorAll("details").forEach((details) => (details.open = true))`);
          await browser.run(`document.querySelector("#accounts tbody .open").click()`);
          assert.ok(await browser.run(`document.documentElement.scrollWidth <= innerWidth`), "nothing is wider than the page");
          await accessible(browser);
          await quiet(browser);
        });
      await test(`${where}: the list of accounts`, async () => {
        await browser.open(address(shippedHtml));
        await listWorks(browser);
        await quiet(browser);
      });
      await test(`${where}: hostile names are text`, async () => {
        await browser.open(address(hostileHtml));
        await hostileIsText(browser);
        await accessible(browser);
        await quiet(browser);
      });
      await test(`${where}: asked for once`, () => servedOnce(browser, shippedHtml));
      if (!dark)
        await test(`${where}: 100,000 accounts`, async () => {
          await browser.open(address(large.page));
          await largeWorks(browser, large);
          await quiet(browser);
        });
    } finally {
      await browser.stop();
    }
  }
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
