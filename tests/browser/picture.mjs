// A picture of a page: node picture.mjs PAGE.html PICTURE.png|.pdf WIDTH [dark|light] [BROWSER] [SCRIPT to run before]
import { resolve } from "node:path";
import { Browser } from "./browser.mjs";

const [page, picture, width = "1280", scheme = "light", name = "chromium", script = ""] = process.argv.slice(2);
const browser = await Browser.start(name, { dark: scheme === "dark" });
try {
  await browser.open(`file://${resolve(page)}`, Number(width));
  if (script) await browser.run(script);
  if (picture.endsWith(".pdf")) await browser.print(picture);
  else await browser.picture(picture);
} finally {
  await browser.stop();
}
