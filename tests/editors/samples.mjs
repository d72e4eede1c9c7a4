// The guideline that all editors are given: umlauts, signs outside the basic plane, line breaks of Windows.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const asOnWindows = (text) => text.replaceAll("\n", "\r\n");

export const sound = asOnWindows(readFileSync(join(here, "sizes.spanne"), "utf8"));
/// With a decimal comma, whose help can be pasted.
export const wrong = sound.replace("0.1 FTE", "0,1 FTE");

/// With größe renamed to umfang: in the accounts files it is still called größe.
export const renamed = sound.replace(/größe(?= )/g, "umfang").replace("< groß ", '< groß column "größe" ');

/// Another version of it.
export const newer = sound.replace("-> +5 %", "-> +10 %");

/// Line and UTF-16 column, from 0, of the first `word` behind `before`.
export function placeOf(text, word, before = "") {
  const offset = text.indexOf(word, text.indexOf(before) + before.length);
  const lines = text.slice(0, offset).split("\r\n");
  return { line: lines.length - 1, character: lines.at(-1).length };
}

export const accounts = asOnWindows("kunde;größe;standorte\nMüller & Söhne;groß;12\nÖzdemir;klein;3\n");

/// A folder with the guideline under a name with umlauts, its mistaken form, scenarios of it and accounts.
export function sampleFolder() {
  const folder = mkdtempSync(join(tmpdir(), "spanne-editors-"));
  mkdirSync(join(folder, "Größen"));
  const write = (name, text) => writeFileSync(join(folder, "Größen", name), text);
  write("größen.spanne", sound);
  write("falsch.spanne", wrong);
  write("pläne.scenarios.spanne", asOnWindows(
    'scenarios "Pläne" of "größen.spanne"\n\nscenario "Mehr Standorte"\n  set  standorte = standorte + 3  where größe = groß\n'));
  write("konten.csv", accounts);
  write("größen-neu.spanne", newer);
  return join(folder, "Größen");
}

export const uriOf = (...path) => pathToFileURL(join(...path)).href;
