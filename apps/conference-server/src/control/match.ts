import { CONTROL_ROUTES, PARAMETERS, type ControlRoute } from "./routes.ts";

/** A request's route and the parameters of its path, or why there is none. */
export type Match =
  | { readonly route: ControlRoute; readonly parameters: Readonly<Record<string, string>> }
  | "not-found"
  | "method-not-allowed"
  | "invalid";

/** Finds the operation that a request asks for. Parameters are percent-encoded, each one segment. */
export function matchControl(method: string | undefined, pathname: string): Match {
  const given = pathname.split("/");
  let known = false;
  for (const route of CONTROL_ROUTES) {
    const parameters = segments(route.path.split("/"), given);
    if (parameters === null) continue;
    known = true;
    if (route.method !== method) continue;
    return valid(parameters) ? { route, parameters } : "invalid";
  }
  return known ? "method-not-allowed" : "not-found";
}

function segments(
  pattern: readonly string[],
  given: readonly string[],
): Record<string, string> | null {
  if (pattern.length !== given.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    const value = given[index] ?? "";
    if (name === undefined && part !== value) return null;
    if (name !== undefined) parameters[name] = decode(value);
  }
  return parameters;
}

/** Nothing for what cannot be decoded, which no parameter may be. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

function valid(parameters: Readonly<Record<string, string>>): boolean {
  return Object.entries(parameters).every(
    ([name, value]) => PARAMETERS[name]?.safeParse(value).success === true,
  );
}
