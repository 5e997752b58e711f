// Calls to the desk's own server, typed by its OpenAPI description (schema.d.ts is generated from it).
import type { paths } from "./schema";

type Ok<T> = T extends { responses: { 200: { content: { "application/json": infer R } } } } ? R : unknown;
type Having<M extends string> = { [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never }[keyof paths];
type BodyOf<T> = T extends { requestBody: { content: { "application/json": infer B } } } ? B : unknown;

/** What GET of a path answers. */
export type Got<P extends Having<"get">> = Ok<paths[P]["get"]>;
export type Posted<P extends Having<"post">> = Ok<paths[P]["post"]>;
/** What POST of a path takes. */
export type Sent<P extends Having<"post">> = BodyOf<paths[P]["post"]>;
export type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Call {
  /** Values for the {names} of the path. */
  path?: Readonly<Record<string, string>>;
  query?: Fields;
  signal?: AbortSignal;
}

/** What the server refused, in its words; `body` is all that it said. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly hint: string,
    readonly body: unknown,
  ) {
    super(message);
  }
}

export function get<P extends Having<"get">>(path: P, call: Call = {}): Promise<Got<P>> {
  return send("GET", path, call) as Promise<Got<P>>;
}

export function post<P extends Having<"post">>(path: P, body: Sent<P>, call: Call = {}): Promise<Posted<P>> {
  return send("POST", path, call, body) as Promise<Posted<P>>;
}

export function patch<P extends Having<"patch">>(path: P, body: BodyOf<paths[P]["patch"]>, call: Call = {}): Promise<Ok<paths[P]["patch"]>> {
  return send("PATCH", path, call, body) as Promise<Ok<paths[P]["patch"]>>;
}

export function remove<P extends Having<"delete">>(path: P, call: Call = {}): Promise<Ok<paths[P]["delete"]>> {
  return send("DELETE", path, call) as Promise<Ok<paths[P]["delete"]>>;
}

/** End the session of a team's member. */
export async function leave(): Promise<void> {
  await remove("/api/session");
}

/** The address behind a path, for links that download. */
export function address(path: string, { path: names = {}, query = {} }: Call = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(names[name] ?? ""));
  const given = Object.entries(query).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return search === "" ? filled : `${filled}?${search}`;
}

/** No form of another site can send this header; a team's server asks for its CSRF token beside it. */
function headers(method: string): HeadersInit {
  if (method === "GET") return { Accept: "application/json" };
  const token = /(?:^|;\s*)fogline_csrf=([^;]+)/.exec(document.cookie)?.[1];
  return {
    Accept: "application/json",
    "Content-Type": "application/json",
    "X-Fogline": "1",
    ...(token === undefined ? {} : { "X-CSRF-Token": decodeURIComponent(token) }),
  };
}

async function send(method: string, path: string, call: Call, body?: unknown): Promise<unknown> {
  const answer = await fetch(address(path, call), {
    method,
    headers: headers(method),
    body: body === undefined ? null : JSON.stringify(body),
    signal: call.signal ?? null,
    credentials: "same-origin",
  }).catch((error: unknown) => {
    if (error instanceof DOMException) throw error;
    throw new Refused(0, "the desk's server does not answer", "is `fogline serve` still running?", null);
  });
  const isJson = answer.headers.get("content-type")?.includes("json") ?? false;
  const said: unknown = isJson ? await answer.json() : await answer.text();
  if (answer.ok) return said;
  const { error = `answered ${answer.status}`, hint = "" } = (isJson ? said : {}) as { error?: string; hint?: string };
  throw new Refused(answer.status, error, hint, said);
}
