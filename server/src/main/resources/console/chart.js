// Draws a property's curve, and goes on with what the live values bring.
(() => {
  const box = document.querySelector("[data-curve]");
  if (!box || !window.uPlot) return;
  const note = box.querySelector(".plot-note");
  const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const unit = box.dataset.unit;
  let plot, drawing;

  const options = () => {
    const axis = { stroke: color("--muted"), grid: { stroke: color("--line"), width: 1 }, ticks: { stroke: color("--line"), width: 1 } };
    return {
      width: box.clientWidth,
      height: 300 - 32,
      legend: { live: true },
      scales: { x: { time: true, range: () => [drawing.from, drawing.to] } },
      axes: [axis, { ...axis, size: 64, label: unit || undefined, labelSize: unit ? 24 : 0, stroke: color("--muted") }],
      series: [
        {},
        {
          label: box.dataset.name + (unit ? " (" + unit + ")" : ""),
          stroke: color("--accent"), width: 2, spanGaps: false,
          paths: uPlot.paths.stepped({ align: 1 }), points: { show: drawing.x.length < 60, size: 4 },
        },
      ],
    };
  };
  const draw = () => {
    if (plot) plot.destroy();
    note.hidden = true;
    plot = new uPlot(options(), [drawing.x, drawing.y], box);
  };
  const say = (name, value) => { document.querySelector(`[data-stat="${name}"]`).textContent = value; };
  const add = (at, value) => {
    if (!drawing) return;
    const { x, y } = drawing;
    const end = drawing.to;
    // the last point may be no measurement: what holds until now
    const held = x.length > 1 && x[x.length - 1] === end && y[y.length - 1] === y[y.length - 2];
    if (at <= x[x.length - (held ? 2 : 1)]) return;
    if (held) { x.pop(); y.pop(); }
    x.push(at);
    y.push(value);
    drawing.to = Math.max(end, at);
    drawing.from += drawing.to - end;
    if (at < end) { x.push(end); y.push(value); }
    plot.setData([x, y]);
    const known = y.filter(one => one !== null);
    say("least", Math.min(...known));
    say("most", Math.max(...known));
    say("last", known[known.length - 1]);
  };

  fetch(box.dataset.curve, { headers: { Accept: "application/json" } })
    .then(answer => answer.ok ? answer.json() : Promise.reject(answer.status))
    .then(answer => { drawing = answer; draw(); })
    .catch(() => { note.textContent = "The chart could not be drawn. Load the page again."; });

  document.addEventListener("patchbay:value", event => {
    const { component, property, value, at } = event.detail;
    if (component !== box.dataset.component || property !== box.dataset.property) return;
    const number = Number(value);
    add(Date.parse(at) / 1000, value === null || value === "" || Number.isNaN(number) ? null : number);
  });
  new ResizeObserver(() => plot && plot.setSize({ width: box.clientWidth, height: 300 - 32 })).observe(box);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawing && draw());
})();
