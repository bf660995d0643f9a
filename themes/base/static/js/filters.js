// The filters of a list: their links become switches that combine. Of the values of one facet any may hold, of the
// facets all must. The address keeps what is chosen. Pages of a long list are fetched once they are needed.
const filters = document.querySelector("[data-filters]");
const found = document.querySelector(".found");
const pager = document.querySelector(".pager");
const message = document.querySelector("[data-shown]");
const clear = document.querySelector("[data-clear]");
const language = document.documentElement.lang;
const list = found?.querySelector("[data-facets]")?.parentElement;
const first = new Set(list?.children);
let next = pager?.querySelector("[rel=next]")?.href;

const links = list ? filters.querySelectorAll("[data-value]") : [];
const switches = Array.from(links, (link) => {
  const button = document.createElement("button");
  button.type = "button";
  button.value = link.dataset.value;
  button.textContent = link.textContent;
  link.replaceWith(button);
  press(button, new URLSearchParams(location.search).getAll(facetOf(button)).includes(keyOf(button)));
  button.addEventListener("click", () => {
    press(button, !pressed(button));
    keep();
    show();
  });
  return button;
});

clear.addEventListener("click", () => {
  switches.forEach((button) => press(button, false));
  keep();
  show();
  const summary = filters.querySelector("summary");
  (summary.checkVisibility() ? summary : switches[0]).focus();
});

if (switches.some(pressed)) {
  filters.open = true;
  show();
}

function pressed(button) {
  return button.ariaPressed === "true";
}

function press(button, on) {
  button.setAttribute("aria-pressed", on);
}

function facetOf(button) {
  return button.value.slice(0, button.value.indexOf("/"));
}

function keyOf(button) {
  return button.value.slice(button.value.indexOf("/") + 1);
}

function keep() {
  const query = new URLSearchParams();
  switches.filter(pressed).forEach((button) => query.append(facetOf(button), keyOf(button)));
  history.replaceState(null, "", `${query}` ? `?${query}` : location.pathname);
}

async function show() {
  const wanted = new Map();
  for (const button of switches.filter(pressed)) {
    wanted.set(facetOf(button), [...(wanted.get(facetOf(button)) ?? []), button.value]);
  }
  if (wanted.size) await fetchAll();
  let shown = 0;
  for (const item of list?.children ?? []) {
    const keys = item.dataset.facets.split(" ");
    const fits = [...wanted.values()].every((any) => any.some((key) => keys.includes(key)));
    item.hidden = !fits || (!wanted.size && !first.has(item));
    shown += !item.hidden;
  }
  if (pager) pager.hidden = wanted.size > 0;
  clear.hidden = !wanted.size;
  message.textContent = wanted.size
    ? message.dataset.shown.replace("{shown}", number(shown)).replace("{all}", number(list.children.length))
    : "";
}

async function fetchAll() {
  while (next) {
    const address = next;
    next = undefined;
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
    list.append(...page.querySelectorAll(".found [data-facets]"));
    next = page.querySelector(".pager [rel=next]")?.href;
  }
}

function number(value) {
  return value.toLocaleString(language, { numberingSystem: "latn" });
}
