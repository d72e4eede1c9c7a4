// Neovim with the program, as docs/editors.md says to set it up.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { check, equal } from "./checks.mjs";
import { renamed, sound } from "./samples.mjs";

const here = dirname(fileURLToPath(import.meta.url));
/// What the documentation tells to put into init.lua, to the letter.
const settings = readFileSync(join(here, "../../docs/editors.md"), "utf8").match(/```lua\n(.*?)```/s)[1];
const lines = (text) => text.replaceAll("\r\n", "\n").replace(/\n$/, "");

export function runInNeovim(program, folder) {
  const file = join(folder, "falsch.spanne"), answers = join(folder, "neovim.json");
  writeFileSync(join(folder, "init.lua"), settings);
  const environment = { ...process.env, PATH: dirname(program) + delimiter + process.env.PATH, LC_ALL: "C.UTF-8",
    SETTINGS: join(folder, "init.lua"), WRONG: file, RESULT: answers };
  execFileSync("nvim", ["--headless", "-u", "NONE", "-i", "NONE", "-n", "-S", join(here, "neovim.lua")],
    { env: environment, timeout: 300_000, stdio: "ignore" });
  const seen = JSON.parse(readFileSync(answers, "utf8"));
  const laidOut = execFileSync(program, ["fmt", "-"], { input: renamed, encoding: "utf8" });

  equal("Neovim: nothing went wrong", undefined, seen.failure);
  equal("Neovim: knows the file", ["spanne", "dos"], [seen.filetype, seen.fileformat]);
  equal("Neovim: the decimal comma is found, at its place", [["E0133", "0,1"]], seen.findings?.map(({ code, at }) => [code, at]));
  equal("Neovim: the suggestion repairs the text", lines(sound), seen.repaired);
  check("Neovim: the choices of an attribute are offered",
    ["klein", "mittel", "groß"].every((word) => seen.completion?.includes(word)), seen.completion);
  check("Neovim: an attribute shows its label", seen.hover?.includes("Standorte, die wir beliefern"), seen.hover);
  equal("Neovim: an attribute is renamed wherever it stands", lines(renamed), seen.renamed);
  equal("Neovim: the layout is that of spanne fmt", lines(laidOut), seen.formatted);
  equal("Neovim: line breaks stay those of Windows", lines(laidOut).replaceAll("\n", "\r\n") + "\r\n", readFileSync(file, "utf8"));
}
