// The search page: finds pages of its language while the reader types. The index is fetched when it is first asked.

const form = document.querySelector("form[data-index]");
const box = form.elements.q;
const said = document.getElementById("said");
const list = document.getElementById("results");
const more = document.getElementById("more");
const pattern = document.getElementById("result").content.firstElementChild;
const STEP = 10;
const PAUSE = 200; // milliseconds without a key after which a word counts as typed

let index;
let results = [];
let asked = 0;
let typing;

async function look(words) {
  index ??= import(new URL(form.dataset.index, location.href).href);
  return (await (await index).search(words)).results;
}

// Excerpts are HTML of no more than <mark>, &lt; and &gt;.
function marked(excerpt) {
  return excerpt.split(/<\/?mark>/).map((part, place) => {
    const text = part.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    if (place % 2 === 0) return text;
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  });
}

function item(page) {
  const row = pattern.cloneNode(true);
  const link = row.querySelector("a");
  link.href = page.url;
  link.textContent = page.meta.title;
  row.querySelector(".excerpt").append(...marked(page.excerpt));
  for (const name of ["kind", "date"]) {
    const place = row.querySelector(`.${name}`);
    if (page.meta[name]) place.textContent = page.meta[name];
    else place.remove();
  }
  return row;
}

async function grow(number) {
  const from = list.children.length;
  const pages = await Promise.all(results.slice(from, from + STEP).map((result) => result.data()));
  if (number !== asked) return;
  list.append(...pages.map(item));
  more.hidden = list.children.length >= results.length;
}

async function search() {
  clearTimeout(typing);
  const number = ++asked;
  const words = box.value.trim();
  history.replaceState(null, "", words ? `?q=${encodeURIComponent(words)}` : location.pathname);
  try {
    const found = words ? await look(words) : [];
    if (number !== asked) return;
    results = found;
    list.replaceChildren();
    await grow(number);
    if (number !== asked) return;
    const count = results.length.toLocaleString(document.documentElement.lang);
    said.textContent = !words ? "" : results.length ? form.dataset.some.replace("{}", count) : form.dataset.none;
  } catch {
    if (number !== asked) return;
    index = undefined;
    said.textContent = form.dataset.failed;
  }
}

function walk(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
  const links = [...list.querySelectorAll("a")];
  const here = document.activeElement;
  const place = here === more ? links.length : links.indexOf(here);
  if (place < 0 && here !== box) return;
  if (event.key === "ArrowDown") (links[place + 1] ?? more).focus();
  else if (event.key === "ArrowUp" && here !== box) (links[place - 1] ?? box).focus();
  else if (event.key === "Escape" && here !== box) box.focus();
  else if (event.key === "Escape" && box.value) {
    box.value = "";
    search();
  } else return;
  event.preventDefault();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
box.addEventListener("input", (event) => {
  clearTimeout(typing);
  if (!event.isComposing) typing = setTimeout(search, PAUSE);
});
box.addEventListener("compositionend", search);
more.addEventListener("click", async () => {
  const next = list.children.length;
  await grow(asked);
  list.children[next]?.querySelector("a").focus();
});
document.addEventListener("keydown", walk);

form.hidden = false;
box.value = new URLSearchParams(location.search).get("q") ?? "";
if (box.value) search();
else box.focus();
