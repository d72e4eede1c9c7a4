// What the functions of the installed package answer: node answers.mjs PACKAGE FOLDER, of a folder with a guideline and
// accounts.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const [location, folder] = process.argv.slice(2);
const spanne = await import(resolve(location, "index.js"));
const rules = readFileSync(join(folder, "guideline.spanne"), "utf8");
const accounts = readFileSync(join(folder, "accounts.csv"));
const as_of = "2026-11-23";

assert.equal(await spanne.version(), JSON.parse(readFileSync(join(location, "package.json"), "utf8")).version);

const findings = await spanne.check({ rules });
assert.ok(findings.length > 0 && findings.every((finding) => finding.severity !== "error"));
const [mistake] = await spanne.check({ rules: rules + "\nnonsense\n" });
assert.equal(mistake.severity, "error");

const asBytes = await spanne.evaluate({ rules, accounts, as_of });
assert.deepEqual(await spanne.evaluate({ rules, accounts: accounts.toString("utf8"), as_of }), asBytes);
assert.equal(asBytes.rows[0].cluster, "global_strategic");

const explained = await spanne.explain({ rules, accounts, key: ["N-201"], as_of });
assert.equal(JSON.stringify(explained).includes("national"), true);

const compared = await spanne.compare({ old: rules, new: rules });
assert.equal(compared.same_results, true);

const loose = rules.replace("table contract_work ", "table    contract_work ");
assert.notEqual(loose, rules);
assert.equal(await spanne.format({ rules: loose }), await spanne.format({ rules }));

await assert.rejects(spanne.evaluate({ rules: "nonsense", accounts, as_of }),
                     (error) => error instanceof spanne.SpanneError && error.findings.length > 0);
await assert.rejects(spanne.check({ rules, prov: true }), /there is no argument prov/);
await assert.rejects(spanne.evaluate({ rules, accounts }), /as_of is missing/);
const service = await spanne.createService({ today: as_of });
const [hello] = service.handle({ jsonrpc: "2.0", id: 1, method: "initialize", params: { capabilities: {} } });
assert.ok(hello.result.capabilities.textDocumentSync);
service.handle({ jsonrpc: "2.0", method: "initialized", params: {} });
const sent = service.handle({
  jsonrpc: "2.0",
  method: "textDocument/didOpen",
  params: { textDocument: { uri: "file:///a.spanne", languageId: "spanne", version: 1, text: "nonsense\n" } },
});
while (service.hasWork) sent.push(...service.work());
const published = sent.filter((message) => message.method === "textDocument/publishDiagnostics");
assert.ok(published.at(-1).params.diagnostics.length > 0);
service.close();
assert.throws(() => service.handle({ jsonrpc: "2.0", id: 2, method: "shutdown" }), spanne.SpanneError);
await assert.rejects(spanne.createService({ today: "tomorrow" }), /tomorrow is no day/);

console.log("the functions answer as told");
