// A list whose rows can be clicked anywhere; / searches.
document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-href]");
  if (row && !event.target.closest("a, button") && !window.getSelection()?.toString()) window.location.assign(row.dataset.href);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.target.matches("input, select, textarea")) {
    event.preventDefault();
    document.getElementById("search")?.focus();
  }
});
