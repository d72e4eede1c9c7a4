// Whether WebAssembly answers with the bytes of the program: node same_bytes.mjs SUBJECT PROGRAM FOLDER…
//
// SUBJECT is the module, spanne.js, or the folder of the installed npm package. A folder has a guideline and accounts, of
// which the functions' answers are compared with the commands', without the solver; with the package, commands are typed
// in the first folder, too (same_commands.mjs).
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { compareCommands } from "./same_commands.mjs";

const [subject, program, ...folders] = process.argv.slice(2);
const isPackage = !subject.endsWith(".js");
const call = isPackage ? (await import(resolve(subject, "index.js"))).call : await callOf(subject);

/// The module's one function, without the package around it.
async function callOf(modulePath) {
  const load = createRequire(import.meta.url)(resolve(modulePath));
  const module = await load({ wasmBinary: readFileSync(join(dirname(modulePath), "spanne.wasm")) });
  const pointerTo = (text) => {
    const size = module.lengthBytesUTF8(text) + 1;
    const pointer = module._malloc(size);
    module.stringToUTF8(text, pointer, size);
    return pointer;
  };
  return (name, args) => {
    const function_ = pointerTo(name), json = pointerTo(JSON.stringify(args));
    const answer = module._spanne_call(function_, json);
    const text = module.UTF8ToString(answer);
    for (const pointer of [function_, json]) module._free(pointer);
    module._spanne_free(answer);
    return text;
  };
}

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
  compareAnswers(`${name}: format`, execFileSync(program, ["fmt", "-"], { input: rules, encoding: "utf8" }),
                 JSON.parse(await call("format", { rules })).text ?? "");
  if (!existsSync(accounts)) return;
  const accounts_base64 = readFileSync(accounts, "base64");
  compareAnswers(`${name}: eval`, run("eval", guideline, accounts, "--format", "json", "--as-of", as_of),
                 await call("evaluate", { rules, accounts_base64, as_of }));
}

for (const folder of folders) await compareFunctions(folder);
if (isPackage)
  compareCommands([resolve(program)], [process.execPath, resolve(subject, "bin/spanne.js")], folders[0], compare);
console.log(`${same} answers the same, ${different} different`);
process.exit(different === 0 && same > 0 ? 0 : 1);
