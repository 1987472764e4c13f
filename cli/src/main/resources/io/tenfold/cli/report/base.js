// What all parts of the page make elements, texts and tables with.
const tenfold = (function () {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const whole = new Intl.NumberFormat("en-US");
  const number = (value) => whole.format(value);
  const compact = new Intl.NumberFormat("en-US", { notation: "compact" });
  const LONG_MESSAGE = 160;

  // Everything that comes from the run goes through textContent, so that none of it is markup.
  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined) made.setAttribute(key, value);
    }
    for (const child of children) {
      if (child !== null && child !== undefined) made.append(child);
    }
    return made;
  }

  // A place to break a long name at, so that it is not broken within a word.
  function name(text) {
    const parts = document.createDocumentFragment();
    text.split(/(?<=[.:/])|(?<=[a-z])(?=[A-Z])/).forEach((part, i) => {
      if (i > 0) parts.append(document.createElement("wbr"));
      parts.append(part);
    });
    return parts;
  }

  function millis(value) {
    if (value < 0) return "–";
    if (value < 1000) return number(Math.round(value * 10) / 10) + "\u00a0ms";
    if (value < 60000) return number(Math.round(value / 10) / 100) + "\u00a0s";
    const seconds = Math.round(value / 1000);
    const h = Math.floor(seconds / 3600);
    const m = Math.floor((seconds % 3600) / 60);
    const s = seconds % 60;
    return h > 0 ? h + "\u00a0h " + m + "\u00a0min" : m + "\u00a0min " + s + "\u00a0s";
  }

  const clock = new Intl.DateTimeFormat(undefined, {
    year: "numeric", month: "short", day: "numeric", hourCycle: "h23",
    hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short",
  });
  const utc = (time) => new Date(time).toISOString().replace("T", " ").replace("Z", " UTC");

  function moment(time) {
    const iso = new Date(time).toISOString();
    return element("time", { datetime: iso, title: utc(time) }, clock.format(new Date(time)));
  }

  function percent(part, all) {
    if (all === 0) return "0\u00a0%";
    const value = (100 * part) / all;
    if (value > 0 && value < 0.01) return "< 0.01\u00a0%";
    if (value < 100 && value > 99.99) return "> 99.99\u00a0%";
    return String(Math.round(value * 100) / 100) + "\u00a0%";
  }

  function swatch(color) {
    const mark = element("i", { "aria-hidden": "true" });
    mark.style.background = "var(" + color + ")";
    return mark;
  }

  function tile(term, value, small, color) {
    return element("div", {},
      element("dt", {}, color ? swatch(color) : null, term),
      element("dd", {}, value, small ? element("small", {}, small) : null));
  }

  // Draws again only what changed, and leaves focus and what was opened as they were: a page that
  // lives must not take them from who reads it.
  const drawn = new WeakMap();
  function refresh(box, value, make) {
    const key = JSON.stringify(value);
    if (drawn.get(box) === key) return;
    drawn.set(box, key);
    const active = document.activeElement;
    const focused = active && box.contains(active) ? active.getAttribute("data-key") : null;
    const open = new Set([...box.querySelectorAll("details[open]")].map((one) => one.dataset.key));
    box.replaceChildren(...[].concat(make()).filter((one) => one !== null));
    for (const one of box.querySelectorAll("[data-key]")) {
      if (one.tagName === "DETAILS") one.open = open.has(one.dataset.key);
      else if (focused !== null && one.dataset.key === focused) one.focus({ preventScroll: true });
    }
  }

  // What is folded away, under a key by which it stays open and keeps the focus.
  function folded(key, title, ...content) {
    return element("details", { "data-key": key }, element("summary", { "data-key": key + " summary" }, title), ...content);
  }

  const opened = new Set();
  function message(text, key) {
    if (text.length <= LONG_MESSAGE && !text.includes("\n")) return document.createTextNode(text);
    const body = element("span", {}, text);
    const more = element("button", { type: "button", class: "more", "data-key": "more " + key });
    const show = () => {
      const all = opened.has(key);
      body.className = all ? "" : "clamped";
      more.textContent = all ? "less" : "more";
      more.setAttribute("aria-expanded", String(all));
    };
    more.addEventListener("click", () => {
      if (!opened.delete(key)) opened.add(key);
      show();
    });
    show();
    return element("div", {}, body, " ", more);
  }

  // On a narrow screen each row is a list of its cells, which then say what they are. What a table
  // is to a screen reader is said, since a browser forgets it there.
  function row(headings, cells, numeric, classes) {
    return element("tr", { role: "row" }, ...cells.map((cell, i) => element(i === 0 ? "th" : "td", {
      scope: i === 0 ? "row" : null,
      role: i === 0 ? "rowheader" : "cell",
      "data-label": headings[i],
      class: [numeric.includes(i) ? "number" : "", (classes && classes[i]) || ""].join(" ").trim() || null,
    }, cell)));
  }

  function table(caption, headings, rows, numeric, classes) {
    const head = element("tr", { role: "row" }, ...headings.map((heading, i) => element("th", {
      scope: "col", role: "columnheader", class: numeric.includes(i) ? "number" : null,
    }, heading)));
    const names = headings.map((heading) => (typeof heading === "string" ? heading : heading.textContent));
    return element("table", { "aria-label": caption, role: "table", class: "stacks" },
      element("thead", { role: "rowgroup" }, head),
      element("tbody", { role: "rowgroup" }, ...rows.map((cells) => row(names, cells, numeric, classes))));
  }

  function region(id, label) {
    const box = $(id);
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", label);
    box.setAttribute("tabindex", "0");
    return box;
  }

  // Long tables are made when they are first looked at, and kept up while they are.
  function lazily(id, label, value, make) {
    const box = region(id, label);
    const details = box.closest("details");
    const show = () => {
      if (details.open) refresh(box, value, make);
    };
    details.ontoggle = show;
    show();
  }

  function copied(text) {
    const button = element("button", { type: "button", "data-key": "copy " + text }, "Copy");
    button.setAttribute("aria-label", "Copy: " + text);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = "Copied";
      } catch (e) {
        // A page from a file may not: what is marked is one key away from being copied.
        getSelection().selectAllChildren(button.previousElementSibling);
        button.textContent = "Marked";
      }
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
    return button;
  }

  const css = (property) => getComputedStyle(document.documentElement).getPropertyValue(property).trim();

  return {
    $, element, name, number, compact, millis, moment, utc, percent, tile, swatch, refresh, folded, message,
    row, table, region, lazily, copied, css, data: null, live: false,
  };
})();
