// VS Code's client library, its protocol, with both servers: the program and the extension's worker.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import {
  createProtocolConnection, PortMessageReader, PortMessageWriter, StreamMessageReader, StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import { equal } from "./checks.mjs";
import { session } from "./session.mjs";

export async function speakWithProgram(program, uri, laidOut) {
  const child = spawn(program, ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const answers = await session("spanne lsp", connection, uri, laidOut);
  equal("spanne lsp: ends well", [0, null], await ended);
  return answers;
}

export async function speakWithWorker(extension, uri, laidOut) {
  const worker = new Worker(join(extension, "dist/desktop-worker.js"));
  worker.postMessage({ wasm: readFileSync(join(extension, "dist/spanne.wasm")) });
  const connection = createProtocolConnection(new PortMessageReader(worker), new PortMessageWriter(worker));
  const answers = await session("worker", connection, uri, laidOut);
  await worker.terminate();
  return answers;
}
