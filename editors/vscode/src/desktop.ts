// The extension on the desktop: the engine runs in a worker thread, or is the program that the settings name.
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { ExtensionContext, workspace } from "vscode";
import {
  LanguageClient, MessageTransports, PortMessageReader, PortMessageWriter, ServerOptions, TransportKind,
} from "vscode-languageclient/node";
import { clientOptions, engineModule, start } from "./client";

/// Ends when its worker does, so that the client notices and starts another.
class WorkerReader extends PortMessageReader {
  constructor(worker: Worker) {
    super(worker);
    worker.once("exit", () => this.fireClose());
  }
}

async function startWorker(context: ExtensionContext): Promise<MessageTransports> {
  const worker = new Worker(join(context.extensionPath, "dist", "desktop-worker.js"));
  context.subscriptions.push({ dispose: () => void worker.terminate() });
  worker.postMessage({ wasm: await engineModule(context) });
  return { reader: new WorkerReader(worker), writer: new PortMessageWriter(worker) };
}

export async function activate(context: ExtensionContext): Promise<void> {
  const program = workspace.getConfiguration("spanne").get<string>("server.path");
  const server: ServerOptions = program
    ? { command: program, args: ["lsp"], transport: TransportKind.stdio }
    : () => startWorker(context);
  await start(context, new LanguageClient("spanne", "Spanne", server, clientOptions));
}
