// The search page: looks through every quotation in the browser. The words lie in script files, which are
// loaded one after the other when somebody first asks for something.
"use strict";

const SHOWN_AT_ONCE = 50;
// Speakers offered while one types.
const MOST_SUGGESTED = 500;
// Milliseconds after the last key.
const WAIT = 120;
// Milliseconds of looking through, before the page may answer to anything else.
const LONGEST_SLICE = 30;

let contents = null;
let parts = 0;
const quotations = [];
let hits = [];
let shown = 0;
let wantedMarks = [];

const box = (id) => document.getElementById(id);
const FIELDS = ["words", "by", "outlet", "from", "to", "flag", "order"];

// ---- data: the script files call these
function quotesContents(given) {
  contents = given;
}

function quotesPart(articles) {
  for (const [path, title, outlet, day, rows] of articles) {
    const article = { path, title, outlet, day };
    for (const [anchor, who, flags, words] of rows) {
      quotations.push({ article, anchor, who, flags, words, folded: ` ${fold(words)} ` });
    }
  }
  parts += 1;
}

// ---- what is asked for
// Words, "words side by side" and -words become what must or must not stand in the folded words.
function readQuery(text) {
  const wanted = [];
  for (const [, minus, phrase, word] of text.matchAll(/(-?)(?:["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+))/g)) {
    const folded = fold(phrase ?? word);
    if (folded) wanted.push({ not: minus !== "", folded, needle: ` ${folded}${phrase === undefined ? "" : " "}` });
  }
  return wanted;
}

function findSpeakers(name) {
  const wanted = fold(name).split(" ");
  const fits = (other) => wanted.every((word) => ` ${fold(other)}`.includes(` ${word}`));
  return { places: new Set(contents.speakers.flatMap(([other], place) => (fits(other) ? [place] : []))), fits };
}

function makeTest() {
  const words = readQuery(box("words").value);
  wantedMarks = words.filter((one) => !one.not);
  const speakers = box("by").value.trim() ? findSpeakers(box("by").value) : null;
  const outlet = box("outlet").value === "" ? null : Number(box("outlet").value);
  const [from, to] = [box("from").value, box("to").value];
  const flag = box("flag").value;
  if (!words.length && !speakers && outlet === null && !from && !to && !flag) return null;
  return (one) =>
    (outlet === null || one.article.outlet === outlet) &&
    (!from || one.article.day.slice(0, 4) >= from) &&
    (!to || (one.article.day !== "" && one.article.day.slice(0, 4) <= to)) &&
    (!flag || (flag === "any" ? one.flags.length > 0 : one.flags.includes(Number(flag)))) &&
    (!speakers || one.who.some((who) => (typeof who === "number" ? speakers.places.has(who) : speakers.fits(who)))) &&
    words.every((word) => one.folded.includes(word.needle) !== word.not);
}

// ---- looking through, in slices of time
let run = 0;
const pause = () => new Promise((done) => setTimeout(done));

async function search() {
  const mine = (run += 1);
  keepQuestion();
  const test = makeTest();
  if (!test) {
    hits = [];
    show("");
    return;
  }
  const found = [];
  let place = 0;
  try {
    for (;;) {
      const start = performance.now();
      while (place < quotations.length && performance.now() - start < LONGEST_SLICE) {
        const end = Math.min(place + 500, quotations.length);
        for (; place < end; place += 1) if (test(quotations[place])) found.push(quotations[place]);
      }
      if (place === quotations.length) {
        if (parts === contents.parts) break;
        say(`Reading the quotations: ${quotations.length.toLocaleString("en")} of ${contents.total.toLocaleString("en")}`);
        await loadPart();
      } else await pause();
      if (mine !== run) return;
    }
  } catch (error) {
    say(`A file of this report cannot be read: ${error.message}.`);
    return;
  }
  const sign = box("order").value === "old" ? -1 : 1;
  const key = (one) => one.article.day;
  // Undated ones last, whatever the order; the order of reading stays otherwise.
  found.sort((a, b) => (!key(a) || !key(b) ? !key(a) - !key(b) : sign * key(b).localeCompare(key(a))));
  hits = found;
  const number = found.length.toLocaleString("en");
  show(found.length === 1 ? "1 quotation" : `${found.length ? number : "No"} quotations`);
}

let loading = null;
function loadPart() {
  loading ??= loadScript(`search/part-${parts + 1}.js`).finally(() => { loading = null; });
  return loading;
}

// ---- results
const say = (text) => { box("found").textContent = text; };

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function show(text) {
  say(text);
  shown = 0;
  box("hits").replaceChildren();
  showMore();
}

function showMore() {
  const next = hits.slice(shown, shown + SHOWN_AT_ONCE);
  box("hits").append(...next.map(makeHit));
  shown += next.length;
  box("more").hidden = shown >= hits.length;
  return next.length;
}

function makeHit(one) {
  const { article } = one;
  const place = `${article.path}#t-${one.anchor}`;
  const who = one.who.flatMap((who, index) => {
    const [name, path] = typeof who === "number" ? contents.speakers[who] : [who, ""];
    const label = make("bdi", {}, name);
    return [index ? ", " : "", path ? make("a", { href: root + path }, label) : label];
  });
  const head = make("p", { class: "head" }, ...(who.length ? who : ["Nobody named"]));
  const words = make("p", { class: "excerpt", dir: "auto" }, make("a", { href: root + place }, ...markWords(one.words)));
  const foot = make("p", { class: "meta" }, make("bdi", {}, article.title));
  if (article.outlet >= 0) foot.append(" · ", make("bdi", {}, contents.outlets[article.outlet]));
  foot.append(" · ", article.day ? make("time", { datetime: article.day }, writeDay(article.day)) : "no date");
  for (const flag of one.flags) foot.append(" · ", make("span", { class: "flagged" }, contents.flags[flag]));
  return make("li", { class: "hit" }, head, words, foot);
}

function writeDay(day) {
  const [year, month, number] = day.split("-").map(Number);
  const name = new Date(Date.UTC(2000, month - 1, 1)).toLocaleString("en", { month: "long", timeZone: "UTC" });
  return `${number} ${name} ${year}`;
}

// The words that were looked for, marked. Folding may make two words of one, so each keeps its place.
function markWords(text) {
  const tokens = [];
  for (const found of text.matchAll(WORD)) {
    for (const folded of fold(found[0]).split(" ")) {
      if (folded) tokens.push({ folded, start: found.index, end: found.index + found[0].length });
    }
  }
  const line = ` ${tokens.map((token) => token.folded).join(" ")} `;
  const starts = [];
  for (let place = 1, index = 0; index < tokens.length; place += tokens[index].folded.length + 1, index += 1) starts.push(place);
  const marked = new Set();
  for (const { needle, folded } of wantedMarks) {
    for (let at = line.indexOf(needle); at >= 0; at = line.indexOf(needle, at + 1)) {
      starts.forEach((start, index) => {
        if (start > at && start <= at + folded.length) marked.add(index);
      });
    }
  }
  const pieces = [];
  let done = 0;
  for (let index = 0; index < tokens.length; index += 1) {
    if (!marked.has(index)) continue;
    const { start } = tokens[index];
    while (marked.has(index + 1)) index += 1;
    const { end } = tokens[index];
    pieces.push(text.slice(done, start), make("mark", {}, text.slice(start, end)));
    done = end;
  }
  return [...pieces, text.slice(done)];
}

// ---- the question stands in the address, so that it can be kept and sent on
function keepQuestion() {
  const kept = new URLSearchParams(FIELDS.flatMap((id) => (box(id).value.trim() ? [[id, box(id).value]] : [])));
  const hash = `#${kept}`;
  if (hash === (location.hash || "#")) return;
  try {
    history.replaceState(null, "", hash);
  } catch {
    // Where a page from a disk has no history of its own.
    location.replace(hash);
  }
}

function readQuestion() {
  const asked = new URLSearchParams(location.hash.slice(1));
  for (const id of FIELDS) box(id).value = asked.get(id) ?? "";
}

function offer(id, options) {
  box(id).append(...options.map(([value, label]) => make("option", { value }, label)));
  box(id).closest("p").hidden = options.length === 0;
}

async function begin() {
  await loadScript("search/contents.js");
  offer("outlet", contents.outlets.map((name, place) => [place, name]).sort((a, b) => a[1].localeCompare(b[1])));
  offer("from", contents.years.map((year) => [year, year]));
  offer("to", contents.years.map((year) => [year, year]));
  offer("flag", contents.flags.map((name, place) => [place, name]));
  box("order").closest("p").hidden = contents.years.length === 0;
  box("speakers").append(...contents.speakers.slice(0, MOST_SUGGESTED).map(([value]) => make("option", { value })));
  readQuestion();
  let timer = 0;
  box("searchable").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, WAIT);
  });
  addEventListener("hashchange", () => { readQuestion(); search(); });
  box("more").addEventListener("click", () => {
    const last = box("hits").lastElementChild;
    showMore();
    last.nextElementSibling?.querySelector(".excerpt a")?.focus();
  });
  box("unsearchable").hidden = true;
  box("searchable").hidden = false;
  box("words").focus();
  search();
}

begin().catch((error) => {
  box("unsearchable").querySelector("p").textContent = `A file of this report cannot be read: ${error.message}.`;
});
