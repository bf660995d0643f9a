// The panel above the bar: which moment is shown and what that changes; where the page comes from.
import { counted, languageName, linked, make } from "./elements.js";

const settle = 500;
const quietly =
  "Links to what readers do not have now are marked in the pages. While the site is shown so, no warning tells of " +
  "them: readers get the words without a link.";

// The moment shown, in words.
export function inWords({ as_of: moment, zone, transitions }) {
  if (!moment) return "now";
  const known = transitions.find(({ at }) => Date.parse(at) === Date.parse(moment));
  if (known) return known.label;
  const format = (style) => new Intl.DateTimeFormat("en-GB", { ...style, timeZone: zone }).format(new Date(moment));
  return `${format({ dateStyle: "long" })}, ${format({ timeStyle: "short" })} (${zone})`;
}

// As in front matter; Swedish is the language that writes moments so.
function asWritten({ as_of: moment, zone }) {
  const style = { dateStyle: "short", timeStyle: "short", timeZone: zone };
  return new Intl.DateTimeFormat("sv-SE", style).format(new Date(moment));
}

export function momentPart() {
  const ask = request();
  const slider = slide((moment) => ask.show(moment));
  const back = make("button", { type: "button", id: "back" }, "Back to now");
  const held = make("input", { type: "checkbox", id: "held" });
  const heldLabel = make("label", { for: "held", className: "check" }, held, "Show drafts and what is held back");
  const silent = make("p", { className: "quiet", hidden: true }, quietly);
  const differences = make("div", { className: "differences" });
  const news = changes();

  back.addEventListener("click", () => ask.show(null));
  held.addEventListener("change", () => ask.hold(held.checked));

  function fill(status) {
    ask.fill(status);
    slider.fill(status);
    back.hidden = !status.as_of;
    held.checked = status.held;
    silent.hidden = !status.held && !status.as_of;
    if (!news([status.appears, status.disappears])) return;
    differences.replaceChildren(
      ...difference("Shown here, not public now", status.appears),
      ...difference("Public now, not shown here", status.disappears),
    );
  }

  const heading = make("h2", {}, "Moment");
  return { element: make("div", {}, heading, slider.element, ask.element, back, heldLabel, silent, differences), fill };
}

// The one place that asks for another moment: the field for any moment, and where a refusal is told.
function request() {
  const field = make("input", { id: "moment", autocomplete: "off", spellcheck: false });
  field.setAttribute("aria-describedby", "moment-example moment-refusal");
  const example = make("small", { id: "moment-example" }, "For example 2027-04-26 00:01, or 26 April 00:01 Geneva");
  const refusal = make("p", { id: "moment-refusal", className: "refusal", role: "alert" });
  const button = make("button", { id: "go" }, "Show");
  const line = make("div", { className: "line" }, field, button);
  const label = make("label", { for: "moment" }, "Any moment");
  const element = make("form", { noValidate: true }, label, line, example, refusal);
  let wish = { moment: null, held: false };
  let touched = false;

  // What was asked for a moment ago stands, even if the site is not there yet.
  async function send(change) {
    const before = wish;
    wish = { ...wish, ...change };
    const told = await post(wish);
    if (told) wish = before;
    field.setAttribute("aria-invalid", told !== "");
    refusal.textContent = told;
    if (told) field.focus();
  }

  field.addEventListener("input", () => (touched = true));
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    send({ moment: field.value.trim() || null });
  });
  // An answer that comes late does not undo what is being written, nor one that comes early what was asked for.
  function fill(status) {
    wish = { moment: status.wished.as_of, held: status.wished.held };
    if (!touched) field.value = status.as_of ? asWritten(status) : "";
  }

  return {
    element,
    fill,
    show: (moment) => send({ moment }),
    hold: (held) => send({ held }),
  };
}

// Empty, or why the moment cannot be shown. The preview tells all pages to reload once the site is there.
async function post(wanted) {
  const headers = { "Content-Type": "application/json", "X-Portevoix": "1" };
  try {
    const body = JSON.stringify(wanted);
    const answer = await fetch("/__portevoix__/as-of", { method: "POST", keepalive: true, headers, body });
    if (answer.ok) return "";
    const { message, hint } = await answer.json();
    return hint ? `${message}. Hint: ${hint}` : message;
  } catch {
    return "The preview does not answer. Is it still running?";
  }
}

