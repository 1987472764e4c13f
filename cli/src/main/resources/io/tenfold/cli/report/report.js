// The page: a run's parts one by one, drawn once of a report, and again and again of a run that goes on.
(function (t) {
  "use strict";
  const { $, element, name, number, millis, moment, percent, tile } = t;

  function badge(status) {
    return "badge " + (status === "SUCCEEDED" ? "good" : status === "RUNNING" || status === "PENDING_REDRIVE" ? "warn" : "bad");
  }

  function set(node, text) {
    if (node.textContent !== text) node.textContent = text;
  }

  const running = () => t.data.run.status === "RUNNING" || t.data.run.status === "PENDING_REDRIVE";

  function outcome() {
    const { run, counts } = t.data;
    document.title = run.name + " · " + run.status + " · Tenfold report";
    set($("title"), run.name);
    set($("status"), run.status);
    $("status").className = badge(run.status);
    t.refresh($("when"), [run.start, running() ? null : run.stop], () => running()
      ? ["since ", moment(run.start)] : [moment(run.start), " – ", moment(run.stop)]);
    $("error").hidden = !run.error;
    if (run.error) {
      t.refresh($("error"), [run.error, run.cause], () => [
        element("strong", {}, run.error), run.cause ? " – " + run.cause : ""]);
    }
    const proof = $("proof");
    proof.hidden = running();
    set(proof, t.data.proof !== null ? t.data.proof
      : counts ? "The run wrote no results, so nothing says what became of each record."
      : "The run read no record.");
    proof.className = "proof " + (t.data.proof === null ? "" : t.data.proofHolds ? "holds" : "lost");
    t.refresh($("tiles"), [run, counts, t.data.mayHaveRun, t.data.inFlight.peak, t.data.durations, t.data.cost], tiles);
    set($("tiles-note"), t.data.cost ? "Cost: " + t.data.cost.basis + ". `tenfold cost` has every item." : "");
    share();
  }

  function tiles() {
    const { run, counts, cost } = t.data;
    const wall = run.stop - run.start;
    const made = [];
    if (counts) {
      const failed = t.failures.failedOf(counts);
      made.push(tile("Records", number(counts.total)));
      made.push(tile("Succeeded", number(counts.succeeded), percent(counts.succeeded, counts.total), "--green-fill"));
      const kinds = [];
      if (counts.timedOut) kinds.push(number(counts.timedOut) + " timed out");
      if (counts.aborted) kinds.push(number(counts.aborted) + " aborted");
      made.push(tile("Failed", number(failed), kinds.join(", ") || percent(failed, counts.total), "--red-fill"));
      made.push(tile("Not started", number(counts.pending), percent(counts.pending, counts.total), "--grey-fill"));
      if (running()) made.push(tile("In flight", number(t.data.mayHaveRun), run.limit ? "of " + number(run.limit) : "", "--blue"));
      else if (t.data.mayHaveRun) made.push(tile("May have run", number(t.data.mayHaveRun), "no outcome", "--grey-fill"));
      if (counts.unread) made.push(tile("Not read", number(counts.unread), percent(counts.unread, counts.total), "--grey-fill"));
      made.push(tile(running() ? "So far" : "Wall time", millis(wall)));
      made.push(tile("Throughput", number(Math.round(done(counts) / Math.max(0.001, wall / 1000) * 10) / 10), "records/s"));
      if (t.data.inFlight.offsets.length) made.push(tile("Most in flight", number(t.data.inFlight.peak), run.limit ? "of " + number(run.limit) : ""));
      if (t.data.durations.count) made.push(tile("Median, p99", millis(t.data.durations.p50), "· " + millis(t.data.durations.p99)));
      if (cost) made.push(tile(running() ? "Cost so far" : "Cost", "$" + dollars(Number(cost.dollars)), "about"));
    } else {
      made.push(tile(running() ? "So far" : "Wall time", millis(wall)));
    }
    return made;
  }

  function done(counts) {
    return counts.total - counts.pending - counts.unread - (running() ? t.data.mayHaveRun : 0);
  }

  function dollars(value) {
    return value >= 1 ? value.toFixed(2) : value >= 0.0001 ? value.toFixed(4) : value.toPrecision(2);
  }

  // Failed records come from the right, towards the mark that they must not pass.
  function share() {
    const { run, counts } = t.data;
    $("share").parentElement.hidden = !counts;
    $("tolerance-note").hidden = true;
    $("tolerance").hidden = true;
    set($("eta"), "");
    if (!counts) return;
    const failed = t.failures.failedOf(counts);
    const rest = Math.max(0, counts.total - counts.succeeded - failed);
    t.refresh($("share"), [counts.succeeded, failed, rest], () =>
      [["succeeded", counts.succeeded], ["pending", rest], ["failed", failed]].filter(([, value]) => value > 0)
        .map(([kind, value]) => {
          const part = element("i", { class: kind });
          part.style.flexGrow = value / counts.total;
          return part;
        }));
    $("share").setAttribute("aria-label", number(counts.succeeded) + " succeeded, " + number(failed)
      + " failed, " + number(rest) + " without an outcome");
    if (run.toleratedPercent !== null && counts.total > 0) {
      $("tolerance").hidden = false;
      $("tolerance").style.left = 100 - run.toleratedPercent + "%";
      $("tolerance-note").hidden = false;
      const most = Math.floor((run.toleratedPercent * counts.total) / 100);
      set($("tolerance-note"), "The mark: up to " + run.toleratedPercent + " % may fail, " + number(most)
        + (most === 1 ? " record" : " records") + (failed > most ? "; more did." : "."));
    }
    if (running() && done(counts) > 0 && rest > 0) {
      set($("eta"), "about " + millis(Math.max(1000, Math.round((run.stop - run.start) * (counts.total - done(counts)) / done(counts) / 1000) * 1000)) + " left");
    }
  }

  function chain() {
    const runs = t.data.chain;
    $("chain-card").hidden = runs.length < 2;
    if (runs.length < 2) return;
    const total = runs[0].total;
    const succeeded = runs.reduce((sum, one) => sum + one.succeeded, 0);
    const open = Math.max(0, total - succeeded);
    set($("chain-note"), "Of the " + number(total) + " records of the first run " + number(Math.min(total, succeeded))
      + " have succeeded after " + number(runs.length - 1) + (runs.length === 2 ? " retry" : " retries") + "; "
      + (open === 0 ? "none is left." : number(open) + (open === 1 ? " is" : " are") + " left."));
    t.refresh(t.region("chain", "The run and its retries"), runs, () => t.table(
      "The run and its retries", ["Run", "Status", "Started", "Took", "Records", "Succeeded", "Failed"],
      runs.map((one) => [runName(one), element("span", { class: badge(one.status) + " small" }, one.status), moment(one.start), millis(one.tookMillis),
        number(one.total), number(one.succeeded), number(one.failed)]), [3, 4, 5, 6], ["code"]));
  }

  function runName(one) {
    if (one.arn === t.data.run.arn) return element("strong", {}, name(one.name), " (this one)");
    return t.live ? element("a", { href: "?run=" + encodeURIComponent(one.arn), "data-key": one.arn }, name(one.name)) : element("span", {}, name(one.name));
  }

  function coldStarts() {
    const cold = t.data.coldStarts;
    if (cold === null) {
      set($("cold-note"), "The results do not show them: Step Functions writes down when a record"
        + " started and stopped, not whether Lambda had to start an environment for it. On AWS the"
        + " function's REPORT log lines have Init Duration.");
    } else {
      set($("cold-note"), cold.measured === 0
        ? "Counted by the local engine; how long each took is not in the logs, or not only this run's."
        : "From the REPORT lines of the function's logs on this machine.");
    }
    t.refresh($("cold-tiles"), [cold, t.data.durations.count], () => {
      if (cold === null) return [];
      const made = [tile("Environments started", number(cold.count))];
      if (t.data.durations.count) made.push(tile("Of all records", percent(cold.count, t.data.durations.count)));
      if (cold.measured > 0) {
        made.push(tile("Median init", millis(cold.median)), tile("Shortest", millis(cold.min)), tile("Longest", millis(cold.max)));
      }
      return made;
    });
  }

  function slowest() {
    const { run, slowest: all } = t.data;
    $("slowest-card").hidden = all.length === 0;
    const batches = all.some((child) => child[1] > 1);
    t.lazily("slowest", "The slowest records", all, () => t.table(
      "The slowest records", [batches ? "First index" : "Index"].concat(batches ? ["Records"] : []).concat(["Took", "Started after", "Status"]),
      all.map(([index, records, status, start, took]) => [index < 0 ? "–" : number(index)].concat(batches ? [number(records)] : [])
        .concat([millis(took), element("span", { title: t.utc(run.start + start) }, millis(start)), status])),
      batches ? [0, 1, 2, 3] : [0, 1, 2]));
  }

  function commands() {
    const all = t.data.commands;
    $("commands-card").hidden = all.length === 0;
    t.refresh($("commands"), all, () => all.map(([purpose, line]) => element("li", {},
      element("span", {}, purpose), element("code", {}, line), t.copied(line))));
  }

  function details() {
    const { run, function: ran } = t.data;
    t.refresh($("details"), [run, ran], () => {
      const list = [];
      const add = (term, value, code) => {
        if (value === null || value === undefined) return;
        list.push(element("dt", {}, term), element("dd", { class: code ? "code" : null }, code ? name(value) : value));
      };
      const link = (address, text) => address && address.startsWith("https://")
        ? element("a", { href: address, rel: "noreferrer" }, text) : null;
      add("Execution", run.arn, true);
      add("Map Run", run.mapRunArn, true);
      add("Input", run.input, true);
      add("Retry of", run.retryOf, true);
      add("Manifest", run.manifest, true);
      if (run.manifest) add("Results", "SUCCEEDED, FAILED and PENDING files beside the manifest");
      add("Console", link(run.consoleLink, "This execution in the Step Functions console"));
      if (ran) {
        add("Function", ran.name, true);
        add("Memory", ran.memoryMegabytes === null ? null : number(ran.memoryMegabytes) + " MB");
        add("Package", ran.package, true);
        add("Version", ran.version, true);
        if (ran.logs) add("Logs", link(ran.logs, "The function's log of this time, in the CloudWatch console") || element("span", { class: "code" }, name(ran.logs)));
      }
      add("Limit in flight", run.limit === null ? null : number(run.limit));
      add("Tolerated failures", run.toleratedPercent === null ? null : run.toleratedPercent + " %");
      add("Started", moment(run.start));
      if (!running()) add("Ended", moment(run.stop));
      return list;
    });
    t.refresh($("written"), [running(), running() ? null : t.data.written], () => running()
      ? ["As of now. Times are in your zone; point at one for UTC."]
      : ["Written by tenfold on ", moment(t.data.written), ". Times are in your zone; point at one for UTC."]);
  }

  function render(report) {
    t.data = report;
    $("run").hidden = false;
    outcome();
    chain();
    t.workflow();
    commands();
    details();
    const nothing = report.durations.count === 0 && report.failedCount === 0 && report.overTime.from.length === 0;
    $("started").hidden = nothing && !running();
    if (nothing && !running()) {
      set($("tiles-note"), report.run.manifest
        ? "No record was started, so there is nothing to chart or to list."
        : "There are no results to chart or to list.");
      return;
    }
    t.charts.overTime();
    t.failures.groups();
    t.failures.failures();
    t.charts.flight();
    t.charts.durations();
    slowest();
    coldStarts();
  }

  function runs(list, chosen) {
    $("runs-card").hidden = false;
    set($("runs-note"), list.length === 0 ? "No run yet. Start one, and it appears here: tenfold start" : "");
    t.refresh($("runs"), [list, chosen], () => list.length === 0 ? [] : t.folded("runs",
      number(list.length) + (list.length === 1 ? " run" : " runs, newest first"),
      element("div", { class: "scroll" }, t.table("Runs", ["Run", "Status", "Started", "Took"],
        list.map((one) => [
          one.arn === chosen ? element("strong", {}, name(one.name), " (shown below)")
            : element("a", { href: "?run=" + encodeURIComponent(one.arn), "data-key": one.arn }, name(one.name)),
          element("span", { class: badge(one.status) + " small" }, one.status), moment(one.start), millis(one.tookMillis)]),
        [3], ["code"]))));
    // With nothing else to see the list is open, until it is closed.
    if (!chosen && !runs.opened && list.length > 0) {
      runs.opened = true;
      $("runs").querySelector("details").open = true;
    }
  }

  async function look() {
    const again = (soon) => setTimeout(look, document.hidden ? 5000 : soon);
    let answer;
    try {
      const response = await fetch("data" + location.search, { cache: "no-store" });
      if (!response.ok) throw new Error("status " + response.status);
      answer = await response.json();
    } catch (e) {
      fault("The command that serves this page does not answer: it has ended, or this machine slept."
        + (t.data ? " What is below is as of the last answer." : ""));
      again(3000);
      return;
    }
    fault(answer.fault);
    if (answer.report !== null) render(answer.report);
    runs(answer.runs, t.data && t.data.run.arn);
    if (t.data === null || running() || answer.fault !== null) again(t.data === null ? 2000 : 1000);
  }

  function fault(text) {
    $("fault").hidden = !text;
    set($("fault"), text || "");
  }

  const written = JSON.parse($("data").textContent);
  t.live = written === null;
  if (t.live) {
    set($("kind"), "live");
    look();
  } else {
    render(written);
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", t.charts.redraw);
  addEventListener("beforeprint", t.charts.redraw);
  addEventListener("afterprint", t.charts.redraw);
})(tenfold);
