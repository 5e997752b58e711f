// One place for keys: views say which key does what, the help lists them, and nothing fires while somebody types.
import { onDestroy } from "svelte";

export interface Binding {
  /** As `event.key` has it; two keys one after the other are written "g t". */
  key: string;
  does: string;
  run: () => void;
}

const LEADERS = new Set(["g"]);

class Keyboard {
  bindings = $state.raw<readonly Binding[]>([]);
  #leader = "";

  add(added: readonly Binding[]): () => void {
    this.bindings = [...this.bindings, ...added];
    return () => {
      this.bindings = this.bindings.filter((binding) => !added.includes(binding));
    };
  }

  press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (target?.closest("input, textarea, select, [contenteditable]")) {
      if (event.key === "Escape") target.blur();
      return;
    }
    if (document.querySelector("dialog[open]") !== null) return;
    if (event.key === "Enter" && target?.closest("a, button, summary")) return;
    const key = this.#leader === "" ? event.key : `${this.#leader} ${event.key}`;
    this.#leader = "";
    const binding = this.bindings.findLast((one) => one.key === key);
    if (binding !== undefined) {
      event.preventDefault();
      binding.run();
    } else if (LEADERS.has(key)) {
      this.#leader = key;
    }
  }
}

export const keyboard = new Keyboard();

/** Bind keys for as long as the component is shown; a later component's binding goes first. */
export function useKeys(bindings: readonly Binding[]): void {
  onDestroy(keyboard.add(bindings));
}
