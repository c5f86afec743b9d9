/**
 * Builds of early 2022 announce every local video source as `<endpoint>-v0`, so that a shared
 * screen takes the name of the camera. The stream ids that they write beside it do count
 * (`<endpoint>-video-1-…`), and a name that is already there is left alone: so the right one is
 * put there before. In later builds this changes nothing, since both say the same.
 */

interface SsrcLine {
  readonly id: unknown;
  readonly attribute: string;
  readonly value: string;
}

const MENDED = Symbol.for("plenum.source-names");
const METHOD = "_injectSourceNames";

function property(value: unknown, key: string | symbol): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function isLine(value: unknown): value is SsrcLine {
  return typeof property(value, "attribute") === "string";
}

/** The lines `a=ssrc:… name:…` that the library would get wrong. Pure; for tests on its own. */
export function namesOf(lines: readonly SsrcLine[], endpoint: string): readonly SsrcLine[] {
  const names: SsrcLine[] = [];
  for (const { id, attribute, value } of lines) {
    if (attribute !== "msid") continue;
    const index = /^[^ ]*-video-(\d+)-/.exec(value)?.[1];
    const named = lines.some((line) => line.id === id && line.attribute === "name");
    if (index === undefined || index === "0" || named) continue;
    names.push({ id, attribute: "name", value: `${endpoint}-v${index}` });
  }
  return names;
}

/**
 * Makes a build count its video sources.
 * @param mediaSession the session object that the library hands out when media starts
 */
export function mendSourceNames(mediaSession: unknown): void {
  const munger = property(property(mediaSession, "peerconnection"), "localSdpMunger");
  if (typeof munger !== "object" || munger === null) return;
  const prototype: unknown = Object.getPrototypeOf(munger);
  if (typeof prototype !== "object" || prototype === null) return;
  const original: unknown = Reflect.get(prototype, METHOD);
  if (typeof original !== "function" || Reflect.has(prototype, MENDED)) return;
  Reflect.set(prototype, MENDED, true);
  Reflect.set(prototype, METHOD, function (this: unknown, section: unknown): unknown {
    const lines = property(section, "ssrcs");
    const endpoint = property(this, "localEndpointId");
    if (Array.isArray(lines) && typeof endpoint === "string") {
      const known = lines.filter((line: unknown) => isLine(line));
      lines.push(...namesOf(known, endpoint));
    }
    return Reflect.apply(original, this, [section]);
  });
}
