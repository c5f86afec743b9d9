import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import * as standIn from "./page-schemas.ts";

interface AnySchema {
  safeParse(value: unknown): { readonly success: boolean; readonly data?: unknown };
}
type Exports = Readonly<Record<string, unknown>>;

/** The files of which the page takes something, and with it all schemas that are made there. */
const FILES = [
  () => import("../../../model/src/api/contract.ts"),
  () => import("../../../model/src/api/problem.ts"),
  () => import("../../../model/src/calls/rtt.ts"),
  () => import("../../../model/src/conference/events.ts"),
  () => import("../../../model/src/ids/matrix-id.ts"),
  () => import("../../../model/src/installation/agency.ts"),
  () => import("../../../model/src/push/config.ts"),
  () => import("../../../model/src/roles/roles.ts"),
] as const;

const TIME = "2026-11-27T20:15:00.5+01:00";
const service = {
  libraryUrl: "/lib.js",
  serviceUrl: "wss://meet.example.org/xmpp",
  boshUrl: "/bosh",
  domain: "meet",
  mucDomain: "rooms.meet",
  focusDomain: "focus.meet",
  focusUserJid: "focus@auth.meet",
};
const openIdToken = {
  access_token: "secret",
  token_type: "Bearer",
  matrix_server_name: "example.org",
  expires_in: 3600,
};

/** Right answers, from which wrong ones are made. */
const SAMPLES: readonly unknown[] = [
  openIdToken,
  service,
  { openIdToken, deviceId: "ABC" },
  {
    service,
    conferenceName: "abc",
    token: "t",
    expiresAt: TIME,
    iceServers: [{ urls: ["turn:example.org"], username: "u", credential: "c" }],
    user: { id: "@anna:example.org", displayName: "Anna", role: "moderator" },
  },
  {
    type: "urn:plenum:problem:forbidden",
    title: "No",
    status: 403,
    code: "forbidden",
    retryAfter: 3,
  },
  {
    type: "chat.plenum.rtt",
    line: 1,
    seq: 2,
    edits: [
      { at: 0, insert: "a" },
      { at: 1, erase: 1 },
    ],
  },
  { type: "chat.plenum.rtt", line: 1, seq: 2, text: "Guten Tag", caption: true, done: true },
  { kind: "lecture", title: "Haushalt", starts_at: TIME, locks: { audio: true } },
  {
    application: "m.call",
    call_id: "",
    scope: "m.room",
    device_id: "A",
    created_ts: 1,
    expires: 2,
    focus_active: { type: "jitsi" },
    foci_preferred: [{ type: "jitsi", more: 1 }],
  },
  { name: "Amt", defaultLanguage: "de", switches: { typing: false } },
  { title: " Runde ", kind: "meeting", invite: ["@anna:example.org"], externalKey: "1" },
  { label: "", expiresAt: TIME, maxUses: 3, role: "guest" },
  { applicationServerKey: "k", gatewayUrl: " https://push.example.org/\n " },
  "@anna:example.org",
  "!room:example.org",
  "moderator",
];

const anything = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, "", 0, -1, 1.5, true, [], {}, TIME, Number.NaN),
  fc.constantFrom<unknown>("2026-02-29T00:00:00Z", "2026-11-27T24:00:00Z", "2026-11-27T10:00Z"),
  fc.constantFrom<unknown>("@a:b", "@:b", "!x", "guest", "a".repeat(300), "https://a b/", "data:,"),
  fc.jsonValue(),
);

/** A right answer in which something was changed, left out or added. */
function spoilt(sample: unknown): fc.Arbitrary<unknown> {
  if (typeof sample !== "object" || sample === null) return fc.oneof(fc.constant(sample), anything);
  const names = Object.keys(sample);
  return fc
    .record({ name: fc.constantFrom(...names, "constructor", "more"), how: fc.nat(3), anything })
    .chain(({ name, how, anything: other }) => {
      const inner: unknown = Reflect.get(sample, name);
      const put = (value: unknown): unknown =>
        Array.isArray(sample)
          ? sample.map((one: unknown, at) => (String(at) === name ? value : one))
          : { ...sample, [name]: value };
      if (how === 0) return fc.constant(sample);
      if (how === 1) return fc.constant(put(other));
      if (how === 2) {
        const rest = Object.entries(sample).filter(([one]) => one !== name);
        return fc.constant(Array.isArray(sample) ? sample.slice(1) : Object.fromEntries(rest));
      }
      return spoilt(inner).map(put);
    });
}

