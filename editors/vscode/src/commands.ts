// Commands: each asks for a file or a name, sends it to the server, and shows the answer. Accounts that have been chosen for
// a guideline stay with it: the server shows above its rules what they make of them.
import { commands, Disposable, Uri, window, workspace } from "vscode";
import { BaseLanguageClient, ResponseError } from "vscode-languageclient";
import { alignedTable, Row } from "./table";
import { ResultDocuments } from "./results";

const accountsFiles = { "Accounts": ["csv", "txt", "tsv", "json", "jsonl", "xlsx", "xlsm", "ods"], "All files": ["*"] };
const guidelineFiles = { "Guidelines": ["spanne"], "All files": ["*"] };

export function registerCommands(client: BaseLanguageClient): Disposable[] {
  const results = new ResultDocuments();
  const actions = new Actions(client, results);
  const register = (name: string, action: (document: Uri, file?: Uri | string) => Promise<void>) =>
    commands.registerCommand(`spanne.${name}`, async (_resource?: Uri, choice?: unknown) => {
      const document = window.activeTextEditor?.document.uri;
      if (!document) return;
      // Menus hand over more than a person chose; only other programs and tests hand over the choice itself.
      const chosen = choice instanceof Uri || typeof choice === "string" ? choice : undefined;
      await action(document, chosen).catch((error) => window.showErrorMessage(messageOf(error)));
    });
  return [
    results,
    register("accounts", (document, file) => actions.useAccounts(document, file as Uri)),
    register("evaluate", (document, file) => actions.evaluate(document, file as Uri)),
    register("explain", (document, key) => actions.explain(document, key as string)),
    register("compare", (document, file) => actions.compare(document, file as Uri)),
  ];
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const help = error instanceof ResponseError ? (error.data as { help?: string } | undefined)?.help : undefined;
  return help ? `${message} – ${help}` : message;
}

class Actions {
  readonly #client: BaseLanguageClient;
  readonly #results: ResultDocuments;
  readonly #withAccounts = new Set<string>(); // documents

  constructor(client: BaseLanguageClient, results: ResultDocuments) {
    this.#client = client;
    this.#results = results;
  }

  async useAccounts(document: Uri, file?: Uri): Promise<void> {
    await this.#loadAccounts(document, file);
  }

  async evaluate(document: Uri, file?: Uri): Promise<void> {
    if (!(await this.#loadAccounts(document, file))) return;
    const { text } = await this.#ask("spanne/evaluate", { uri: document.toString() });
    const { rows } = JSON.parse(text) as { rows: Row[] };
    await this.#results.show(`Results of ${nameOf(document)}`, alignedTable(rows));
  }

  async explain(document: Uri, key?: string): Promise<void> {
    if (!this.#withAccounts.has(document.toString()) && !(await this.#loadAccounts(document))) return;
    key ??= await window.showInputBox({ title: "Explain an account", prompt: "Its key; where that has several parts, with commas between them" });
    if (!key) return;
    const parts = key.split(",").map((part) => part.trim());
    const { text } = await this.#ask("spanne/explain", { uri: document.toString(), key: parts, as: "text" });
    await this.#results.show(`${parts.join(" ")} by ${nameOf(document)}`, JSON.parse(text).text);
  }

  async compare(document: Uri, file?: Uri): Promise<void> {
    file ??= await chosenFile("The other version", guidelineFiles);
    if (!file) return;
    const { text } = await this.#ask("spanne/compare", { uri: document.toString(), against: await handedFile(file), as: "text" });
    await this.#results.show(`${nameOf(file)} and ${nameOf(document)}`, JSON.parse(text).text);
  }

  async #loadAccounts(document: Uri, file?: Uri): Promise<boolean> {
    file ??= await chosenFile("Accounts", accountsFiles);
    if (!file) return false;
    const uri = document.toString();
    const { notes } = await this.#client.sendRequest<{ notes: string[] }>("spanne/accounts", { uri, accounts: await handedFile(file) });
    this.#withAccounts.add(uri);
    for (const note of notes) void window.showInformationMessage(note);
    return true;
  }

  #ask(method: string, params: object): Promise<{ text: string }> {
    return this.#client.sendRequest(method, params);
  }
}

async function chosenFile(title: string, filters: Record<string, string[]>): Promise<Uri | undefined> {
  return (await window.showOpenDialog({ title, filters, openLabel: "Choose" }))?.[0];
}

/// A file as the server takes it: its text, or base64 of what is not UTF-8.
async function handedFile(file: Uri): Promise<object> {
  const bytes = await workspace.fs.readFile(file);
  const name = nameOf(file);
  try {
    return { name, text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    let binary = "";
    for (let at = 0; at < bytes.length; at += 32_768) binary += String.fromCharCode(...bytes.subarray(at, at + 32_768));
    return { name, base64: btoa(binary) };
  }
}

function nameOf(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1);
}
