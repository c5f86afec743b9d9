import { describe, expect, test } from "vitest";
import {
  deriveParticipants,
  keepParticipants,
  isGuestAccount,
  type OwnFact,
  type ParticipantFact,
} from "./participants.ts";

const anna: ParticipantFact = {
  id: "aaaaaaaa",
  userId: "@anna:amt.example",
  displayName: "Anna Albrecht",
  isModerator: true,
  sources: [
    { kind: "audio", muted: false },
    { kind: "camera", muted: false },
  ],
};
const guest: ParticipantFact = {
  id: "bbbbbbbb",
  userId: "@guest-7f3a:amt.example",
  displayName: "Frau Berg",
  isModerator: false,
  sources: [{ kind: "audio", muted: true }],
};
const own: OwnFact = {
  id: "cccccccc",
  userId: "@carl:amt.example",
  displayName: "Carl Conrad",
  isModerator: false,
  microphoneOn: true,
  cameraOn: false,
  screenOn: false,
};

describe("who is in the call", () => {
  test("others come in order of arrival, oneself last", () => {
    expect(deriveParticipants([guest, anna], own, undefined).map(({ id }) => id)).toEqual([
      "bbbbbbbb",
      "aaaaaaaa",
      "cccccccc",
    ]);
  });

  test("a source that is muted, or was never there, counts as muted", () => {
    const [first, second, self] = deriveParticipants([anna, guest], own, undefined);
    expect(first).toMatchObject({ audioMuted: false, videoMuted: false, sharingScreen: false });
    expect(second).toMatchObject({ audioMuted: true, videoMuted: true });
    expect(self).toMatchObject({ audioMuted: false, videoMuted: true, isLocal: true });
  });

  test("a shared screen is not a camera, and one that was stopped is not shared", () => {
    const sharing = { ...anna, sources: [{ kind: "screen", muted: false }] } as const;
    const stopped = { ...anna, sources: [{ kind: "screen", muted: true }] } as const;
    expect(deriveParticipants([sharing], own, undefined)[0]).toMatchObject({
      sharingScreen: true,
      videoMuted: true,
    });
    expect(deriveParticipants([stopped], own, undefined)[0]?.sharingScreen).toBe(false);
  });

  test("who speaks is marked, but not with the microphone off", () => {
    expect(deriveParticipants([anna], own, anna.id)[0]?.dominant).toBe(true);
    expect(deriveParticipants([guest], own, guest.id)[0]?.dominant).toBe(false);
  });

  test("guests are told by their account, not by what they call themselves", () => {
    const [first] = deriveParticipants([{ ...guest, displayName: "Amtsleitung" }], own, undefined);
    expect(first?.isGuest).toBe(true);
    expect(isGuestAccount("@guestbook:amt.example")).toBe(false);
    expect(isGuestAccount("guest-1")).toBe(false);
    expect(isGuestAccount(undefined)).toBe(false);
  });
});

test("an unchanged list is drawn only once, and in a changed one who changed alone", () => {
  const before = deriveParticipants([anna, guest], own, undefined);
  expect(keepParticipants(before, deriveParticipants([anna, guest], own, undefined))).toBe(before);
  const speaking = keepParticipants(before, deriveParticipants([anna, guest], own, anna.id));
  expect(speaking).not.toBe(before);
  expect(speaking.map((one, index) => one === before[index])).toEqual([false, true, true]);
  const gone = keepParticipants(before, deriveParticipants([guest], own, undefined));
  expect(gone).toEqual([before[1], before[2]]);
  expect(gone[0]).toBe(before[1]);
});
