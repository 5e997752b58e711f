// What every dialog about an incident is given: the incident as it was seen, and under which head.
import type { Got } from "../api/client";

export type IncidentSeen = Got<"/api/incidents/{id}">;

export interface Choosing {
  seen: IncidentSeen;
  head: string;
  onclose: () => void;
}

/** Every claim of an incident, in the order of its sides. */
export function claimsOf(seen: IncidentSeen): IncidentSeen["sides"][number]["statements"][number]["claim"][] {
  return seen.sides.flatMap(({ statements }) => statements.map(({ claim }) => claim));
}
