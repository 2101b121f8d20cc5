// The review screen: puts its parts together, and waits with the agent while Carnet works on the document.
import { getJson } from "../http.js";
import * as keys from "./keys.js";
import * as panel from "./panel.js";
import * as picks from "./picks.js";
import * as splitter from "./splitter.js";
import * as verbs from "./verbs.js";
import * as viewer from "./viewer.js";

const texts = JSON.parse(document.getElementById("texts").textContent);
const POLL_MS = 900;
const AHEAD_MS = 1200;

viewer.start(panel.pick, texts);
splitter.start(() => window.dispatchEvent(new Event("resize")));
panel.start(texts);
picks.start(panel.choose, texts);
verbs.start();
keys.start();
// An agent who was faster than the scripts keeps the field that they chose.
// Where no order was found most are rejected: outside of fields R does it at once.
const likelyNoOrder = panel.state().noOrder === "yes";
if (panel.editable() && !likelyNoOrder && !document.activeElement?.closest("[data-path]")) panel.next(null);

const following = document.getElementById("next-document")?.getAttribute("href");
if (following) {
  // Only a convenience: where it fails, the page is fetched when it is opened.
  window.setTimeout(() => viewer.fetchAhead(following).catch((error) => console.debug(error)), AHEAD_MS);
}

const automatic = new Set(["received", "read", "extracted", "matched", "approved"]);
if (automatic.has(panel.state().status)) {
  const timer = window.setInterval(async () => {
    const now = await getJson(`/documents/${panel.state().document}/state`);
    if (now.settled) {
      window.clearInterval(timer);
      window.location.reload();
    }
  }, POLL_MS);
}
