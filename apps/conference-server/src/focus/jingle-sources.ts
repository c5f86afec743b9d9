import { randomBytes } from "node:crypto";
import type { MediaKind, Source } from "../media/protocol.ts";
import { el, type Element } from "../xml/build.ts";
import { NS } from "../xmpp/namespaces.ts";

/** A source as its owner signalled it: what the media side needs, and the msid for the others. */
export interface SignalledSource {
  readonly name: string;
  readonly kind: MediaKind;
  readonly msid: string;
  readonly videoType: "camera" | "desktop";
  /** Primary SSRCs, lowest simulcast layer first. */
  readonly ssrcs: readonly number[];
  readonly rtx: Readonly<Record<number, number>>;
}

const MAX_SOURCES = 12;
/** What may go into other people's SDP: no line breaks, nothing that could end a line. */
const SAFE_MSID = /^[\w.:{}+/=-]{1,128}(?: [\w.:{}+/=-]{1,128})?$/;

interface RawSource {
  readonly ssrc: number;
  readonly name: string | undefined;
  readonly msid: string;
  readonly videoType: "camera" | "desktop";
}

/**
 * Reads the sources of a `session-accept`, `source-add` or `source-remove`. Sources without a usable
 * msid are left out (nobody could show them), as are names that belong to another endpoint.
 */
export function parseSources(jingle: Element, endpoint: string): SignalledSource[] {
  const result: SignalledSource[] = [];
  for (const content of jingle.getChildren("content")) {
    const description = content.getChild("description", NS.rtp);
    const media = description?.attrs["media"] ?? content.attrs["name"];
    if (description === undefined || (media !== "audio" && media !== "video")) continue;
    result.push(...parseDescription(description, media, endpoint));
  }
  return result.slice(0, MAX_SOURCES);
}

/** All SSRCs that a jingle element names: what a `source-remove` takes away. */
export function parseSsrcs(jingle: Element): Set<number> {
  const result = new Set<number>();
  for (const content of jingle.getChildren("content")) {
    const description = content.getChild("description", NS.rtp);
    for (const source of description?.getChildren("source", NS.ssma) ?? []) {
      const ssrc = parseSsrc(source.attrs["ssrc"]);
      if (ssrc !== null) result.add(ssrc);
    }
  }
  return result;
}

/** Every SSRC that a source occupies, RTX included. */
export function ssrcsOf(source: SignalledSource): number[] {
  return [...source.ssrcs, ...Object.values(source.rtx)];
}

/**
 * The sources of an endpoint after a `source-add`. The npm build of the library calls every added
 * video source `…-v0` although its presence says `…-v1`; a name that another stream has already is
 * therefore counted on.
 */
export function mergeSources(
  existing: readonly SignalledSource[],
  added: readonly SignalledSource[],
): SignalledSource[] {
  const result = [...existing];
  for (const source of added) {
    const same = result.findIndex((old) => old.kind === source.kind && old.msid === source.msid);
    if (same !== -1) {
      result[same] = { ...source, name: result[same]?.name ?? source.name };
      continue;
    }
    const taken = new Set(result.map(({ name }) => name));
    result.push({ ...source, name: freeName(source.name, taken) });
  }
  return result.slice(0, MAX_SOURCES);
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  const stem = name.replace(/\d+$/, "");
  for (let index = 0; ; index += 1) {
    if (!taken.has(`${stem}${index}`)) return `${stem}${index}`;
  }
}

function parseDescription(
  description: Element,
  kind: MediaKind,
  endpoint: string,
): SignalledSource[] {
  const byName = new Map<string, RawSource[]>();
  let unnamed = 0;
  const names = new Map<string, string>();
  for (const raw of rawSources(description)) {
    let name = raw.name;
    if (name === undefined) {
      // Builds without source names: one source per msid, numbered in their order.
      name = names.get(raw.msid) ?? `${endpoint}-${kind === "audio" ? "a" : "v"}${unnamed++}`;
      names.set(raw.msid, name);
    }
    if (!isOwnName(name, endpoint, kind)) continue;
    byName.set(name, [...(byName.get(name) ?? []), raw]);
  }
  const groups = parseGroups(description);
  return [...byName].map(([name, raws]) => assemble(name, kind, raws, groups));
}

function rawSources(description: Element): RawSource[] {
  const result: RawSource[] = [];
  for (const source of description.getChildren("source", NS.ssma)) {
    const ssrc = parseSsrc(source.attrs["ssrc"]);
    const msid = source
      .getChildren("parameter")
      .find((parameter) => parameter.attrs["name"] === "msid")?.attrs["value"];
    if (ssrc === null || msid === undefined || !SAFE_MSID.test(msid)) continue;
    const desktop = source.attrs["videoType"] === "desktop";
    result.push({
      ssrc,
      name: source.attrs["name"],
      msid,
      videoType: desktop ? "desktop" : "camera",
    });
  }
  return result;
}

interface Group {
  readonly semantics: string;
  readonly ssrcs: readonly number[];
}

