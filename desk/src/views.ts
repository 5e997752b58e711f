// Every view of the desk: its word in the address, what people read, the key behind `g`, and its file.
import type { Component } from "svelte";

/** What each view gets: the rest of the address, and the filter in it. */
export interface ViewProps {
  id: string | null;
  query: Readonly<Record<string, string>>;
}

export interface View {
  name: string;
  title: string;
  /** `g` and this key go there. */
  key: string;
  /** Shown in the navigation; the others are reached from a row. */
  listed: boolean;
  load: () => Promise<{ default: Component<ViewProps> }>;
}

export const VIEWS: readonly View[] = [
  { name: "today", title: "Today", key: "t", listed: true, load: () => import("./views/Today.svelte") },
  { name: "ledger", title: "Ledger", key: "l", listed: true, load: () => import("./views/Ledger.svelte") },
  { name: "incidents", title: "Incidents", key: "i", listed: true, load: () => import("./views/Incidents.svelte") },
  { name: "map", title: "Map", key: "m", listed: true, load: () => import("./views/Map.svelte") },
  { name: "timeline", title: "Timeline", key: "e", listed: true, load: () => import("./views/Timeline.svelte") },
  { name: "sources", title: "Sources", key: "s", listed: true, load: () => import("./views/Sources.svelte") },
  { name: "questions", title: "Questions", key: "q", listed: true, load: () => import("./views/Questions.svelte") },
  { name: "review", title: "Review", key: "r", listed: true, load: () => import("./views/Review.svelte") },
  { name: "exports", title: "Export", key: "x", listed: true, load: () => import("./views/Exports.svelte") },
  { name: "incident", title: "Incident", key: "", listed: false, load: () => import("./views/Incident.svelte") },
  { name: "claim", title: "Claim", key: "", listed: false, load: () => import("./views/Claim.svelte") },
  { name: "report", title: "Report", key: "", listed: false, load: () => import("./views/Report.svelte") },
  { name: "team", title: "Accounts and tokens", key: "", listed: false, load: () => import("./views/Team.svelte") },
];

export const FIRST = "today";