function answerOf(schema: AnySchema, value: unknown): unknown {
  const { success, data } = schema.safeParse(value);
  return success ? { data } : "refused";
}

/** Both where they differ. `toStrictEqual` takes a field named `constructor` for the type of what is around it. */
function differenceOf(ours: unknown, zods: unknown): readonly unknown[] | undefined {
  return isDeepStrictEqual(ours, zods) ? undefined : [ours, zods];
}

function isSchema(value: unknown): value is AnySchema {
  return typeof value === "object" && value !== null && "safeParse" in value;
}

/** As the call makes its own. */
function make(lib: typeof z): AnySchema {
  return lib.object({
    begin: lib
      .partialRecord(
        lib.enum(["direct", "room"]),
        lib.object({ camera: lib.boolean().optional().catch(undefined) }),
      )
      .catch({}),
    list: lib.array(lib.string()).max(3).catch([]),
    either: lib.union([
      lib.object({ text: lib.string() }).transform(({ text }) => text.length),
      lib.object({ partial: lib.string() }),
    ]),
    by: lib.record(lib.string(), lib.object({ muted: lib.boolean().default(false) })),
  });
}

let pairs: readonly (readonly [name: string, zods: AnySchema, ours: AnySchema])[] = [];

beforeAll(async () => {
  const real: readonly Exports[] = await Promise.all(FILES.map((load) => load()));
  vi.resetModules();
  vi.doMock("zod", () => ({ z: standIn }));
  const stoodIn: readonly Exports[] = await Promise.all(FILES.map((load) => load()));
  vi.doUnmock("zod");
  pairs = real.flatMap((exports, at) =>
    Object.entries(exports).flatMap(([name, schema]) => {
      const ours = stoodIn[at]?.[name];
      return isSchema(schema) && isSchema(ours) ? [[name, schema, ours] as const] : [];
    }),
  );
});

describe("schemas on the page", { timeout: 60_000 }, () => {
  it("give the answers that zod gives, to right and to wrong values", () => {
    expect(pairs.length).toBeGreaterThan(20);
    expect(pairs.filter(([, zods, ours]) => zods.constructor === ours.constructor)).toEqual([]);
    const values = fc.constantFrom(...SAMPLES).chain(spoilt);
    fc.assert(
      fc.property(values, (value) => {
        for (const [name, zods, ours] of pairs) {
          expect([name, differenceOf(answerOf(ours, value), answerOf(zods, value))]).toEqual([
            name,
            undefined,
          ]);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("take each sample for what it is", () => {
    for (const sample of SAMPLES) {
      const taken = pairs.filter(([, , ours]) => ours.safeParse(sample).success);
      expect({ sample, taken: taken.length > 0 }).toEqual({ sample, taken: true });
    }
  });

  it("have the methods that the call's own schemas use", () => {
    const ours = make(standIn as unknown as typeof z);
    const zods = make(z);
    const sample = {
      begin: { room: { camera: true } },
      list: ["a"],
      either: { text: "four" },
      by: { one: { muted: true }, two: {} },
    };
    fc.assert(
      fc.property(spoilt(sample), (value) => {
        expect(differenceOf(answerOf(ours, value), answerOf(zods, value))).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  });

  it("make no prototypes of what somebody names so", () => {
    const raw: unknown = JSON.parse('{"__proto__": {"muted": true}, "one": {"muted": false}}');
    const schema = standIn.record(standIn.string(), standIn.object({ muted: standIn.boolean() }));
    const result = schema.parse(raw);
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(result).toEqual({ one: { muted: false } });
  });

  it("throw where zod throws", () => {
    expect(() => standIn.string().parse(1)).toThrow("Not what was expected");
  });
});
