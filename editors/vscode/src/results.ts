// What the server answered, as texts beside the guideline that can be read, searched and copied, and not changed.
import { Disposable, EventEmitter, TextDocumentContentProvider, Uri, ViewColumn, window, workspace } from "vscode";

const scheme = "spanne-result";

export class ResultDocuments implements TextDocumentContentProvider, Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new EventEmitter<Uri>();
  readonly #registration = workspace.registerTextDocumentContentProvider(scheme, this);
  readonly onDidChange = this.#changed.event;

  async show(title: string, text: string): Promise<void> {
    const uri = Uri.from({ scheme, path: `/${title}.txt` });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    await window.showTextDocument(uri, { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: false });
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.#texts.get(uri.toString()) ?? "";
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
