// Sharing on Mastodon: the reader names the server, data-share is the rest of the address.
for (const form of document.querySelectorAll("form[data-share]")) {
  form.closest("[hidden]")?.removeAttribute("hidden");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const server = form.elements.server.value.trim().replace(/^https?:\/\/|^.*@/, "").split("/")[0];
    location.assign(`https://${server}${form.dataset.share}`);
  });
}
