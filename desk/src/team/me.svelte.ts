// Who looks, and what they may do: what the server would refuse has no button and no key.
import type { Scope } from "./roles";

class Me {
  name = $state("");
  scopes = $state.raw<readonly Scope[]>([]);

  may(scope: Scope): boolean {
    return this.scopes.includes(scope);
  }

  /** Your own decisions you may take back; those of others a reviewer may. */
  mayUndo(by: string): boolean {
    return this.may("review") || (this.may("code") && by === this.name);
  }
}

export const me = new Me();
