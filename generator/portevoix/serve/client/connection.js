// The connection to the preview: LiveReload's protocol 7, with five messages of ours.
// http://livereload.com/api/protocol/

const pause = 800;

// `turn`: which version of this page the server gave; if there is a newer one by the time we are connected, it says so.
// `on` has functions: building(is it), problems(list, failed, does a site stand), shown(), lost().
// Fulfilled when it was heard how things stand, or that nobody answers: what is asked for after that misses no news.
export function connect(turn, on) {
  const { promise, resolve } = Promise.withResolvers();
  let lost = false;
  let gone = false;
  let leaving = false;

  const answers = {
    // Nobody knows what was made in the meantime.
    hello: () => lost && reloadIfThere(),
    reload: () => {
      leaving = true;
      location.reload();
    },
    styles: ({ sheets }) => restyle(sheets),
    problems: ({ problems, failed, stands }) => resolve(on.problems(problems, failed, stands)),
    building: ({ building }) => leaving || on.building(building),
    shown: () => leaving || on.shown(),
  };

  function open() {
    const socket = new WebSocket(`${location.origin.replace("http", "ws")}/livereload`);
    const send = (message) => socket.send(JSON.stringify(message));
    socket.addEventListener("open", () => {
      send({ command: "hello", protocols: ["http://livereload.com/protocols/official-7"] });
      send({ command: "info", url: location.href, plugins: {}, turn });
    });
    socket.addEventListener("message", ({ data }) => {
      const message = JSON.parse(data);
      answers[message.command]?.(message);
    });
    socket.addEventListener("close", () => {
      if (gone) return;
      lost = true;
      resolve(on.lost());
      setTimeout(open, pause);
    });
  }

  addEventListener("pagehide", () => (gone = true));
  // A page that the browser kept for Back may be out of date.
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  open();
  return promise;
}

// A preview that has just started may have no site yet (503): the old page stays until it says that there is one.
async function reloadIfThere() {
  const answer = await fetch(location.href, { method: "HEAD" }).catch(() => null);
  if (answer && answer.status !== 503) location.reload();
}

// Sheets that others are about to replace, and with each of these the ones that it replaces.
const leaving = new WeakSet();
const replaced = new WeakMap();

function restyle(sheets) {
  for (const link of document.querySelectorAll("link[rel~=stylesheet]")) {
    const address = sheets[new URL(link.href).pathname];
    if (address && !leaving.has(link)) replace(link, address);
  }
}

// The old sheet goes when the new one is there, so that the page is never without. If a newer one overtakes it,
// that one takes away both.
function replace(link, address) {
  const fresh = link.cloneNode();
  const old = [...(replaced.get(link) ?? []), link];
  leaving.add(link);
  replaced.set(fresh, old);
  fresh.removeAttribute("integrity");
  fresh.href = address;
  fresh.addEventListener("load", () => {
    old.forEach((sheet) => sheet.remove());
    replaced.delete(fresh);
  });
  link.after(fresh);
}
