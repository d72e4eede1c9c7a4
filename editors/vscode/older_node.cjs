// Debian 12's Node.js is version 18, which keeps File in a module; the packaging tool looks for it among the globals.
globalThis.File ??= require("node:buffer").File;
