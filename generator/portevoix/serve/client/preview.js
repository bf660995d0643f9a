// The live preview's part in the browser: a bar at the foot of every page, and reloading. All of it stands in the shadow
// of one element beside the body, where neither the page's styles reach it nor its styles the page.
import { connect } from "./connection.js";
import { ask, make, remember, remembered } from "./elements.js";
import { Marks } from "./marks.js";
import { inWords, momentPart, pagePart } from "./panel.js";
import { counts, problemsDialog } from "./problems.js";

const turn = Number(new URL(import.meta.url).searchParams.get("turn"));
const patience = 300;
const making = "Making the site …";

class Preview extends HTMLElement {
  #open = make("button", { type: "button", id: "open", "aria-controls": "panel" });
  #mark = make("strong", { className: "mark", hidden: true });
  #count = make("button", { type: "button", id: "count", hidden: true });
  #news = make("p", { className: "news", role: "status" });
  #toggle = make("button", { type: "button", id: "toggle", "aria-controls": "rest" });
  #rest = make("div", { id: "rest" }, this.#open, this.#mark, this.#count, this.#news);
  #moment = momentPart();
  #page = pagePart();
  #panel = make("section", { id: "panel", "aria-label": "What is shown" }, this.#moment.element, this.#page.element);
  #bar = make("div", { id: "bar" }, this.#rest, this.#toggle);
  #whole = make("section", { id: "whole", "aria-label": "Portevoix preview" }, this.#bar, this.#panel);
  #problems = problemsDialog();
  #marks = new Marks();
  #words = { moment: "now", held: "" };
  #greeted = false;
  #timer;

