// One session with a server, through the client's side of the protocol that VS Code uses: the same whatever carries the
// messages. Returns every answer, for servers to be compared.
import { TextDocument } from "vscode-languageserver-textdocument";
import { check, equal } from "./checks.mjs";
import { accounts, newer, placeOf, renamed, sound, wrong } from "./samples.mjs";

const abilities = {
  general: { positionEncodings: ["utf-16"] },
  textDocument: {
    publishDiagnostics: { relatedInformation: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } } },
    completion: { completionItem: { documentationFormat: ["markdown", "plaintext"] } },
    hover: { contentFormat: ["markdown", "plaintext"] },
    rename: { prepareSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
  workspace: { workspaceEdit: { documentChanges: true } },
};

class Editor {
  constructor(connection, uri) {
    this.connection = connection;
    this.uri = uri;
    this.version = 0;
    this.answers = [];
    this.findings = undefined;
    connection.onNotification("textDocument/publishDiagnostics", (params) => {
      if (params.uri !== uri || (params.version ?? this.version) !== this.version) return;
      this.findings = params.diagnostics;
      this.waiting?.();
    });
  }

  async ask(method, params) {
    const answer = await this.connection.sendRequest(method, params).catch(({ code, message }) => {
      check(`${method} is answered`, false, `${code}: ${message}`);
      return null;
    });
    this.answers.push({ method, params, answer });
    return answer;
  }

  at(word, before) {
    return { textDocument: { uri: this.uri }, position: placeOf(this.text, word, before) };
  }

  /// Shows the server a text and waits for what it finds.
  async write(text) {
    this.text = text;
    this.findings = undefined;
    const document = { uri: this.uri, version: ++this.version };
    if (this.version === 1)
      await this.connection.sendNotification("textDocument/didOpen", { textDocument: { ...document, languageId: "spanne", text } });
    else
      await this.connection.sendNotification("textDocument/didChange", { textDocument: document, contentChanges: [{ text }] });
    while (!this.findings) await new Promise((ready) => (this.waiting = ready));
    this.answers.push({ findings: this.findings });
    return this.findings;
  }

  /// The text as a change of the workspace leaves it.
  after(change) {
    const edits = change.documentChanges?.flatMap(({ edits }) => edits) ?? change.changes[this.uri];
    return this.afterEdits(edits);
  }
  afterEdits(edits) {
    return TextDocument.applyEdits(TextDocument.create(this.uri, "spanne", this.version, this.text), edits);
  }
}

export async function session(name, connection, uri, laidOut) {
  connection.listen();
  const editor = new Editor(connection, uri);
  await editor.ask("initialize", { processId: null, rootUri: null, capabilities: abilities });
  await connection.sendNotification("initialized", {});

  const findings = await editor.write(wrong);
  equal(`${name}: the decimal comma is found`, ["E0133"], findings.map(({ code }) => code));
  const comma = placeOf(wrong, "0,1");
  equal(`${name}: at its place`, { start: comma, end: { ...comma, character: comma.character + 3 } }, findings[0]?.range);

  const actions = await editor.ask("textDocument/codeAction",
    { textDocument: { uri }, range: findings[0].range, context: { diagnostics: findings } });
  equal(`${name}: the suggestion repairs the text`, sound, actions?.length > 0 && editor.after(actions[0].edit));
  const left = await editor.write(sound);
  equal(`${name}: nothing is wrong after it`, [], left.filter(({ severity }) => severity === 1));

  const completion = await editor.ask("textDocument/completion", editor.at("groß ", "größe = "));
  const offered = (completion?.items ?? completion ?? []).map(({ label }) => label);
  check(`${name}: the choices of an attribute are offered`, ["klein", "mittel", "groß"].every((word) => offered.includes(word)), offered);

  const hover = await editor.ask("textDocument/hover", editor.at("standorte", "viele_standorte:"));
  check(`${name}: an attribute shows its label`, JSON.stringify(hover).includes("Standorte, die wir beliefern"), hover);

  const rename = await editor.ask("textDocument/rename", { ...editor.at("größe", "viele_standorte:"), newName: "umfang" });
  equal(`${name}: an attribute is renamed wherever it stands`, renamed, rename && editor.after(rename));

  const edits = await editor.ask("textDocument/formatting", { textDocument: { uri }, options: { tabSize: 2, insertSpaces: true } });
  equal(`${name}: the layout is that of spanne fmt`, laidOut, edits && editor.afterEdits(edits));

  const loaded = await editor.ask("spanne/accounts", { uri, accounts: { name: "konten.csv", text: accounts } });
  equal(`${name}: accounts are read`, [2, 0], [loaded?.rows, loaded?.unreadable]);
  const explained = await editor.ask("spanne/explain", { uri, key: ["Müller & Söhne"], as: "text" });
  check(`${name}: an account is explained`, /Müller & Söhne[^]*viele_standorte/.test(explained?.text), explained);
  const compared = await editor.ask("spanne/compare", { uri, against: { name: "neu.spanne", text: newer }, as: "text" });
  check(`${name}: versions are compared`, /lange_wege[^]*\+10 %/.test(compared?.text), compared);

  await editor.ask("shutdown");
  await connection.sendNotification("exit");
  return editor.answers;
}
