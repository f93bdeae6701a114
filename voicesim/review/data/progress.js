"use strict";
(() => {
  const charts = JSON.parse(document.getElementById("data").textContent);
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const drawn = [];

  const reach = (chart) => (u, low, high) => {
    if (low === null) return [0, chart.most ?? 1];
    if (chart.most !== null) return [0, chart.most];
    const top = Math.max(high, chart.line ?? high);
    return [0, top > 0 ? top * 1.15 : 1];
  };

  const days = (u, low, high) => (high - low < 86400 ? [low - 43200, high + 43200] : [low, high]);

  const target = (chart) => (u) => {
    if (chart.line === null) return;
    const y = Math.round(u.valToPos(chart.line, "y", true));
    u.ctx.save();
    u.ctx.strokeStyle = colour("--soft");
    u.ctx.setLineDash([4, 4]);
    u.ctx.beginPath();
    u.ctx.moveTo(u.bbox.left, y);
    u.ctx.lineTo(u.bbox.left + u.bbox.width, y);
    u.ctx.stroke();
    u.ctx.restore();
  };

  const draw = (chart) => {
    const place = document.getElementById(chart.id);
    if (!place) return;
    place.textContent = "";
    const axis = {
      stroke: colour("--soft"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false },
      font: "12px " + getComputedStyle(document.body).fontFamily,
    };
    const series = chart.series.map((each, at) => ({
      label: each.name, stroke: colour(`--c${(at % 6) + 1}`), width: 2, spanGaps: true,
      dash: at < 6 ? [] : [6, 4], points: { show: true, size: 6, fill: colour("--card") },
      value: (u, v) => (v === null ? "–" : `${v}${chart.unit === "%" ? " %" : ""}`),
    }));
    drawn.push(new uPlot(
      {
        width: place.clientWidth, height: chart.legend ? 240 : 170,
        legend: { show: chart.legend, live: true }, cursor: { y: false, drag: { setScale: false } },
        scales: { x: { range: days }, y: { range: reach(chart) } },
        axes: [{ ...axis, size: 46, space: 70, values: named }, { ...axis, size: 40 }],
        series: [{ label: "Day", value: (u, v) => (v === null ? "" : `${day(v)}, ${hour(v)}`) }, ...series],
        hooks: { draw: [target(chart)] },
      },
      [chart.times, ...chart.series.map((each) => each.values)],
      place,
    ));
  };

  const date = (options) => (seconds) => new Date(seconds * 1000).toLocaleString(undefined, options);
  const day = date({ day: "numeric", month: "short" });
  const hour = date({ hour: "numeric", minute: "2-digit" });
  const month = date({ month: "short", year: "numeric" });

  // No two ticks may read alike: within a day they tell the hour, and the day where one begins.
  const named = (u, ticks, axis, space, step) => {
    if (step >= 28 * 86400) return ticks.map(month);
    if (step >= 86400) return ticks.map(day);
    return ticks.map((tick, at) =>
      at > 0 && day(tick) === day(ticks[at - 1]) ? hour(tick) : `${hour(tick)}\n${day(tick)}`);
  };

  const redraw = () => {
    drawn.splice(0).forEach((chart) => chart.destroy());
    charts.forEach(draw);
  };

  redraw();
  addEventListener("resize", redraw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
})();
