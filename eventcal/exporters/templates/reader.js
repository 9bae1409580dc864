// What both pages do for their reader: times in the reader's own zone, links to copy.
"use strict";
(() => {
  const day = new Intl.DateTimeFormat("en-GB", {weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit"});
  const clock = new Intl.DateTimeFormat("en-GB", {hour: "2-digit", minute: "2-digit"});
  const wall = new Intl.DateTimeFormat("sv-SE", {year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit"});

  const tell = (time) => {
    const start = new Date(time.dateTime);
    if (Number.isNaN(start.getTime()) || wall.format(start).replace(" ", "T") === time.dateTime.slice(0, 16)) return;
    const end = time.dataset.end ? new Date(time.dataset.end) : null;
    const same = end && end.toDateString() === start.toDateString();
    const until = end ? ` – ${(same ? clock : day).format(end)}` : "";
    const yours = document.createElement("span");
    yours.className = "yours";
    yours.textContent = ` (${day.format(start)}${until} your time)`;
    time.after(yours);
  };
  const times = [...document.querySelectorAll("time.at")];
  const some = () => {
    times.splice(0, 200).forEach(tell);
    if (times.length) setTimeout(some);
  };
  some();

  const said = document.getElementById("said");
  const write = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const field = document.createElement("textarea"); // pages from file: and http: have no clipboard
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (!done) throw new Error("not allowed");
  };
  const copy = async (button, text) => {
    const words = button.dataset.words || button.textContent;
    button.dataset.words = words;
    try {
      await write(text);
      button.textContent = "Copied";
      said.textContent = `Copied: ${text}`;
    } catch {
      button.textContent = "Not allowed here";
      said.textContent = text;
    }
    button.focus();
    setTimeout(() => { button.textContent = words; }, 2000);
  };
  window.eventcal = {copy};
  const canonical = document.querySelector("link[rel=canonical]");
  document.querySelectorAll("button.copy").forEach((button) => { button.hidden = false; });
  document.addEventListener("click", (click) => {
    const button = click.target.closest("button.copy");
    if (!button) return;
    const what = button.dataset.copy;
    copy(button, what.startsWith("#") ? document.querySelector(what).value : new URL(what, canonical ? canonical.href : location.href).href);
  });
})();