// A slider over the moments at which the site changes, and now.
function slide(choose) {
  const slider = make("input", { type: "range", id: "slider", min: 0, step: 1 });
  const change = make("p", { className: "quiet" });
  const label = make("label", { for: "slider" }, "When the site changes");
  const element = make("div", { hidden: true }, label, slider, change);
  let stops = [];
  let timer;
  let touched = false;

  function tell(words) {
    slider.setAttribute("aria-valuetext", words ?? stops[slider.value].label);
    change.textContent = slider.getAttribute("aria-valuetext") + stops[slider.value].change;
  }

  slider.addEventListener("input", () => {
    touched = true;
    tell();
  });
  async function send() {
    timer = clearTimeout(timer);
    await choose(stops[slider.value].moment);
    touched = false;
  }

  // Arrow keys pass over moments that nobody wants to see made.
  slider.addEventListener("change", () => {
    clearTimeout(timer);
    timer = setTimeout(send, settle);
  });
  // The page may be about to load again.
  addEventListener("pagehide", () => timer && send());

  // An answer that comes late does not undo what the author is choosing.
  function fill(status) {
    if (touched) return;
    stops = stopsOf(status);
    element.hidden = stops.length < 2;
    slider.max = stops.length - 1;
    const shown = Date.parse(status.as_of ?? status.now);
    slider.value = Math.max(0, stops.findLastIndex(({ time }) => time <= shown));
    tell(inWords(status));
  }

  return { element, fill };
}

function stopsOf({ now, transitions }) {
  const stops = transitions.map(({ at, label, appears, disappears }) => {
    const parts = [verb(appears, "appear"), verb(disappears, "disappear")];
    const change = parts.filter(Boolean).join(", ");
    return { moment: at, time: Date.parse(at), label, change: change && `: ${change}` };
  });
  stops.push({ moment: null, time: Date.parse(now), label: "now", change: "" });
  return stops.sort((one, other) => one.time - other.time);
}

// “1 appears”, “3 appear”; nothing where there is none.
function verb({ length }, word) {
  return length && `${length} ${word}${length === 1 ? "s" : ""}`;
}

// Each entry once, with why it is hidden and its languages as links.
function difference(words, rows) {
  const items = [...Map.groupBy(rows, ({ entry, held }) => `${entry} ${held}`).values()];
  return titledList(`${words}: ${items.length}`, items.map(item));
}

function titledList(title, items) {
  return items.length ? [make("h3", {}, title), make("ul", {}, ...items)] : [];
}

function item(rows) {
  const { title, language, url, held } = rows.find((row) => row.language === document.documentElement.lang) ?? rows[0];
  const linkedName = (row) => linked(rows.length > 1 ? row.url : null, {}, languageName(row.language));
  const tongues = rows.flatMap((row, number) => [number ? ", " : ": ", linkedName(row)]);
  return make("li", {}, make("bdi", {}, linked(url, { lang: language }, title)), ...why(held), ...tongues);
}

function why(held) {
  return held ? [" – ", make("strong", {}, held)] : [];
}

// Tells of a value whether it is another than the last one: what has the focus is not made anew for nothing.
function changes() {
  let last;
  return (value) => last !== (last = JSON.stringify(value));
}

export function pagePart() {
  const element = make("div");
  const news = changes();

  // `parts`: what on the page is not public now; `links`: how many links lead to such things.
  function fill(page, parts, links) {
    if (!news([page, parts, links])) return;
    const heading = make("h2", {}, "This page");
    if (!page) return element.replaceChildren(heading, make("p", {}, "The preview knows nothing about this page."));
    const reasons = titledList("Why it was made again", page.reasons.map((reason) => make("li", {}, reason)));
    const table = page.languages.length ? [languages(page)] : [];
    element.replaceChildren(heading, ...whence(page), ...notPublic(parts, links), ...table, ...reasons);
  }

  return { element, fill };
}

function whence({ source, editor, stands, near }) {
  const written = source && make("p", {}, "Written in ", linked(editor, { className: "place", dir: "ltr" }, source));
  if (stands) return [written ?? make("p", {}, "Has no file of its own: it is made from others.")];
  const missing = make("p", {}, source ? "It is not shown now." : "There is no page at this address.");
  if (near && !source) missing.append(" The nearest is ", make("bdi", {}, linked(near.url, {}, near.title)), ".");
  return [missing, ...(written ? [written] : [])];
}

function notPublic(parts, links) {
  const told = parts.map(({ title, language, held }) =>
    make("li", {}, make("bdi", { lang: language }, title), ...why(held)),
  );
  const list = titledList(`On this page, not public now: ${told.length}`, told);
  const lead = links === 1 ? "leads" : "lead";
  return links ? [...list, make("p", {}, `${counted(links, "link")} here ${lead} to what is not public now.`)] : list;
}

function languages(page) {
  const head = ["Language", "Translation", "File"].map((words) => make("th", { scope: "col" }, words));
  const rows = page.languages.map(({ tag, name, state, source, url }) => {
    const language = make("th", { scope: "row" }, make("bdi", {}, linked(url, { lang: tag }, name)));
    const tone = ["source", "current"].includes(state) ? "span" : "strong";
    return make("tr", {}, language, make("td", {}, make(tone, {}, state)), make("td", {}, source ?? "none"));
  });
  return make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows));
}
