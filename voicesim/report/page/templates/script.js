"use strict";
(() => {
  const STEP_S = 5;
  const RATES = [1, 1.25, 1.5, 1.75, 2, 0.75];
  const answers = [];
  const paired = document.querySelector("[data-paired]");  // two takes that run together
  const { desk } = document.body.dataset;  // where changes are sent to, on a page that can keep them
  let current = null;

  const clock = (seconds) => {
    const whole = Math.max(0, Math.floor(seconds));
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  };
  const say = (text) => { document.querySelector(".live").textContent = text; };
  const scrolling = () => matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";

  class Answer {
    constructor(article) {
      this.article = article;
      this.audio = article.querySelector("audio");
      this.points = [...article.querySelectorAll(".point")];
      this.words = [...article.querySelectorAll(".w[data-s]")];
      this.starts = this.words.map((word) => Number(word.dataset.s));
      this.lit = null;
      if (this.audio) this.prepare();
    }

    prepare() {
      const find = (selector) => this.article.querySelector(selector);
      const player = find(".player");
      Object.assign(this, {
        axis: Number(player.dataset.axis), duration: Number(player.dataset.duration),
        play: find(".play"), time: find(".clock .now"), seekBar: find(".seek"),
        head: find(".head"), played: find(".played-until"), drawing: find(".drawing"), rate: find(".rate"),
      });
      this.audio.removeAttribute("controls");
      find(".controls").hidden = this.seekBar.hidden = false;
      this.article.classList.add("ready");
      this.play.addEventListener("click", () => this.toggle());
      this.rate.addEventListener("click", () => this.faster());
      this.seekBar.addEventListener("input", () => this.seek(Number(this.seekBar.value)));
      this.drawing.addEventListener("pointerdown", (event) => this.drag(event));
      this.drawing.addEventListener("pointermove", (event) => { if (event.buttons) this.drag(event); });
      this.article.addEventListener("click", (event) => this.clicked(event.target));
      for (const name of ["play", "pause", "ended"]) this.audio.addEventListener(name, () => this.changed());
      for (const name of ["seeked", "timeupdate"]) this.audio.addEventListener(name, () => this.show());
      this.show();
    }

    clicked(target) {
      const word = target.closest(".w[data-s]");
      const hear = target.closest(".hear");
      if (word && getSelection().isCollapsed) this.hear(Number(word.dataset.s));
      if (hear) {
        const point = hear.closest(".point");
        if (point) this.mark(point);
        this.hear(Number(hear.dataset.hear));
      }
    }

    drag(event) {
      const box = this.drawing.getBoundingClientRect();
      this.seek(this.axis * (event.clientX - box.left) / box.width);
    }

    hear(second) {
      this.seek(second);
      this.start();
    }

    start() {
      this.audio.play().catch(() => say("The browser did not play the sound; press play."));
    }

    seek(second) {
      current = this;
      this.audio.currentTime = Math.min(this.duration, Math.max(0, second));
      this.show();
    }

    toggle() {
      current = this;
      if (this.audio.paused) this.start(); else this.audio.pause();
    }

    faster() {
      const rate = RATES[(RATES.indexOf(this.audio.playbackRate) + 1) % RATES.length];
      this.audio.playbackRate = rate;
      this.rate.textContent = `${rate}×`;
      this.rate.setAttribute("aria-label", `Speed: ${rate === 1 ? "normal" : `${rate} times`}`);
    }

    changed() {
      const playing = !this.audio.paused;
      if (playing && !paired) for (const other of answers) if (other !== this && other.audio) other.audio.pause();
      this.article.classList.toggle("playing", playing);
      const what = this.play.getAttribute("aria-label").replace(/^\w+/, playing ? "Pause" : "Play");
      this.play.setAttribute("aria-label", what);
      if (playing) requestAnimationFrame(() => this.follow());
      this.show();
    }

    follow() {
      this.show();
      if (!this.audio.paused) requestAnimationFrame(() => this.follow());
    }

    show() {
      const now = this.audio.currentTime;
      const x = `${(100 * now / this.axis).toFixed(3)}%`;
      this.head.setAttribute("x1", x);
      this.head.setAttribute("x2", x);
      this.played.setAttribute("width", x);
      this.time.textContent = clock(now);
      this.seekBar.value = now;
      this.seekBar.setAttribute("aria-valuetext", `${clock(now)} of ${clock(this.duration)}`);
      this.light(now > 0 ? this.wordAt(now) : null);
    }

    indexAt(second) {
      let low = 0;
      let high = this.starts.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.starts[middle] <= second + 0.005) low = middle + 1; else high = middle;
      }
      return low - 1;
    }

    wordAt(second) {
      const word = this.words[this.indexAt(second)];
      return word && second < Number(word.dataset.e) + 0.25 ? word : null;
    }

    light(word) {
      if (word === this.lit) return;
      if (this.lit) this.lit.classList.remove("on");
      if (word) word.classList.add("on");
      this.lit = word;
    }

    stepWord(by) {
      if (!this.words.length) return;
      const index = Math.min(this.starts.length - 1, Math.max(0, this.indexAt(this.audio.currentTime) + by));
      this.seek(this.starts[index]);
      this.words[index].scrollIntoView({ block: "nearest", behavior: scrolling() });
      say(this.words[index].textContent);
    }

    mark(point) {
      for (const old of document.querySelectorAll("mark.near")) old.classList.remove("near");
      for (const one of this.article.querySelectorAll("mark")) {
        if (one.dataset.points.split(" ").includes(point.dataset.point)) one.classList.add("near");
      }
    }
  }

  // What the person says of points to check. A page cannot write to the history, so it remembers the ticks
  // itself, where the browser lets it, and shows the command that keeps them.
  class Ticks {
    constructor(article) {
      this.record = article.querySelector(".record");
      this.points = [...article.querySelectorAll(".ticks")];
      if (!this.record) return;
      this.key = `voicesim ticks ${this.record.dataset.attempt}`;
      this.said = this.remembered();
      for (const point of this.points) {
        point.hidden = false;
        point.addEventListener("click", ({ target }) => this.ticked(point, target.closest("button")));
      }
      this.record.querySelector("button").addEventListener("click", () => this.copy());
      this.show();
    }

    remembered() {
      if (desk !== undefined) return {};
      try {
        const said = JSON.parse(localStorage.getItem(this.key));
        return said && typeof said === "object" ? said : {};
      } catch { return {}; }
    }

    ticked(point, button) {
      if (!button) return;
      const { id } = point.dataset;
      if (this.said[id] === button.dataset.word) delete this.said[id]; else this.said[id] = button.dataset.word;
      if (desk !== undefined) return void this.keep(id);
      try { localStorage.setItem(this.key, JSON.stringify(this.said)); } catch { /* for this visit only, then */ }
      this.show();
      say(this.command ? `Keep it with: ${this.command}` : "Open again.");
    }

    show() {
      const ticks = [];
      for (const point of this.points) {
        for (const button of point.querySelectorAll("button")) {
          const on = this.said[point.dataset.id] === button.dataset.word;
          button.setAttribute("aria-pressed", on);
          if (on) ticks.push(`--tick ${button.dataset.tick}`);
        }
      }
      this.command = ticks.length ? [this.record.dataset.command, ...ticks].join(" ") : "";
      this.record.hidden = !this.command || desk !== undefined;
      this.record.querySelector("code").textContent = this.command;
      this.record.querySelector("button").textContent = "copy";
    }

    // The desk writes to the history itself.
    async keep(id) {
      const { attempt } = this.record.dataset;
      const body = new URLSearchParams({ point: id, word: this.said[id] || "open" });
      const kept = await fetch(`${desk}/answers/${encodeURIComponent(attempt)}/ticks`, { method: "POST", body }).catch(() => null);
      say(kept && kept.ok ? "Kept." : "This was not kept; is voicesim desk still running?");
      if (!kept || !kept.ok) delete this.said[id];
      this.show();
    }

    async copy() {
      try {
        await navigator.clipboard.writeText(this.command);
        this.record.querySelector("button").textContent = "copied";
        say("Copied.");
      } catch {
        getSelection().selectAllChildren(this.record.querySelector("code"));
        say("The command is selected; copy it from there.");
      }
    }
  }

  const inView = () => {
    const middle = innerHeight / 2;
    const distance = ({ article }) => {
      const box = article.getBoundingClientRect();
      return box.top > middle ? box.top - middle : Math.max(0, middle - box.bottom);
    };
    return answers.reduce((best, one) => distance(one) < distance(best) ? one : best);
  };

  const chosen = () => {
    if (current) {
      const box = current.article.getBoundingClientRect();
      if (!current.audio || !current.audio.paused || (box.bottom > 0 && box.top < innerHeight)) return current;
    }
    return inView();
  };

  const stepPoint = (by) => {
    const points = answers.flatMap((answer) => answer.points.map((point) => ({ answer, point })));
    if (!points.length) return;
    let index = points.findIndex(({ point }) => point === document.activeElement.closest(".point"));
    if (index < 0) {
      const first = points.findIndex(({ answer }) => answer === chosen());
      index = by > 0 ? first - 1 : first + 1;
    }
    const { answer, point } = points[Math.min(points.length - 1, Math.max(0, index + by))];
    point.focus({ preventScroll: true });
    point.scrollIntoView({ block: "nearest", behavior: scrolling() });
    current = answer;
    answer.mark(point);
    if (answer.audio && point.dataset.at) answer.seek(Number(point.dataset.at));
  };

  const keys = {
    " ": (answer) => answer.toggle(),
    ArrowLeft: (answer, shift) => shift ? answer.stepWord(-1) : answer.seek(answer.audio.currentTime - STEP_S),
    ArrowRight: (answer, shift) => shift ? answer.stepWord(1) : answer.seek(answer.audio.currentTime + STEP_S),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("textarea, select, input:not([type=range])")) return;
    if (event.key === "j" || event.key === "k") return stepPoint(event.key === "j" ? 1 : -1);
    const act = keys[event.key];
    if (!act || !answers.length || (event.key === " " && event.target.closest("button, a, summary, audio"))) return;
    const answer = chosen();
    if (!answer.audio) return;
    event.preventDefault();
    act(answer, event.shiftKey);
  });

  for (const time of document.querySelectorAll("time")) {
    const moment = new Date(time.dateTime);
    if (!isNaN(moment)) time.textContent = moment.toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
  }
  const take = (article) => {
    answers.push(new Answer(article));
    new Ticks(article);
  };
  for (const article of document.querySelectorAll("[data-answer]")) take(article);

  // While somebody is interviewed, one answer takes the place of another.
  document.addEventListener("answers", () => {
    answers.length = 0;
    current = null;
    for (const article of document.querySelectorAll("[data-answer]")) take(article);
  });

  // An address may end in a place: #at=ATTEMPT, or #at=ATTEMPT,SECOND.
  const goToPlace = () => {
    const [, name, second] = location.hash.match(/^#at=([^,]+)(?:,([\d.]+))?$/) || [];
    const answer = name && answers.find(({ article }) => article.dataset.attempt === decodeURIComponent(name));
    if (!answer) return;
    current = answer;
    const word = second && answer.words[Math.max(0, answer.indexAt(Number(second)))];
    if (second && answer.audio) answer.seek(Number(second));
    if (word) answer.light(word);
    (word || answer.article).scrollIntoView({ block: word ? "center" : "start" });
    answer.article.tabIndex = -1;  // Tab goes on from here, and nothing looks chosen
    answer.article.focus({ preventScroll: true });
    answer.article.blur();
  };
  addEventListener("hashchange", goToPlace);
  goToPlace();
})();
