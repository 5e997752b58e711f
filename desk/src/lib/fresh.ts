import { live } from "../api/live.svelte";
import { deciding } from "./deciding.svelte";

/** Read inside an effect: it runs again when this page or anybody else has decided something. */
export function fresh(): number {
  return live.changes + deciding.made;
}
