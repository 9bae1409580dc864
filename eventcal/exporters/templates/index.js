// Search, filters and views, all of which live in the address; the month grid.
"use strict";
(() => {
  const by = (id) => document.getElementById(id);
  const form = by("filters");
  const NAMES = ["q", "tag", "place", "mode", "lang", "feed", "free", "news"];
  const fields = NAMES.map((name) => [name, by(name)]).filter(([, field]) => field);
  const today = by("events").dataset.today;

  // What is known of each event: read from the list once.

  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const words = (text) => (text ? text.split(" ") : []);
  const entries = [...document.querySelectorAll("article.event")].map((node) => {
    const data = node.dataset;
    return {
      node, id: node.id, text: null, tags: words(data.tags), modes: words(data.modes), feeds: words(data.feeds),
      places: [data.city, data.country], lang: data.lang || "", free: data.free, news: data.news, shown: true,
      spans: words(data.days).map((span) => span.split("/")),
    };
  });
  const dated = entries.filter((entry) => entry.spans.length);
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const calls = [...document.querySelectorAll("[data-of]")].map((node) => ({node, entry: byId.get(`e-${node.dataset.of}`), text: null}));
  const months = [...document.querySelectorAll("div.month")].map((node) => [node, entries.filter((entry) => entry.node.parentNode === node)]);
  /** Name, facts, topics and the words about it: what stands before its details. */
  const textOf = (entry) => (entry.text ??= fold([...entry.node.querySelectorAll(".what > :not(details)")].map((part) => part.textContent)
    .concat(entry.places).join(" ")));

  // The state: what is asked for. An address is its only store.

  const fromAddress = () => {
    const asked = new URLSearchParams(location.search);
    const state = Object.fromEntries(fields.map(([name]) => [name, (asked.get(name) || "").slice(0, 200)]));
    state.view = ["month", "calls"].includes(asked.get("view")) ? asked.get("view") : "list";
    state.month = /^[12]\d{3}-(0[1-9]|1[0-2])$/.test(asked.get("month") || "") ? asked.get("month") : "";
    return state;
  };
  const toAddress = (state) => {
    const asked = new URLSearchParams();
    fields.forEach(([name]) => { if (state[name]) asked.set(name, state[name]); });
    if (state.view !== "list") asked.set("view", state.view);
    if (state.view === "month" && state.month) asked.set("month", state.month);
    const query = asked.toString();
    return location.pathname + (query ? `?${query}` : "");
  };
  let state = fromAddress();
  const isFiltered = () => fields.some(([name]) => state[name]);

  // Which events match.

  const matcher = () => {
    const asked = words(fold(state.q || "").trim().replace(/\s+/g, " "));
    return (entry) => (!state.tag || entry.tags.includes(state.tag))
      && (!state.mode || entry.modes.includes(state.mode))
      && (!state.feed || entry.feeds.includes(state.feed))
      && (!state.place || entry.places.includes(state.place))
      && (!state.lang || `${entry.lang}-`.startsWith(`${state.lang}-`))
      && (!state.free || entry.free === "1")
      && (!state.news || entry.news === "1")
      && asked.every((word) => textOf(entry).includes(word));
  };
  const show = (node, shown) => { if (node.hidden === shown) node.hidden = !shown; };
  const overlaps = (entry, month) => entry.spans.some(([first, last]) => first.slice(0, 7) <= month && month <= last.slice(0, 7));

  // What is seen.

  const count = (number, one, more) => `${number} ${number === 1 ? one : more}`;
  const apply = () => {
    const matches = matcher();
    const month = state.view === "month" ? shownMonth() : null;
    entries.forEach((entry) => { entry.matches = matches(entry); });
    entries.forEach((entry) => {
      entry.shown = entry.matches && (!month || !entry.spans.length || overlaps(entry, month));
      show(entry.node, entry.shown);
    });
    months.forEach(([node, inside]) => show(node, inside.some((entry) => entry.shown)));
    calls.forEach((call) => show(call.node, call.entry.matches));
    const isCalls = state.view === "calls";
    show(by("events"), !isCalls);
    show(by("calls"), isCalls);
    show(by("month"), state.view === "month");
    by("skip").setAttribute("href", isCalls ? "#calls" : "#events");
    const found = dated.filter((entry) => entry.shown).length;
    const open = calls.filter((call) => call.entry.matches).length;
    const undated = entries.filter((entry) => !entry.spans.length && entry.matches).length;
    show(by("none"), !found && dated.length > 0 && !isCalls);
    show(by("no-calls"), isCalls && !open && !undated && calls.length + entries.length > dated.length);
    by("found").textContent = isCalls ? count(open, "open deadline", "open deadlines")
      : `${count(found, "event", "events")}${month ? ` in ${monthName(month)}` : ""}`;
    if (month) drawGrid(month);
    showChoices();
    showFeed();
  };
  /** A topic that no event has any more is still what an old link asks for. */
  const choose = (field, value) => {
    field.value = value;
    if (field.value !== value) field.append(make("option", {value}, value));
    field.value = value;
  };
  const showChoices = () => {
    fields.forEach(([name, field]) => {
      if (field.type === "checkbox") field.checked = Boolean(state[name]);
      else if (field.value !== state[name]) choose(field, state[name]);
    });
    document.querySelectorAll("[data-view]").forEach((link) => {
      link.href = toAddress({...state, view: link.dataset.view});
      if (link.dataset.view === state.view) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    });
    show(by("clear"), isFiltered());
    show(by("share"), isFiltered() || state.view !== "list");
    const chosen = fields.filter(([name]) => name !== "q" && state[name]).length;
    by("more").textContent = chosen ? `Filters (${chosen})` : "Filters";
  };

  // The feed of what is seen, where one exists.

  const feedOf = () => {
    const asked = fields.filter(([name]) => state[name]);
    if (state.view === "calls") return asked.length ? null : ["calls.ics", "All deadlines"];
    if (!asked.length) return ["events.ics", "All events"];
    if (asked.length > 1) return null;
    const [[, field]] = asked;
    const option = field.selectedOptions ? field.selectedOptions[0] : field;
    const name = field.selectedOptions ? option.textContent.replace(/ \(\d+\)$/, "") : "free";
    return option && option.dataset.feed ? [option.dataset.feed, `Events: ${name}`] : null;
  };
  const apps = [...document.querySelectorAll("[data-app]")].map((link) => [link, link.href]);
  const address = by("address");
  const allEvents = address ? address.value : "";
  const replaced = (text, feed, coded) => {
    const place = Math.max(text.lastIndexOf("events.ics"), text.lastIndexOf("events-google.ics"));
    if (feed === "events.ics" || place < 0) return text;
    return text.slice(0, place) + text.slice(place).replace(/^events(-google)?\.ics/, coded ? encodeURIComponent(feed) : feed);
  };
  const showFeed = () => {
    const feed = feedOf();
    const [file, title] = feed || ["events.ics", "All events"];
    apps.forEach(([link, href]) => { link.href = replaced(href, file, ["google", "outlook", "office"].includes(link.dataset.app)); });
    if (address) address.value = replaced(allEvents, file, false);
    if (by("file")) by("file").setAttribute("href", file);
    by("feed-title").textContent = feed ? `${title}, kept up to date by your calendar app.`
      : "There is no feed of just this choice; these are all events. One topic, online, free and all deadlines have their own.";
    const link = by("feed-link");
    show(link, Boolean(feed) && (isFiltered() || state.view === "calls"));
    link.setAttribute("href", file);
  };

  // The month grid: weeks from Monday, an event in each week once, over the days that it lasts.

  const LANES = 3;
  const DAY = 86400000;
  const stamp = (time) => new Date(time).toISOString().slice(0, 10);
  const time = (day) => Date.parse(`${day}T00:00Z`);
  const named = new Intl.DateTimeFormat("en-GB", {month: "long", year: "numeric", timeZone: "UTC"});
  const dayNamed = new Intl.DateTimeFormat("en-GB", {weekday: "long", day: "numeric", month: "long", timeZone: "UTC"});
  const monthName = (month) => named.format(time(`${month}-01`));
  const shownMonth = () => state.month || firstMonth();
  const firstMonth = () => {
    const first = dated.find((entry) => entry.matches ?? true);
    return first && first.spans[0][0] > today ? first.spans[0][0].slice(0, 7) : today.slice(0, 7);
  };
  const turned = (month, by_) => {
    const [year, number] = month.split("-").map(Number);
    return stamp(Date.UTC(year, number - 1 + by_, 1)).slice(0, 7);
  };
  const make = (tag, values = {}, ...inside) => {
    const node = document.createElement(tag);
    Object.entries(values).forEach(([name, value]) => node.setAttribute(name, value));
    node.append(...inside);
    return node;
  };

  /** The parts of events in a week, each in the first lane that is free. */
  const lanesOf = (week) => {
    const parts = [];
    const [monday, sunday] = [week[0], week[6]];
    dated.filter((entry) => entry.matches).forEach((entry) => entry.spans.forEach(([first, last]) => {
      if (first > sunday || last < monday) return;
      const from = first < monday ? 0 : week.indexOf(first);
      const to = last > sunday ? 6 : week.indexOf(last);
      parts.push({entry, from, to, begins: first >= monday, ends: last <= sunday});
    }));
    parts.sort((a, b) => a.from - b.from || b.to - a.to);
    const ends = [];
    parts.forEach((part) => {
      let lane = ends.findIndex((end) => end < part.from);
      if (lane < 0) lane = ends.length;
      ends[lane] = part.to;
      part.lane = lane;
    });
    return parts;
  };
  const chip = (part) => {
    const name = part.entry.node.querySelector(".name");
    const link = make("a", {href: `#${part.entry.id}`, class: "chip", dir: "auto", title: name.textContent}, name.textContent);
    if (name.lang) link.lang = name.lang;
    if (part.entry.node.querySelector(".mark.cancelled, .mark.postponed")) link.classList.add("off");
    if (!part.begins) link.classList.add("goes-on");
    if (!part.ends) link.classList.add("to-go-on");
    link.style.setProperty("--days", part.to - part.from + 1);
    link.style.setProperty("--lane", part.lane);
    return link;
  };
  const cell = (day, number, parts, month) => {
    const here = parts.filter((part) => part.from <= number && number <= part.to);
    const td = make("td", {class: [day.slice(0, 7) !== month && "other", day === today && "today", here.length && "busy"].filter(Boolean).join(" ")});
    const label = `${dayNamed.format(time(day))}, ${count(here.length, "event", "events")}${day === today ? ", today" : ""}`;
    const date = String(Number(day.slice(8)));
    td.append(here.length ? make("button", {type: "button", class: "day", "data-to": here[0].entry.id, "aria-label": label}, date)
      : make("span", {class: "day"}, date));
    here.filter((part) => part.from === number && part.lane < LANES).forEach((part) => td.append(chip(part)));
    const hidden = here.filter((part) => part.lane >= LANES);
    if (hidden.length) {
      td.append(make("button", {type: "button", class: "rest", "data-to": hidden[0].entry.id, "aria-label": `${hidden.length} more on ${dayNamed.format(time(day))}`}, `+${hidden.length} more`));
    }
    return td;
  };
  const drawGrid = (month) => {
    const first = time(`${month}-01`);
    const monday = first - ((new Date(first).getUTCDay() + 6) % 7) * DAY;
    const body = make("tbody");
    for (let start = monday; stamp(start).slice(0, 7) <= month; start += 7 * DAY) {
      const week = Array.from({length: 7}, (_, number) => stamp(start + number * DAY));
      const parts = lanesOf(week);
      const row = make("tr", {}, ...week.map((day, number) => cell(day, number, parts, month)));
      row.style.setProperty("--lanes", Math.min(LANES, Math.max(0, ...parts.map((part) => part.lane + 1))));
      row.classList.toggle("full", parts.some((part) => part.lane >= LANES));
      body.append(row);
    }
    const heads = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    const head = make("thead", {}, make("tr", {}, ...heads.map((day) => make("th", {scope: "col", abbr: day}, day.slice(0, 3)))));
    by("grid").replaceChildren(make("table", {"aria-labelledby": "month-name"}, head, body));
    if (by("month-name").textContent !== monthName(month)) by("month-name").textContent = monthName(month);
  };

  // What people do.

  const go = (change, replace = false) => {
    state = {...state, ...change};
    const target = toAddress(state);
    if (replace) history.replaceState(null, "", target);
    else if (target !== location.pathname + location.search) history.pushState(null, "", target);
    apply();
  };
  const clear = () => go(Object.fromEntries(fields.map(([name]) => [name, ""])));
  /** Brings an event into view, opened. */
  const open = (id) => {
    const entry = byId.get(id);
    if (!entry) return;
    const isThere = entry.spans.length ? state.view !== "calls" : state.view === "calls";
    if (!isThere || !entry.shown) {
      go({...Object.fromEntries(fields.map(([name]) => [name, entry.matches ? state[name] : ""])), view: entry.spans.length ? "list" : "calls"});
    }
    entry.node.querySelector("details").open = true;
    entry.node.scrollIntoView({block: "start"});
    entry.node.querySelector("summary").focus({preventScroll: true});
  };

  let wasTyping = 0;
  form.addEventListener("input", (input) => {
    if (input.target.name !== "q") return;
    // one step back undoes a whole search, not a letter
    const isTyping = Date.now() - wasTyping < 3000;
    wasTyping = Date.now();
    go({q: input.target.value}, isTyping);
  });
  form.addEventListener("change", ({target}) => {
    if (target.name !== "q") go({[target.name]: target.type === "checkbox" ? (target.checked ? "1" : "") : target.value});
  });
  form.addEventListener("submit", (submit) => {
    submit.preventDefault();
    by(state.view === "calls" ? "calls" : "events").focus();
  });
  by("more").addEventListener("click", () => {
    const isOpen = by("more").getAttribute("aria-expanded") === "true";
    by("more").setAttribute("aria-expanded", String(!isOpen));
  });
  by("clear").addEventListener("click", () => { clear(); by("q").focus(); });
  by("clear-none").addEventListener("click", () => { clear(); by("q").focus(); });
  by("before").addEventListener("click", () => go({month: turned(shownMonth(), -1)}));
  by("after").addEventListener("click", () => go({month: turned(shownMonth(), 1)}));
  by("share").addEventListener("click", () => {
    const canonical = document.querySelector("link[rel=canonical]");
    window.eventcal.copy(by("share"), new URL(location.search || location.pathname.split("/").pop() || "./", canonical ? canonical.href : location.href).href);
  });
  by("feed-link").addEventListener("click", (click) => {
    click.preventDefault();
    by("subscribe").open = true;
    by("subscribe").querySelector("summary").focus();
    by("subscribe").scrollIntoView({block: "start"});
  });
  by("month").addEventListener("keydown", (press) => {
    const days = [...by("grid").querySelectorAll("button.day")];
    const here = days.indexOf(press.target);
    const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[press.key];
    if (here >= 0 && step && days[here + step]) {
      press.preventDefault();
      days[here + step].focus();
    }
    if (press.key === "PageUp" || press.key === "PageDown") {
      press.preventDefault();
      by(press.key === "PageUp" ? "before" : "after").click();
    }
  });
  document.addEventListener("click", (click) => {
    if (click.ctrlKey || click.metaKey || click.shiftKey || click.altKey) return;
    const to = click.target.closest("[data-to]");
    if (to) return open(to.dataset.to);
    const link = click.target.closest("a");
    if (!link) return;
    if (link.dataset.view) {
      click.preventDefault();
      go({view: link.dataset.view});
    } else if (link.closest(".tags")) {
      click.preventDefault();
      go({tag: new URLSearchParams(link.search).get("tag"), view: state.view === "calls" ? "calls" : "list"});
      by("bar").scrollIntoView({block: "nearest"});
    } else if (link.hash.startsWith("#e-") && link.getAttribute("href").startsWith("#")) {
      click.preventDefault();
      open(link.hash.slice(1));
    }
  });
  addEventListener("popstate", () => { state = fromAddress(); apply(); });

  const languages = new Intl.DisplayNames(["en"], {type: "language"});
  document.querySelectorAll("#lang option[value]").forEach((option) => {
    try {
      if (option.value) option.textContent = option.textContent.replace(option.value, languages.of(option.value));
    } catch { /* no language that has a name */ }
  });
  form.hidden = entries.length === 0;
  by("bar").hidden = entries.length === 0;
  apply();
  if (location.hash.startsWith("#e-")) open(location.hash.slice(1));

  // The words to search in, before anybody searches.
  const unread = [...entries];
  const readSome = () => {
    unread.splice(0, 100).forEach(textOf);
    if (unread.length) setTimeout(readSome, 20);
  };
  setTimeout(readSome, 200);
})();