function parseGroups(description: Element): Group[] {
  return description.getChildren("ssrc-group", NS.ssma).map((group) => ({
    semantics: group.attrs["semantics"] ?? "",
    ssrcs: group
      .getChildren("source")
      .map((source) => parseSsrc(source.attrs["ssrc"]))
      .filter((ssrc) => ssrc !== null),
  }));
}

function assemble(
  name: string,
  kind: MediaKind,
  raws: readonly RawSource[],
  groups: readonly Group[],
): SignalledSource {
  const own = new Set(raws.map((raw) => raw.ssrc));
  const rtx: Record<number, number> = {};
  for (const { semantics, ssrcs } of groups) {
    const [primary, repair] = ssrcs;
    if (semantics !== "FID" || primary === undefined || repair === undefined) continue;
    if (own.has(primary) && own.has(repair)) rtx[primary] = repair;
  }
  const repairs = new Set(Object.values(rtx));
  const layers = groups.find(
    (group) => group.semantics === "SIM" && group.ssrcs.some((ssrc) => own.has(ssrc)),
  );
  const primaries = layers?.ssrcs.filter((ssrc) => own.has(ssrc));
  return {
    name,
    kind,
    msid: raws[0]?.msid ?? "",
    videoType: raws[0]?.videoType ?? "camera",
    ssrcs: primaries ?? [...own].filter((ssrc) => !repairs.has(ssrc)),
    rtx,
  };
}

function isOwnName(name: string, endpoint: string, kind: MediaKind): boolean {
  const [owner, index, ...rest] = name.split("-");
  const letter = kind === "audio" ? "a" : "v";
  return (
    owner === endpoint && rest.length === 0 && new RegExp(`^${letter}\\d{1,2}$`).test(index ?? "")
  );
}

function parseSsrc(text: string | undefined): number | null {
  if (text === undefined || !/^\d{1,10}$/.test(text)) return null;
  const value = Number(text);
  return value > 0 && value < 2 ** 32 ? value : null;
}

/**
 * A source as receivers are shown it: the lowest layer's SSRC and its RTX. The media router puts
 * whichever layer it chooses onto these.
 */
export interface ShownSource {
  readonly name: string;
  readonly kind: MediaKind;
  readonly msid: string;
  readonly videoType: "camera" | "desktop";
  /** Address of the owner in the room. */
  readonly owner: string;
  readonly ssrc: number;
  readonly rtxSsrc: number | undefined;
}

export function shownSource(source: SignalledSource, owner: string): ShownSource | null {
  const ssrc = source.ssrcs[0];
  if (ssrc === undefined) return null;
  const { name, kind, msid, videoType } = source;
  return { name, kind, msid, videoType, owner, ssrc, rtxSsrc: source.rtx[ssrc] };
}

/** `<source>` and `<ssrc-group>` elements for a description of this kind. */
export function sourceElements(sources: readonly ShownSource[], kind: MediaKind): Element[] {
  const result: Element[] = [];
  for (const source of sources) {
    if (source.kind !== kind) continue;
    result.push(sourceElement(source, source.ssrc));
    if (source.rtxSsrc === undefined) continue;
    result.push(
      sourceElement(source, source.rtxSsrc),
      el(
        "ssrc-group",
        { xmlns: NS.ssma, semantics: "FID" },
        el("source", { xmlns: NS.ssma, ssrc: source.ssrc }),
        el("source", { xmlns: NS.ssma, ssrc: source.rtxSsrc }),
      ),
    );
  }
  return result;
}

function sourceElement(source: ShownSource, ssrc: number): Element {
  return el(
    "source",
    {
      xmlns: NS.ssma,
      ssrc,
      name: source.name,
      videoType: source.videoType === "desktop" ? "desktop" : undefined,
    },
    el("parameter", { name: "msid", value: source.msid }),
    el("ssrc-info", { xmlns: NS.jitmeet, owner: source.owner }),
  );
}

/** The source in the words of the media side. */
export function mediaSource(
  source: SignalledSource,
  announced:
    | { readonly muted: boolean; readonly videoType: "camera" | "desktop" | undefined }
    | undefined,
): Source {
  const { name, kind, ssrcs, rtx } = source;
  const videoType = kind === "audio" ? "none" : (announced?.videoType ?? source.videoType);
  return { name, kind, ssrcs, rtx, videoType, muted: announced?.muted ?? false };
}

/** Whether two descriptions would look the same to a receiver. */
export function sameSource(a: ShownSource, b: ShownSource): boolean {
  return (
    a.name === b.name &&
    a.ssrc === b.ssrc &&
    a.rtxSsrc === b.rtxSsrc &&
    a.msid === b.msid &&
    a.videoType === b.videoType
  );
}

/** Sources of the bridge itself, which the library expects first in each section. */
export function placeholderSources(): ShownSource[] {
  return (["video", "audio"] as const).map((kind) => ({
    name: kind === "video" ? "jvb-v0" : "jvb-a0",
    kind,
    msid: `mixedmslabel mixedlabel${kind}0`,
    videoType: "camera",
    owner: "jvb",
    ssrc: randomBytes(4).readUInt32BE() || 1,
    rtxSsrc: undefined,
  }));
}
