// Making elements, asking the preview, and what a tab remembers from page to page.

// Properties where the element has them, attributes otherwise; children that are null are left out.
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

// A link, or the words alone where there is no address.
export function linked(address, attributes, words) {
  return address ? make("a", { href: address, ...attributes }, words) : make("span", attributes, words);
}

// A text in which what is quoted does not reorder what stands around it, in whatever script it is.
export function isolated(text) {
  return text.split(/(?<=“)([^”]*)(?=”)/).map((part, number) => (number % 2 ? make("bdi", {}, part) : part));
}

// One of the languages, by its English name.
export function languageName(tag) {
  return new Intl.DisplayNames(["en"], { type: "language" }).of(tag);
}

export function counted(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

// The answer to a question, or null: the bar stays usable while the preview does not answer.
export async function ask(address) {
  try {
    const answer = await fetch(`/__portevoix__/${address}`);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

export function remembered(name) {
  return sessionStorage.getItem(`portevoix-preview-${name}`) ?? "";
}

export function remember(name, value) {
  sessionStorage.setItem(`portevoix-preview-${name}`, value);
}
