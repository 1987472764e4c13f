// The workflow as a graph: laid out by dagre, coloured by what the run's history says.
(function (t) {
  "use strict";
  const { $, element, number, millis, moment } = t;
  const SVG = "http://www.w3.org/2000/svg";
  const WORDS = {
    none: "not reached", running: "running", done: "done", failed: "failed", stopped: "stopped here",
  };
  const MARKS = { none: "", running: "▶ ", done: "✓ ", failed: "✕ ", stopped: "✕ " };

  function svg(name, attributes, ...children) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    made.append(...children.filter((child) => child !== null));
    return made;
  }

  function statusOf(state) {
    const visit = t.data.workflow.visits[state.name];
    if (!visit) return "none";
    if (state.type === "Fail") return "failed";
    if (visit[2] !== null) return "done";
    if (t.data.run.status === "RUNNING") return "running";
    return t.data.run.status === "SUCCEEDED" ? "done" : "stopped";
  }

  // The Map that the run's counts are of: the last one it entered whose children run records.
  function mapOf(shape) {
    const maps = shape.states.filter((state) => state.type === "Map" && state.label !== "FailureCounts" && t.data.workflow.visits[state.name]);
    return maps.length ? maps[maps.length - 1].name : null;
  }

  function counted() {
    const counts = t.data.counts;
    return counts === null ? null
      : number(counts.total - counts.pending - counts.unread - (t.data.mayHaveRun || 0)) + " of " + number(counts.total);
  }

  function sentence(state, shape) {
    const visit = t.data.workflow.visits[state.name];
    const parts = [state.name, state.type, WORDS[statusOf(state)]];
    if (visit) {
      parts.push(visit[2] === null ? "since " + millis(Math.max(0, visit[1] - t.data.run.start)) + " after the start"
        : "in " + millis(Math.max(0, visit[2] - visit[1])) + (visit[0] > 1 ? " the last time of " + number(visit[0]) : ""));
    }
    if (state.name === mapOf(shape) && counted()) parts.push(counted() + " records");
    return parts.join(", ").replace(/\u00a0/g, " ");
  }

  // A long name in lines, broken where a word begins.
  function lines(text, most) {
    const all = [];
    let line = "";
    for (const word of text.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[ _-])/)) {
      if (line && line.length + word.length > most) {
        all.push(line);
        line = "";
      }
      line += word;
      while (line.length > most * 1.5) {
        all.push(line.slice(0, most));
        line = line.slice(most);
      }
    }
    return all.concat(line ? [line] : []);
  }

  function layout(shape, narrow) {
    const graph = new dagre.graphlib.Graph({ multigraph: true });
    graph.setGraph({ rankdir: "TB", nodesep: narrow ? 8 : 26, ranksep: narrow ? 26 : 34, edgesep: narrow ? 4 : 12, marginx: 3, marginy: 3 });
    graph.setDefaultEdgeLabel(() => ({}));
    graph.setNode(" start", { width: 18, height: 18 });
    for (const state of shape.states) {
      const text = lines(state.name, narrow ? 9 : 20);
      const widest = Math.max(...text.map((line) => line.length), narrow ? 8 : 14);
      graph.setNode(state.name, { width: widest * (narrow ? 7.2 : 7.6) + (narrow ? 10 : 24), height: text.length * 16 + 24, text, state });
    }
    if (graph.hasNode(shape.start)) graph.setEdge(" start", shape.start, { kind: "next" }, "start");
    for (const state of shape.states) {
      for (const [next, kind] of state.next) {
        if (graph.hasNode(next)) graph.setEdge(state.name, next, { kind }, kind);
      }
    }
    dagre.layout(graph);
    return graph;
  }

  // What is drawn reaches from here to there; the layout's own size leaves out how far lines bend.
  function bounds(graph) {
    const xs = [];
    const ys = [];
    for (const id of graph.nodes()) {
      const node = graph.node(id);
      xs.push(node.x - node.width / 2, node.x + node.width / 2);
      ys.push(node.y - node.height / 2, node.y + node.height / 2);
    }
    for (const edge of graph.edges()) {
      for (const point of graph.edge(edge).points) {
        xs.push(point.x);
        ys.push(point.y);
      }
    }
    const left = Math.min(...xs) - 4;
    const top = Math.min(...ys) - 4;
    return { left, top, width: Math.max(...xs) + 4 - left, height: Math.max(...ys) + 4 - top };
  }

  // Through the points, with round corners.
  function path(points) {
    let text = "M" + points[0].x + "," + points[0].y;
    for (let i = 1; i < points.length - 1; i++) {
      const end = i === points.length - 2 ? points[i + 1]
        : { x: (points[i].x + points[i + 1].x) / 2, y: (points[i].y + points[i + 1].y) / 2 };
      text += "Q" + points[i].x + "," + points[i].y + " " + end.x + "," + end.y;
    }
    return points.length > 2 ? text : text + "L" + points[1].x + "," + points[1].y;
  }

  let markers = 0;

  // Draws a machine into a box, and returns what colours it; its states are all that has focus.
  function draw(box, shape, label, visited) {
    const room = Math.max(200, box.clientWidth);
    let graph = layout(shape, false);
    if (bounds(graph).width > room) graph = layout(shape, true);
    const { left: farLeft, top: farTop, width, height } = bounds(graph);
    const arrow = "arrow-" + markers++;
    const picture = svg("svg", { viewBox: farLeft + " " + farTop + " " + width + " " + height, role: "group", "aria-label": label },
      svg("defs", {}, svg("marker", { id: arrow, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" },
        svg("path", { d: "M0,0L8,4L0,8Z", class: "head" }))));
    // Smaller than life where that is enough, but never too small to be read: then the box scrolls.
    picture.style.width = Math.max(Math.min(width, room), 0.8 * width) + "px";
    for (const edge of graph.edges()) {
      const { points, kind } = graph.edge(edge);
      picture.append(svg("path", { d: path(points), class: "edge " + kind, "marker-end": "url(#" + arrow + ")" }));
    }
    const start = graph.node(" start");
    picture.append(svg("circle", { cx: start.x, cy: start.y, r: 8, class: "start" }));
    const nodes = [];
    for (const id of graph.nodes()) {
      const node = graph.node(id);
      if (!node.state) continue;
      const left = node.x - node.width / 2;
      const top = node.y - node.height / 2;
      const texts = node.text.map((line, i) => {
        const made = svg("text", { x: node.x, y: top + 17 + 16 * i, class: "name" });
        made.textContent = line;
        return made;
      });
      const kind = svg("text", { x: node.x, y: top + 17 + 16 * node.text.length, class: "kind" });
      const group = svg("g", { class: "state", role: "img", tabindex: "0" },
        svg("rect", { x: left, y: top, width: node.width, height: node.height, rx: 8 }), ...texts, kind);
      const say = () => { $("workflow-detail").textContent = group.getAttribute("aria-label"); };
      group.addEventListener("focus", say);
      group.addEventListener("mouseenter", say);
      picture.append(group);
      nodes.push([node.state, group, kind]);
    }
    box.replaceChildren(picture);
    return () => nodes.forEach(([state, group, kind]) => {
      const status = visited ? statusOf(state) : "none";
      const now = "state " + status;
      if (group.getAttribute("class") !== now) group.setAttribute("class", now);
      group.setAttribute("aria-label", visited ? sentence(state, shape) : state.name + ", " + state.type);
      const text = MARKS[status] + (visited && state.name === mapOf(shape) && counted() ? counted() : state.type);
      if (kind.textContent !== text) kind.textContent = text;
    });
  }

  let drawn = null;

  function workflow() {
    const found = t.data.workflow;
    $("workflow-card").hidden = found === null;
    if (found === null) return;
    const box = $("workflow");
    const key = JSON.stringify(found.shape) + Math.floor(box.clientWidth);
    if (drawn === null || drawn.key !== key) {
      drawn = { key, colour: draw(box, found.shape, "The workflow's states", true) };
      box.setAttribute("tabindex", box.scrollWidth > box.clientWidth ? "0" : "-1");
    }
    drawn.colour();
    const running = found.shape.states.filter((state) => statusOf(state) === "running").map((state) => state.name);
    $("workflow-note").textContent = (running.length ? "Now in " + running.join(", ") + ". " : "")
      + "A solid line is what comes next, a dotted one a choice, a dashed one the way of an error. Point at a state, or go to it by Tab, for its times.";
    t.refresh($("workflow-inner"), found.shape, () => found.shape.states
      .filter((state) => state.inner.some((machine) => machine.states.length > 1))
      .map((state) => {
        const inner = element("div", { class: "graph" });
        const details = t.folded(state.name, "Inside " + state.name + ", once for every child", inner);
        details.addEventListener("toggle", () => {
          if (details.open && !inner.firstChild) {
            for (const machine of state.inner) {
              const part = element("div", {});
              inner.append(part);
              draw(part, machine, "States inside " + state.name, false)();
            }
          }
        });
        return details;
      }));
    t.lazily("workflow-table", "The workflow's states, as a table", [found, t.data.run.status], () => t.table(
      "States", ["State", "Type", "Is", "Entered", "Took", "Times"],
      found.shape.states.map((state) => {
        const visit = found.visits[state.name];
        return [t.name(state.name), state.type, WORDS[statusOf(state)], visit ? moment(visit[1]) : "–",
          visit && visit[2] !== null ? millis(Math.max(0, visit[2] - visit[1])) : "–", visit ? number(visit[0]) : "0"];
      }), [4, 5]));
  }

  new ResizeObserver(() => {
    if (t.data && t.data.workflow) workflow();
  }).observe($("workflow"));

  t.workflow = workflow;
})(tenfold);
