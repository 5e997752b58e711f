// Where the reader is. All of it stands behind the # of the address: a filter is a link that can be sent,
// and a server's log never holds what somebody looked for.
import { FIRST } from "./views";

export type Query = Readonly<Record<string, string>>;

export interface Route {
  view: string;
  id: string | null;
  query: Query;
}

export function parse(hash: string): Route {
  const [path = "", search = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [view = "", ...rest] = path.split("/");
  const id = rest.length > 0 ? decode(rest.join("/")) : null;
  return { view: view || FIRST, id, query: Object.fromEntries(new URLSearchParams(search)) };
}

/** The address of a view; empty fields of the filter are left out. */
export function href(view: string, id: string | null = null, query: Query = {}): string {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== "")).toString();
  return `#/${view}${id === null ? "" : `/${encodeURIComponent(id)}`}${search === "" ? "" : `?${search}`}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

class Router {
  current = $state.raw<Route>(parse(location.hash));

  constructor() {
    addEventListener("hashchange", () => {
      this.current = parse(location.hash);
    });
  }

  go(view: string, id: string | null = null, query: Query = {}): void {
    location.hash = href(view, id, query);
  }

  /** Change fields of the filter; what is typed replaces the address and does not fill the history. */
  filter(changes: Query): void {
    const { view, id, query } = this.current;
    history.replaceState(null, "", href(view, id, { ...query, ...changes }));
    this.current = parse(location.hash);
  }
}

export const router = new Router();
