// The recorded conversations with the language service (tests/service/conversations.cpp), once more with WebAssembly.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const today = "2026-11-30"; // of the recordings

function opening(line, root) {
  const textDocument = { uri: line.as, languageId: "spanne", version: 1,
                         text: readFileSync(join(root, line.open), "utf8") };
  return JSON.stringify({ jsonrpc: "2.0", method: "textDocument/didOpen", params: { textDocument } });
}

/// An editor's first request, whose answer is not recorded.
function begin(service, capabilities) {
  service.handle(JSON.stringify({ jsonrpc: "2.0", id: 0, method: "initialize", params: { capabilities } }));
  return "[]";
}

function said(service, line, root) {
  if ("begin" in line) return begin(service, line.begin);
  if ("work" in line) return service.work(line.work);
  if ("open" in line) return service.handle(opening(line, root));
  return service.handle(typeof line.to === "string" ? line.to : JSON.stringify(line.to));
}

/// Calls `compare(what, expected, actual)` for every message to the service; the answers are arrays of messages.
export function compareConversations(module, root, compare) {
  const folder = join(root, "tests", "service", "conversations"), answer = '{"from": ';
  for (const name of readdirSync(folder).sort()) {
    const service = module.startService(today);
    const lines = readFileSync(join(folder, name), "utf8").split("\n").filter((line) => line !== "");
    for (let i = 0; i < lines.length;) {
      const number = i + 1, line = JSON.parse(lines[i++]), expected = [];
      for (; i < lines.length && lines[i].startsWith(answer); ++i) expected.push(lines[i].slice(answer.length, -1));
      compare(`${name}:${number}`, `[${expected.join(",")}]`, said(service, line, root));
    }
    service.end();
  }
}
