// The extension in the browser: the engine runs in a web worker.
import { ExtensionContext, Uri } from "vscode";
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from "vscode-languageclient/browser";
import { clientOptions, engineModule, start } from "./client";

export async function activate(context: ExtensionContext): Promise<void> {
  const startWorker = async () => {
    const worker = new Worker(Uri.joinPath(context.extensionUri, "dist", "web-worker.js").toString(true));
    context.subscriptions.push({ dispose: () => worker.terminate() });
    worker.postMessage({ wasm: await engineModule(context) });
    // Handed over as a connection: VS Code replaces the class Worker, and the client would not recognise this one.
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  await start(context, new LanguageClient("spanne", "Spanne", startWorker, clientOptions));
}
