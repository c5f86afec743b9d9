import type { Server } from "node:http";
import express from "express";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ApiProblem } from "../../http/api-problem.ts";
import type { StoredMeeting } from "../../meetings/meeting-row.ts";
import { oldLinkPage, type OldLinkPage } from "./page.ts";
import { oldLinks } from "./router.ts";
import { linkInPath, OLD_LINK_PATH, targetOf, type BehindLink } from "./target.ts";

const NOW = "2027-02-01T08:00:00Z";
const HOST = "meet.land.example";

function meeting(change: Partial<StoredMeeting> & { readonly start?: string } = {}): StoredMeeting {
  const { start = "2027-03-01T09:30", ...rest } = change;
  return {
    id: "00000000-0000-4000-8000-000000000001",
    organiser: "@anna:a.example",
    fields: {
      title: "Jour fixe",
      description: "",
      kind: "meeting",
      encrypted: true,
      lobby: false,
      start,
      minutes: 60,
      timeZone: "Europe/Berlin",
      places: [],
      reminder: 10,
    },
    exceptions: [],
    version: 1,
    cancelled: false,
    cancelReason: "",
    provisioningId: undefined,
    roomId: "!room",
    ownRoom: true,
    settledVersion: 1,
    attempts: 0,
    changedAt: new Date(NOW),
    ...rest,
  };
}

function behind(each: StoredMeeting | undefined, day?: string, approved = true): BehindLink {
  return { meeting: each, approved, day };
}

describe("an old address leads", () => {
  it.each<[string, readonly BehindLink[], ReturnType<typeof targetOf>]>([
    ["into the room of its meeting", [behind(meeting())], { roomId: "!room" }],
    [
      "into the room of the one that comes next",
      [
        behind(meeting({ roomId: "!later", start: "2027-05-01T09:30" })),
        behind(meeting({ roomId: "!past", start: "2027-01-01T09:30" })),
        behind(meeting({ roomId: "!next", start: "2027-02-01T09:30" })),
      ],
      { roomId: "!next" },
    ],
    [
      "into the room also when it is over",
      [behind(meeting({ start: "2027-01-01T09:30" }))],
      { roomId: "!room" },
    ],
    [
      "to a moment of waiting while the room is made",
      [behind(meeting({ roomId: undefined }))],
      { kind: "soon" },
    ],
    ["to word of its end", [behind(meeting({ cancelled: true }))], { kind: "cancelled" }],
    [
      "to the day on which its organiser moves",
      [behind(undefined, "2027-02-02", false)],
      { kind: "not-moved", day: "2027-02-02" },
    ],
    [
      "to no day that has passed",
      [behind(undefined, "2027-01-31", false)],
      { kind: "not-moved", day: undefined },
    ],
    ["nowhere where nobody knows it", [], { kind: "not-moved", day: undefined }],
    [
      "nowhere where its meeting was forgotten",
      [behind(undefined, "2027-02-02")],
      { kind: "not-moved", day: undefined },
    ],
  ])("%s", (_story, found, target) => {
    expect(targetOf(found, NOW)).toEqual(target);
  });
});

describe("the path that the proxy hands on", () => {
  it.each([
    [`${HOST}/anna.schmidt/7QX2KD4M`, "land.example"],
    [`${HOST}/anna.schmidt/7QX2KD4M?sl=1`, "land.example"],
    [`${HOST}/anna%2Eschmidt/7qx2kd4m/`, "land.example"],
    ["lync.anderswo.example/land.example/meet/anna.schmidt/7QX2KD4M", "land.example"],
    [`${HOST}/../anna/7QX2KD4M`, "land.example"],
    ["/evil.example/anna/7QX2KD4M", undefined],
    [`${HOST}@evil.example/anna/7QX2KD4M`, undefined],
    [`${HOST}:99/anna/7QX2KD4M`, undefined],
    [`${HOST}/%2e%2e/%2e%2e/7QX2KD4M`, undefined],
    [`${HOST}/anna%0d%0aSet-Cookie:x/7QX2KD4M`, undefined],
    [`${HOST}/%ff/7QX2KD4M`, undefined],
    [`${HOST}/`, undefined],
    ["", undefined],
  ])("%j", (rest, domain) => {
    expect(linkInPath(`${OLD_LINK_PATH}${rest}`)?.domain).toBe(domain);
  });
});

