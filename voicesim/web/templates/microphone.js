"use strict";
// On the thread that hears: channels become one, and blocks of about 32 ms go to the page.
class Microphone extends AudioWorkletProcessor {
  constructor() {
    super();
    this.block = new Float32Array(Math.round(sampleRate * 0.032));
    this.filled = 0;
  }

  process([channels]) {
    const samples = channels.length ? channels[0].length : 0;
    for (let place = 0; place < samples; place += 1) {
      let sum = 0;
      for (const channel of channels) sum += channel[place];
      this.block[this.filled] = sum / channels.length;
      this.filled += 1;
      if (this.filled === this.block.length) this.give();
    }
    return true;
  }

  give() {
    this.port.postMessage(Int16Array.from(this.block, (each) => Math.max(-32768, Math.min(32767, Math.round(32768 * each)))));
    this.filled = 0;
  }
}
registerProcessor("voicesim-microphone", Microphone);
