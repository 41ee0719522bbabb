// Comforts only: everything can be read without this file.
"use strict";

// All parts of one attribution light up together: under the pointer, at the focus, or when a link led there.
function lightUp(numbers) {
  for (const piece of document.querySelectorAll(".m.lit")) piece.classList.remove("lit");
  for (const number of numbers) {
    for (const piece of document.querySelectorAll(`.m[data-n~="${number}"]`)) piece.classList.add("lit");
  }
}

function numbersOf(element) {
  const note = element.closest("li.note[data-n]");
  if (note) return [note.dataset.n];
  const ref = element.closest(".ref:not(.flagref)");
  if (ref) return [ref.textContent.trim()];
  return [];
}

if (document.querySelector("li.note[data-n]")) {
  const show = (event) => lightUp(numbersOf(event.target));
  document.addEventListener("pointerover", show);
  document.addEventListener("focusin", show);
  const showTarget = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target) lightUp(numbersOf(target));
  };
  addEventListener("hashchange", showTarget);
  showTarget();
}

// A box that narrows the list on this page to the rows that hold what is typed.
for (const input of document.querySelectorAll("input[data-filters]")) {
  const rows = [...document.querySelectorAll(`#${input.dataset.filters} tbody tr`)];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = rows.map((row) => plain(row.querySelector("th").textContent));
  const output = input.parentElement.querySelector("output");
  input.addEventListener("input", () => {
    const wanted = plain(input.value.trim());
    let shown = 0;
    rows.forEach((row, index) => {
      row.hidden = !texts[index].includes(wanted);
      if (!row.hidden) shown += 1;
    });
    output.textContent = wanted ? `${shown} of ${rows.length}` : "";
  });
  input.parentElement.hidden = false;
}

// Statements alone, or one other kind of act: notes, cards and their marks in the text.
const acts = document.getElementById("acts");
const items = [...document.querySelectorAll("[data-act]")];
if (acts && items.some((item) => item.dataset.act !== "statement")) {
  acts.addEventListener("change", () => {
    const off = new Set();
    for (const item of items) {
      item.hidden = acts.value !== "" && item.dataset.act !== acts.value;
      if (item.hidden) off.add(item.dataset.n);
    }
    for (const group of document.querySelectorAll(".group")) {
      group.hidden = [...group.querySelectorAll("[data-act]")].every((item) => item.hidden);
    }
    for (const ref of document.querySelectorAll(".text .ref:not(.flagref)")) {
      ref.hidden = off.has(ref.textContent.trim());
    }
    for (const piece of document.querySelectorAll(".m[data-n]")) {
      piece.classList.toggle("off", piece.dataset.n.split(" ").every((number) => off.has(number)));
    }
  });
  acts.parentElement.hidden = false;
}
