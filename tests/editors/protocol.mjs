// VS Code's client library, its protocol, with both servers: the program and the extension's worker.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import {
  createProtocolConnection, PortMessageReader, PortMessageWriter, StreamMessageReader, StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import { check, equal } from "./checks.mjs";
import { session } from "./session.mjs";

function start(program) {
  const child = spawn(program, ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  return { ended: once(child, "exit"), connection };
}

export async function speakWithProgram(program, uri, laidOut) {
  const { ended, connection } = start(program);
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

/// A worker whose engine fails has to end: VS Code starts another then.
export async function breakWorker(extension) {
  const worker = new Worker(join(extension, "dist/desktop-worker.js"), { stderr: true });
  worker.postMessage({ wasm: new Uint8Array([0, 1, 2]) });
  const failure = await once(worker, "exit").catch((error) => error);
  check("worker: ends if its engine fails", failure instanceof Error, failure);
}

/// What the program says of every piece of a text, by line (from 1) and column (from 0): {"3:0": ["ruleset", "keyword"]}.
export async function meaningOfWords(program, text) {
  const { ended, connection } = start(program);
  connection.listen();
  const { capabilities } = await connection.sendRequest("initialize", { processId: null, rootUri: null, capabilities: {} });
  await connection.sendNotification("textDocument/didOpen",
    { textDocument: { uri: "file:///guideline.spanne", version: 1, languageId: "spanne", text } });
  const { data } = await connection.sendRequest("textDocument/semanticTokens/full", { textDocument: { uri: "file:///guideline.spanne" } });
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  await ended;
  const { tokenTypes } = capabilities.semanticTokensProvider.legend;
  const lines = text.split("\n"), words = {};
  for (let at = 0, line = 0, column = 0; at < data.length; at += 5) {
    if (data[at] > 0) [line, column] = [line + data[at], 0];
    column += data[at + 1];
    words[`${line + 1}:${column}`] = [lines[line].slice(column, column + data[at + 2]), tokenTypes[data[at + 3]]];
  }
  return words;
}
