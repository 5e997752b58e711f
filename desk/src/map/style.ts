// Say how the map is drawn: land and borders from the bundled boundaries, areas, discs and dots above them.
import type { ExpressionSpecification, StyleSpecification } from "maplibre-gl";
import type { World } from "./boundaries";

const EMPTY = { type: "FeatureCollection" as const, features: [] };

const TOKENS = {
  water: "--sunk",
  land: "--raised",
  border: "--edge",
  ink: "--ink",
  soft: "--soft",
  focus: "--focus",
  contested: "--contested",
  conceded: "--conceded",
  corroborated: "--corroborated",
  single: "--side-a",
} as const;

export type Colours = Record<keyof typeof TOKENS, string>;

/** Return the page's colours as the map's engine reads them: rgb(…), not a variable. */
export function coloursOf(element: HTMLElement): Colours {
  const probe = element.appendChild(document.createElement("span"));
  const read = Object.entries(TOKENS).map(([name, token]) => {
    probe.style.color = `var(${token})`;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(read) as Colours;
}

/** A radius in pixels that grows with the zoom as the ground does, and is never smaller than `least`. */
function onGround(least: number): ExpressionSpecification {
  const at = (zoom: number): ExpressionSpecification => ["max", least, ["*", ["get", "disc"], 2 ** zoom]];
  const stops = Array.from({ length: 9 }, (_, step) => [step * 2, at(step * 2)]).flat();
  return ["interpolate", ["exponential", 2], ["zoom"], ...stops] as unknown as ExpressionSpecification;
}

export function styleOf(world: World, colours: Colours): StyleSpecification {
  const byStatus: ExpressionSpecification = [
    "match", ["get", "status"],
    "contested", colours.contested,
    "conceded", colours.conceded,
    "corroborated", colours.corroborated,
    colours.single,
  ];
  const chosen: ExpressionSpecification = ["boolean", ["feature-state", "chosen"], false];
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: world.land },
      borders: { type: "geojson", data: world.borders },
      names: { type: "geojson", data: world.names },
      areas: { type: "geojson", data: EMPTY, promoteId: "key" },
      spots: { type: "geojson", data: EMPTY, promoteId: "key" },
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": colours.water } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colours.land } },
      { id: "coast", type: "line", source: "land", paint: { "line-color": colours.border, "line-width": 0.6, "line-opacity": 0.6 } },
      {
        id: "areas", type: "fill", source: "areas",
        paint: {
          "fill-color": byStatus,
          "fill-opacity": ["case", chosen, 0.45, ["==", ["get", "level"], "country"], 0.16, 0.28],
        },
      },
      {
        id: "area-lines", type: "line", source: "areas",
        paint: { "line-color": byStatus, "line-width": ["case", chosen, 2, 0.8], "line-opacity": 0.8 },
      },
      {
        id: "borders", type: "line", source: "borders", filter: ["!", ["get", "disputed"]],
        paint: { "line-color": colours.border, "line-width": 0.7, "line-opacity": 0.7 },
      },
      {
        id: "disputed", type: "line", source: "borders", filter: ["get", "disputed"],
        paint: { "line-color": colours.border, "line-width": 1, "line-dasharray": [3, 2] },
      },
      {
        id: "discs", type: "circle", source: "spots",
        paint: {
          "circle-radius": onGround(7),
          "circle-color": byStatus,
          "circle-opacity": ["case", chosen, 0.32, 0.14],
          "circle-stroke-color": byStatus,
          "circle-stroke-width": ["case", chosen, 2, 0.7],
          "circle-stroke-opacity": 0.7,
        },
      },
      {
        id: "dots", type: "circle", source: "spots", filter: ["get", "exact"],
        paint: {
          "circle-radius": ["min", 12, ["+", 2.5, ["*", 0.6, ["sqrt", ["get", "n"]]]]],
          "circle-color": byStatus,
          "circle-stroke-color": colours.land,
          "circle-stroke-width": 1,
        },
      },
      {
        id: "names", type: "symbol", source: "names", minzoom: 1,
        filter: [">", ["*", ["get", "size"], ["^", 4, ["zoom"]]], 2400],
        layout: { "text-field": ["get", "name"], "text-size": 11, "text-max-width": 8, "symbol-sort-key": ["-", 0, ["get", "size"]] },
        paint: { "text-color": colours.soft, "text-halo-color": colours.land, "text-halo-width": 1 },
      },
      {
        id: "labels", type: "symbol", source: "spots", minzoom: 3,
        layout: {
          "text-field": ["get", "label"], "text-size": 12, "text-anchor": "top", "text-offset": [0, 0.7],
          "symbol-sort-key": ["-", 0, ["get", "n"]],
        },
        paint: { "text-color": colours.ink, "text-halo-color": colours.land, "text-halo-width": 1.4 },
      },
    ],
  };
}
