// Bring numbers and months to pixels, and choose the numbers that an axis names.

/** Return a function that brings a domain to a range, evenly. */
export function linear([low, high]: readonly [number, number], [from, to]: readonly [number, number]): (value: number) => number {
  const span = high - low || 1;
  return (value) => from + ((value - low) / span) * (to - from);
}

/** Return round numbers from 0 to at least `most`, `about` so many. */
export function ticks(most: number, about = 4): number[] {
  const rough = Math.max(most, 1e-9) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough)!;
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** Return a month, "YYYY-MM", as a number that grows by one a month. */
export function monthNumber(period: string): number {
  return Number(period.slice(0, 4)) * 12 + Number(period.slice(5, 7)) - 1;
}

/** Return the path through points; it is broken where there is none. */
export function pathOf(points: readonly (readonly [number, number] | null)[]): string {
  let isOpen = false;
  let path = "";
  for (const point of points) {
    if (point !== null) path += `${isOpen ? "L" : "M"}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
    isOpen = point !== null;
  }
  return path;
}

/** Return the outlines of a band, one for each run of months that have both bounds. */
export function bandOf(bounds: readonly (readonly [x: number, low: number, high: number] | null)[]): string {
  let path = "";
  let run: (readonly [number, number, number])[] = [];
  const close = () => {
    if (run.length) {
      const there = run.map(([x, low]) => `${x.toFixed(1)} ${low.toFixed(1)}`);
      const back = run.toReversed().map(([x, , high]) => `${x.toFixed(1)} ${high.toFixed(1)}`);
      path += `M${[...there, ...back].join("L")}Z`;
    }
    run = [];
  };
  for (const bound of bounds) {
    if (bound === null) close();
    else run.push(bound);
  }
  close();
  return path;
}

/** A probability as people say it; never 0 or 100 where it is neither. */
export function percent(probability: number): string {
  const whole = Math.round(probability * 100);
  if (whole === 0 && probability > 0) return "below 1 %";
  if (whole === 100 && probability < 1) return "above 99 %";
  return `${whole} %`;
}
