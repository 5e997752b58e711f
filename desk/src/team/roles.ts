// The roles and scopes that the server knows, in its own words.
import type { Got } from "../api/client";

export type Role = Got<"/api/accounts">["rows"][number]["role"];
export type Scope = Got<"/api/tokens">["rows"][number]["scopes"][number];

export const ROLES: readonly Role[] = ["reader", "coder", "reviewer", "admin"];

export const SCOPES: Readonly<Record<Scope, string>> = {
  read: "look",
  export: "take files away",
  code: "decide about claims and names",
  ask: "ask questions and forecasts",
  review: "decide about incidents, sign off, settle questions",
  admin: "keep accounts",
};
