"use strict";
(() => {
  const copied = JSON.parse(document.getElementById("copied").textContent);
  const said = document.getElementById("said");
  const parts = (kind) => kind === "html" ? { "text/html": copied.html, "text/plain": copied.markdown } : { "text/plain": copied.markdown };

  // Works where the page may not use the clipboard by itself, as in older browsers and over plain http.
  const byCommand = (kind) => {
    const fill = (event) => {
      event.preventDefault();
      for (const [type, text] of Object.entries(parts(kind))) event.clipboardData.setData(type, text);
    };
    document.addEventListener("copy", fill);
    const done = document.execCommand("copy");
    document.removeEventListener("copy", fill);
    return done;
  };

  const copy = async (kind) => {
    try {
      const blobs = Object.entries(parts(kind)).map(([type, text]) => [type, new Blob([text], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
      return true;
    } catch {
      return byCommand(kind);
    }
  };

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const done = await copy(button.dataset.copy);
      said.textContent = done ? `${button.textContent.replace("Copy", "Copied")}` : "Nothing was copied: mark the text and copy it by hand";
    });
  }
})();
