// Whether the WebAssembly module answers with the bytes of the program: node same_bytes.mjs MODULE.js PROGRAM FOLDER…
//
// A folder has a guideline and accounts. `check` and `eval` of the program, without the solver, are compared with what
// the module says to the same texts.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";

const [modulePath, program, ...folders] = process.argv.slice(2);
const load = createRequire(import.meta.url)(resolve(modulePath));
const module = await load({ wasmBinary: readFileSync(join(dirname(modulePath), "spanne.wasm")) });

function pointerTo(text) {
  const size = module.lengthBytesUTF8(text) + 1;
  const pointer = module._malloc(size);
  module.stringToUTF8(text, pointer, size);
  return pointer;
}

function call(name, args) {
  const function_ = pointerTo(name), json = pointerTo(JSON.stringify(args));
  const answer = module._spanne_call(function_, json);
  const text = module.UTF8ToString(answer);
  for (const pointer of [function_, json]) module._free(pointer);
  module._spanne_free(answer);
  return text;
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
  if (expected.length > 2 && expected === actual) return ++same;
  ++different;
  console.error(`${what}: ${expected.length > 2 ? firstDifference(expected, actual) : "the program says nothing"}`);
}

const as_of = "2026-11-23";
for (const folder of folders) {
  const guideline = join(folder, "guideline.spanne"), accounts = join(folder, "accounts.csv");
  const rules = readFileSync(guideline, "utf8");
  compare(`${basename(folder)}: check`, run("check", "--format", "json", "--no-solver", guideline),
          call("check", { rules, name: guideline }));
  if (!existsSync(accounts)) continue;
  compare(`${basename(folder)}: eval`, run("eval", guideline, accounts, "--format", "json", "--as-of", as_of),
          call("evaluate", { rules, accounts_base64: readFileSync(accounts, "base64"), as_of }));
}
console.log(`${same} answers the same, ${different} different`);
process.exit(different === 0 && same > 0 ? 0 : 1);
