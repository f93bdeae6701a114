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
    const plot = new uPlot(
      {
        width: place.clientWidth, height: chart.legend ? 240 : 170,
        legend: { show: chart.legend, live: true }, cursor: { y: false, drag: { setScale: false } },
        scales: { x: { time: false, range: [0.5, chart.times.length + 0.5] }, y: { range: reach(chart) } },
        axes: [
          { ...axis, size: 46, space: 60, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000], values: named(chart) },
          { ...axis, size: 40 },
        ],
        series: [{ label: "Session", value: (u, v) => (v === null ? "" : `${v}, ${moment(chart, v)}`) }, ...series],
        hooks: { draw: [target(chart)] },
      },
      [chart.times.map((_, at) => at + 1), ...chart.series.map((each) => each.values)],
      place,
    );
    drawn.push(plot);
    if (chart.legend) byKeys(chart, plot, place);
  };

  // What a mouse reads off and hides, the keys do too; a screen reader hears the line under the chart.
  const byKeys = (chart, plot, place) => {
    let session = chart.times.length;
    place.tabIndex = 0;
    place.onkeydown = (event) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!by || event.target !== place) return;
      event.preventDefault();
      session = Math.min(chart.times.length, Math.max(1, session + by));
      plot.setCursor({ left: plot.valToPos(session, "x"), top: 0 });
    };
    place.onfocus = () => plot.setCursor({ left: plot.valToPos(session, "x"), top: 0 });
    const legend = place.querySelector(".u-legend");
    legend.setAttribute("aria-live", "polite");
    legend.querySelectorAll(".u-series").forEach((row, at) => {
      const label = row.querySelector(".u-label");
      if (at === 0 || !label) return;
      const told = () => label.setAttribute("aria-pressed", plot.series[at].show);
      label.tabIndex = 0;
      label.setAttribute("role", "button");
      label.onkeydown = (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        label.click();
      };
      row.addEventListener("click", told);
      told();
    });
  };

  const date = (options) => (seconds) => new Date(seconds * 1000).toLocaleString(undefined, options);
  const day = date({ day: "numeric", month: "short" });
  const hour = date({ hour: "numeric", minute: "2-digit" });
  const moment = (chart, session) => `${day(chart.times[session - 1])}, ${hour(chart.times[session - 1])}`;

  // Sessions stand in order: a day with three of them is as wide as three weeks with one each.
  const named = (chart) => (u, ticks) => ticks.map((tick) =>
    Number.isInteger(tick) && tick >= 1 && tick <= chart.times.length ? `${tick}\n${day(chart.times[tick - 1])}` : "");

  const redraw = () => {
    drawn.splice(0).forEach((chart) => chart.destroy());
    charts.forEach(draw);
  };

  redraw();
  addEventListener("resize", redraw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
})();
