// The charts: over time, in flight, durations. Each has its text and a table that says the same.
(function (t) {
  "use strict";
  const { $, element, number, compact, millis, moment, percent, css } = t;
  const charts = new Map();

  function font() {
    return "12px " + getComputedStyle(document.body).fontFamily;
  }

  function axis(more) {
    return Object.assign({
      stroke: css("--soft"), font: font(), labelFont: font(),
      grid: { stroke: css("--line"), width: 1 }, ticks: { stroke: css("--line"), width: 1 },
    }, more);
  }

  // The values may be new ones at each call; the shape says when they need another chart.
  function chart(id, text, shape, values, make) {
    const box = $(id);
    box.setAttribute("role", "img");
    box.setAttribute("aria-label", text);
    let entry = charts.get(id);
    if (!entry) {
      entry = { box, plot: null, shape: null };
      charts.set(id, entry);
      new ResizeObserver(() => {
        const width = Math.floor(box.clientWidth);
        if (entry.plot && width > 0 && width !== entry.plot.width) {
          entry.plot.setSize({ width, height: 260 });
        }
      }).observe(box);
    }
    entry.make = make;
    entry.values = values;
    if (entry.plot && entry.shape === shape) {
      const key = JSON.stringify(values);
      if (entry.key !== key) entry.plot.setData(values);
      entry.key = key;
    } else {
      entry.shape = shape;
      draw(entry);
    }
  }

  function draw(entry) {
    if (entry.plot) entry.plot.destroy();
    entry.key = JSON.stringify(entry.values);
    entry.plot = entry.make(Math.max(200, Math.floor(entry.box.clientWidth)), 260, entry.box, entry.values);
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
    const format = new Intl.DateTimeFormat(undefined, Object.assign({ hourCycle: "h23" },
      step < 1 ? { minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 }
        : step < 60 ? { hour: "2-digit", minute: "2-digit", second: "2-digit" }
        : step < 86400 ? { hour: "2-digit", minute: "2-digit" }
        : { month: "short", day: "numeric" }));
    return splits.map((time) => format.format(new Date(time * 1000)));
  }

  const timeOf = { label: "time", value: (u, v) => (v ? new Date(v * 1000).toLocaleTimeString(undefined, { hourCycle: "h23" }) : "–") };
  const rounded = (u, v) => (v === null || v === undefined ? "–" : number(Math.round(v * 10) / 10));

  function overTime() {
    const { run, overTime: series } = t.data;
    const there = series.from.length > 0;
    $("over-card").hidden = !there;
    if (!there) return;
    const end = Math.max(1, run.stop - run.start);
    // The last stretch ends with the last record: it is taken for as long as the one before it, in
    // whose time no more came, lest the end look like a peak.
    const lengths = series.from.map((from, i) => Math.max(1, series.to[i] - from,
      i > 0 && i === series.from.length - 1 ? series.to[i - 1] - series.from[i - 1] : 0));
    const rate = (counts) => counts.map((count, i) => (1000 * count) / lengths[i]);
    const closed = (list, last) => list.concat([last]);
    const times = closed(series.from.map((from) => (run.start + from) / 1000), (run.start + Math.min(series.to[series.to.length - 1], end)) / 1000);
    const ended = rate(series.ended);
    const failed = rate(series.failed);
    const all = series.ended.reduce((sum, count) => sum + count, 0);
    const wrong = series.failed.reduce((sum, count) => sum + count, 0);
    $("over-note").textContent = "How many records a second had their outcome, and how many of these failed"
      + (series.to.length > 1 ? "; each step stands for " + millis(series.to[0] - series.from[0]) : "") + ".";
    const text = "Records a second over " + millis(end) + ": " + number(all) + " in all, "
      + number(wrong) + " failed; at most " + number(Math.round(Math.max(...ended) * 10) / 10) + " a second.";
    chart("over-chart", text, "over",
      [times, closed(ended, null), closed(failed, null)],
      (width, height, box, values) => {
        const stepped = uPlot.paths.stepped({ align: 1 });
        return new uPlot({
          width, height, ms: 1e-3, padding: [12, 30, 0, 0],
          cursor: { drag: { x: true, y: false } },
          legend: { live: true },
          scales: { x: { time: true }, y: { range: (u, min, max) => [0, Math.max(1, max) * 1.15] } },
          axes: [axis({ space: 84, values: ticks }), axis({ size: 58, values: (u, at) => at.map((tick) => compact.format(tick)) })],
          series: [
            timeOf,
            { label: "records/s", stroke: css("--blue"), width: 1.5, fill: css("--blue-fill"), paths: stepped, points: { show: false }, value: rounded },
            { label: "failed/s", stroke: css("--red"), width: 1.5, fill: css("--red-soft"), paths: stepped, points: { show: false }, value: rounded },
          ],
        }, values, box);
      });
    t.lazily("over-table", "Records and failures over time, as a table", series, () => t.table(
      "Records and failures over time", ["From", "Records", "Failed", "Share failed"],
      series.from.map((from, i) => [moment(run.start + from), number(series.ended[i]), number(series.failed[i]), percent(series.failed[i], series.ended[i])]),
      [1, 2, 3]));
  }

  function flight() {
    const { run, inFlight: series } = t.data;
    const there = series.offsets.length > 0;
    $("flight-card").hidden = !there;
    if (!there) return;
    const times = series.offsets.map((offset) => (run.start + offset) / 1000);
    const step = series.offsets.length > 1 ? series.offsets[1] - series.offsets[0] : 1;
    $("flight-note").textContent = "From the start and stop of every record" + (run.status === "RUNNING" ? " that has ended" : "") + ", known "
      + (series.resolution === 1 ? "to the millisecond" : "at every " + millis(series.resolution))
      + (step > 1 ? "; each point of the chart stands for " + millis(step) : "") + "."
      + (run.limit ? "" : " The run's limit is not known.");
    const limit = run.limit ? series.offsets.map(() => run.limit) : null;
    const text = "Records in flight over " + millis(run.stop - run.start) + ": at most "
      + number(series.peak) + (run.limit ? ", with a limit of " + number(run.limit) : "") + ".";
    const top = () => {
      const peak = t.data.inFlight.peak;
      return Math.max(1, peak, run.limit && run.limit <= 4 * peak ? run.limit : 0) * 1.2;
    };
    chart("flight-chart", text, "flight " + run.limit,
      limit ? [times, series.means, series.most, limit] : [times, series.means, series.most],
      (width, height, box, values) => {
        const stepped = uPlot.paths.stepped({ align: 1 });
        const lines = [
          timeOf,
          { label: "on average", stroke: css("--blue"), width: 1, fill: css("--blue-fill"), paths: stepped, points: { show: false }, value: rounded },
          { label: "at most", stroke: css("--blue"), width: 1.5, paths: stepped, points: { show: false }, value: rounded },
        ];
        if (limit) {
          lines.push({ label: "limit", stroke: css("--amber"), width: 2, dash: [8, 6], points: { show: false }, value: rounded });
        }
        return new uPlot({
          width, height, ms: 1e-3, padding: [12, 30, 0, 0],
          cursor: { drag: { x: true, y: false } },
          legend: { live: true },
          scales: { x: { time: true }, y: { range: () => [0, top()] } },
          axes: [axis({ space: 84, values: ticks }), axis({ size: 52, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000], values: (u, at) => at.map((tick) => compact.format(tick)) })],
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
    t.lazily("flight-table", "Records in flight, as a table", series, () => t.table(
      "Records in flight over time",
      ["From", "On average", "At most"],
      series.offsets.map((offset, i) => [moment(run.start + offset), number(series.means[i]), number(series.most[i])]),
      [1, 2]));
  }

  function durations() {
    const found = t.data.durations;
    $("durations-card").parentElement.hidden = found.count === 0;
    if (found.count === 0) return;
    const marks = [["p50", found.p50], ["p90", found.p90], ["p99", found.p99], ["max", found.max]];
    $("durations-note").textContent = "From start to stop, retries and the waits before them included: "
      + marks.map(([mark, value]) => mark + " " + millis(value)).join(" · ")
      + (found.bars.length > 1 && found.bars[0][1] - found.bars[0][0] !== found.bars[found.bars.length - 1][1] - found.bars[found.bars.length - 1][0]
        ? ". The time axis is logarithmic." : ".");
    const bars = found.bars;
    const position = (value) => {
      const i = bars.findIndex(([from, to]) => value >= from && value < to);
      return i < 0 ? bars.length - 0.5 : i - 0.5 + (value - bars[i][0] + 0.5) / (bars[i][1] - bars[i][0]);
    };
    const text = "Histogram of " + number(found.count) + " durations: "
      + marks.map(([mark, value]) => mark + " " + millis(value)).join(", ") + ".";
    chart("durations-chart", text, JSON.stringify([marks, bars.map((bar) => bar[0])]),
      [bars.map((bar, i) => i), bars.map((bar) => bar[2])],
      (width, height, box, values) => new uPlot({
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
          axis({ size: 64, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 2e6, 5e6], values: (u, at) => at.map((tick) => compact.format(tick)) }),
        ],
        series: [
          { label: "duration", value: (u, v) => (v === null || v === undefined || !bars[v] ? "–" : millis(bars[v][0]) + " – " + millis(bars[v][1])) },
          { label: "records", stroke: css("--blue"), fill: css("--blue-fill"), width: 1, paths: uPlot.paths.bars({ size: [0.92, 120] }), points: { show: false }, value: (u, v) => (v === null || v === undefined ? "–" : number(v)) },
        ],
        hooks: {
          draw: [(u) => marks.slice(0, 3).forEach(([mark, value], line) => {
            const ratio = u.pxRatio || devicePixelRatio;
            const x = u.valToPos(position(value), "x", true);
            const top = u.bbox.top + (16 + 15 * line) * ratio;
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
            label(u, mark + " " + millis(value), x + (right ? 4 : -4) * ratio, top, css("--text"), right ? "left" : "right");
          })],
        },
      }, values, box));
    t.lazily("durations-table", "Durations, as a table", bars, () => t.table(
      "How many records took how long", ["From", "To below", "Records", "Share"],
      bars.map(([from, to, count]) => [millis(from), millis(to), number(count), percent(count, found.count)]),
      [0, 1, 2, 3]));
  }

  t.charts = { overTime, flight, durations, redraw };
})(tenfold);
