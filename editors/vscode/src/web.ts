// The extension in the browser: the engine runs in a web worker.
import { ExtensionContext, Uri } from "vscode";
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from "vscode-languageclient/browser";
import { clientOptions, engineModule, start } from "./client";

/// Ends when something goes wrong in its worker, so that the client notices and starts another.
class WorkerReader extends BrowserMessageReader {
  constructor(worker: Worker) {
    super(worker);
    const failed = () => {
      worker.terminate();
      this.fireClose();
    };
    worker.addEventListener("error", failed, { once: true });
  }
}

export async function activate(context: ExtensionContext): Promise<void> {
  const startWorker = async () => {
    const worker = new Worker(Uri.joinPath(context.extensionUri, "dist", "web-worker.js").toString(true));
    context.subscriptions.push({ dispose: () => worker.terminate() });
    worker.postMessage({ wasm: await engineModule(context) });
    // Handed over as a connection: VS Code replaces the class Worker, and the client would not recognise this one.
    return { reader: new WorkerReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  await start(context, new LanguageClient("spanne", "Spanne", startWorker, clientOptions));
}
