// Whether WebAssembly answers with the bytes of the program: node same_bytes.mjs SUBJECT PROGRAM FOLDER…
//
// SUBJECT is the module, spanne.js, or the folder of the installed npm package. A folder has a guideline and accounts, of
// which the functions' answers are compared with the commands', without the solver. With the module, recorded conversations
// with the language service are held; with the package, commands are typed in the first folder.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { SpanneModule } from "./module.mjs";
import { compareCommands } from "./same_commands.mjs";
import { compareConversations } from "./same_conversations.mjs";

const [subject, program, ...folders] = process.argv.slice(2);
const root = fileURLToPath(new URL("../..", import.meta.url));
const module = subject.endsWith(".js") ? await SpanneModule.load(subject) : null;
const call = module ? (name, args) => module.call(name, args) : (await import(resolve(subject, "index.js"))).call;

/// What the program writes, whatever its status: findings are no failure.
function run(...args) {
  try {
    return execFileSync(program, args, { encoding: "utf8", maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "ignore"] });
  } catch (error) {
    if (typeof error.stdout !== "string") throw error;
    return error.stdout;
  }
}

function firstDifference(a, b) {
  const left = a.split("\n"), right = b.split("\n");
  const line = left.findIndex((text, i) => text !== right[i]);
  return `line ${line + 1}:\n  program: ${left[line]}\n  module:  ${right[line]}`;
}

let same = 0, different = 0;
function compare(what, expected, actual) {
  if (expected === actual) return ++same;
  ++different;
  console.error(`${what}: ${firstDifference(expected, actual)}`);
}
/// Of what must say something.
function compareAnswers(what, expected, actual) {
  if (expected.length > 2) return compare(what, expected, actual);
  ++different;
  console.error(`${what}: the program says nothing`);
}

const as_of = "2026-11-23";

async function compareFunctions(folder) {
  const guideline = join(folder, "guideline.spanne"), accounts = join(folder, "accounts.csv");
  const rules = readFileSync(guideline, "utf8"), name = basename(folder);
  compareAnswers(`${name}: check`, run("check", "--format", "json", "--no-solver", guideline),
                 await call("check", { rules, name: guideline }));
  const laidOut = spawnSync(program, ["fmt", "-"], { input: rules, encoding: "utf8" });
  if (laidOut.status === 0)
    compareAnswers(`${name}: format`, laidOut.stdout, JSON.parse(await call("format", { rules })).text ?? "");
  if (!existsSync(accounts)) return;
  const accounts_base64 = readFileSync(accounts, "base64");
  compareAnswers(`${name}: eval`, run("eval", guideline, accounts, "--format", "json", "--as-of", as_of),
                 await call("evaluate", { rules, accounts_base64, as_of }));
}

for (const folder of folders) await compareFunctions(folder);
if (module) compareConversations(module, root, compare);
else compareCommands([resolve(program)], [process.execPath, resolve(subject, "bin/spanne.js")], folders[0], compare);
console.log(`${same} answers the same, ${different} different`);
process.exit(different === 0 && same > 0 ? 0 : 1);
