// Commands of the program and of the npm package, typed in two equal folders: the same bytes on both outputs and in every
// file, and the same status.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

const as_of = "--as-of=2026-11-23";
const rules = "guideline.spanne", accounts = "accounts.csv", kams = ["--kams", "kams.csv"];
const approval = ["--changed-by", "Ben Roe", "--approved-by", "Jane Doe", "--note", "Trial", "--accept-warnings"];

/// Each in turn, over what those before it have left.
const commands = [
  ["--version"], ["--help"], ["help", "E0201"], ["help", "eval"], ["evil"], ["eval", rules, "--what"],
  ["check", rules, "--no-solver"], ["check", rules, "--format=json", "--no-solver"], ["check", "no-such-file.spanne"],
  ["check", "broken.spanne"], ["check", "broken.spanne", "--color=always"],
  ["eval", rules, accounts, as_of], ["eval", rules, accounts, ...kams, as_of, "--by=kam"],
  ["eval", rules, accounts, as_of, "--by=rule", "--format=json"],
  ["eval", rules, accounts, ...kams, as_of, "-o", "result.csv", "--receipt", "result.json"],
  ["verify", "result.json"],
  ["eval", rules, accounts, ...kams, as_of, "-o", "result.xlsx"],
  ["eval", rules, accounts, as_of, "-o", "no-such-folder/result.csv"],
  ["eval", rules, accounts, as_of, "--all-columns", "-o", "accounts.xlsx"], ["eval", rules, "accounts.xlsx", as_of],
  ["explain", rules, accounts, "N-201", as_of], ["explain", rules, accounts, "I-101", "lead", as_of, "--format=json"],
  ["explain", rules, accounts, "G-001", as_of],
  ["test", rules, "--coverage", "--mutate"],
  ["fmt", "untidy.spanne"], ["fmt", rules, "--check"],
  ["diff", rules, "changed.spanne"], ["diff", rules, "changed.spanne", "--format=json"],
  ["diff", rules, "changed.spanne", accounts, as_of], ["diff", rules, accounts, "later.csv", as_of],
  ["plan", rules, accounts, "options-2027.scenarios.spanne", ...kams],
  ["sensitivity", rules, accounts, as_of], ["matrix", rules], ["print", rules], ["print", rules, "--format=md"],
  ["report", rules, accounts, ...kams, as_of, "-o", "portfolio.html"],
  ["sample", rules, accounts, "-n", "5", "--seed", "Riga", as_of, "-o", "sample.html"],
  ["table", "export", rules, "contract_work", "table.xlsx"], ["table", "import", rules, "contract_work", "table.xlsx"],
  ["init", "starter"], ["eval", "starter/guideline.spanne", "-", as_of],
  ["log", rules], ["verify", rules], ["verify", "next.spanne"], ["release", "changed.spanne", ...approval],
  ["release", "next.spanne", ...approval, "--sign", "keys/ben.key", "--passphrase-file", "passphrase"],
  ["log", "next.spanne"], ["verify", "next.spanne"], ["verify", "next.spanne", "--trust", "keys/ben.key.pub"],
  ["check", rules, "--no-solver", "--receipt", "proof.json", "--sign", "keys/jane.key"],
  ["verify", "proof.json", "--trust", "keys/jane.key.pub", "--signed"],
  ["verify", "proof.json", "--trust", "keys/ben.key.pub", "--signed"],
  ["evidence", "result.json", "-o", "evidence.zip"], ["verify", "evidence.zip"],
];

/// What both folders hold before the first command. Keys are made at random, one by each program.
function prepare(folder, source, program, other) {
  cpSync(source, folder, { recursive: true });
  const text = readFileSync(join(folder, "guideline.spanne"), "utf8");
  writeFileSync(join(folder, "broken.spanne"), text.replace("escalations > 0", "escalatoins > 0"));
  writeFileSync(join(folder, "untidy.spanne"), text.replaceAll(/ {2,}/g, "  "));
  writeFileSync(join(folder, "next.spanne"), text.replace("1.4.0", "1.5.0"));
  writeFileSync(join(folder, "changed.spanne"), text.replace("tender                               -> +15",
                                                             "tender                               -> +20"));
  const rows = readFileSync(join(folder, "accounts.csv"), "utf8").split("\n");
  writeFileSync(join(folder, "later.csv"), [...rows.slice(0, 20), ...rows.slice(24)].join("\n"));
  mkdirSync(join(folder, "keys"));
  writeFileSync(join(folder, "passphrase"), "sixteen small violet tractors\n", { mode: 0o600 });
  for (const [maker, ...args] of [[program, "keys/jane.key", "--name", "Jane Doe"],
                                  [other, "keys/ben.key", "--name", "Ben Roe", "--passphrase-file", "passphrase"]]) {
    const { status, stderr } = run(maker, folder, ["new-key", ...args]);
    if (status !== 0) throw new Error(stderr);
  }
}

function run(program, folder, args) {
  const input = args.includes("-") ? readFileSync(join(folder, "starter", "accounts.csv")) : "";
  const { status, stdout, stderr, error } = spawnSync(program[0], [...program.slice(1), ...args],
                                                     { cwd: folder, input, maxBuffer: 1 << 30 });
  if (error) throw error;
  return { status, stdout: stdout.toString("latin1"), stderr: stderr.toString("latin1") };
}

function filesOf(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(files.map((entry) => {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    return [relative(folder, path), readFileSync(path, "latin1")];
  }));
}

/// Calls `compare(what, expected, actual)` for everything that has to be the same. `program` and `other` are the words
/// that start them.
export function compareCommands(program, other, source, compare) {
  const work = mkdtempSync(join(tmpdir(), "spanne-same-"));
  const [native, wasm] = ["native", "wasm"].map((name) => join(work, name));
  prepare(native, source, program, other);
  cpSync(native, wasm, { recursive: true });
  for (const args of commands) {
    const expected = run(program, native, args), actual = run(other, wasm, args);
    for (const part of ["status", "stdout", "stderr"])
      compare(`spanne ${args.join(" ")}: ${part}`, String(expected[part]), String(actual[part]));
  }
  const expected = filesOf(native), actual = filesOf(wasm);
  compare("the files there are", [...expected.keys()].sort().join("\n"), [...actual.keys()].sort().join("\n"));
  for (const [name, bytes] of expected) compare(`the file ${name}`, bytes, actual.get(name) ?? "");
  rmSync(work, { recursive: true });
}
