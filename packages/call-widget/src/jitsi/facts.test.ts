import { describe, expect, test } from "vitest";
import { factOf, identityOf, parseSourceInfo, sourcesOf } from "./facts.ts";
import type { JitsiParticipant, JitsiRemoteTrack } from "./library-types.ts";

function track(name: string, more: Partial<JitsiRemoteTrack> = {}): JitsiRemoteTrack {
  return {
    getType: () => (/-a\d/.test(name) ? "audio" : "video"),
    getVideoType: () => "camera",
    isMuted: () => false,
    isLocal: () => false,
    getOriginalStream: () => null,
    getTrack: () => null,
    getSourceName: () => name,
    getParticipantId: () => "abcd1234",
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    dispose: () => undefined,
    ...more,
  };
}

function participant(more: object = {}, tracks: JitsiRemoteTrack[] = []): JitsiParticipant {
  return {
    getId: () => "abcd1234",
    getDisplayName: () => "Chef",
    isModerator: () => false,
    getTracks: () => tracks,
    ...more,
  };
}

const identity = { user: { id: "@anna:amt.example", name: "Anna Albrecht" } };

describe("who a participant is", () => {
  test("a build of 2026 is asked, one of 2022 looked into", () => {
    const whole = { userId: "@anna:amt.example", name: "Anna Albrecht" };
    expect(identityOf(participant({ getIdentity: () => identity }))).toEqual(whole);
    expect(identityOf(participant({ _identity: identity }))).toEqual(whole);
  });

  test("the name that the token vouches for wins over the self-given one", () => {
    const fact = factOf(participant({ getIdentity: () => identity }), undefined);
    expect(fact.displayName).toBe("Anna Albrecht");
    expect(factOf(participant(), undefined)).toMatchObject({ displayName: "Chef" });
  });

  test("something that is no user id is not taken for one", () => {
    expect(identityOf(participant({ _identity: { user: { id: "anna" } } }))).toEqual({});
    expect(identityOf(participant({ _identity: "anna" }))).toEqual({});
  });
});

describe("a telephone", () => {
  const jigasi = { hasFeature: (feature: string) => feature.endsWith("/jigasi") };
  test("is known by what its gateway can do, and shows no whole number", () => {
    const fact = factOf(
      participant({ ...jigasi, getDisplayName: () => "+49 30 1234567" }),
      undefined,
    );
    expect(fact).toMatchObject({ userId: "@abcd1234:phone.invalid", displayName: "…567" });
  });

  test("is nobody who has a token, whatever they say that they can do", () => {
    const fact = factOf(participant({ ...jigasi, _identity: identity }), undefined);
    expect(fact.userId).toBe("@anna:amt.example");
  });

  test("is nobody who merely has no token", () => {
    expect(factOf(participant({ hasFeature: () => false }), undefined)).not.toHaveProperty(
      "userId",
    );
  });
});

describe("what a participant sends", () => {
  const both = participant({}, [track("abcd1234-v0"), track("abcd1234-v1")]);

  test("presence says which picture is a screen, and which of them is off", () => {
    const info = parseSourceInfo({
      value: '{"abcd1234-v0":{"muted":false},"abcd1234-v1":{"muted":true,"videoType":"desktop"}}',
    });
    expect(sourcesOf(both, info).map(({ kind, muted }) => [kind, muted])).toEqual([
      ["camera", false],
      ["screen", true],
    ]);
  });

  test("where presence says nothing, the track does", () => {
    const muted = participant({}, [
      track("abcd1234-v0", { isMuted: () => true, getVideoType: () => "desktop" }),
    ]);
    expect(sourcesOf(muted, undefined)[0]).toMatchObject({ kind: "screen", muted: true });
  });

  test("a microphone is known from presence before its sound arrives", () => {
    const info = parseSourceInfo({ value: '{"abcd1234-a0":{"muted":false}}' });
    expect(factOf(participant(), info).sources).toEqual([{ kind: "audio", muted: false }]);
  });

  test.each([undefined, {}, { value: "{" }, { value: "[1]" }, { value: '{"x":1}' }])(
    "nonsense in presence (%j) says nothing",
    (node) => {
      expect(parseSourceInfo(node)).toEqual({});
    },
  );
});
