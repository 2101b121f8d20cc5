// The buttons: approve, reject, undo, lines, read again. Asks where asking is due.
import { post } from "../http.js";
import { toast, toastAfterMove } from "../toast.js";
import { change, control, editable, goTo, next, panel, reload, settled, state } from "./panel.js";

async function onward(verb, body) {
  await settled();
  try {
    const response = await post(`/documents/${state().document}/${verb}`, { version: Number(state().version), ...body });
    const answer = await response.json();
    toastAfterMove(answer.message);
    window.location.assign(answer.next);
  } catch (error) {
    toast(error.message, true);
    if (error.status === 409) await reload();
    else if (error.where) goTo(error.where);
  }
}

function ask(id) {
  const dialog = document.getElementById(id);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true }));
}

export async function approve() {
  const active = document.activeElement?.closest?.("[data-path]");
  if (active) control(active).blur(); // what was typed is saved first
  await settled();
  const button = panel.querySelector('[data-do="approve"]');
  if (!button) return;
  const codes = JSON.parse(button.dataset.blocking);
  if (!codes.length) return onward("approve", {});
  const box = document.querySelector("#dialog-approve .blocking-list");
  box.replaceChildren(...[...panel.querySelectorAll(".issue.sev-blocking")].map((issue) => {
    const row = document.createElement("p");
    row.textContent = issue.querySelector(".text").textContent;
    return row;
  }));
  document.querySelector('#dialog-approve button[value="anyway"]').hidden = button.dataset.insist !== "yes";
  if ((await ask("dialog-approve")) === "anyway") return onward("approve", { accepting: codes });
  panel.querySelector(".issue.sev-blocking [data-goto]")?.click();
}

export async function reject() {
  if (!panel.querySelector('[data-do="reject"]')) return;
  if ((await ask("dialog-reject")) !== "reject") return;
  const reason = document.querySelector('#dialog-reject input[name="reason"]:checked').value;
  return onward("reject", { reason });
}

export function undo() {
  if (editable()) change("undo", {});
}

export function addLine() {
  if (!editable()) return;
  const current = document.activeElement?.closest?.("[data-line]");
  const all = panel.querySelectorAll("[data-line]");
  const after = current ? Number(current.dataset.line) : all.length - 1;
  change("lines/add", { index: after }, () => goTo(`lines.${after + 1}.description`));
}

// The line in hand once more below itself; its quantity is what is divided.
export function copyLine(index) {
  if (editable()) change("lines/copy", { index }, () => goTo(`lines.${index + 1}.quantity`));
}

export function removeLine(index) {
  if (editable()) change("lines/remove", { index });
}

// Only where the machine found no order is there such a button.
export function takeForOrder() {
  if (panel.querySelector('[data-do="take-for-order"]')) onward("take-for-order", {});
}

const DO = {
  approve,
  reject,
  undo,
  "add-line": addLine,
  "read-again": () => onward("read-again", {}),
  "take-for-order": takeForOrder,
  retry: () => onward("retry", {}),
  "next-look": () => next(null),
  "show-empty": () => panel.classList.toggle("show-empty"),
};

export function start() {
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    if (button.dataset.do === "remove-line") removeLine(Number(button.dataset.index));
    else if (button.dataset.do === "copy-line") copyLine(Number(button.dataset.index));
    else DO[button.dataset.do]?.();
  });
  document.querySelector(".rv-tools").addEventListener("click", (event) => {
    const name = event.target.closest("[data-dialog]")?.dataset.dialog;
    if (name) document.getElementById(`dialog-${name}`).showModal();
  });
  document.getElementById("dialog-reject").addEventListener("keydown", (event) => {
    const choices = document.querySelectorAll('#dialog-reject input[name="reason"]');
    const choice = choices[Number(event.key) - 1];
    if (choice) choice.checked = true;
    else if (event.key === "Enter" && !event.target.matches("button")) {
      event.preventDefault();
      document.querySelector('#dialog-reject button[value="reject"]').click();
    }
  });
}
