// Buttons that copy: data-copy holds the text, or data-copy-from the id of the element whose text it is; data-copied is
// what they say for a while afterwards. A button may be hidden, or stand in something hidden, until this has run.
const status = document.createElement("p");
status.className = "unseen";
status.setAttribute("role", "status");
document.body.append(status);

for (const button of navigator.clipboard ? document.querySelectorAll("[data-copy], [data-copy-from]") : []) {
  const { copy, copyFrom, copied } = button.dataset;
  const label = button.textContent;
  button.closest("[hidden]")?.removeAttribute("hidden");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(copy ?? document.getElementById(copyFrom).textContent.trim());
    button.style.minInlineSize = `${button.offsetWidth}px`;
    button.textContent = status.textContent = copied;
    setTimeout(() => {
      button.textContent = label;
      status.textContent = "";
    }, 2500);
  });
}
