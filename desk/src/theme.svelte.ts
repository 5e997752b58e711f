// Light or dark: as the system has it until somebody chooses; the choice stays in this browser.
export type Theme = "light" | "dark";

const KEY = "fogline.theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

class Themes {
  #chosen = $state<Theme | null>(read());
  #system = $state<Theme>(dark.matches ? "dark" : "light");

  constructor() {
    dark.addEventListener("change", () => {
      this.#system = dark.matches ? "dark" : "light";
    });
    this.#show();
  }

  get current(): Theme {
    return this.#chosen ?? this.#system;
  }

  switch(): void {
    const next = this.current === "dark" ? "light" : "dark";
    this.#chosen = next === this.#system ? null : next;
    if (this.#chosen === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, this.#chosen);
    this.#show();
  }

  #show(): void {
    if (this.#chosen === null) delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.#chosen;
  }
}

function read(): Theme | null {
  const held = localStorage.getItem(KEY);
  return held === "light" || held === "dark" ? held : null;
}

export const theme = new Themes();
