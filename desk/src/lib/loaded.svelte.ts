// What a view waits for: the last answer stays on the screen until the next one is there.
import { Refused } from "../api/client";

export class Loaded<T> {
  value = $state.raw<T | null>(null);
  error = $state.raw<Refused | null>(null);
  waiting = $state(false);
  #abort: AbortController | null = null;

  /** Call inside an effect: it runs again when what `fetcher` reads changes, and the call before is dropped. */
  load(fetcher: (signal: AbortSignal) => Promise<T>): void {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.waiting = true;
    fetcher(abort.signal).then(
      (value) => this.#settle(abort, value, null),
      (error: unknown) => {
        if (abort.signal.aborted) return;
        if (!(error instanceof Refused)) throw error;
        this.#settle(abort, this.value, error);
      },
    );
  }

  #settle(abort: AbortController, value: T | null, error: Refused | null): void {
    if (abort !== this.#abort) return;
    this.value = value;
    this.error = error;
    this.waiting = false;
  }
}
