// The ledger counts code points, a browser counts UTF-16 units: every cut of a text goes through here.

/** Half-open, in code points. */
export type Span = readonly [number, number];

export interface Mark {
  span: Span;
  /** Whose mark it is; a piece under several marks names them all. */
  id: string;
  kind: string;
}

export interface Piece {
  text: string;
  start: number;
  marks: readonly Mark[];
}

/** Cut a text at every border of a mark. Marks may overlap; what reaches beyond the text is cut off. */
export function pieces(text: string, marks: readonly Mark[], from = 0): Piece[] {
  const points = Array.from(text);
  const end = from + points.length;
  const inside = marks.filter(({ span }) => span[0] < end && span[1] > from && span[0] < span[1]);
  const cuts = new Set([from, end]);
  for (const { span } of inside) {
    cuts.add(Math.max(from, span[0]));
    cuts.add(Math.min(end, span[1]));
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((start, index) => {
    const stop = sorted[index + 1] as number;
    return {
      text: points.slice(start - from, stop - from).join(""),
      start,
      marks: inside.filter(({ span }) => span[0] <= start && span[1] >= stop),
    };
  });
}

export function cut(text: string, [start, end]: Span): string {
  return Array.from(text).slice(start, end).join("");
}

/** The place of a browser's selection inside an element as a span of its text, none when nothing is selected. */
export function selected(within: HTMLElement): Span | null {
  const selection = getSelection();
  if (selection === null || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!within.contains(range.commonAncestorContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(within);
  before.setEnd(range.startContainer, range.startOffset);
  const start = Array.from(before.toString()).length;
  return [start, start + Array.from(range.toString()).length];
}
