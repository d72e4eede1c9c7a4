// Spanne's engine in Node. Every function hands its arguments to the engine as they are; index.d.ts describes them.
import { readFileSync } from "node:fs";
import load from "./wasm/spanne.cjs";

/// The module, compiled with the first call. It opens no file and asks no network.
let loading;
function engine() {
  loading ??= load({ wasmBinary: readFileSync(new URL("./wasm/spanne.wasm", import.meta.url)) });
  return loading;
}

/// What the engine refuses: the rules have errors, an argument is wrong.
export class SpanneError extends Error {
  constructor({ message, help }, findings) {
    super(help ? `${message}; ${help}` : message);
    this.name = "SpanneError";
    this.help = help;
    this.findings = findings;
  }
}

function put(module, text) {
  const size = module.lengthBytesUTF8(text) + 1;
  const pointer = module._malloc(size);
  if (pointer === 0) throw new SpanneError({ message: "there is not enough memory for this" });
  module.stringToUTF8(text, pointer, size);
  return pointer;
}

/// The answer as the engine writes it: a JSON document, byte for byte that of the command line.
export async function call(name, args) {
  const module = await engine();
  const pointers = [put(module, name), put(module, JSON.stringify(args))];
  const answer = module._spanne_call(...pointers);
  pointers.forEach(module._free);
  if (answer === 0) throw new SpanneError({ message: "there is not enough memory for this" });
  const text = module.UTF8ToString(answer);
  module._spanne_free(answer);
  return text;
}

async function answerOf(name, args) {
  const answer = JSON.parse(await call(name, args));
  if (answer?.error) throw new SpanneError(answer.error, answer.findings);
  return answer;
}

export const check = (args) => answerOf("check", args);
export const evaluate = (args) => answerOf("evaluate", withBytes(args));
export const explain = (args) => answerOf("explain", withBytes(args));
export const compare = (args) => answerOf("compare", args);
export const format = async (args) => (await answerOf("format", args)).text;

/// Accounts may be bytes: a workbook, or a text in another encoding than UTF-8.
function withBytes({ accounts, ...others }) {
  if (!(accounts instanceof Uint8Array)) return { accounts, ...others };
  const bytes = Buffer.from(accounts.buffer, accounts.byteOffset, accounts.byteLength);
  return { accounts_base64: bytes.toString("base64"), ...others };
}

export async function version() {
  const module = await engine();
  return module.UTF8ToString(module._spanne_version());
}
