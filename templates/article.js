// An article: all parts of one attribution and its note light up together, under the pointer, at the focus,
// or when a link led there.
"use strict";

function lightUp(numbers) {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  for (const number of numbers) {
    for (const piece of document.querySelectorAll(`.m[data-n~="${number}"], li.note[data-n="${number}"]`)) {
      piece.classList.add("lit");
    }
  }
}

// The attribution that an element belongs to: of several, the innermost.
function numbersOf(element) {
  const one = element.closest?.("[data-n]");
  return one ? one.dataset.n.split(" ").slice(-1) : [];
}

// Where a link led to, until the pointer or the focus goes elsewhere.
function numbersOfTarget() {
  const target = document.getElementById(location.hash.slice(1));
  return target ? numbersOf(target) : [];
}

function show(event) {
  const numbers = numbersOf(event.target);
  lightUp(numbers.length ? numbers : numbersOfTarget());
}

document.addEventListener("pointerover", show);
document.addEventListener("focusin", show);
addEventListener("hashchange", () => lightUp(numbersOfTarget()));
lightUp(numbersOfTarget());
