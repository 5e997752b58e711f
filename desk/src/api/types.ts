// The objects of the contract by short names, from the server's description.
import type { components } from "./schema";

type Schemas = components["schemas"];
export type Claim = Schemas["Claim"];
export type ClaimRow = Schemas["ClaimRow"];
export type AnswerSeen = Schemas["AnswerSeen"];
export type DecisionSeen = Schemas["DecisionSeen"];
export type Statement = Schemas["Statement"];
export type Incident = Schemas["Incident"];
export type TollRow = Schemas["TollRow"];
