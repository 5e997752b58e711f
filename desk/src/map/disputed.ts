// Say which lines of the base map are disputed, and which names of it are put otherwise.

export type Box = readonly [west: number, south: number, east: number, north: number];

interface Dispute {
  /** The two units on either side, by their names in the boundary file; one alone stands for all its borders. */
  between: readonly [string] | readonly [string, string];
  /** The part of the line that is meant, where it is not the whole. */
  box?: Box;
  what: string;
}

/** No complete list: the lines that a reader of the news is likely to meet. */
export const DISPUTES: readonly Dispute[] = [
  { between: ["Russia", "Ukraine"], box: [32, 44, 37.5, 46.6], what: "Crimea" },
  { between: ["India", "Pakistan"], box: [73, 32.4, 78, 37.2], what: "Kashmir, the line of control" },
  { between: ["India", "China"], box: [77, 31, 81, 36.6], what: "Aksai Chin" },
  { between: ["India", "China"], box: [91, 26.5, 98, 30], what: "Arunachal Pradesh" },
  { between: ["Siachen Glacier"], what: "Siachen Glacier" },
  { between: ["Morocco", "W. Sahara"], what: "Western Sahara" },
  { between: ["Israel", "Palestine"], what: "the green line" },
  { between: ["Israel", "Syria"], what: "the Golan Heights" },
  { between: ["N. Cyprus"], what: "the green line of Cyprus" },
  { between: ["Kosovo"], what: "Kosovo" },
  { between: ["Somaliland"], what: "Somaliland" },
  { between: ["Sudan", "S. Sudan"], box: [26.5, 9, 29.6, 10.7], what: "Abyei" },
  { between: ["Egypt", "Sudan"], box: [33, 21.5, 37.5, 23], what: "the Halaib triangle" },
  { between: ["North Korea", "South Korea"], what: "the military demarcation line" },
  { between: ["Guyana", "Venezuela"], what: "Essequibo" },
];

/** Names of the boundary file that have changed since, are cut short there, or name one side of a dispute only. */
const NAMES: Readonly<Record<string, string>> = {
  "Central African Rep.": "Central African Republic",
  "Dem. Rep. Congo": "DR Congo",
  "Falkland Is.": "Falkland Islands (Malvinas)",
  Macedonia: "North Macedonia",
  "N. Cyprus": "Northern Cyprus",
  "S. Sudan": "South Sudan",
  "W. Sahara": "Western Sahara",
  eSwatini: "Eswatini",
};

export function nameOf(country: string): string {
  return NAMES[country] ?? country;
}

/** Return the disputes over the border of two units. */
export function disputesOf(one: string, other: string): readonly Dispute[] {
  return DISPUTES.filter(({ between: [first, second] }) =>
    second === undefined
      ? first === one || first === other
      : (first === one && second === other) || (first === other && second === one),
  );
}
