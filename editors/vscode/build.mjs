// Puts the extension together in a folder, ready to be packaged:
// node build.mjs VERSION WASM_FOLDER PATTERNS_FOLDER OUTPUT_FOLDER
import { build } from "esbuild";
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const [version, ...folders] = process.argv.slice(2);
const [wasm, patterns, output] = folders.map((path) => resolve(path));
const dist = join(output, "dist");
rmSync(output, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

const bundle = (platform, ...names) =>
  build({
    absWorkingDir: here,
    entryPoints: names.map((name) => `src/${name}.ts`),
    outdir: dist,
    bundle: true,
    minify: true,
    metafile: true,
    platform,
    target: platform === "node" ? "node20" : "es2022",
    format: platform === "node" || names[0] === "web" ? "cjs" : "iife",
    // Emscripten's loader asks for Node's modules only where it runs under Node.
    external: ["vscode", "fs", "path", "crypto"],
    alias: { "spanne-wasm": join(wasm, "spanne.js") },
    logLevel: "warning",
  });
const bundles = [await bundle("node", "desktop", "desktop-worker"), await bundle("browser", "web"),
                 await bundle("browser", "web-worker")];

copyFileSync(join(wasm, "spanne.wasm"), join(dist, "spanne.wasm"));
chmodSync(join(dist, "spanne.wasm"), 0o644);
for (const name of ["spanne.tmLanguage.json", "language-configuration.json"])
  copyFileSync(join(patterns, name), join(dist, name));
const { scripts, devDependencies, private: unpublished, ...manifest } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
writeFileSync(join(output, "package.json"), JSON.stringify({ ...manifest, version }, null, 2) + "\n");
copyFileSync(join(here, "README.md"), join(output, "README.md"));
copyFileSync(join(here, "../../LICENSE"), join(output, "LICENSE"));
writeFileSync(join(output, "THIRD_PARTY_NOTICES.txt"), notices());

/// The licences of what the bundles hold. Those of the engine's parts are added by scripts/vscode.
function notices() {
  const folders = new Set();
  for (const { metafile } of bundles)
    for (const input of Object.keys(metafile.inputs))
      if (input.includes("node_modules/")) folders.add(input.replace(/(.*node_modules\/(@[^/]+\/)?[^/]+)\/.*/, "$1"));
  const bundled = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(here, folder, "package.json"), "utf8"));
    const file = readdirSync(join(here, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`${name} has no licence in its package`);
    return `=== ${name} ${version}, ${license}\n\n${readFileSync(join(here, folder, file), "utf8")}\n`;
  });
  return bundled.join("\n");
}
