// The packaged extension in VS Code for the web, in Chromium.
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { Browser } from "../browser/browser.mjs";
import { check, equal } from "./checks.mjs";
import { renamed, sound } from "./samples.mjs";

const here = dirname(fileURLToPath(import.meta.url));

/// The server is talkative, so it runs in a thread of its own, whose output goes nowhere.
async function serve(extension, folder) {
  const server = new Worker(join(here, "vscode_server.mjs"), { workerData: { extension, folder }, stdout: true, stderr: true });
  const [{ port }] = await once(server, "message");
  const seen = {};
  server.on("message", ([what, value]) => (seen[what] = value));
  return { address: `http://localhost:${port}/`, seen, close: () => server.terminate() };
}

/// What the suite saw, by name.
async function runSuite(browser, { address, seen }) {
  await browser.send("script.addPreloadScript", { functionDeclaration:
    "() => { window.codeAutomationLog = () => {}; window.codeAutomationExit = (code) => { window.suiteEnded = code; }; }" });
  await browser.open(address);
  const end = Date.now() + 240_000;
  while (Date.now() < end && (await browser.run("window.suiteEnded ?? null")) === null) await sleep(200);
  seen.ended = await browser.run("window.suiteEnded ?? null");
  return seen;
}

export async function runInVsCode(program, extension, folder, picture) {
  const server = await serve(extension, folder);
  const browser = await Browser.start("chromium");
  try {
    const seen = await runSuite(browser, server);
    await browser.picture(picture);
    judge(seen, execFileSync(program, ["fmt", "-"], { input: renamed, encoding: "utf8" }).replaceAll("\n", "\r\n"));
    if (process.env.SHOW) console.error(browser.messages.join("\n"));
    const elsewhere = browser.requests.filter((each) => !/^(data|blob):|^http:\/\/([a-z0-9-]+\.)?localhost:/.test(each));
    equal("VS Code: nothing is asked for elsewhere", [], elsewhere);
    console.log(`VS Code for the web: first finding ${seen["milliseconds to the first finding"]} ms after a file is opened`);
  } finally {
    await browser.stop();
    await server.close();
  }
}

function judge(seen, laidOut) {
  equal("VS Code: the suite ran to its end", 0, seen.ended);
  equal("VS Code: knows the file", "spanne", seen.language);
  equal("VS Code: the decimal comma is found, at its place", [["E0133", "0,1"]], seen.findings);
  equal("VS Code: the suggestion repairs the text", [true, sound, 0], [seen["suggestion applied"], seen.repaired, seen["errors left"]]);
  check("VS Code: the choices of an attribute are offered",
    ["klein", "mittel", "groß"].every((word) => seen.completion?.includes(word)), seen.completion);
  check("VS Code: an attribute shows its label", seen.hover?.includes("Standorte, die wir beliefern"), seen.hover);
  equal("VS Code: an attribute is renamed wherever it stands", renamed, seen.renamed);
  equal("VS Code: the layout is that of spanne fmt", laidOut, seen.formatted);
  check("VS Code: accounts are evaluated, as a table", /^kunde .*\nMüller & Söhne .* groß .*\nÖzdemir .* übrige /.test(seen.evaluate), seen.evaluate);
  check("VS Code: an account is explained", /Müller & Söhne[^]*viele_standorte/.test(seen.explain), seen.explain);
  check("VS Code: versions are compared", /lange_wege[^]*\+10 %/.test(seen.compare), seen.compare);
  check("VS Code: rules say what they do to the accounts", seen.lenses?.some((title) => title?.includes("1 of 2")), seen.lenses);
  equal("VS Code: scenarios find their guideline", [], seen["findings of scenarios"]);
}