  connectedCallback() {
    const sheet = make("link", { rel: "stylesheet", href: "/__portevoix__/client/preview.css" });
    // A dialog in what is hidden would not show, but would hold the focus: everything waits for the style sheet.
    sheet.addEventListener("load", () => this.#begin());
    this.attachShadow({ mode: "open" }).append(sheet, this.#whole, this.#problems.element);
    this.#open.addEventListener("click", () => this.#unfold(this.#panel.hidden));
    this.#toggle.addEventListener("click", () => this.#collapse(!this.#rest.hidden));
    this.#count.addEventListener("click", () => this.#problems.open());
    this.#whole.addEventListener("keydown", (event) => this.#escape(event));
    document.addEventListener("focusin", (event) => this.#uncover(event.target));
    addEventListener("pagehide", () => remember("focus", this.shadowRoot.activeElement?.id ?? ""));
  }

  async #begin() {
    this.after(this.#marks);
    this.#collapse(remembered("collapsed") === "yes");
    this.#unfold(remembered("panel") === "open" && !this.#rest.hidden, false);
    this.hidden = false;
    await connect(turn, {
      building: (is) => this.#building(is),
      problems: (problems, failed, stands) => this.#told(problems, failed, stands),
      shown: () => this.#look(),
      lost: () => this.#say("The preview does not answer; asking again …"),
    });
    if ((await this.#look()) && !this.#problems.element.open) this.#refocus();
  }

  // Whether there was an answer. Another moment than the last one that this tab saw is told.
  async #look() {
    const status = await this.#refresh();
    if (!status) return false;
    if (remembered("moment") !== this.#words.moment) this.#say(`Shown as of ${this.#words.moment}`, false);
    remember("moment", this.#words.moment);
    return true;
  }

  async #refresh() {
    const address = `page?url=${encodeURIComponent(location.pathname)}`;
    const [status, page] = await Promise.all([ask("status"), ask(address)]);
    if (status) this.#moment.fill(status);
    const parts = page?.here.filter(({ anchor }) => document.getElementById(anchor)) ?? [];
    this.#page.fill(page, parts, this.#marks.show(status?.appears ?? [], parts));
    const held = heldBack(page?.held) || partly(parts);
    this.#words = { moment: status ? shownAs(status) : this.#words.moment, held };
    this.#whole.classList.toggle("elsewhen", Boolean(status?.as_of || status?.held));
    this.#name();
    return status;
  }

  #name() {
    const { moment, held } = this.#words;
    this.#open.textContent = `As of: ${moment}`;
    this.#mark.textContent = held;
    this.#mark.hidden = !held;
    const tab = ["Preview", moment === "now" ? "" : `as of ${moment}`, held, this.#count.textContent];
    this.#toggle.textContent = this.#rest.hidden ? tab.filter(Boolean).join(", ") : "Hide";
  }

  #collapse(is) {
    if (is) this.#unfold(false);
    this.#rest.hidden = is;
    this.#whole.classList.toggle("collapsed", is);
    this.#toggle.ariaExpanded = !is;
    remember("collapsed", is ? "yes" : "");
    this.#name();
  }

  #unfold(is, anew = true) {
    this.#panel.hidden = !is;
    this.#open.ariaExpanded = is;
    remember("panel", is ? "open" : "");
    if (is && anew) this.#refresh();
  }

  #escape(event) {
    if (event.key !== "Escape" || this.#panel.hidden) return;
    event.preventDefault();
    this.#unfold(false);
    this.#open.focus();
  }

  #building(is) {
    clearTimeout(this.#timer);
    if (is) this.#timer = setTimeout(() => this.#say(making), patience);
    else if (this.#news.textContent === making) this.#say("");
    // A page that did not change may still stand otherwise: its translation beside a new original, say.
    if (!is && !this.#panel.hidden) this.#refresh();
  }

  // The first message after connecting is how things stood before; the others tell of a build that has just ended.
  #told(problems, failed, stands) {
    this.#judged(problems, failed, this.#greeted, stands);
    const some = counts(problems);
    if (this.#greeted) this.#say(failed ? `Not made: ${some}` : `Made${some && `, with ${some}`}`, false);
    this.#greeted = true;
  }

  #judged(problems, failed, fresh, stands) {
    this.#count.textContent = counts(problems);
    this.#count.hidden = !problems.length;
    this.#count.classList.toggle("failed", failed);
    this.#name();
    this.#problems.update(problems, failed, fresh, stands);
  }

  // `seen`: not yet to be read elsewhere on the bar.
  #say(words, seen = true) {
    this.#news.textContent = words;
    this.#news.classList.toggle("unseen", !seen);
  }

  // After a reload the author goes on where the author was.
  #refocus() {
    const id = remembered("focus");
    if (!id) return;
    this.shadowRoot.getElementById(id)?.focus({ preventScroll: true });
    if (!this.shadowRoot.activeElement) this.#open.focus({ preventScroll: true });
  }

  // What has the focus must not lie under the bar (WCAG 2.2, success criterion 2.4.11).
  #uncover(element) {
    const edge = this.#whole.getBoundingClientRect().top;
    const { bottom, height } = element.getBoundingClientRect();
    if (element !== this && bottom > edge && height < edge / 2) {
      scrollBy({ top: bottom - edge + 8, behavior: "instant" });
    }
  }
}

function shownAs(status) {
  return inWords(status) + (status.held ? ", with what is held back" : "");
}

function heldBack(why) {
  if (!why) return "";
  const loud = why.replace(/^(under embargo|\w+)/, (words) => words.toUpperCase());
  return loud === why.toUpperCase() ? `${loud} – not public` : loud;
}

// What on the page has no page of its own, and is not public: the first two by name.
function partly(parts) {
  if (!parts.length) return "";
  const named = parts.slice(0, 2).map(({ title, status }) => `\u2068${title}\u2069 (${status})`);
  const more = parts.length > 2 ? ` and ${parts.length - 2} more` : "";
  return `On this page, not public: ${named.join(", ")}${more}`;
}

// A page within a page reloads with the rest, without a bar of its own.
if (window.top === window) {
  customElements.define("portevoix-marks", Marks);
  customElements.define("portevoix-preview", Preview);
  document.documentElement.append(make("portevoix-preview", { lang: "en", dir: "ltr", hidden: true }));
} else {
  connect(turn, { building() {}, problems() {}, shown() {}, lost() {} });
}
