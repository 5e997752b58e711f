// What others do while the page is open: the server sends an event for each change of the casebook.
export interface Change {
  kind: string;
  objects: readonly string[];
  by: string | null;
  head: string;
}

class Live {
  /** Grows by one with every change; an effect that reads it runs again. */
  changes = $state(0);
  /** The head of the journal that the page last heard of; a view keeps the one it loaded what it shows under. */
  head = "";
  last = $state.raw<Change | null>(null);
  connected = $state(false);
  #source: EventSource | null = null;

  open(): void {
    this.#source ??= this.#listen();
  }

  close(): void {
    this.#source?.close();
    this.#source = null;
    this.connected = false;
  }

  #listen(): EventSource {
    const source = new EventSource("/api/events");
    source.onopen = () => {
      this.connected = true;
    };
    source.onerror = () => {
      this.connected = false;
    };
    source.onmessage = (event: MessageEvent<string>) => {
      this.last = JSON.parse(event.data) as Change;
      this.head = this.last.head;
      this.changes += 1;
    };
    return source;
  }
}

export const live = new Live();
