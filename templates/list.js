// A list that can be sorted by its columns and narrowed to what is typed. A long list stands on several pages;
// the rows of the others lie in script files, which are loaded when somebody first sorts or types.
"use strict";

const MORE_ROWS = 500;

const table = document.querySelector("table.list");
const body = table.tBodies[0];
const pages = Number(table.dataset.pages);
const pager = document.querySelectorAll("nav.pager");
const filter = document.getElementById("filter");
const output = document.querySelector("output[for=filter]");
const more = document.getElementById("more");
const labelOf = (column) => column.textContent.trim();
const columns = [...table.tHead.rows[0].cells];

let rows = [...body.rows];
let whole = pages === 1;
let limit = rows.length;
// The column, which of its two directions, and 1 or -1; null for an order that no column shows.
let sorted = null;

const read = new WeakMap();
// What a row is found by, and what each column is sorted by.
function facts(row) {
  if (!read.has(row)) {
    read.set(row, {
      words: ` ${fold(`${row.cells[0].textContent} ${row.cells[0].dataset.find ?? ""}`)}`,
      keys: [...row.cells].map((cell) => fold(cell.dataset.v ?? cell.textContent)),
    });
  }
  return read.get(row);
}

// ---- the rows of all pages: the script files call this
const others = new Map();
function quotesRows(number, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  others.set(number, [...template.content.children]);
}

let loading = null;
function loadWhole() {
  const name = table.id;
  const here = Number(table.dataset.page);
  const load = async () => {
    const all = [];
    for (let number = 1; number <= pages; number += 1) {
      if (number !== here) {
        output.textContent = `Reading page ${number} of ${pages}`;
        await loadScript(`lists/${name}-${number}.js`);
      }
      all.push(...(number === here ? rows : others.get(number)));
    }
    others.clear();
    rows = all;
    whole = true;
    limit = MORE_ROWS;
    for (const one of pager) one.hidden = true;
  };
  loading ??= load();
  return loading;
}

// ---- sorting and narrowing
let run = 0;
async function apply() {
  const mine = (run += 1);
  if (!whole) {
    try {
      await loadWhole();
    } catch (error) {
      output.textContent = `A file of this report cannot be read: ${error.message}.`;
      return;
    }
    if (mine !== run) return;
  }
  const wanted = fold(filter.value).split(" ").filter(Boolean);
  const found = rows.filter((row) => wanted.every((word) => facts(row).words.includes(` ${word}`)));
  if (sorted) found.sort(comparer(sorted.index, sorted.sign));
  body.replaceChildren(...found.slice(0, limit));
  more.hidden = found.length <= limit;
  more.textContent = `Show ${Math.min(MORE_ROWS, found.length - limit).toLocaleString("en")} more`;
  const order = sorted ? `sorted by ${labelOf(columns[sorted.index]).toLowerCase()}, ${sorted.words}` : "";
  const count = wanted.length ? `${found.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")}` : "";
  output.textContent = [count, order].filter(Boolean).join(", ");
}

const inOrder = new Intl.Collator("en", { numeric: true });
function comparer(index, sign) {
  const numeric = columns[index].classList.contains("n");
  return (a, b) => {
    const [left, right] = [facts(a).keys[index], facts(b).keys[index]];
    if (numeric) return sign * (left - right);
    // What is not known comes last.
    if (!left || !right) return !left - !right;
    return sign * inOrder.compare(left, right);
  };
}

// Names begin with A, numbers with the most, days with the last.
const DIRECTIONS = {
  text: [[1, "A to Z"], [-1, "Z to A"]],
  number: [[-1, "most first"], [1, "fewest first"]],
  day: [[-1, "newest first"], [1, "oldest first"]],
};

function choose(index, turn) {
  const [sign, words] = DIRECTIONS[columns[index].dataset.sort][turn];
  sorted = { index, turn, sign, words };
}

function sortBy(index) {
  choose(index, sorted?.index === index ? (sorted.turn + 1) % 2 : 0);
  for (const column of columns) column.removeAttribute("aria-sort");
  columns[index].setAttribute("aria-sort", sorted.sign === 1 ? "ascending" : "descending");
  apply();
}

columns.forEach((column, index) => {
  if (!column.dataset.sort) return;
  const button = document.createElement("button");
  button.type = "button";
  button.append(...column.childNodes);
  button.addEventListener("click", () => sortBy(index));
  column.append(button);
});
table.classList.add("sortable");
const first = columns.findIndex((column) => column.hasAttribute("aria-sort"));
if (first >= 0) choose(first, 0);

let timer = 0;
filter.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(apply, 80);
});
more.addEventListener("click", () => {
  const next = limit;
  limit += MORE_ROWS;
  apply().then(() => body.rows[next]?.querySelector("a")?.focus());
});
filter.closest(".filter").hidden = false;
// What a browser kept in the box when the page was left.
if (filter.value) apply();
