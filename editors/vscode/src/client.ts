// What desktop and web have in common: which documents the server gets, and the commands.
import type { BaseLanguageClient, LanguageClientOptions } from "vscode-languageclient";
import { ExtensionContext, Uri, workspace } from "vscode";
import { registerCommands } from "./commands";

export const clientOptions: LanguageClientOptions = { documentSelector: [{ language: "spanne" }] };

export async function start(context: ExtensionContext, client: BaseLanguageClient): Promise<void> {
  context.subscriptions.push(client, ...registerCommands(client));
  client.onNotification("spanne/needs", ({ uri }: { uri: string }) => handOver(client, uri));
  await client.start();
}

/// The engine opens no files. What a text refers to, such as the guideline of scenarios, it is given when it asks.
async function handOver(client: BaseLanguageClient, uri: string): Promise<void> {
  const bytes = await workspace.fs.readFile(Uri.parse(uri)).then((read) => read, () => undefined);
  await client.sendNotification("spanne/file", { uri, text: bytes ? new TextDecoder().decode(bytes) : null });
}

/// The module that the worker runs. Read here, since a worker in the web cannot read files of the extension.
export function engineModule(context: ExtensionContext): Thenable<Uint8Array> {
  return workspace.fs.readFile(Uri.joinPath(context.extensionUri, "dist", "spanne.wasm"));
}
