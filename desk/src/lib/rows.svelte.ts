// A list one walks through: j and k move, Enter opens, the row in hand stays in sight.
import { useKeys } from "../keyboard.svelte";

export class Rows<T> {
  at = $state(0);
  #rows: () => readonly T[];

  constructor(rows: () => readonly T[], { open, what, past }: { open: (row: T) => void; what: string; past?: (step: 1 | -1) => void }) {
    this.#rows = rows;
    useKeys([
      { key: "j", does: `next ${what}`, run: () => this.#move(1, past) },
      { key: "k", does: `${what} before`, run: () => this.#move(-1, past) },
      { key: "Enter", does: `open the ${what}`, run: () => this.current !== undefined && open(this.current) },
    ]);
  }

  get current(): T | undefined {
    return this.#rows()[Math.min(this.at, this.#rows().length - 1)];
  }

  pick(row: T): void {
    this.at = Math.max(0, this.#rows().indexOf(row));
  }

  #move(step: 1 | -1, past?: (step: 1 | -1) => void): void {
    const next = Math.min(this.at, this.#rows().length - 1) + step;
    if (next < 0 || next >= this.#rows().length) past?.(step);
    else {
      this.at = next;
      requestAnimationFrame(() => document.querySelector("[aria-selected='true'], li[aria-current='true']")?.scrollIntoView({ block: "nearest" }));
    }
  }
}
