// Lay claims out along a line of days, one party's above it and others' below, without a day of nothing taking room.

/** A claim as the timeline shows it. */
export interface Said {
  id: string;
  published: string | null;
  outlet: string | null;
  sayer: string | null;
  party: string | null;
  stance: string;
  polarity: string;
  quote: string;
  incident: string | null;
  report: string;
}

export interface Joined {
  claim: string;
  answered: string;
  relation: string;
}

export type Lane = "above" | "below";

export interface Placed {
  said: Said;
  lane: Lane;
  x: number;
  y: number;
}

export interface Day {
  day: string;
  x: number;
  width: number;
  /** Days of nothing before it that were cut out; 0 where none was. */
  skipped: number;
}

export interface Lanes {
  placed: readonly Placed[];
  days: readonly Day[];
  width: number;
  height: number;
  /** Where the line runs. */
  line: number;
}

/** Pixels from one mark to the next. */
export const STEP = 16;
const HIGHEST = 8;
const EDGE = 20;
/** Pixels between two days that follow one another, and the most that a gap gets. */
const DAY_GAP = 8;
const WIDEST_GAP = 56;
const AXIS = 22;
/** Room for the last day's label. */
const LABEL = 90;

/** Return where each claim stands; those of unknown day are left out. */
export function layOut(all: readonly Said[], isAbove: (said: Said) => boolean): Lanes {
  const byDay = new Map<string, Record<Lane, Said[]>>();
  for (const said of all) {
    const day = said.published?.slice(0, 10);
    if (day === undefined || day.length < 10) continue;
    const held = byDay.get(day) ?? { above: [], below: [] };
    held[isAbove(said) ? "above" : "below"].push(said);
    byDay.set(day, held);
  }
  const ordered = [...byDay].sort(([a], [b]) => (a < b ? -1 : 1));
  const tallest = (lane: Lane) => Math.min(HIGHEST, Math.max(1, ...ordered.map(([, held]) => held[lane].length)));
  const line = tallest("above") * STEP + EDGE;
  const placed: Placed[] = [];
  const days: Day[] = [];
  let x = EDGE;
  let before: string | null = null;
  for (const [day, held] of ordered) {
    const gap = before === null ? 0 : daysBetween(before, day);
    const room = Math.min(gap * DAY_GAP, WIDEST_GAP);
    x += room;
    const columns = Math.max(1, Math.ceil(Math.max(held.above.length, held.below.length) / HIGHEST));
    days.push({ day, x, width: columns * STEP, skipped: gap * DAY_GAP > WIDEST_GAP ? gap - 1 : 0 });
    for (const lane of ["above", "below"] as const) {
      held[lane].forEach((said, index) => {
        const out = (index % HIGHEST) * STEP + AXIS / 2 + STEP / 2;
        const column = Math.floor(index / HIGHEST);
        placed.push({ said, lane, x: x + (column + 0.5) * STEP, y: lane === "above" ? line - out : line + out });
      });
    }
    x += columns * STEP;
    before = day;
  }
  return { placed, days, width: x + LABEL, height: line + tallest("below") * STEP + EDGE + AXIS / 2, line };
}

/** Return the claim that a key leads to: along its own side, or to the nearest one across the line. */
export function neighbour(placed: readonly Placed[], from: Placed, key: string): Placed | null {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (step !== undefined) {
    const own = placed.filter((one) => one.lane === from.lane);
    return own[own.indexOf(from) + step] ?? null;
  }
  if (key === "Home") return placed[0] ?? null;
  if (key === "End") return placed.at(-1) ?? null;
  const isUp = key === "ArrowUp";
  if (!isUp && key !== "ArrowDown") return null;
  let best: Placed | null = null;
  for (const one of placed) {
    if (isUp ? one.y >= from.y : one.y <= from.y) continue;
    if (best === null || distance(one, from) < distance(best, from)) best = one;
  }
  return best;
}

/** Sideways counts double: up and down should stay near the day. */
function distance(one: Placed, other: Placed): number {
  return Math.abs(one.x - other.x) * 2 + Math.abs(one.y - other.y);
}

/** Return the curve from an answer to what it answers. */
export function curve(from: Placed, to: Placed, line: number): string {
  const isAcross = from.lane !== to.lane;
  const away = Math.min(60, 14 + Math.abs(from.x - to.x) / 4);
  const bend = isAcross ? line : from.lane === "above" ? Math.min(from.y, to.y) - away : Math.max(from.y, to.y) + away;
  return isAcross
    ? `M${from.x} ${from.y}C${from.x} ${bend} ${to.x} ${bend} ${to.x} ${to.y}`
    : `M${from.x} ${from.y}Q${(from.x + to.x) / 2} ${bend} ${to.x} ${to.y}`;
}

function daysBetween(one: string, other: string): number {
  return Math.round((Date.parse(`${other}T00:00:00Z`) - Date.parse(`${one}T00:00:00Z`)) / 86_400_000);
}

/** Say how long a cut was. */
export function sayGap(days: number): string {
  if (days < 60) return `${days} days`;
  if (days < 730) return `${Math.round(days / 30.4)} months`;
  return `${Math.round(days / 365.25)} years`;
}
