// The field's words as people read them, and the mark that stands beside each.
export const MARKS: Readonly<Record<string, string>> = {
  asserted: "●", denied: "✕", admitted: "◆", confirmed: "✓", accused: "▸", claimed_responsibility: "◆",
  denied_responsibility: "✕", warned: "△", threatened: "▲", predicted: "→", promised: "→", demanded: "!",
  refused: "⊘", questioned: "?", assessed: "≈",
  single: "·", corroborated: "‖", contested: "⇄", conceded: "◆", discounted: "⊘",
};

export const STANCES = [
  "asserted", "denied", "admitted", "confirmed", "accused", "claimed_responsibility", "denied_responsibility",
  "warned", "threatened", "predicted", "promised", "demanded", "refused", "questioned", "assessed",
] as const;

export const STATUSES = ["single", "corroborated", "contested", "conceded", "discounted"] as const;

/** A key of a vocabulary as words. */
export function say(key: string | null | undefined): string {
  return (key ?? "").replaceAll("_", " ");
}

/** A number range as the sources leave it: open ends stay open, unknown is never 0. */
export function sayRange(low: number | null | undefined, high: number | null | undefined): string {
  if (low == null && high == null) return "unknown";
  if (low == null) return `up to ${number(high as number)}`;
  if (high == null) return `${number(low)} or more`;
  return low === high ? number(low) : `${number(low)}–${number(high)}`;
}

export function number(value: number): string {
  return value.toLocaleString("en");
}

/** A day of an ISO 8601 string, written so that nobody mixes up month and day. */
export function sayDay(iso: string | null | undefined): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? "");
  if (found === null) return iso ?? "";
  return `${Number(found[3])} ${MONTHS[Number(found[2]) - 1]} ${found[1]}`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** An interval [earliest, latest): one day, or from a day to the last day inside. */
export function sayInterval(earliest: string | null | undefined, latest: string | null | undefined): string {
  if (!earliest) return latest ? `before ${sayDay(latest)}` : "time unknown";
  if (!latest) return `from ${sayDay(earliest)}`;
  const last = new Date(`${latest.slice(0, 10)}T00:00:00Z`);
  if (latest.length <= 10) last.setUTCDate(last.getUTCDate() - 1);
  const to = Number.isNaN(last.getTime()) ? latest.slice(0, 10) : last.toISOString().slice(0, 10);
  return to <= earliest.slice(0, 10) ? sayDay(earliest) : `${sayDay(earliest)} – ${sayDay(to)}`;
}
