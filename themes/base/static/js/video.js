// A video on a platform: its link plays it here, in a frame. Until it is pressed nobody else is asked for anything.
for (const link of document.querySelectorAll("a[data-player]")) {
  const facade = link.closest(".facade");
  link.textContent = link.dataset.label;
  link.setAttribute("role", "button");
  facade.querySelector("[hidden]").hidden = false;
  link.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      link.click();
    }
  });
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.title = link.dataset.title;
    frame.allow = "autoplay; fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    const address = new URL(link.dataset.player);
    address.searchParams.set("autoplay", "1");
    frame.src = address;
    facade.replaceWith(frame);
    frame.focus();
  });
}
