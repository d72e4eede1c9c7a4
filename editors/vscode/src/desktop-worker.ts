import { parentPort } from "node:worker_threads";
import { serve } from "./server";

serve({
  send: (message) => parentPort!.postMessage(message),
  receive: (handler) => parentPort!.on("message", handler),
});
