"use strict";
// A remark begins at the second that is heard.
(() => {
  const clock = (second) => `${Math.floor(second / 60)}:${(second % 60).toFixed(1).padStart(4, "0")}`;

  const begin = (article) => {
    const tools = article.querySelector(".tools");
    const audio = article.querySelector("audio");
    const at = tools.querySelector(".at");
    if (audio && at && !at.value && audio.currentTime > 0) at.value = clock(audio.currentTime);
    if (audio) audio.pause();
  };

  const near = () => {
    const articles = [...document.querySelectorAll("[data-answer]")];
    const playing = articles.find((article) => article.querySelector("audio")?.paused === false);
    const middle = innerHeight / 2;
    const inView = articles.find((article) => article.getBoundingClientRect().bottom > middle);
    return playing || inView || articles[articles.length - 1];
  };

  for (const article of document.querySelectorAll("[data-answer]")) {
    const tools = article.querySelector(".tools");
    tools.addEventListener("toggle", () => { if (tools.open) begin(article); });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "n" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("textarea, select, input:not([type=range])")) return;
    const article = near();
    if (!article) return;
    event.preventDefault();
    const tools = article.querySelector(".tools");
    tools.open = true;
    begin(article);
    tools.querySelector("textarea").focus();
  });
})();
