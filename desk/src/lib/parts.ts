// A claim taken apart: each field with its value in words, the words of the report that gave it, and how it is corrected.
import type { Claim } from "../api/types";
import type { Span } from "./spans";
import { linkName } from "./claims";
import { TYPES } from "./types";
import { say, sayInterval, sayRange, STANCES } from "./words";

export type Toll = NonNullable<Claim["event"]>["tolls"][number];

/** How a field is set: one of some words, a line of text, or a range of numbers. */
export type Editor =
  | { kind: "choice"; choices: readonly string[]; value: string }
  | { kind: "line"; value: string; help: string }
  | { kind: "toll"; value: Toll };

export interface Part {
  /** Its path in the contract, as a decision names it; null where it is only shown. */
  path: string | null;
  label: string;
  words: string;
  /** What gave it, in the report; null where it follows from something else. */
  span: Span | null;
  kind: "sayer" | "stance" | "event" | "party" | "place" | "time" | "toll" | "evidence";
  editor: Editor | null;
}

const POLARITIES = ["affirmed", "negated"];
const CERTAINTIES = ["stated", "hedged", "unconfirmed"];
const TENSES = ["past", "ongoing", "future", "habitual", "hypothetical"];

export function partsOf(claim: Claim): Part[] {
  const { chain, event, stance, polarity, certainty } = claim;
  const last = chain.at(-1);
  const parts: Part[] = [
    {
      path: "sayer", label: "sayer", words: chain.map(linkName).join(" → "), span: span(last?.span), kind: "sayer",
      editor: line(last?.sayer, "the name of whoever vouches"),
    },
    choice("stance", say(stance), stance, STANCES, span(last?.cue), "stance"),
    choice("polarity", polarity, polarity, POLARITIES, null, "stance"),
    choice("certainty", certainty, certainty, CERTAINTIES, null, "stance"),
    choice("type", say(event?.type) || "none", event?.type ?? "", TYPES, span(event?.trigger), "event"),
  ];
  if (event) {
    parts.push(
      choice("tense", event.tense, event.tense, TENSES, null, "event"),
      party("initiator", event.initiator),
      party("target", event.target),
      {
        path: "places", label: "place", words: event.places.map(({ name }) => name).join(", ") || "none", span: span(event.places[0]?.span),
        kind: "place", editor: line(event.places[0]?.name, "a place that the gazetteer knows"),
      },
      {
        path: "time", label: "time", words: event.time ? sayInterval(event.time.earliest, event.time.latest) : "none", span: span(event.time?.span),
        kind: "time", editor: line(event.time?.earliest?.slice(0, 10), "1982-05-04, or 1982-05-04 to 1982-05-06"),
      },
      ...event.tolls.map(
        (toll, index): Part => ({
          path: `event.tolls.${index}`, label: say(toll.item ?? toll.measure),
          words: [sayRange(toll.low, toll.high), toll.party?.name ?? "", toll.group === "unknown" ? "" : say(toll.group)].filter(Boolean).join(" · "),
          span: span(toll.span), kind: "toll", editor: { kind: "toll", value: toll },
        }),
      ),
    );
  }
  parts.push(
    ...claim.evidence.map((one): Part => ({
      path: null, label: "evidence", words: say(one.kind), span: span(one.span), kind: "evidence", editor: null,
    })),
  );
  return parts;
}

function party(path: "initiator" | "target", held: NonNullable<Claim["event"]>["initiator"]): Part {
  const from = held?.corrected_from ? ` (written: ${held.corrected_from})` : "";
  return {
    path, label: path, words: held ? `${held.name}${from}` : "none", span: span(held?.span), kind: "party",
    editor: line(held?.name, "a name or an alias of the registry, or any other name"),
  };
}

function choice(path: string, words: string, value: string, choices: readonly string[], at: Span | null, kind: Part["kind"]): Part {
  return { path, label: path, words, span: at, kind, editor: { kind: "choice", choices, value } };
}

function line(value: string | null | undefined, help: string): Editor {
  return { kind: "line", value: value ?? "", help };
}

function span(held: readonly number[] | null | undefined): Span | null {
  return held ? [held[0] as number, held[1] as number] : null;
}
