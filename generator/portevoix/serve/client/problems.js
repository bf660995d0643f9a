// The list of problems, in a dialog: opened by a build that failed, or by hand.
import { counted, isolated, linked, make, remember, remembered } from "./elements.js";

export function problemsDialog() {
  const heading = make("h2", { id: "problems-heading", tabIndex: -1 });
  const behind = make("p");
  const list = make("ol");
  const close = make("button", { type: "button" }, "Close");
  const element = make("dialog", { "aria-labelledby": heading.id }, heading, behind, list, close);
  let failure = null;
  let byHand = false;

  close.addEventListener("click", () => element.close());
  element.addEventListener("close", () => remember("dismissed", failure ?? ""));

  function open(hand) {
    byHand = hand;
    if (element.open) return;
    element.showModal();
    heading.focus();
  }

  // `fresh`: a build has just ended. A failure that was put away stays away on other pages until the next build.
  function update(problems, failed, fresh, stands = true) {
    failure = failed ? problems.map(({ path, line, code }) => `${path}:${line} ${code}`).join("\n") : null;
    heading.textContent = failed ? `The site was not made: ${counts(problems)}` : counts(problems);
    const last = stands ? "The page behind is the last good one." : "There is no site yet.";
    behind.textContent = failed ? last : "The site was made all the same.";
    list.replaceChildren(...problems.map(item));
    if (failed && (fresh || remembered("dismissed") !== failure)) open(false);
    else if (!failed && !(byHand && problems.length)) element.close();
  }

  return { element, update, open: () => open(true) };
}

// "2 errors, 1 warning"
export function counts(problems) {
  const of = (severity) => problems.filter((problem) => problem.severity === severity).length;
  const some = ["error", "warning", "note"].filter(of);
  return some.map((severity) => counted(of(severity), severity)).join(", ");
}

function item(problem) {
  const place = [problem.path, problem.line, problem.column].filter(Boolean).join(":");
  const found = problem.found ? [" (", make("bdi", {}, problem.found), ")"] : [];
  const told = make("p", {}, make("strong", { className: problem.severity }, problem.severity), " ");
  told.append(linked(problem.editor, { className: "place", dir: "ltr" }, place), make("br"));
  told.append(...isolated(problem.message), ...found);
  told.append(" ", make("code", {}, `[${problem.code}]`));
  const hint = problem.hint ? make("p", {}, "Hint: ", ...isolated(problem.hint)) : null;
  return make("li", {}, told, problem.row ? row(problem.row, problem.mark) : null, hint);
}

// The style sheet draws the caret below the character itself: counting columns would miss it in Chinese and in Arabic.
function row(text, column) {
  if (!column) return make("pre", {}, text);
  const characters = Array.from(text);
  const [before, after] = [characters.slice(0, column - 1), characters.slice(column)];
  return make("pre", {}, before.join(""), make("mark", {}, characters[column - 1] ?? " "), after.join(""));
}
