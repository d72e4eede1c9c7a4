// The WebAssembly module's C functions, with texts in and out.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";

export class SpanneModule {
  static async load(path) {
    const load = createRequire(import.meta.url)(resolve(path));
    return new SpanneModule(await load({ wasmBinary: readFileSync(join(dirname(path), "spanne.wasm")) }));
  }

  constructor(module) {
    this.module = module;
  }

  /// What a function that takes texts after its other arguments returns.
  #called(function_, others, texts) {
    const pointers = texts.map((text) => {
      const size = this.module.lengthBytesUTF8(text) + 1;
      const pointer = this.module._malloc(size);
      this.module.stringToUTF8(text, pointer, size);
      return pointer;
    });
    const answer = function_(...others, ...pointers);
    pointers.forEach((pointer) => this.module._free(pointer));
    return answer;
  }

  #text(answer) {
    const text = this.module.UTF8ToString(answer);
    this.module._spanne_free(answer);
    return text;
  }

  call(name, args) {
    return this.#text(this.#called(this.module._spanne_call, [], [name, JSON.stringify(args)]));
  }

  startService(today) {
    const service = this.#called(this.module._spanne_service_new, [], [today]);
    return {
      handle: (message) => this.#text(this.#called(this.module._spanne_service_handle, [service], [message])),
      work: (steps) => this.#text(this.module._spanne_service_work(service, steps)),
      end: () => this.module._spanne_service_free(service),
    };
  }
}
