// What every page has: messages that survive a change of page, and g-keys. Knows no screen.
import { toast } from "./toast.js";

const kept = sessionStorage.getItem("toast");
if (kept) {
  sessionStorage.removeItem("toast");
  toast(kept);
}

let pending = 0;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  if (event.key === "g") {
    pending = Date.now();
  } else if (Date.now() - pending < 1200) {
    const target = { q: "/queue", o: "/orders" }[event.key];
    if (target) window.location.assign(target);
    pending = 0;
  }
});
