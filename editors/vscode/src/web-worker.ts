import { serve } from "./server";

serve({
  send: (message) => postMessage(message),
  receive: (handler) => addEventListener("message", ({ data }) => handler(data)),
});
