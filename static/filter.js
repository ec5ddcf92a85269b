// The filters work by style alone; this tells how many rows are left, also to a screen reader.
const list = document.querySelector(".filtered");
const said = list.querySelector(".filtered__count");
const rows = [...list.querySelectorAll("tbody tr[data-a]")];

list.addEventListener("change", () => {
  const shown = rows.filter((row) => getComputedStyle(row).display !== "none").length;
  said.textContent = said.dataset.of.replace("{shown}", shown).replace("{all}", rows.length);
});
