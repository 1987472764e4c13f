(function () {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const run = data.run;
  const $ = (id) => document.getElementById(id);
  const whole = new Intl.NumberFormat("en-US");
  const number = (value) => whole.format(value);
  const short = new Intl.NumberFormat("en-US", { notation: "compact" });
  const PAGE = 50;

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
    year: "numeric", month: "short", day: "numeric",
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

  function tile(list, term, value, small, color) {
    list.append(element("div", {},
      element("dt", {}, color ? swatch(color) : null, term),
      element("dd", {}, value, small ? element("small", {}, small) : null)));
  }

  function swatch(color) {
    const mark = element("i", { "aria-hidden": "true" });
    mark.style.background = "var(" + color + ")";
    return mark;
  }

  function outcome() {
    const status = $("status");
    status.classList.add(
      run.status === "SUCCEEDED" ? "good" : run.status === "RUNNING" ? "warn" : "bad");
    $("when").append(moment(run.start), " – ", moment(run.stop));
    if (run.error) {
      $("error").hidden = false;
      $("error").append(element("strong", {}, run.error), run.cause ? " – " + run.cause : "");
    }
    const proof = $("proof");
    if (data.proof === null) {
      proof.textContent = data.counts
        ? "The run wrote no results, so nothing says what became of each record."
        : "The run read no record.";
    } else {
      proof.textContent = data.proof;
      proof.classList.add(data.proofHolds ? "holds" : "lost");
    }
    const tiles = $("tiles");
    const counts = data.counts;
    const wall = run.stop - run.start;
    if (counts) {
      const failed = counts.failed + counts.timedOut + counts.aborted;
      tile(tiles, "Records", number(counts.total));
      tile(tiles, "Succeeded", number(counts.succeeded), percent(counts.succeeded, counts.total), "--green-fill");
      const kinds = [];
      if (counts.timedOut) kinds.push(number(counts.timedOut) + " timed out");
      if (counts.aborted) kinds.push(number(counts.aborted) + " aborted");
      tile(tiles, "Failed", number(failed), kinds.join(", ") || percent(failed, counts.total), "--red-fill");
      tile(tiles, "Not started", number(counts.pending), percent(counts.pending, counts.total), "--grey-fill");
      if (data.mayHaveRun) tile(tiles, "May have run", number(data.mayHaveRun), "no outcome", "--grey-fill");
      if (counts.unread) tile(tiles, "Not read", number(counts.unread), percent(counts.unread, counts.total), "--grey-fill");
      tile(tiles, "Wall time", millis(wall));
      const rate = (counts.total - counts.pending - counts.unread) / Math.max(0.001, wall / 1000);
      tile(tiles, "Throughput", number(Math.round(rate * 10) / 10), "records/s");
      tile(tiles, "Most in flight", number(data.inFlight.peak), run.limit ? "of " + number(run.limit) : "");
      if (data.durations.count) tile(tiles, "Median, p99", millis(data.durations.p50), "· " + millis(data.durations.p99));
      const parts = [["succeeded", counts.succeeded], ["failed", failed], ["pending", counts.pending + counts.unread + data.mayHaveRun]];
      const share = $("share");
      for (const [name, value] of parts) {
        if (value === 0) continue;
        const part = element("i", { class: name });
        part.style.flexGrow = value / counts.total;
        share.append(part);
      }
      share.setAttribute("aria-label", number(counts.succeeded) + " succeeded, " + number(failed)
        + " failed, " + number(counts.pending) + " not started");
    } else {
      $("share").hidden = true;
      tile(tiles, "Wall time", millis(wall));
    }
  }

  function table(caption, headings, rows, numeric) {
    const head = element("tr", {});
    headings.forEach((heading, i) => head.append(
      element("th", { scope: "col", class: numeric.includes(i) ? "number" : null }, heading)));
    const body = element("tbody", {});
    for (const row of rows) {
      const line = element("tr", {});
      row.forEach((cell, i) => line.append(element(i === 0 ? "th" : "td",
        { scope: i === 0 ? "row" : null, class: numeric.includes(i) ? "number" : null }, cell)));
      body.append(line);
    }
    return element("table", { "aria-label": caption }, element("thead", {}, head), body);
  }

  function region(id, label) {
    const box = $(id);
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", label);
    box.setAttribute("tabindex", "0");
    return box;
  }

  // Long tables are made when they are first looked at.
  function lazily(id, label, make) {
    const box = region(id, label);
    box.parentElement.addEventListener("toggle", () => {
      if (!box.firstChild) box.append(make());
    });
  }

  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const charts = [];

  function font() {
    return "12px " + getComputedStyle(document.body).fontFamily;
  }

  function axis(more) {
    return Object.assign({
      stroke: css("--soft"), font: font(), labelFont: font(),
      grid: { stroke: css("--line"), width: 1 }, ticks: { stroke: css("--line"), width: 1 },
    }, more);
  }

  function chart(id, text, height, make) {
    const box = $(id);
    box.setAttribute("role", "img");
    box.setAttribute("aria-label", text);
    const entry = { box, make, height, plot: null };
    charts.push(entry);
    draw(entry);
    new ResizeObserver(() => {
      const width = Math.floor(box.clientWidth);
      if (entry.plot && width > 0 && width !== entry.plot.width) {
        entry.plot.setSize({ width, height: entry.height });
      }
    }).observe(box);
  }

  function draw(entry) {
    if (entry.plot) entry.plot.destroy();
    const width = Math.max(200, Math.floor(entry.box.clientWidth));
    entry.plot = entry.make(width, entry.height, entry.box);
  }

  function redraw() {
    charts.forEach(draw);
  }

  function label(u, text, x, y, color, align) {
    const ratio = u.pxRatio || devicePixelRatio;
    u.ctx.save();
    u.ctx.font = 12 * ratio + "px " + getComputedStyle(document.body).fontFamily;
    u.ctx.textAlign = align;
    u.ctx.textBaseline = "bottom";
    u.ctx.lineWidth = 4 * ratio;
    u.ctx.strokeStyle = css("--card");
    u.ctx.strokeText(text, x, y);
    u.ctx.fillStyle = color;
    u.ctx.fillText(text, x, y);
    u.ctx.restore();
  }

  // Ticks of the clock in the viewer's zone, as fine as the chart shows.
  function ticks(u, splits, index, space, step) {
    const format = new Intl.DateTimeFormat(undefined,
      step < 1 ? { minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 }
        : step < 60 ? { hour: "2-digit", minute: "2-digit", second: "2-digit" }
        : step < 86400 ? { hour: "2-digit", minute: "2-digit" }
        : { month: "short", day: "numeric" });
    return splits.map((time) => format.format(new Date(time * 1000)));
  }

  function flight() {
    const series = data.inFlight;
    if (series.offsets.length === 0) return;
    const times = series.offsets.map((offset) => (run.start + offset) / 1000);
    const step = series.offsets.length > 1 ? series.offsets[1] - series.offsets[0] : 1;
    $("flight-note").textContent = "From the start and stop of every record, known "
      + (series.resolution === 1 ? "to the millisecond" : "at every " + millis(series.resolution))
      + (step > 1 ? "; each point of the chart stands for " + millis(step) : "") + "."
      + (run.limit ? "" : " The run's limit is not known.");
    const limit = run.limit ? series.offsets.map(() => run.limit) : null;
    const text = "Records in flight over " + millis(run.stop - run.start) + ": at most "
      + number(series.peak) + (run.limit ? ", with a limit of " + number(run.limit) : "") + ".";
    chart("flight-chart", text, 260, (width, height, box) => {
      const stepped = uPlot.paths.stepped({ align: 1 });
      const value = (u, v) => (v === null || v === undefined ? "–" : number(Math.round(v * 10) / 10));
      const lines = [
        { label: "time", value: (u, v) => (v ? new Date(v * 1000).toLocaleTimeString() : "–") },
        { label: "on average", stroke: css("--blue"), width: 1, fill: css("--blue-fill"), paths: stepped, points: { show: false }, value },
        { label: "at most", stroke: css("--blue"), width: 1.5, paths: stepped, points: { show: false }, value },
      ];
      const values = [times, series.means, series.most];
      if (limit) {
        lines.push({ label: "limit", stroke: css("--amber"), width: 2, dash: [8, 6], points: { show: false }, value });
        values.push(limit);
      }
      return new uPlot({
        width, height, ms: 1e-3, padding: [12, 30, 0, 0],
        cursor: { drag: { x: true, y: false } },
        legend: { live: true },
        scales: { x: { time: true }, y: { range: (u, min, max) => [0, Math.max(1, series.peak, run.limit && run.limit <= 4 * series.peak ? run.limit : 0) * 1.2] } },
        axes: [axis({ space: 84, values: ticks }), axis({ size: 52, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000], values: (u, ticks) => ticks.map((tick) => short.format(tick)) })],
        series: lines,
        hooks: {
          draw: [(u) => {
            if (!limit || run.limit > u.scales.y.max) return;
            const ratio = u.pxRatio || devicePixelRatio;
            label(u, "limit " + number(run.limit), u.bbox.left + u.bbox.width - 4 * ratio,
              u.valToPos(run.limit, "y", true) - 3 * ratio, css("--amber"), "right");
          }],
        },
      }, values, box);
    });
    lazily("flight-table", "Records in flight, as a table", () => table(
      "Records in flight over time",
      ["From", "On average", "At most"],
      series.offsets.map((offset, i) => [moment(run.start + offset), number(series.means[i]), number(series.most[i])]),
      [1, 2]));
  }

  function durations() {
    const found = data.durations;
    if (found.count === 0) return;
    const marks = [["p50", found.p50], ["p90", found.p90], ["p99", found.p99], ["max", found.max]];
    $("durations-note").textContent = "From start to stop, retries and the waits before them included: "
      + marks.map(([name, value]) => name + " " + millis(value)).join(" · ")
      + (found.bars.length > 1 && found.bars[0][1] - found.bars[0][0] !== found.bars[found.bars.length - 1][1] - found.bars[found.bars.length - 1][0]
        ? ". The time axis is logarithmic." : ".");
    const bars = found.bars;
    const position = (value) => {
      const i = bars.findIndex(([from, to]) => value >= from && value < to);
      return i < 0 ? bars.length - 0.5 : i - 0.5 + (value - bars[i][0] + 0.5) / (bars[i][1] - bars[i][0]);
    };
    const text = "Histogram of " + number(found.count) + " durations: "
      + marks.map(([name, value]) => name + " " + millis(value)).join(", ") + ".";
    chart("durations-chart", text, 260, (width, height, box) => new uPlot({
      width, height, padding: [12, 30, 0, 0],
      cursor: { drag: { x: false, y: false }, points: { show: false } },
      legend: { live: true },
      scales: {
        x: { time: false, range: () => [-0.5, bars.length - 0.5] },
        y: { range: (u, min, max) => [0, Math.max(1, max) * 1.3] },
      },
      axes: [
        axis({
          grid: { show: false },
          splits: (u) => {
            const every = Math.ceil((bars.length + 1) / Math.max(2, Math.floor(u.width / 78)));
            const at = [];
            for (let i = 0; i <= bars.length; i += every) at.push(i - 0.5);
            return at;
          },
          values: (u, splits) => splits.map((at) => {
            const i = Math.round(at + 0.5);
            return i < bars.length ? millis(bars[i][0]) : millis(bars[bars.length - 1][1]);
          }),
        }),
        axis({ size: 64, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 2e6, 5e6], values: (u, ticks) => ticks.map((tick) => short.format(tick)) }),
      ],
      series: [
        { label: "duration", value: (u, v) => (v === null || v === undefined || !bars[v] ? "–" : millis(bars[v][0]) + " – " + millis(bars[v][1])) },
        { label: "records", stroke: css("--blue"), fill: css("--blue-fill"), width: 1, paths: uPlot.paths.bars({ size: [0.92, 120] }), points: { show: false }, value: (u, v) => (v === null || v === undefined ? "–" : number(v)) },
      ],
      hooks: {
        draw: [(u) => marks.slice(0, 3).forEach(([name, value], row) => {
          const ratio = u.pxRatio || devicePixelRatio;
          const x = u.valToPos(position(value), "x", true);
          const top = u.bbox.top + (16 + 15 * row) * ratio;
          u.ctx.save();
          u.ctx.strokeStyle = css("--text");
          u.ctx.lineWidth = ratio;
          u.ctx.setLineDash([3 * ratio, 3 * ratio]);
          u.ctx.beginPath();
          u.ctx.moveTo(x, top);
          u.ctx.lineTo(x, u.bbox.top + u.bbox.height);
          u.ctx.stroke();
          u.ctx.restore();
          const right = x < u.bbox.left + u.bbox.width * 0.75;
          label(u, name + " " + millis(value), x + (right ? 4 : -4) * ratio, top, css("--text"), right ? "left" : "right");
        })],
      },
    }, [bars.map((bar, i) => i), bars.map((bar) => bar[2])], box));
    lazily("durations-table", "Durations, as a table", () => table(
      "How many records took how long", ["From", "To below", "Records", "Share"],
      bars.map(([from, to, count]) => [millis(from), millis(to), number(count), percent(count, found.count)]),
      [0, 1, 2, 3]));
  }

  function coldStarts() {
    const cold = data.coldStarts;
    const tiles = $("cold-tiles");
    if (cold === null) {
      $("cold-note").textContent = "The results do not show them: Step Functions writes down when a record"
        + " started and stopped, not whether Lambda had to start an environment for it. On AWS the"
        + " function's REPORT log lines have Init Duration.";
      return;
    }
    $("cold-note").textContent = cold.measured === 0
      ? "Counted by the local engine; how long each took is not in the logs, or not only this run's."
      : "From the REPORT lines of the function's logs on this machine.";
    tile(tiles, "Environments started", number(cold.count));
    if (data.durations.count) tile(tiles, "Of all records", percent(cold.count, data.durations.count));
    if (cold.measured > 0) {
      tile(tiles, "Median init", millis(cold.median));
      tile(tiles, "Shortest", millis(cold.min));
      tile(tiles, "Longest", millis(cold.max));
    }
  }

  function groups() {
    const box = region("groups", "Failures by error");
    if (data.groups.length === 0) {
      $("groups-note").textContent = "No record failed.";
      box.remove();
      return;
    }
    const most = data.groups[0][1];
    $("groups-note").textContent = number(data.failedCount) + " failed "
      + (data.failedCount === 1 ? "record" : "records") + " with "
      + number(data.groups.length) + (data.groups.length === 1 ? " error." : " different errors.")
      + (run.toleratedPercent !== null ? " The run tolerated " + run.toleratedPercent + " %." : "");
    const body = element("tbody", {});
    for (const [error, count, example] of data.groups) {
      const bar = element("i", { "aria-hidden": "true" });
      bar.style.width = Math.max(1, (70 * count) / most) + "px";
      const show = element("button", { type: "button", "aria-label": "Show the records with " + error }, "Show");
      show.addEventListener("click", () => search("=" + error));
      body.append(element("tr", {},
        element("th", { scope: "row", class: "code" }, name(error)),
        element("td", { class: "number" }, number(count)),
        element("td", {}, element("div", { class: "bar" }, bar, element("span", {}, percent(count, data.failedCount)))),
        element("td", { class: "message" }, example),
        element("td", {}, show)));
    }
    const head = element("tr", {},
      element("th", { scope: "col" }, "Error"), element("th", { scope: "col", class: "number" }, "Records"),
      element("th", { scope: "col" }, "Share of failures"), element("th", { scope: "col" }, "An example"),
      element("th", { scope: "col" }, "Below"));
    box.append(element("table", { "aria-label": "Failures by error" }, element("thead", {}, head), body));
  }

  const COLUMNS = [
    { title: "Index", key: 0, numeric: true },
    { title: "Status", key: 1 },
    { title: "Error", key: 2, code: true },
    { title: "Message", key: 3, message: true },
    { title: "Started after", key: 4, numeric: true },
    { title: "Took", key: 5, numeric: true },
  ];
  const view = { sort: 0, descending: false, page: 0, rows: data.failures, query: "" };
  const texts = data.failures.map((row) => (row[0] + " " + row[1] + " " + row[2] + " " + row[3]).toLowerCase());

  function search(query) {
    $("search").value = query;
    filter(query);
    $("failures-title").scrollIntoView({ block: "start" });
    $("search").focus({ preventScroll: true });
  }

  // "=ERROR" is that error alone; anything else is looked for in every column, all words of it.
  function filter(query) {
    const exact = query.startsWith("=") ? query.slice(1) : null;
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    view.rows = data.failures.filter((row, i) => exact !== null
      ? row[2] === exact
      : words.every((word) => texts[i].includes(word)));
    view.query = query;
    view.page = 0;
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
    const pages = Math.max(1, Math.ceil(view.rows.length / PAGE));
    view.page = Math.min(view.page, pages - 1);
    const from = view.page * PAGE;
    const rows = view.rows.slice(from, from + PAGE);
    const body = $("failures").querySelector("tbody");
    body.replaceChildren(...rows.map((row) => element("tr", {},
      element("th", { scope: "row", class: "number" }, row[0] < 0 ? "–" : number(row[0])),
      element("td", {}, row[1]),
      element("td", { class: "code" }, name(row[2])),
      element("td", { class: "message" }, row[3]),
      element("td", { class: "number", title: row[4] < 0 ? null : utc(run.start + row[4]) }, millis(row[4])),
      element("td", { class: "number" }, millis(row[5])))));
    if (rows.length === 0) {
      body.append(element("tr", {}, element("td", { colspan: COLUMNS.length }, "No listed record matches.")));
    }
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

  function failures() {
    const box = region("failures", "Failed records");
    if (data.failures.length === 0) {
      $("failures-note").textContent = "No record failed.";
      $("failures-tools").hidden = true;
      box.remove();
      return;
    }
    const more = data.failedCount - data.failures.length;
    $("failures-note").textContent = (more > 0
      ? "The first " + number(data.failures.length) + " by index; " + number(more)
        + " more are in the FAILED files beside the manifest, and `tenfold failures` lists them all."
      : "All of them.") + " The records themselves are not in this page.";
    const head = element("tr", {});
    COLUMNS.forEach((column) => {
      const button = element("button", { type: "button" }, column.title);
      button.addEventListener("click", () => {
        view.descending = view.sort === column.key && !view.descending;
        view.sort = column.key;
        view.page = 0;
        order();
      });
      head.append(element("th", { scope: "col", "aria-sort": "none", class: column.numeric ? "number" : null }, button));
    });
    box.append(element("table", { "aria-label": "Failed records" }, element("thead", {}, head), element("tbody", {})));
    $("search").addEventListener("input", (event) => filter(event.target.value));
    $("previous").addEventListener("click", () => turn(-1));
    $("next").addEventListener("click", () => turn(1));
    order();
  }

  function details() {
    const list = $("details");
    const add = (term, value, code) => {
      if (value === null || value === undefined) return;
      list.append(element("dt", {}, term), element("dd", { class: code ? "code" : null }, code ? name(value) : value));
    };
    add("Execution", run.arn, true);
    add("Map Run", run.mapRunArn, true);
    add("Input", run.input, true);
    add("Retry of", run.retryOf, true);
    add("Manifest", run.manifest, true);
    if (run.manifest) add("Results", "SUCCEEDED, FAILED and PENDING files beside the manifest");
    if (run.consoleLink && run.consoleLink.startsWith("https://")) {
      add("Console", element("a", { href: run.consoleLink, rel: "noreferrer" }, "This execution in the Step Functions console"));
    }
    if (data.failedCount > 0 || (data.counts && data.counts.pending > 0)) {
      add("To try again", data.mayHaveRun ? "tenfold resume --local " + run.name : "tenfold retry " + run.arn, true);
    }
    add("Limit in flight", run.limit === null ? null : number(run.limit));
    add("Tolerated failures", run.toleratedPercent === null ? null : run.toleratedPercent + " %");
    add("Started", moment(run.start));
    add("Ended", moment(run.stop));
    $("written").append("Written by tenfold report on ", moment(data.written), ". Times are in your zone; point at one for UTC.");
  }

  outcome();
  details();
  if (data.durations.count === 0 && data.failedCount === 0) {
    $("started").hidden = true;
    $("tiles").after(element("p", { class: "note last" }, run.manifest
      ? "No record was started, so there is nothing to chart or to list."
      : "There are no results to chart or to list."));
  } else {
    groups();
    failures();
    coldStarts();
    flight();
    durations();
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  addEventListener("beforeprint", redraw);
  addEventListener("afterprint", redraw);
})();
