import { EventShieldReason } from "matrix-js-sdk/lib/crypto-api/index.js";
import { describe, expect, it } from "vitest";
import type { MessageDoubt } from "../contract.ts";
import { doubtOf, type MessageOrigin } from "./doubt.ts";

const ORDINARY: MessageOrigin = {
  isMessage: true,
  local: false,
  own: false,
  roomEncrypted: true,
  before: false,
  encrypted: true,
  reason: null,
  senderConfirmed: false,
};
const clear = { encrypted: false };
const because = (reason: EventShieldReason) => ({ reason });
const {
  VERIFICATION_VIOLATION,
  MISMATCHED_SENDER,
  UNSIGNED_DEVICE,
  UNVERIFIED_IDENTITY,
  UNKNOWN_DEVICE,
  AUTHENTICITY_NOT_GUARANTEED,
  UNKNOWN,
} = EventShieldReason;

describe("what a reader is told of a message", () => {
  it.each<[string, Partial<MessageOrigin>, MessageDoubt | undefined]>([
    ["nothing, if it came as it should", {}, undefined],
    ["that it was not encrypted, where all others are", clear, "unencrypted"],
    ["nothing, if nothing is encrypted there", { ...clear, roomEncrypted: false }, undefined],
    ["nothing, if encryption came later", { ...clear, before: true }, undefined],
    ["nothing of what the room itself says", { ...clear, isMessage: false }, undefined],
    ["nothing while it is being sent", { ...clear, local: true }, undefined],
    [
      "that the confirmed sender has other keys now",
      because(VERIFICATION_VIOLATION),
      "changed-keys",
    ],
    ["that somebody else's device has written it", because(MISMATCHED_SENDER), "other-sender"],
    [
      "that the device is not the confirmed sender's",
      { ...because(UNSIGNED_DEVICE), senderConfirmed: true },
      "unconfirmed-device",
    ],
    [
      "nothing of a device of one's own, of which the settings tell",
      { ...because(UNSIGNED_DEVICE), senderConfirmed: true, own: true },
      undefined,
    ],
    ["nothing, if the sender was never confirmed anyway", because(UNSIGNED_DEVICE), undefined],
    ["nothing, if nobody has compared keys", because(UNVERIFIED_IDENTITY), undefined],
    ["nothing, if the device is gone since", because(UNKNOWN_DEVICE), undefined],
    [
      "without a warning, that the key came from the backup",
      because(AUTHENTICITY_NOT_GUARANTEED),
      "handed-on-key",
    ],
    [
      "the same of what one has written oneself on another device",
      { ...because(AUTHENTICITY_NOT_GUARANTEED), own: true, senderConfirmed: true },
      "handed-on-key",
    ],
    ["nothing, if the library does not know why", because(UNKNOWN), undefined],
  ])("%s", (_story, parts, expected) => {
    expect(doubtOf({ ...ORDINARY, ...parts })).toBe(expected);
  });
});
