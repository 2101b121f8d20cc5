// Handing in files: one request each, with progress, then what became of it.
import { csrf, getJson } from "./http.js";

const drop = document.getElementById("drop");
const list = document.getElementById("uploads");
const texts = JSON.parse(document.getElementById("texts").textContent);
const POLL_MS = 1000;

function row(name) {
  const item = document.createElement("li");
  for (const [tag, className] of [["span", "name"], ["span", "what"], ["span", "link"], ["progress", ""]]) {
    const part = document.createElement(tag);
    part.className = className;
    item.append(part);
  }
  item.querySelector(".name").textContent = name;
  item.querySelector("progress").max = 1;
  list.prepend(item);
  return {
    say(text, kind = "") {
      item.querySelector(".what").textContent = text;
      item.querySelector(".what").className = `what ${kind}`;
    },
    progress(share) {
      item.querySelector("progress").value = share;
    },
    done() {
      item.querySelector("progress").remove();
    },
    link(id) {
      const link = document.createElement("a");
      link.href = `/documents/${id}`;
      link.textContent = texts.open;
      item.querySelector(".link").replaceChildren(link);
    },
  };
}

async function follow(id, shown) {
  for (;;) {
    try {
      const now = await getJson(`/documents/${id}/state`);
      shown.say(now.text, now.status === "failed" ? "bad" : now.settled ? "good" : "");
      if (now.settled) return;
    } catch (error) {
      shown.say(error.message || texts.offline, "bad");
      return;
    }
    await new Promise((resolve) => window.setTimeout(resolve, POLL_MS));
  }
}

function send(file) {
  const shown = row(file.name);
  if (file.size > Number(drop.dataset.max)) {
    shown.done();
    shown.say(texts.too_large, "bad");
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file);
    request.open("POST", "/upload");
    request.setRequestHeader("x-csrf-token", csrf());
    request.setRequestHeader("accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      shown.progress(event.loaded / event.total);
      shown.say(texts.uploading.replace("{percent}", `${Math.round((100 * event.loaded) / event.total)} %`));
    });
    request.addEventListener("load", () => {
      shown.done();
      const answer = request.response ?? {};
      if (request.status >= 400) shown.say(texts.failed.replace("{why}", answer.message ?? request.status), "bad");
      else {
        shown.say(answer.message, answer.duplicate ? "" : "good");
        shown.link(answer.document);
        if (!answer.duplicate) follow(answer.document, shown);
      }
      resolve();
    });
    request.addEventListener("error", () => {
      shown.done();
      shown.say(texts.failed.replace("{why}", texts.offline), "bad");
      resolve();
    });
    request.send(form);
  });
}

// Two at a time: the server has better things to do than forty uploads at once.
const waiting = [];
let active = 0;
function pump() {
  while (active < 2 && waiting.length) {
    active += 1;
    send(waiting.shift()).finally(() => {
      active -= 1;
      pump();
    });
  }
}

function take(files) {
  waiting.push(...files);
  pump();
}

document.getElementById("files").addEventListener("change", (event) => {
  take([...event.target.files]);
  event.target.value = "";
});
for (const name of ["dragenter", "dragover"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) drop.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  take([...event.dataTransfer.files]);
});
