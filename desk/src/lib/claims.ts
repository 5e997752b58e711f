// What a claim says, in the words of the ledger.
import type { Claim, ClaimRow } from "../api/types";
import { say } from "./words";

/** The voice that vouches, of a row; an outlet vouches by its own name. */
export function sayerOf({ sayer, sayer_kind, outlet }: Pick<ClaimRow, "sayer" | "sayer_kind" | "outlet">): string {
  return sayer ?? (sayer_kind === "outlet" ? (outlet ?? "the outlet") : say(sayer_kind));
}

export function linkName(link: Claim["chain"][number]): string {
  return link.sayer ?? say(link.kind);
}