describe("the page", () => {
  const kinds: readonly OldLinkPage[] = [
    { kind: "not-moved", day: "2027-02-02" },
    { kind: "soon" },
    { kind: "cancelled" },
    { kind: "too-many" },
    { kind: "trouble" },
  ];
  it.each(kinds)(
    "says $kind in both languages, with a language, a title and one heading",
    (kind) => {
      const [german, english] = (["de", "en"] as const).map(
        (language) => oldLinkPage(kind, language, 'Amt <b>"A" & Co').html,
      );
      expect(german).toContain('<html lang="de">');
      expect(english).toContain('<html lang="en">');
      for (const html of [german, english]) {
        expect(html?.match(/<h1>/g)).toHaveLength(1);
        expect(html).toContain("Amt &lt;b>&quot;A&quot; &amp; Co".replace("b>", "b&gt;"));
        expect(html).not.toMatch(/undefined|<script/);
      }
      expect(german).not.toBe(english);
    },
  );

  it("names the day in words", () => {
    expect(oldLinkPage({ kind: "not-moved", day: "2027-02-02" }, "de", "A").html).toContain(
      "wechselt am 2. Februar 2027 zu Plenum",
    );
  });
});

describe("over HTTP", () => {
  let server: Server;
  let base = "";
  let failures = 0;
  let away = false;
  beforeAll(async () => {
    const app = express();
    const found = new Map([
      ["MOVED1", [behind(meeting({ roomId: "!a/b?c:d" }))]],
      ["KNOWN1", [behind(undefined, "2999-02-02", false)]],
    ]);
    app.use(
      oldLinks({
        config: {
          publicUrl: "https://plenum.a.example",
          agency: { name: "Amt A", defaultLanguage: "de" },
        },
        store: {
          behind: ({ id }) =>
            away ? Promise.reject(new Error("away")) : Promise.resolve(found.get(id) ?? []),
        },
        attempts: {
          ensureAllowed: () =>
            failures > 5 ? Promise.reject(new ApiProblem("too-many-attempts")) : Promise.resolve(),
          failed: () => {
            failures += 1;
            return Promise.resolve();
          },
        },
        log: pino({ level: "silent" }),
      }),
    );
    await new Promise<void>((resolve) => {
      server = app.listen(0, "127.0.0.1", () => resolve());
    });
    const address = server.address();
    base =
      typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "";
  });
  afterAll(() => {
    server.close();
  });

  async function open(path: string, language = "de-DE,de;q=0.9,en;q=0.8") {
    const response = await fetch(`${base}${OLD_LINK_PATH}${path}`, {
      redirect: "manual",
      headers: { "accept-language": language, connection: "close" },
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  it("a meeting that is here is reached with one redirect, to our own address alone", async () => {
    const { status, headers } = await open(`${HOST}/anna/MOVED1?next=https://evil.example`);
    expect(status).toBe(302);
    expect(headers.get("location")).toBe("https://plenum.a.example/room/!a%2Fb%3Fc%3Ad");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(failures).toBe(0);
  });

  it("what waits for its organiser costs nobody an attempt", async () => {
    const { status, text } = await open(`${HOST}/anna/KNOWN1`);
    expect([status, failures]).toEqual([404, 0]);
    expect(text).toContain("2. Februar 2999");
  });

  it.each([
    ["de-DE,de;q=0.9,en;q=0.8", "de"],
    ["en-GB,en;q=0.9,de;q=0.5", "en"],
    ["fr", "de"],
    ["*", "de"],
  ])("a reader of %s gets a page in %s", async (accepted, language) => {
    const { status, headers, text } = await open(`${HOST}/anna/NOBODY`, accepted);
    expect(status).toBe(404);
    expect(headers.get("content-language")).toBe(language);
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(text).toContain(`<html lang="${language}">`);
  });

  it("an address that is none is as unknown as any other, and nothing of it is repeated", async () => {
    const [none, unknown] = [
      await open(`${HOST}/%3Cscript%3Ealert(1)%3C/script%3E`),
      await open(`${HOST}/anna/NOBODY`),
    ];
    expect(none.status).toBe(404);
    expect(none.text).toBe(unknown.text);
  });

  it("whoever tries many is stopped, with a page", async () => {
    failures = 6;
    const { status, headers } = await open(`${HOST}/anna/MOVED1`);
    expect(status).toBe(429);
    expect(headers.get("retry-after")).toBe("300");
    failures = 0;
  });

  it("trouble of ours is no fault of the link", async () => {
    away = true;
    expect((await open(`${HOST}/anna/MOVED1`)).status).toBe(503);
    away = false;
  });
});
