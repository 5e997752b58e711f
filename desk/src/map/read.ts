// Turn the server's answer into places to draw, and find the boundaries of those that have no point.
import type { Got } from "../api/client";
import { folded, loadCountry, provincesOf, type Country, type Shape } from "./boundaries";
import type { Area, Spot, Told } from "./shown";

export type Answer = Got<"/api/map">;

/** An incident that is not drawn, and why. */
export interface Unmapped extends Told {
  place: string | null;
  why: string;
}

export interface Mapped {
  spots: readonly Spot[];
  areas: readonly Area[];
  unmapped: readonly Unmapped[];
}

export async function readMap(answer: Answer): Promise<Mapped> {
  const unmapped: Unmapped[] = answer.unmappable.map((one) => ({
    ...told(one),
    place: one.place,
    why: one.why,
  }));
  const areas: Area[] = [];
  for (const area of await Promise.all(answer.areas.map(withShapes))) {
    if (area.shapes.length) areas.push(area);
    else unmapped.push(...area.told.map((one) => ({ ...one, place: area.name, why: "the boundaries that ship with the desk have no such area" })));
  }
  return { spots: spotsOf(answer.points.features), areas, unmapped };
}

/** Put points of one place together: the same point, as far off, as exact. */
function spotsOf(features: Answer["points"]["features"]): Spot[] {
  const spots = new Map<string, Spot & { told: Told[] }>();
  for (const { geometry, properties } of features) {
    const [lon, lat] = geometry.coordinates as [number, number];
    const { place: name, where_prec } = properties;
    const radius_km = properties.radius_km ?? 0;
    const key = [name, lon, lat, radius_km, where_prec].join("|");
    const spot = spots.get(key) ?? { key, name, lat, lon, radius_km, where_prec, told: [] };
    spot.told.push(told(properties));
    spots.set(key, spot);
  }
  return [...spots.values()];
}

async function withShapes(area: Answer["areas"][number]): Promise<Area> {
  const country = area.country === null ? null : await loadCountry(area.country);
  const { shapes, drawn_as } = country === null ? { shapes: [], drawn_as: null } : shapesOf(area, country);
  return {
    key: [area.admin1, area.country, area.name].join("|"),
    name: area.name,
    country: area.country ?? "",
    level: area.admin1 === null ? "country" : "admin1",
    told: area.incidents.map(told),
    shapes,
    drawn_as,
  };
}

function shapesOf(area: Answer["areas"][number], { outline, provinces }: Country): { shapes: Shape[]; drawn_as: string | null } {
  if (area.admin1 === null) return { shapes: [outline], drawn_as: null };
  const found = provincesOf({ name: area.admin1, lat: area.lat, lon: area.lon }, provinces);
  const called = found[0]?.properties.name ?? area.name;
  return { shapes: found.map((one) => one.geometry), drawn_as: folded(called) === folded(area.name) ? null : called };
}

function told({ incident, type, status, earliest, latest }: Told): Told {
  return { incident, type, status, earliest, latest };
}
