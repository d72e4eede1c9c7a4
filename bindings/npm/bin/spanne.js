#!/usr/bin/env node
// The command line: the program in spanne_cli.wasm, over this machine's files.
import { fstatSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import load from "../wasm/spanne_cli.cjs";

const fileTrouble = 3; // the exit status that says so, as everywhere

function fail(error) {
  console.error(`error: something unforeseen: ${error?.message ?? error}; please report it`);
  process.exit(fileTrouble);
}
process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);

/// A call of the file system that waits where Node would rather be called later, as it does for pipes and terminals.
function patient(call, tryAgain) {
  const clock = new Int32Array(new SharedArrayBuffer(4));
  return (...args) => {
    for (;;) {
      try {
        return call(...args);
      } catch (error) {
        if (error.errno !== tryAgain) throw error;
        Atomics.wait(clock, 0, 0, 10);
      }
    }
  };
}

/// What standard input and the outputs are; WebAssembly's C library asks by a path, which they do not have.
function nameStandardFiles(files) {
  const create = files.createStandardStreams, byPath = files.stat;
  files.createStandardStreams = () => {
    create();
    for (const number of [0, 1, 2]) files.streams[number].path = `/dev/fd/${number}`;
  };
  files.stat = (path, ...others) => {
    const number = files.streams.slice(0, 3).findIndex((stream) => stream?.path === path);
    return number < 0 ? byPath(path, ...others) : fstatSync(number);
  };
}

function prepare(module) {
  const tryAgain = 6; // EAGAIN in WebAssembly's C library
  module.FS.read = patient(module.FS.read, tryAgain);
  module.FS.write = patient(module.FS.write, tryAgain);
  nameStandardFiles(module.FS);
  Object.assign(module.ENV, process.env, { TMPDIR: tmpdir() });
}

/// Windows separates folders by backslashes, which WebAssembly's C library does not know.
function withSlashes(argument) {
  return process.platform === "win32" && !/["']/.test(argument) ? argument.replaceAll("\\", "/") : argument;
}

await load({
  wasmBinary: readFileSync(new URL("../wasm/spanne_cli.wasm", import.meta.url)),
  arguments: process.argv.slice(2).map(withSlashes),
  preRun: [prepare],
});
