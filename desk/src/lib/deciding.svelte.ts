// One decision at a time: sent with the head of the journal that the page has shown, told to the reader, taken back with u.
import { post, Refused, type Sent } from "../api/client";
import { live } from "../api/live.svelte";
import { say } from "./words";

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** A decision as a view words it: what, about what, and what is right. */
export type Wish = Without<Sent<"/api/review">, "head">;

class Deciding {
  said = $state("");
  refused = $state.raw<Refused | null>(null);
  /** A decision that somebody else was faster with; what they did is in its body. */
  conflict = $state.raw<{ wanted: Wish; answer: Refused } | null>(null);
  /** Grows with every decision of this page: lists load anew. */
  made = $state(0);

  /** Send a decision; `head` is the one that was current when the reader saw what they decide about. */
  async decide(wanted: Wish, head: string): Promise<boolean> {
    return this.#send(wanted, say(wanted.kind), () => post("/api/review", { ...wanted, head } as Sent<"/api/review">));
  }

  /** Take back a decision, one's own last one when none is named. */
  async undo(decision: string | null = null): Promise<boolean> {
    return this.#send(null, "taken back", () => post("/api/review/undo", { decision, head: live.head }));
  }

  async #send(wanted: Wish | null, said: string, call: () => Promise<{ head: string; decision: { words: string } }>): Promise<boolean> {
    this.refused = null;
    try {
      const { head, decision } = await call();
      live.head = head;
      this.said = `${said}: ${decision.words}`;
      this.made += 1;
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status === 409 && wanted !== null) this.conflict = { wanted, answer: error };
      else this.refused = error;
      return false;
    }
  }
}

export const deciding = new Deciding();
