// Commands that ask for a file, send it to the server and show its answer.
import type { BaseLanguageClient } from "vscode-languageclient";
import { Disposable } from "vscode";

export function registerCommands(_client: BaseLanguageClient): Disposable[] {
  return [];
}
