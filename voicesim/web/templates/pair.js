"use strict";
// Two takes in step: both run, one of them is heard, and a point that both made shifts them against each other.
(() => {
  const AWAY_S = 0.15;
  const takes = [...document.querySelectorAll("[data-answer]")];
  const sounds = takes.map((take) => take.querySelector("audio"));
  const heard = document.querySelector(".heard");
  const points = [...document.querySelectorAll(".both")];
  if (sounds.some((sound) => !sound)) {
    for (const point of points) point.disabled = true;
    return;
  }
  for (const sound of sounds) sound.preload = "metadata";  // other pages may have more of them than connections
  const moved = new Set();
  let shift = 0;  // what the second is ahead of the first, in seconds
  let at = -1;

  const choice = () => heard.querySelector("input:checked").value;
  const lead = () => (choice() === "0" ? 0 : 1);
  const put = (which, second) => {
    const sound = sounds[which];
    const to = Math.min(sound.duration || Infinity, Math.max(0, second));
    if (Math.abs(to - sound.currentTime) < 0.01) return;
    moved.add(which);
    sound.currentTime = to;
  };
  const bringAlong = (which) => put(1 - which, sounds[which].currentTime + (which ? -shift : shift));

  const hear = (value) => {
    heard.querySelector(`input[value="${value}"]`).checked = true;
    sounds.forEach((sound, which) => {
      sound.muted = value !== "both" && value !== String(which);
      takes[which].classList.toggle("muted", sound.muted);
    });
  };

  sounds.forEach((sound, which) => {
    const other = sounds[1 - which];
    sound.addEventListener("play", () => { if (!other.ended) other.play().catch(() => {}); });
    sound.addEventListener("pause", () => { if (!sound.ended) other.pause(); });
    sound.addEventListener("ratechange", () => { if (other.playbackRate !== sound.playbackRate) other.playbackRate = sound.playbackRate; });
    sound.addEventListener("seeking", () => { if (!moved.delete(which)) bringAlong(which); });
    sound.addEventListener("timeupdate", () => {
      if (which !== lead() || sound.paused || other.paused) return;
      const apart = sounds[1].currentTime - sounds[0].currentTime - shift;
      if (Math.abs(apart) > AWAY_S) bringAlong(which);
    });
    takes[which].addEventListener("click", () => { if (choice() !== "both") hear(String(which)); }, true);
  });

  const meet = (point) => {
    const { before, after } = point.dataset;
    if (before !== undefined && after !== undefined) {
      shift = after - before;
      put(0, Number(before));
      put(1, Number(after));
    } else {
      const which = before === undefined ? 1 : 0;
      if (choice() !== "both") hear(String(which));
      put(which, Number(before ?? after));
      bringAlong(which);
    }
    sounds[lead()].play().catch(() => {});
  };

  points.forEach((point, place) => point.addEventListener("click", () => { at = place; meet(point); }));
  heard.addEventListener("change", () => hear(choice()));
  heard.querySelector(".begin").addEventListener("click", () => { shift = 0; put(0, 0); put(1, 0); sounds[lead()].play().catch(() => {}); });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=radio]):not([type=range]), textarea")) return;
    if (event.key === "x") hear(choice() === "0" ? "1" : "0");
    if ((event.key === "j" || event.key === "k") && points.length) {
      at = Math.min(points.length - 1, Math.max(0, at + (event.key === "j" ? 1 : -1)));
      points[at].focus();
      meet(points[at]);
    }
  });
  heard.hidden = false;
  hear("1");
})();
