"use strict";
// The interview goes on in voicesim; this page shows its scene, plays the question and lends its microphone.
(() => {
  const { desk } = document.body.dataset;
  const { worklet } = document.currentScript.dataset;
  const HEAD_BYTES = 8;
  const ELSEWHERE = 4000;
  const TRY_AGAIN_MS = 400;
  const TRIES = 10;
  const MAX_WAITING = 2000;  // blocks, about a minute of sound
  const BAR_SPAN = 1.5;  // the bar runs to one and a half times the target
  const FLOOR_DB = -60;
  const TOP_DB = -6;
  const ENDED = "The desk was closed, or stopped. What you said is kept: open the desk again in a terminal with voicesim desk; what was not written down yet is finished by voicesim transcribe --pending.";
  const REFUSED = {
    NotAllowedError: "The browser does not let this page use the microphone; allow it beside the address, then go on.",
    NotFoundError: "The browser finds no microphone; plug one in, then go on.",
    NotReadableError: "The browser cannot open the microphone; close other programs that use it, then go on.",
  };

  const find = (selector) => document.querySelector(selector);
  const say = (text) => { find(".live").textContent = text; };
  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
  const element = (name, text, className = "") => Object.assign(document.createElement(name), { textContent: text, className });

  let scene = {};
  let socket = null;
  let tries = 0;
  let microphone = null;  // {context, stream, rate}
  let opening = null;
  let waiting = [];  // blocks that no socket was open for
  let playing = null;  // {number, audio}

  // The line to voicesim

  const connect = () => {
    const address = new URL(`${desk}/practice/socket`, location.href);
    address.protocol = "ws:";
    socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    socket.addEventListener("open", () => {
      tries = 0;
      trouble("");
      for (const block of waiting.splice(0)) socket.send(block);
    });
    socket.addEventListener("message", ({ data }) => show(JSON.parse(data)));
    socket.addEventListener("close", ({ code }) => closed(code));
  };

  const closed = (code) => {
    if (code === ELSEWHERE) {
      stopMicrophone();
      return trouble("The interview goes on in another tab, which was opened later.");
    }
    tries += 1;
    if (tries <= TRIES) return void setTimeout(connect, TRY_AGAIN_MS);
    stopMicrophone();
    trouble(ENDED);
  };

  const tell = (words) => { if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(words)); };

  const trouble = (text, button = null) => {
    const box = find("#trouble");
    box.replaceChildren(...[text, button && " ", button].filter(Boolean));
    box.hidden = !text;
  };

  // The microphone: it is open for as long as the interview, and sends while a take is recorded

  const openMicrophone = async () => {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    });
    const context = new AudioContext();
    await context.audioWorklet.addModule(worklet);
    const node = new AudioWorkletNode(context, "voicesim-microphone", { numberOfOutputs: 0 });
    node.port.onmessage = ({ data }) => send(data, context.sampleRate);
    context.createMediaStreamSource(stream).connect(node);
    for (const track of stream.getTracks()) track.addEventListener("ended", () => { stopMicrophone(); tell({ say: "microphone ended" }); });
    microphone = { context, stream, node };
  };

  const send = (samples, rate) => {
    if (scene.listen === null || scene.listen === undefined) return;
    const block = new Uint8Array(HEAD_BYTES + samples.byteLength);
    const head = new DataView(block.buffer);
    head.setUint32(0, scene.listen, true);
    head.setUint32(4, rate, true);
    block.set(new Uint8Array(samples.buffer), HEAD_BYTES);
    if (socket.readyState === WebSocket.OPEN) socket.send(block);
    else if (waiting.length < MAX_WAITING) waiting.push(block);
  };

  const stopMicrophone = () => {
    if (!microphone) return;
    for (const track of microphone.stream.getTracks()) track.stop();
    microphone.context.close();
    microphone = null;
  };

  // True when sound can come. A page that was loaded anew may need a click before the browser hears or plays.
  const ready = async () => {
    try {
      if (!microphone) await (opening ||= openMicrophone().finally(() => { opening = null; }));
      microphone.context.resume();
      await new Promise((done) => setTimeout(done, 200));
      if (microphone.context.state !== "running") throw new DOMException("", "Click");
      trouble("");
      return true;
    } catch (error) {
      if (error.name !== "Click") stopMicrophone();
      const button = element("button", "Go on", "button");
      button.type = "button";
      button.addEventListener("click", async () => { if (await ready()) { play(scene.sound); } });
      trouble(error.name === "Click" ? "The browser waits for you." : REFUSED[error.name] || `The microphone cannot be used (${error.message || error.name}).`, button);
      return false;
    }
  };

  // The loudspeaker

  const play = (number) => {
    if (playing && playing.number === number && !playing.audio.paused) return;
    if (playing) playing.audio.pause();
    playing = null;
    if (number === null || number === undefined) return;
    const audio = new Audio(`${desk}/practice/aloud/${number}`);
    const told = (well) => { if (playing && playing.audio === audio) tell({ say: "played", sound: number, well }); };
    playing = { number, audio };
    audio.addEventListener("ended", () => told(true));
    audio.addEventListener("error", () => told(false));
    audio.play().catch((error) => { if (error.name === "NotAllowedError") ready(); });
  };

  // The scene

  const show = (changed) => {
    if (changed.refused) return refused(changed.refused);
    const before = scene.moment ? scene.moment.name : "";
    scene = { ...scene, ...changed };
    const now = scene.moment.name;
    const goesOn = now !== "idle" && now !== "over";
    find(".choosing").hidden = goesOn;
    find(".interview").hidden = !goesOn;
    if ("standing" in changed) lines("#standing", scene.standing);
    if ("notices" in changed) lines("#notices", scene.notices);
    if ("decided" in changed) find("#decided").replaceChildren(...scene.decided.map(({ point, said }) => element("li", `${point}: ${said}`)));
    if ("question" in changed || "follow_up" in changed) asked();
    if ("feedback" in changed) feedback();
    if ("moment" in changed) moment(before);
    if ("sound" in changed) play(scene.sound);
    if (goesOn && !microphone && !opening) ready();
    if (!goesOn) stopMicrophone();
  };

  const lines = (selector, texts) => {
    find(selector).replaceChildren(...texts.map((text) => element("p", text, "notice")));
    if (texts.length) say(texts[texts.length - 1]);
  };

  const refused = (sentence) => {
    trouble(sentence);
    stopMicrophone();
    find("#choice button").disabled = false;
  };

  const asked = () => {
    const { question, follow_up: follow } = scene;
    find(".asked").hidden = !question;
    find(".follow").hidden = !follow;
    if (question) {
      find("#which").textContent = `Question ${question.number} of ${question.of} · ${question.section} · ${question.id}`;
      find("#prompt").textContent = question.prompt;
      find("#how").textContent = question.how;
      find("#phases").textContent = question.phases.join(" · ");
      if (!follow) find("#prompt").focus({ preventScroll: true });
    }
    if (follow) {
      find("#follow-prompt").textContent = follow.prompt;
      find("#follow-how").textContent = follow.how;
      say(`Follow-up: ${follow.prompt}`);
    }
    if (question) scrollTo(0, 0);
  };

  const feedback = async () => {
    const shown = scene.feedback;
    const place = find("#feedback");
    if (!shown) return place.replaceChildren();
    const answer = await fetch(`${desk}/practice/answers/${encodeURIComponent(shown.attempt)}`).catch(() => null);
    if (scene.feedback !== shown) return;
    const text = answer && answer.ok ? await answer.text() : "";
    const page = new DOMParser().parseFromString(text, "text/html");
    place.replaceChildren(...page.body.childNodes);
    document.dispatchEvent(new Event("answers"));
    say("Here is what an interviewer noticed.");
  };

  const STATES = {
    beginning: () => "One moment …",
    listening: () => "Listen …",
    reading: () => "Read the question.",
    thinking: ({ left_s: left }) => `Think: ${clock(Math.ceil(left))}`,
    recording: ({ paused }) => paused ? "Paused" : "Recording",
    working: ({ what }) => `${what} …`,
    answered: () => "What now?",
    checking: ({ number, of, point }) => `Did you make this${of > 1 ? ` (${number} of ${of})` : ""}? ${point}`,
    idle: () => "",
    over: () => "",
  };

  const moment = (before) => {
    const now = scene.moment;
    const box = find(".moment");
    const text = STATES[now.name](now);
    find("#state").textContent = text;
    if (now.name === "checking" && now.quote) find("#state").append(element("blockquote", `“${now.quote}”${now.at ? ` at ${now.at}` : ""}`));
    box.className = `moment ${now.name} ${now.paused ? "paused" : ""} ${now.zone || ""}`;
    find(".measured").hidden = now.name !== "recording";
    if (now.name === "recording") measured(now);
    keys(now.keys);
    if (before !== now.name) {
      if (now.name !== "thinking") say(text);
      if (now.name === "checking" || now.name === "answered") box.scrollIntoView({ block: "nearest" });
      if (now.name === "over" || now.name === "idle") ended(now);
    } else if (now.name === "checking") say(text);
  };

  const measured = (now) => {
    const span = BAR_SPAN * now.target_s;
    const level = Math.max(0, Math.min(1, (now.level_dbfs - FLOOR_DB) / (TOP_DB - FLOOR_DB)));
    find("#elapsed").textContent = clock(now.elapsed_s);
    find("#target").textContent = `of ${clock(now.target_s)}${now.phase ? " · " + now.phase : ""}`;
    find(".bar-of-time .now").style.width = `${Math.min(100, 100 * now.elapsed_s / span)}%`;
    find(".bar-of-time .band").style.left = `${100 * now.band_s[0] / span}%`;
    find(".bar-of-time .band").style.width = `${100 * (Math.min(span, now.band_s[1]) - now.band_s[0]) / span}%`;
    find(".bar-of-level i").style.width = `${100 * level}%`;
    find(".bar-of-level").classList.toggle("loud", now.level_dbfs > -1);
  };

  let offered = "[]";
  const keys = (wanted) => {
    if (JSON.stringify(wanted) === offered) return;
    offered = JSON.stringify(wanted);
    const bar = find("#keys");
    const held = bar.contains(document.activeElement);
    bar.replaceChildren(...wanted.map((key) => {
      const button = element("button", key.label, key.main ? "main-button" : "");
      button.type = "button";
      button.append(element("kbd", key.key === "Enter" ? "enter" : key.key));
      button.addEventListener("click", () => press(key));
      return button;
    }));
    if (held) find("#prompt").focus({ preventScroll: true });
  };

  const press = ({ command }) => tell({ say: "press", command, at: scene.moment.name });

  const ended = (now) => {
    const box = find(".ended");
    box.hidden = !now.sentence && !now.session;
    box.textContent = now.sentence ? `${now.sentence} ` : "";
    if (now.session) {
      const link = element("a", "See the whole session");
      link.href = `${desk}/sessions/${encodeURIComponent(now.session)}`;
      box.append(now.sentence ? "" : "Done: everything is kept. ", link);
    }
    find("#choice button").disabled = false;
    if (now.name === "over") say(box.textContent);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !scene.moment) return;
    if (event.target.closest("input, textarea, select")) return;
    if ((event.key === "Enter" || event.key === " ") && event.target.closest("button, a, summary, audio")) return;
    const pressed = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const key = scene.moment.keys.find((each) => each.key === pressed || each.also === pressed);
    if (!key) return;
    event.preventDefault();
    event.stopPropagation();  // space also plays an answer
    if (!event.repeat) press(key);
  }, true);

  // Choosing

  const chosen = () => [...document.querySelectorAll("[name=question]:checked")].map(({ value }) => value);
  const told = () => {
    const number = chosen().length;
    find("#count").disabled = find("#section").disabled = number > 0;
    find("#how-many").textContent = number ? `the ${number === 1 ? "question" : `${number} questions`} that you chose` : "by chance; the browser asks whether this page may use the microphone";
  };

  // Another bank brings its sections and questions, and the focus stays: arrow keys go through banks one by one.
  let bringing = null;
  const bring = async (bank) => {
    const address = `${location.pathname}?${new URLSearchParams({ bank })}`;
    const answer = await fetch(address).catch(() => null);
    if (find("#bank").value !== bank) return;
    if (!answer || !answer.ok) return void (location.href = address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of ["#section", "#count", "#title"]) find(part).replaceWith(page.querySelector(part));
    find("#questions").replaceChildren(...page.querySelector("#questions").childNodes);
    find("#choice").dataset.bank = page.querySelector("#choice").dataset.bank;
    history.replaceState(null, "", address);
    told();
  };
  find("#bank").addEventListener("change", ({ target }) => { bringing = bring(target.value); });
  find("#choice").addEventListener("change", told);
  find("#choice").addEventListener("submit", async (event) => {
    event.preventDefault();
    find("#choice button").disabled = true;
    await bringing;
    if (!await ready()) return void (find("#choice button").disabled = false);
    tell({
      say: "begin", bank: find("#choice").dataset.bank, questions: chosen(), count: Number(find("#count").value),
      section: find("#section").value, follow_ups: find("#follow-ups").checked,
    });
  });
  told();
  connect();
})();
