// Something that the server may refuse: tried, and its refusal kept in the server's words until the next try.
import { Refused } from "../api/client";

export class Attempt {
  refused = $state.raw<Refused | null>(null);

  /** Return what `call` gives, or undefined where the server refused it. */
  async make<T>(call: () => Promise<T>): Promise<T | undefined> {
    this.refused = null;
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.refused = error;
      return undefined;
    }
  }
}
