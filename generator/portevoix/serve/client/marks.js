// Marks in the page for what is not public now: drawn over it from beside the body, so that nothing in it moves or is
// styled otherwise. The only thing that changes in the page itself is what screen readers add to the links.
import { make } from "./elements.js";

const pace = 300;
const words = { draft: "DRAFT", embargoed: "EMBARGO", scheduled: "SCHEDULED", expired: "EXPIRED" };

export class Marks extends HTMLElement {
  #boxes = make("div");
  #rows = new Map();
  #parts = [];
  #marked = new Map();
  #links = 0;
  #drawn = "";
  #timer;

  connectedCallback() {
    const sheet = make("link", { rel: "stylesheet", href: "/__portevoix__/client/marks.css" });
    sheet.addEventListener("load", () => this.#draw());
    this.attachShadow({ mode: "open" }).append(sheet, this.#boxes);
    const soon = () => this.#marked.size && requestAnimationFrame(() => this.#draw());
    for (const type of ["resize", "scroll", "toggle", "focusin"]) addEventListener(type, soon, { capture: true });
  }

  // `rows` are entries as the status names them, `parts` those that stand on this page in the elements with their ids.
  // How many links were marked.
  show(rows, parts) {
    this.#rows = new Map(rows.map((row) => [place(new URL(row.url, location.href)), row]));
    this.#parts = parts;
    clearInterval(this.#timer);
    // Whatever moves things – a picture that comes late, a menu that opens –, the marks follow.
    if (rows.length || parts.length) this.#timer = setInterval(() => this.#draw(), pace);
    this.#find();
    this.#draw();
    return [...this.#marked.keys()].filter((element) => element.href).length;
  }

  #find() {
    for (const element of this.#marked.keys()) element.removeAttribute("aria-description");
    const links = Array.from(document.links, (link) => [link, this.#row(link)]).filter(([, row]) => row);
    const parts = this.#parts.map((row) => [document.getElementById(row.anchor), row]).filter(([part]) => part);
    this.#marked = new Map([...parts, ...links]);
    this.#links = document.links.length;
    for (const [element, { status }] of this.#marked) {
      element.setAttribute("aria-description", `${words[status]}: not public now`);
    }
  }

  #row(link) {
    if (link.origin !== location.origin) return undefined;
    return this.#rows.get(place(link)) ?? this.#rows.get(link.pathname);
  }

  #draw() {
    if (document.links.length !== this.#links) this.#find();
    const origin = this.getBoundingClientRect();
    const found = [...this.#marked].flatMap(([element, { status }]) => areas(element, origin, words[status]));
    const drawn = JSON.stringify([found, document.documentElement.clientWidth]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const labels = found.filter(({ word }) => word).map(label);
    this.#boxes.replaceChildren(...found.filter(({ focused }) => !focused).map(outline), ...labels);
    within(labels);
  }
}

function place({ pathname, hash }) {
  return pathname + hash;
}

// What is to be seen of an element, line by line, with the word at the first; nothing while it is hidden.
function areas(element, origin, word) {
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return [];
  const shown = element.querySelector(":scope > :is(img, picture, svg, video)") ?? element;
  const edges = windows(element).map((one) => one.getBoundingClientRect());
  const rects = Array.from(shown.getClientRects(), (rect) => clipped([rect, ...edges], origin));
  const rtl = getComputedStyle(element).direction === "rtl";
  const focused = element.matches(":focus-visible");
  return rects
    .filter(({ width, height }) => width > 3 && height > 3)
    .map((rect, line) => ({ ...rect, rtl, focused, word: line ? "" : word }));
}

// The elements around that show only a part of what is in them.
function windows(element) {
  const above = element.parentElement;
  if (!above || above === document.body) return [];
  return getComputedStyle(above).overflow === "visible" ? windows(above) : [above, ...windows(above)];
}

function clipped(rects, origin) {
  const edge = (side, choose) => choose(...rects.map((rect) => rect[side]));
  const [left, top] = [edge("left", Math.max), edge("top", Math.max)];
  const [width, height] = [edge("right", Math.min) - left, edge("bottom", Math.min) - top];
  return { left: left - origin.left, top: top - origin.top, width, height };
}

// What has the focus has an outline of its own, and keeps it.
function outline({ left, top, width, height }) {
  return at(make("i"), { left, top, width, height });
}

function label({ left, top, width, rtl, word }) {
  const element = make("b", { ariaHidden: "true" }, word);
  element.rtl = rtl;
  return at(element, { left: rtl ? left : left + width, top });
}

function at(element, sizes) {
  for (const [name, size] of Object.entries(sizes)) element.style[name] = `${size}px`;
  return element;
}

// Labels stand above the end of what they mark, where pages leave more room than above its beginning, and never make
// the page larger. All are measured before any moves.
function within(labels) {
  const room = document.documentElement.clientWidth;
  const known = labels.map((element) => [element, element.offsetLeft, element.offsetTop, element.offsetWidth]);
  const height = labels[0]?.offsetHeight;
  for (const [element, start, top, width] of known) {
    const left = element.rtl ? start : start - width;
    at(element, { left: Math.max(0, Math.min(left, room - width)), top: Math.max(0, top - height) });
  }
}
