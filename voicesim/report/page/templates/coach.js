"use strict";
// A page that somebody else opens: their remarks are kept in it, and saved as a file to send back.
(() => {
  const { session } = document.querySelector("[data-session]").dataset;
  const key = `voicesim remarks ${session}`;
  const author = document.querySelector("#coach");
  const save = document.querySelector("#save-remarks");
  let remarks = [];

  const element = (name, text, className = "") => Object.assign(document.createElement(name), { textContent: text, className });
  const say = (text) => { document.querySelector(".live").textContent = text; };

  const remembered = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(key));
      return kept && Array.isArray(kept.remarks) ? kept : { author: "", remarks: [] };
    } catch { return { author: "", remarks: [] }; }
  };
  const remember = () => { try { localStorage.setItem(key, JSON.stringify({ author: author.value, remarks })); } catch { /* for this visit only, then */ } };

  const second = (text) => {
    const [, minutes, seconds] = text.trim().match(/^(?:(\d+):)?(\d+(?:\.\d+)?)$/) || [];
    return seconds === undefined ? null : 60 * Number(minutes || 0) + Number(seconds);
  };

  const show = () => {
    for (const list of document.querySelectorAll(".written")) {
      const own = remarks.filter((each) => each.attempt === list.dataset.attempt);
      list.replaceChildren(...own.map((each) => {
        const item = document.createElement("li");
        const gone = element("button", "delete", "plain");
        gone.type = "button";
        gone.addEventListener("click", () => { remarks = remarks.filter((one) => one !== each); changed(); });
        const when = element("p", each.at_s === null ? "" : `at ${Math.floor(each.at_s / 60)}:${String(Math.floor(each.at_s % 60)).padStart(2, "0")} `, "why");
        when.append(gone);
        item.append(element("p", each.text, "remark"), when);
        return item;
      }));
    }
    save.disabled = !remarks.length;
  };
  const changed = () => { remember(); show(); };

  for (const form of document.querySelectorAll(".remark-form")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const { text, at } = form.elements;
      if (!text.value.trim()) return;
      remarks.push({ attempt: form.dataset.attempt, at_s: at ? second(at.value) : null, text: text.value.trim() });
      form.reset();
      changed();
      say("Kept in this page; save the remarks when you are done.");
    });
  }
  author.addEventListener("input", remember);
  save.addEventListener("click", () => {
    const told = { voicesim: "remarks", session, author: author.value.trim(), remarks };
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(told, null, 1)], { type: "application/json" }));
    link.download = `voicesim-${session}.remarks.json`;
    link.click();
    say("Saved; send the file back.");
  });

  const kept = remembered();
  author.value = kept.author || "";
  remarks = kept.remarks;
  show();
})();
