// Choose what of the incidents is shown in a window of time, and put together what stands at one place.
import type { Feature, FeatureCollection, Point } from "geojson";
import type { Shape } from "./boundaries";

/** An incident at a place, with as much of it as the map shows. */
export interface Told {
  incident: string;
  type: string;
  status: string;
  /** The interval [earliest, latest) of ISO 8601 strings; null where no claim tells a time. */
  earliest: string | null;
  latest: string | null;
}

/** A place with a point: `radius_km` says how far off it may be. */
export interface Spot {
  key: string;
  name: string;
  lat: number;
  lon: number;
  radius_km: number;
  where_prec: number;
  told: readonly Told[];
}

/** A place of which only the province or the country is known, and the boundaries that are drawn for it. */
export interface Area {
  key: string;
  name: string;
  country: string;
  level: "admin1" | "country";
  told: readonly Told[];
  shapes: readonly Shape[];
  /** What the boundaries are called where they are those of an older or larger unit. */
  drawn_as: string | null;
}

/** Days, the first and the last one that count, "YYYY-MM-DD". */
export interface Window {
  since: string;
  until: string;
}

/** A point is exact to the town or near it; of what is vaguer only the disc is drawn. */
const EXACT = 2;

/** Kilometres a pixel covers at zoom 0 on the equator, with MapLibre's tiles of 512 pixels. */
const KM_A_PIXEL = 40075.017 / 512;

/** Tell whether an incident may lie in a window; null is all time, and what is undated lies in no other. */
export function isWithin({ earliest, latest }: Told, window: Window | null): boolean {
  if (window === null) return true;
  if (earliest === null && latest === null) return false;
  return (earliest ?? "").slice(0, 10) <= window.until && (latest === null || latest > window.since);
}

/** Return the places with what lies in a window, the fullest first; empty ones are left out. */
export function during<P extends { told: readonly Told[]; name: string }>(places: readonly P[], window: Window | null): P[] {
  const kept: P[] = [];
  for (const place of places) {
    const told = window === null ? place.told : place.told.filter((one) => isWithin(one, window));
    if (told.length) kept.push(told === place.told ? place : { ...place, told });
  }
  return kept.sort((a, b) => b.told.length - a.told.length || a.name.localeCompare(b.name));
}

/** Return the status that speaks loudest at a place. */
export function loudest(told: readonly Told[]): string {
  for (const status of ["contested", "conceded", "corroborated"]) {
    if (told.some((one) => one.status === status)) return status;
  }
  return "single";
}

export interface Drawn {
  key: string;
  label: string;
  n: number;
  status: string;
}

/** Return discs: `disc` is the radius in pixels at zoom 0, which doubles with each level. */
export function spotFeatures(spots: readonly Spot[]): FeatureCollection<Point, Drawn & { disc: number; exact: boolean }> {
  const features = spots.map((spot): Feature<Point, Drawn & { disc: number; exact: boolean }> => ({
    type: "Feature",
    properties: {
      ...drawn(spot),
      disc: spot.radius_km / (KM_A_PIXEL * Math.cos((spot.lat * Math.PI) / 180)),
      exact: spot.where_prec <= EXACT,
    },
    geometry: { type: "Point", coordinates: [spot.lon, spot.lat] },
  }));
  return { type: "FeatureCollection", features };
}

/** Return shaded areas, provinces above the countries that they lie in. */
export function areaFeatures(areas: readonly Area[]): FeatureCollection<Shape, Drawn & { level: string }> {
  const ordered = [...areas].sort((a, b) => Number(a.level === "admin1") - Number(b.level === "admin1"));
  const features = ordered.flatMap((area) =>
    area.shapes.map((geometry): Feature<Shape, Drawn & { level: string }> => ({
      type: "Feature",
      properties: { ...drawn(area), level: area.level },
      geometry,
    })),
  );
  return { type: "FeatureCollection", features };
}

function drawn(place: { key: string; name: string; told: readonly Told[] }): Drawn {
  const n = new Set(place.told.map((one) => one.incident)).size;
  return { key: place.key, label: n > 1 ? `${place.name} · ${n}` : place.name, n, status: loudest(place.told) };
}

/** Return the days on which incidents begin: days of nothing take no room on the slider. */
export function daysOf(told: Iterable<Told>): string[] {
  const days = new Set<string>();
  for (const { earliest, latest } of told) {
    const day = (earliest ?? latest)?.slice(0, 10);
    if (day !== undefined) days.add(day);
  }
  return [...days].sort();
}

/** Return how many incidents begin in each of at most `bins` equal runs of `days`. */
export function histogram(told: Iterable<Told>, days: readonly string[], bins: number): number[] {
  const counts = new Array<number>(Math.min(bins, days.length)).fill(0);
  const at = new Map(days.map((day, index) => [day, Math.floor((index / days.length) * counts.length)]));
  const seen = new Set<string>();
  for (const { incident, earliest, latest } of told) {
    const bin = at.get((earliest ?? latest ?? "").slice(0, 10));
    if (bin === undefined || seen.has(incident)) continue;
    seen.add(incident);
    counts[bin]! += 1;
  }
  return counts;
}

/** Return the places around which most is told: what lies far from four fifths of it is left out. */
export function core<P extends { lat: number; lon: number; told: readonly Told[] }>(places: readonly P[]): P[] {
  const [lat, lon] = [middle(places, (one) => one.lat), middle(places, (one) => one.lon)];
  const off = (one: P) => Math.hypot(one.lat - lat, (one.lon - lon) * Math.cos((lat * Math.PI) / 180));
  const nearest = [...places].sort((a, b) => off(a) - off(b));
  const wanted = 0.8 * total(places);
  let held = 0;
  return nearest.filter((one) => held < wanted && ((held += one.told.length), true));
}

/** Return the value that half of what is told lies below. */
function middle<P extends { told: readonly Told[] }>(places: readonly P[], value: (place: P) => number): number {
  const ordered = [...places].sort((a, b) => value(a) - value(b));
  const half = total(places) / 2;
  let held = 0;
  const found = ordered.find((one) => (held += one.told.length) >= half);
  return found === undefined ? 0 : value(found);
}

function total(places: readonly { told: readonly Told[] }[]): number {
  return places.reduce((sum, one) => sum + one.told.length, 0);
}
