// Drives the language server by real partners: node run.mjs PROGRAM EXTENSION FOLDER_FOR_PICTURES
import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { closing, equal } from "./checks.mjs";
import { colour } from "./highlighting.mjs";
import { runInNeovim } from "./neovim.mjs";
import { breakWorker, speakWithProgram, speakWithWorker } from "./protocol.mjs";
import { runInVsCode } from "./vscode_web.mjs";
import { sampleFolder, sound, wrong, uriOf } from "./samples.mjs";

const [program, extension, pictures] = process.argv.slice(2).map((path) => resolve(path));
const folder = sampleFolder();
try {
  const laidOut = execFileSync(program, ["fmt", "-"], { input: sound, encoding: "utf8" }).replaceAll("\n", "\r\n");
  const uri = uriOf(folder, "größen.spanne");
  await colour(extension, program, "rules/key-account-guideline/guideline.spanne");
  const natively = await speakWithProgram(program, uri, laidOut);
  runInNeovim(program, folder);
  equal("the worker says what spanne lsp says", natively, await speakWithWorker(extension, uri, laidOut));
  await breakWorker(extension);
  writeFileSync(join(folder, "falsch.spanne"), wrong);
  await runInVsCode(program, extension, folder, join(pictures, "vscode.png"));
} finally {
  rmSync(dirname(folder), { recursive: true });
}
process.exit(closing() ? 0 : 1);
