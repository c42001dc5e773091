// A user's events over the WebSocket: goes on where it stopped after a lost connection, and says so when that is impossible.

import { data } from "./server.js";

const SHORTEST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;

/** Tells `on.state(name, detail)`, `on.event(event)`, `on.resumed(count)`, `on.gap(reason)`, `on.position(last)`. */
export class Stream {
  #userId;
  #on;
  #sessionId = `console-${crypto.randomUUID()}`;
  #socket = null;
  #timer = null;
  #last = null;
  #pause = SHORTEST_PAUSE;
  #isOver = false;
  #attempt = 0;

  constructor(userId, on) {
    this.#userId = userId;
    this.#on = on;
    addEventListener("online", this.#wake);
    this.#connect();
  }

  stop() {
    this.#end("stopped", "");
    this.#socket?.close(1000);
  }

  async #connect() {
    const attempt = ++this.#attempt;
    this.#on.state("connecting", "");
    try {
      const { ticket } = await data("REGISTRY.issue_ticket", { user_id: this.#userId, session_id: this.#sessionId }, this.#userId);
      if (this.#isOver || attempt !== this.#attempt) return;
      const query = new URLSearchParams({ ticket });
      if (this.#last) query.set("last", this.#last);
      const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/ws?${query}`);
      this.#socket = socket;
      socket.addEventListener("message", (message) => this.#hear(socket, JSON.parse(message.data)));
      socket.addEventListener("close", (closed) => this.#lost(attempt, closed.code, closed.reason));
    } catch (fault) {
      this.#lost(attempt, 0, fault.message);
    }
  }

  #hear(socket, frame) {
    switch (frame.t) {
      case undefined:
        if (frame.id) this.#at(frame.id);
        this.#on.event(frame);
        break;
      case "hello":
        if (!this.#last) this.#at(frame.position);
        break;
      case "resume":
        if (frame.recovered) this.#on.resumed(frame.n); // what was missed follows
        else this.#missed(frame);
        break;
      case "gap":
        this.#missed(frame);
        break;
      case "ready":
        this.#at(frame.position);
        this.#pause = SHORTEST_PAUSE;
        this.#on.state("live", "");
        break;
      case "ping":
        this.#at(frame.position);
        socket.send('{"t":"pong"}');
        break;
    }
  }

  #missed(frame) {
    this.#on.gap(frame.reason);
    this.#at(frame.position);
  }

  #at(position) {
    if (position) {
      this.#last = position;
      this.#on.position(position);
    }
  }

  /** The close code says what to do: 4000s stay away, 4200s come back at once, all others after a pause. */
  #lost(attempt, code, reason) {
    if (this.#isOver || attempt !== this.#attempt) return;
    const why = [code >= 4000 ? code : null, reason].filter(Boolean).join(" ");
    if (code >= 4000 && code < 4100) {
      this.#end("closed", why);
      return;
    }
    const pause = code >= 4200 && code < 4300 ? 0 : this.#pause * (0.75 + Math.random() / 2);
    this.#pause = Math.min(LONGEST_PAUSE, this.#pause * 2);
    this.#on.state("reconnecting", why);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#connect(), pause);
  }

  #wake = () => {
    if (!this.#isOver && this.#socket?.readyState !== WebSocket.OPEN) {
      clearTimeout(this.#timer);
      this.#connect();
    }
  };

  #end(state, detail) {
    this.#isOver = true;
    clearTimeout(this.#timer);
    removeEventListener("online", this.#wake);
    this.#on.state(state, detail);
  }
}
