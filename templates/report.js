// What every page shares. Comforts only: everything can be read without this file.
"use strict";

const root = document.currentScript.getAttribute("src").replace(/assets\/report\.js$/, "");

// Letters that have no accent to take off, as people type them who do not have them on their keyboard.
const LETTERS = { ß: "ss", ø: "o", ł: "l", đ: "d", æ: "ae", œ: "oe", ı: "i", ð: "d", þ: "th" };
// Single letters with points between them are one word, so that U.S. is US.
const ABBREVIATION = /(?<![\p{L}\p{N}])\p{L}(?:\.\p{L})+(?![\p{L}\p{N}])/gu;
const WORD = new RegExp(`${ABBREVIATION.source}|[\\p{L}\\p{N}\\p{M}]+`, "gu");

// Words without accents, capitals and punctuation, one blank apart.
function fold(text) {
  const plain = text.toLowerCase().replace(ABBREVIATION, (letters) => letters.replaceAll(".", ""));
  if (/^[\x00-\x7f]*$/.test(plain)) return (plain.match(/[a-z0-9]+/g) ?? []).join(" ");
  const bare = plain.normalize("NFKD").replace(/\p{M}+/gu, "").replace(/[ßøłđæœıðþ]/g, (one) => LETTERS[one]);
  return (bare.match(WORD) ?? []).join(" ");
}

// A script file with data. A page from a disk may load nothing else.
function loadScript(path) {
  return new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = root + path;
    script.onload = () => { script.remove(); done(); };
    script.onerror = () => fail(new Error(`${path} is missing`));
    document.head.append(script);
  });
}

// The search box of the page head leads to the search page; "/" leads to the box.
const searchBox = document.getElementById("words") ?? document.getElementById("search");
const quickSearch = document.getElementById("quick-search");
if (quickSearch) {
  quickSearch.hidden = false;
  quickSearch.addEventListener("submit", (event) => {
    event.preventDefault();
    location.href = `${root}search.html#words=${encodeURIComponent(searchBox.value)}`;
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !searchBox) return;
  if (event.target.closest("input, select, textarea")) return;
  event.preventDefault();
  searchBox.focus();
  searchBox.select();
});

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
    for (const ref of document.querySelectorAll(".text .ref[data-n]")) ref.hidden = off.has(ref.dataset.n);
    for (const piece of document.querySelectorAll(".m[data-n]")) {
      piece.classList.toggle("off", piece.dataset.n.split(" ").every((number) => off.has(number)));
    }
  });
  acts.parentElement.hidden = false;
}
