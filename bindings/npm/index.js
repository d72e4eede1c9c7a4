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

/// Editors' language service; LSP messages as objects.
class LanguageService {
  #module;
  #service;
  constructor(module, service) {
    this.#module = module;
    this.#service = service;
  }

  #messages(answer) {
    if (answer === 0) throw new SpanneError({ message: "there is not enough memory for this, or the service is closed" });
    const text = this.#module.UTF8ToString(answer);
    this.#module._spanne_free(answer);
    return JSON.parse(text);
  }

  handle(message) {
    const pointer = put(this.#module, JSON.stringify(message));
    const answer = this.#module._spanne_service_handle(this.#service, pointer);
    this.#module._free(pointer);
    return this.#messages(answer);
  }

  get hasWork() {
    return this.#module._spanne_service_has_work(this.#service) === 1;
  }

  work(steps = 20_000) {
    return this.#messages(this.#module._spanne_service_work(this.#service, steps));
  }

  close() {
    this.#module._spanne_service_free(this.#service);
    this.#service = 0;
  }
}

export async function createService({ today }) {
  const module = await engine();
  const pointer = put(module, today);
  const service = module._spanne_service_new(pointer);
  module._free(pointer);
  if (service === 0) throw new SpanneError({ message: `${today} is no day`, help: 'today: "2026-07-01"' });
  return new LanguageService(module, service);
}

export async function version() {
  const module = await engine();
  return module.UTF8ToString(module._spanne_version());
}
