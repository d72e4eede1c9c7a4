// Runs inside VS Code's extension host: uses the extension as a person would, by the commands behind the keys, and sends
// what it saw to vscode_server.mjs. What has to be seen is decided in vscode_web.mjs.
const vscode = require("vscode");

const { authority } = vscode.extensions.getExtension("spanne.spanne-suite").extensionUri;
const say = (what, value) => fetch(`http://${authority}/seen`, { method: "POST", body: JSON.stringify([what, value ?? null]) });
const run = (command, ...args) => vscode.commands.executeCommand(command, ...args);

async function until(attempt) {
  const end = Date.now() + 30_000;
  for (;;) {
    const value = await attempt();
    if (value || Date.now() > end) return value;
    await new Promise((done) => setTimeout(done, 20));
  }
}

const placeOf = (document, word, before = "") =>
  document.positionAt(document.getText().indexOf(word, document.getText().indexOf(before) + before.length));
const findings = (document) => vscode.languages.getDiagnostics(document.uri);
const errors = (document) => findings(document).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);

async function apply(what, edit) {
  await say(what + " applied", edit ? await vscode.workspace.applyEdit(edit) : false);
}

exports.run = async () => {
  const folder = vscode.workspace.workspaceFolders[0].uri;
  const file = (name) => vscode.Uri.joinPath(folder, name);
  const started = Date.now();
  const document = await vscode.workspace.openTextDocument(file("falsch.spanne"));
  const editor = await vscode.window.showTextDocument(document);
  await say("language", document.languageId);

  await until(() => findings(document).length);
  await say("milliseconds to the first finding", Date.now() - started);
  await say("findings", findings(document).map(({ code, range }) => [code?.value ?? code, document.getText(range)]));

  const actions = await run("vscode.executeCodeActionProvider", document.uri, findings(document)[0].range);
  await apply("suggestion", actions[0]?.edit);
  await say("repaired", document.getText());
  await until(() => errors(document).length === 0);
  await say("errors left", errors(document).length);

  const completion = await run("vscode.executeCompletionItemProvider", document.uri, placeOf(document, "groß ", "größe = "));
  await say("completion", completion.items.map(({ label }) => label.label ?? label));

  const hovers = await run("vscode.executeHoverProvider", document.uri, placeOf(document, "standorte", "viele_standorte:"));
  await say("hover", hovers.flatMap(({ contents }) => contents.map((each) => each.value ?? each)).join("\n"));

  await apply("new name", await run("vscode.executeDocumentRenameProvider", document.uri, placeOf(document, "größe", "viele_standorte:"), "umfang"));
  await say("renamed", document.getText());

  await run("editor.action.formatDocument");
  await say("formatted", document.getText());

  const scenarios = await vscode.workspace.openTextDocument(file("pläne.scenarios.spanne"));
  await vscode.window.showTextDocument(scenarios, vscode.ViewColumn.Beside);
  await new Promise((done) => setTimeout(done, 1_000));
  await say("findings of scenarios", findings(scenarios).map(({ message }) => message));
  await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One);

  const shown = async (what, ...args) => {
    await run("spanne." + what, document.uri, ...args);
    const result = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === "spanne-result").at(-1);
    await say(what, result?.getText());
  };
  await shown("evaluate", file("konten.csv"));
  await shown("explain", "Müller & Söhne");
  await shown("compare", file("größen-neu.spanne"));
  const lenses = await run("vscode.executeCodeLensProvider", document.uri, 100);
  await say("lenses", lenses.map(({ command }) => command?.title));
};
