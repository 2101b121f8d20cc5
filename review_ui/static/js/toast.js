// Short messages in the corner. A bad one stays longer; both can be closed with a click.
export function toast(text, bad = false) {
  const box = document.getElementById("toasts");
  const item = document.createElement("div");
  item.className = bad ? "toast bad" : "toast";
  item.textContent = text;
  item.addEventListener("click", () => item.remove());
  box.append(item);
  while (box.children.length > 3) box.firstElementChild.remove();
  window.setTimeout(() => item.remove(), bad ? 9000 : 3500);
}

export function toastAfterMove(text) {
  sessionStorage.setItem("toast", text);
}
