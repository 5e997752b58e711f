// The objects of the outlook by short names, from the server's description.
import type { components } from "../api/schema";

type Schemas = components["schemas"];
export type Preview = Schemas["QuestionPreview"];
/** Odds as they are given, and as they are kept. */
export type OddsGiven = Preview["odds"];
export type Kept = Schemas["Kept"];
export type Board = Schemas["BoardSeen"];
export type Speaking = Schemas["Speaking"];
export type Scores = Schemas["Scores"];
export type ForecastSeen = Schemas["ForecastSeen"];
export type SeriesShown = Schemas["SeriesShown"];
