// The language service in a worker: messages of the protocol come in as objects and go out as objects. What they say is
// the engine's business alone.
import load, { Engine } from "spanne-wasm";

/// The worker's side of the connection.
export interface Port {
  send(message: unknown): void;
  receive(handler: (message: unknown) => void): void;
}

/// Of work between two looks for messages: some milliseconds.
const steps = 20_000;

class Service {
  readonly #engine: Engine;
  readonly #service: number;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#service = this.#withText(today(), (text) => engine._spanne_service_new(text));
  }

  handle(message: unknown): unknown[] {
    return this.#withText(JSON.stringify(message), (text) => this.#taken(this.#engine._spanne_service_handle(this.#service, text)));
  }

  hasWork(): boolean {
    return this.#engine._spanne_service_has_work(this.#service) !== 0;
  }

  work(): unknown[] {
    return this.#taken(this.#engine._spanne_service_work(this.#service, steps));
  }

  #withText<Result>(text: string, use: (pointer: number) => Result): Result {
    const size = this.#engine.lengthBytesUTF8(text) + 1;
    const pointer = this.#engine._malloc(size);
    this.#engine.stringToUTF8(text, pointer, size);
    const result = use(pointer);
    this.#engine._free(pointer);
    return result;
  }

  #taken(pointer: number): unknown[] {
    const text = this.#engine.UTF8ToString(pointer);
    this.#engine._spanne_free(pointer);
    return JSON.parse(text);
  }
}

/// Where the reader is: the engine has no clock.
function today(): string {
  const now = new Date();
  const two = (number: number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/// Serves what comes through the port. The first message is the module: { wasm: bytes }.
export function serve(port: Port): void {
  let service: Promise<Service> | undefined;
  let working = false;

  // Between two pieces of work the messages that have come in have their turn.
  const work = (engine: Service) => {
    working = engine.hasWork();
    if (!working) return;
    for (const message of engine.work()) port.send(message);
    setTimeout(work, 0, engine);
  };

  const take = async (message: unknown) => {
    if (!service) {
      service = load({ wasmBinary: (message as { wasm: Uint8Array }).wasm }).then((engine) => new Service(engine));
      await service;
      return;
    }
    const engine = await service;
    for (const answer of engine.handle(message)) port.send(answer);
    if (working || !engine.hasWork()) return;
    working = true;
    setTimeout(work, 0, engine);
  };

  port.receive((message) => take(message).catch(fail));
}

/// Outside of any promise, so that the worker's owner hears of it and starts another.
function fail(error: unknown): void {
  setTimeout(() => {
    throw error;
  }, 0);
}
