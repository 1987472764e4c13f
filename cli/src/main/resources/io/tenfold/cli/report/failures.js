// What failed: by error and message, record by record, and as a file of CSV.
(function (t) {
  "use strict";
  const { $, element, name, number, millis, percent, utc } = t;
  const PAGE = 50;
  const COLUMNS = [
    { title: "Index", key: 0, numeric: true },
    { title: "Status", key: 1 },
    { title: "Error", key: 2, code: true },
    { title: "Message", key: 3, message: true },
    { title: "Started after", key: 4, numeric: true },
    { title: "Took", key: 5, numeric: true },
  ];
  const GROUP = 6;
  const TITLES = COLUMNS.map((column) => column.title);
  const CLASSES = COLUMNS.map((column) => (column.code ? "code" : column.message ? "message" : null));
  const view = { sort: 0, descending: false, page: 0, rows: [], query: "", made: false };
  let texts = null;
  let textsOf = null;

  function groups() {
    const data = t.data;
    const box = t.region("groups", "Failures by error and message");
    $("groups-note").textContent = data.groups.length === 0
      ? (data.counts && failedOf(data.counts) ? "Step Functions writes down at the run's end why records failed." : none())
      : number(data.failedCount) + " failed " + (data.failedCount === 1 ? "record" : "records") + ", for "
        + number(data.groups.length) + (data.groups.length === 1 ? " reason." : " reasons; # stands for the values in their messages.")
        + (data.run.toleratedPercent !== null ? " The run " + (data.run.status === "RUNNING" ? "tolerates " : "tolerated ") + data.run.toleratedPercent + " %." : "");
    t.refresh(box, [data.groups, data.failedCount], () => {
      if (data.groups.length === 0) return [];
      const most = data.groups[0].count;
      return t.table("Failures by error and message", ["Error", "Message", "Records", "Share of failures", "The first", "Below"],
        data.groups.map((group) => {
          const bar = element("i", { "aria-hidden": "true" });
          bar.style.width = Math.max(1, (70 * group.count) / most) + "px";
          const key = label(group);
          const show = element("button", { type: "button", "data-key": "show " + key, "aria-label": "Show the records with " + key }, "Show");
          show.addEventListener("click", () => showGroup(group));
          return [
            element("span", {}, name(group.error)),
            t.message(group.message, "pattern " + key),
            number(group.count),
            element("div", { class: "bar" }, bar, element("span", {}, percent(group.count, data.failedCount))),
            element("div", {}, group.example === group.message ? null : t.message(group.example, "group " + key), sample(group, key)),
            show,
          ];
        }), [2], ["code", "message", null, null, "message", null]);
    });
  }

  function none() {
    return t.data.run.status === "RUNNING" ? "No record has failed so far." : "No record failed.";
  }

  function failedOf(counts) {
    return counts.failed + counts.timedOut + counts.aborted;
  }

  // What a group is called wherever it is spoken of: a text field, too, where a line can't end.
  function label(group) {
    return (group.error + (group.message === "" ? "" : ": " + group.message)).replace(/\s+/g, " ").trim();
  }

  function sample(group, key) {
    const title = group.firstIndex < 0 ? "The record" : "Record " + number(group.firstIndex);
    if (group.record === null) return group.firstIndex < 0 ? null : element("div", {}, title);
    return t.folded("record " + key, title, element("pre", {}, group.record));
  }

  function showGroup(group) {
    $("search").value = "=" + label(group);
    filter($("search").value);
    $("failures-title").scrollIntoView({ block: "start" });
    $("search").focus({ preventScroll: true });
  }

  // "=ERROR: MESSAGE" is that group, "=ERROR" that error; anything else is looked for in every column, all words of it.
  function filter(query) {
    const all = t.data.failures;
    if (textsOf !== all) {
      textsOf = all;
      texts = all.map((row) => (row[0] + " " + row[1] + " " + row[2] + " " + row[3]).toLowerCase());
    }
    const exact = query.startsWith("=") ? query.slice(1) : null;
    const numbers = exact === null ? [] : t.data.groups.filter((group) => label(group) === exact.trim()).map((group) => group.number);
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    view.rows = all.filter((row, i) => exact !== null
      ? (numbers.length === 0 ? row[2] === exact : numbers.includes(row[GROUP]))
      : words.every((word) => texts[i].includes(word)));
    if (view.query !== query) view.page = 0;
    view.query = query;
    order();
  }

  function order() {
    const key = view.sort;
    const sign = view.descending ? -1 : 1;
    view.rows = view.rows.slice().sort((a, b) => {
      const difference = typeof a[key] === "number" ? a[key] - b[key] : a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0;
      return difference !== 0 ? sign * difference : a[0] - b[0];
    });
    show();
  }

  function show() {
    const data = t.data;
    const pages = Math.max(1, Math.ceil(view.rows.length / PAGE));
    view.page = Math.min(view.page, pages - 1);
    const from = view.page * PAGE;
    const rows = view.rows.slice(from, from + PAGE);
    t.refresh($("failures").querySelector("tbody"), rows, () => rows.length === 0
      ? [element("tr", { role: "row" }, element("td", { role: "cell", colspan: COLUMNS.length }, "No listed record matches."))]
      : rows.map((row) => t.row(TITLES, [
        row[0] < 0 ? "–" : number(row[0]), row[1], name(row[2]), t.message(row[3], "row " + row[0]),
        row[4] < 0 ? millis(row[4]) : element("span", { title: utc(data.run.start + row[4]) }, millis(row[4])), millis(row[5]),
      ], [0, 4, 5], CLASSES)));
    $("found").textContent = number(view.rows.length) + " of " + number(data.failures.length);
    $("pager").hidden = pages === 1;
    $("page").textContent = "Page " + number(view.page + 1) + " of " + number(pages);
    $("previous").disabled = view.page === 0;
    $("next").disabled = view.page === pages - 1;
    $("failures").querySelectorAll("th[aria-sort]").forEach((th, i) => {
      th.setAttribute("aria-sort", i !== view.sort ? "none" : view.descending ? "descending" : "ascending");
    });
  }

  function turn(by) {
    view.page += by;
    show();
    $("failures").scrollTop = 0;
  }

  function make() {
    view.made = true;
    const box = t.region("failures", "Failed records");
    const head = element("tr", { role: "row" });
    COLUMNS.forEach((column) => {
      const button = element("button", { type: "button" }, column.title);
      button.addEventListener("click", () => {
        view.descending = view.sort === column.key && !view.descending;
        view.sort = column.key;
        view.page = 0;
        order();
      });
      head.append(element("th", { scope: "col", role: "columnheader", "aria-sort": "none", class: column.numeric ? "number" : null }, button));
    });
    box.append(element("table", { "aria-label": "Failed records", role: "table", class: "stacks sorts" },
      element("thead", { role: "rowgroup" }, head), element("tbody", { role: "rowgroup" })));
    $("search").addEventListener("input", (event) => filter(event.target.value));
    $("previous").addEventListener("click", () => turn(-1));
    $("next").addEventListener("click", () => turn(1));
    $("download").addEventListener("click", download);
  }

  // A cell as RFC 4180 has it. One that a spreadsheet would take for a formula becomes a text.
  function cell(value) {
    const text = typeof value === "number" ? String(value) : /^[\s]*[=+\-@]|^[\t\r\n]/.test(value) ? "'" + value : value;
    return /[",\r\n]/.test(text) ? "\"" + text.replace(/"/g, "\"\"") + "\"" : text;
  }

  function csv() {
    const lines = [["index", "status", "error", "message", "startedAfterMillis", "tookMillis"]]
      .concat(t.data.failures.map((row) => row.slice(0, GROUP)));
    return lines.map((line) => line.map(cell).join(",") + "\r\n").join("");
  }

  function download() {
    // With the mark by which spreadsheets know UTF-8.
    const address = URL.createObjectURL(new Blob(["\ufeff", csv()], { type: "text/csv;charset=utf-8" }));
    const link = element("a", { href: address, download: t.data.run.name + "-failures.csv" });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  function failures() {
    const data = t.data;
    const some = data.failures.length > 0;
    $("failures-tools").hidden = !some;
    $("failures").hidden = !some;
    $("pager").hidden = true;
    const more = data.failedCount - data.failures.length;
    $("failures-note").textContent = !some
      ? (data.counts && failedOf(data.counts) ? "They are listed once the run is over." : none())
      : (more > 0
        ? "The first " + number(data.failures.length) + " by index, some of every group among them; " + number(more)
          + " more are in the FAILED files beside the manifest, and `tenfold failures` lists them all."
        : "All of them.") + " Of the records themselves only those above, at most one for each group, are in this page.";
    if (!some) return;
    $("download").textContent = more > 0 ? "Download these " + number(data.failures.length) + " as CSV" : "Download as CSV";
    if (!view.made) make();
    filter(view.query);
  }

  t.failures = { groups, failures, csv, failedOf };
})(tenfold);
