// A browser, spoken to by WebDriver BiDi, the one protocol that Chromium and Firefox share: opens pages, runs scripts in
// them, and keeps what they say and ask for. Firefox is spoken to directly, Chromium through its driver.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import WebSocket from "ws";

const patience = 60_000; // milliseconds until a browser is taken for stuck

async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/// Tries until it works.
async function persist(attempt) {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(100);
    }
  }
}

function connected(address) {
  return new Promise((ready, failed) => {
    const socket = new WebSocket(address, { maxPayload: 1 << 28 });
    socket.once("open", () => ready(socket));
    socket.once("error", failed);
  });
}

export class Browser {
  /// `name`: chromium or firefox. `dark`: pages are told that the reader prefers dark ones.
  static async start(name, { dark = false } = {}) {
    const browser = new Browser();
    browser.folder = mkdtempSync(join(tmpdir(), "spanne-browser-"));
    try {
      await (name === "firefox" ? browser.#startFirefox(dark) : browser.#startChromium(dark));
      await browser.#begin();
    } catch (error) {
      await browser.stop();
      throw error;
    }
    return browser;
  }

  messages = []; // what pages said on the console, errors of scripts and of their security policy among them
  requests = []; // addresses asked for

  #spawn(program, args) {
    this.process = spawn(program, args, { stdio: "ignore", env: { ...process.env, HOME: this.folder, MOZ_HEADLESS: "1" } });
    this.process.on("error", (error) => (this.failure = error));
  }

  async #startFirefox(dark) {
    const port = await freePort();
    writeFileSync(join(this.folder, "user.js"),
      `user_pref("layout.css.prefers-color-scheme.content-override", ${dark ? 0 : 1});\n` +
      'user_pref("browser.shell.checkDefaultBrowser", false);\nuser_pref("datareporting.policy.dataSubmissionEnabled", false);\n');
    this.#spawn("firefox-esr", ["--headless", "--no-remote", "--profile", this.folder, `--remote-debugging-port=${port}`, "about:blank"]);
    this.socket = await persist(() => this.failure ? Promise.reject(this.failure) : connected(`ws://127.0.0.1:${port}/session`));
    this.#listen();
    await this.send("session.new", { capabilities: {} });
  }

  async #startChromium(dark) {
    const port = await freePort();
    this.#spawn("chromedriver", [`--port=${port}`]);
    const args = ["--headless=new", "--disable-gpu", "--no-first-run", `--user-data-dir=${join(this.folder, "profile")}`,
      `--blink-settings=preferredColorScheme=${dark ? 0 : 1}`];
    if (process.getuid?.() === 0) args.push("--no-sandbox"); // Chromium has no sandbox for root
    const capabilities = { alwaysMatch: { webSocketUrl: true, "goog:chromeOptions": { args } } };
    const answer = await persist(async () => {
      if (this.failure) throw this.failure;
      const response = await fetch(`http://127.0.0.1:${port}/session`, { method: "POST", body: JSON.stringify({ capabilities }) });
      const { value } = await response.json();
      if (!value.capabilities) throw new Error(`no session: ${value.message}`);
      this.session = `http://127.0.0.1:${port}/session/${value.sessionId}`;
      return value;
    });
    this.socket = await connected(answer.capabilities.webSocketUrl);
    this.#listen();
  }

  #listen() {
    let last = 0;
    const waiting = new Map();
    this.socket.on("message", (text) => {
      const message = JSON.parse(text);
      if (message.type === "event") return this.#note(message);
      const promise = waiting.get(message.id);
      if (!promise) return;
      waiting.delete(message.id);
      if (message.type === "error") promise.failed(new Error(`${message.error}: ${message.message}`));
      else promise.ready(message.result);
    });
    this.send = (method, params = {}) =>
      new Promise((ready, failed) => {
        const id = ++last;
        const clock = setTimeout(() => failed(new Error(`${method}: no answer`)), patience);
        const ended = (end) => (value) => { clearTimeout(clock); end(value); };
        waiting.set(id, { ready: ended(ready), failed: ended(failed) });
        this.socket.send(JSON.stringify({ id, method, params }));
      });
  }

  #note({ method, params }) {
    if (method === "log.entryAdded") this.messages.push(`${params.level}: ${params.text}`);
    if (method === "network.beforeRequestSent") this.requests.push(params.request.url);
  }

  async #begin() {
    await this.send("session.subscribe", { events: ["log.entryAdded", "network.beforeRequestSent"] });
    const { contexts } = await this.send("browsingContext.getTree");
    this.context = contexts[0].context;
    // Not every browser reports what a security policy forbids as a message.
    const note = "() => document.addEventListener('securitypolicyviolation', (event) => " +
      "console.error('forbidden: ' + event.violatedDirective + ' ' + event.blockedURI))";
    await this.send("script.addPreloadScript", { functionDeclaration: note });
  }

  async open(address, width = 1280, height = 900) {
    this.messages = [];
    this.requests = [];
    await this.send("browsingContext.setViewport", { context: this.context, viewport: { width, height } });
    await this.send("browsingContext.navigate", { context: this.context, url: address, wait: "complete" });
  }

  /// The value of an expression in the page, or of the promise that it gives; it can be written as JSON.
  async run(expression) {
    const { type, result, exceptionDetails } = await this.send("script.evaluate", {
      expression: `(async () => JSON.stringify(await (${expression})) ?? "null")()`,
      target: { context: this.context }, awaitPromise: true,
    });
    if (type === "exception") throw new Error(exceptionDetails.text);
    return JSON.parse(result.value);
  }

  /// A picture of the page as a whole, or of what is seen of it.
  async picture(file, whole = true) {
    const { data } = await this.send("browsingContext.captureScreenshot",
      { context: this.context, origin: whole ? "document" : "viewport" });
    writeFileSync(file, Buffer.from(data, "base64"));
  }

  async print(file) {
    const { data } = await this.send("browsingContext.print",
      { context: this.context, page: { width: 21, height: 29.7 }, background: true });
    writeFileSync(file, Buffer.from(data, "base64"));
  }

  async stop() {
    if (this.session) await fetch(this.session, { method: "DELETE" }).catch(() => {});
    else if (this.socket) await this.send("browser.close").catch(() => {});
    this.socket?.terminate();
    if (this.process?.exitCode === null && !this.failure) {
      const ended = new Promise((done) => this.process.once("exit", done));
      this.process.kill();
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
