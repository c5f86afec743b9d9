import { controlWishSchema, type ControlStanding, type ControlWishBody } from "@plenum/model";
import {
  array,
  assert,
  boolean,
  constantFrom,
  dictionary,
  property,
  record,
  shuffledSubarray,
} from "fast-check";
import { describe, expect, it } from "vitest";
import { planOf, treatmentUnder, UNMODERATED, type Change, type Present } from "./plan.ts";

const PEOPLE = ["@anna:a.example", "@ben:a.example", "@cem:a.example", "@dora:a.example"] as const;
const [ANNA, BEN, CEM] = PEOPLE;
const ALL = { audio: true, video: true, desktop: true };

function wishOf(body: ControlWishBody = {}) {
  return controlWishSchema.parse(body);
}

function newcomer(userId: string, tokenRole: ControlStanding["role"] = "participant"): Present {
  return {
    endpointId: userId,
    userId,
    tokenRole,
    treatment: {
      standing: { role: tokenRole, ...ALL },
      hidden: false,
      moderation: UNMODERATED,
    },
  };
}

function apply(people: readonly Present[], changes: readonly Change[]): Present[] {
  const byId = new Map(changes.map((change) => [change.endpointId, change]));
  return people.map((person) => ({
    ...person,
    treatment: byId.get(person.endpointId)?.treatment ?? person.treatment,
  }));
}

describe("from a wish to what has to happen", () => {
  const meeting = [newcomer(ANNA, "moderator"), newcomer(BEN), newcomer(CEM, "guest")];

  it("is nothing where nothing is wished", () => {
    expect(planOf(wishOf(), meeting)).toEqual([]);
  });

  it.each<[string, ControlWishBody, Record<string, Partial<Change>>]>([
    [
      "microphones are locked: all but the moderator fall silent",
      { locks: { audio: true } },
      {
        [BEN]: { silenced: ["audio"], moderated: ["audio"], rightsChanged: true },
        [CEM]: { silenced: ["audio"], moderated: ["audio"], rightsChanged: true },
        // A moderator is told of the lock, and that it does not concern her.
        [ANNA]: { silenced: [], moderated: ["audio"], rightsChanged: false },
      },
    ],
    [
      "one person loses the microphone, nobody else hears of it",
      { participants: { [BEN]: { role: "participant", ...ALL, audio: false } } },
      { [BEN]: { silenced: ["audio"], moderated: ["audio"], roleChanged: false } },
    ],
    [
      "somebody is made moderator and may unmute nobody by that",
      { participants: { [BEN]: { role: "moderator", ...ALL } } },
      { [BEN]: { roleChanged: true, rightsChanged: false, silenced: [] } },
    ],
    [
      "a lecture: who is not on the stage is silent and unseen",
      { mode: "stage", stage: [CEM] },
      {
        [ANNA]: { hiddenChanged: false, silenced: [] },
        [BEN]: { hiddenChanged: true, silenced: ["audio", "video", "desktop"] },
        [CEM]: { hiddenChanged: false, silenced: [], rightsChanged: false },
      },
    ],
    [
      "a question in a lecture: the right to speak is enough to be seen",
      {
        mode: "stage",
        participants: { [BEN]: { role: "participant", audio: true, video: false, desktop: false } },
      },
      { [BEN]: { hiddenChanged: false, silenced: ["video", "desktop"] } },
    ],
  ])("%s", (_story, body, expected) => {
    const changes = planOf(wishOf(body), meeting);
    for (const [id, part] of Object.entries(expected)) {
      expect(changes.find(({ endpointId }) => endpointId === id)).toMatchObject(part);
    }
  });
});

const standing = record({
  role: constantFrom("moderator", "presenter", "participant", "guest"),
  audio: boolean(),
  video: boolean(),
  desktop: boolean(),
});
const wishes = record({
  mode: constantFrom("meeting", "stage"),
  stage: shuffledSubarray([...PEOPLE]),
  locks: record({ audio: boolean(), video: boolean(), desktop: boolean(), chat: boolean() }),
  participants: dictionary(constantFrom(...PEOPLE), standing),
}).map((body) => wishOf(body as ControlWishBody));
const crowd = array(
  record({
    userId: constantFrom(...PEOPLE),
    role: constantFrom("moderator", "participant", "guest"),
  }),
  { maxLength: 8 },
).map((people) =>
  people.map(({ userId, role }, index) => ({
    ...newcomer(userId, role as ControlStanding["role"]),
    endpointId: `${index}`,
  })),
);

describe("a wish", () => {
  it("put twice changes nothing the second time", () => {
    assert(
      property(wishes, crowd, (wish, people) => {
        const after = apply(people, planOf(wish, people));
        expect(planOf(wish, after)).toEqual([]);
      }),
    );
  });

  it("counts alone, whatever was wished before, and in whatever order people stand", () => {
    assert(
      property(array(wishes, { maxLength: 4 }), wishes, crowd, (earlier, last, people) => {
        let detour = people.toReversed();
        for (const wish of earlier) detour = apply(detour, planOf(wish, detour));
        detour = apply(detour, planOf(last, detour).toReversed());
        for (const person of detour) {
          expect(person.treatment).toEqual(treatmentUnder(last, person.userId, person.tokenRole));
        }
      }),
    );
  });

  it("hides nobody who may send, and silences nobody who could not", () => {
    assert(
      property(wishes, crowd, (wish, people) => {
        for (const { treatment } of apply(people, planOf(wish, people))) {
          const { audio, video, desktop } = treatment.standing;
          expect(treatment.hidden && (audio || video || desktop)).toBe(false);
        }
        const after = apply(people, planOf(wish, people));
        for (const change of planOf(wishOf(), after)) {
          for (const kind of change.silenced) {
            const before = after.find(({ endpointId }) => endpointId === change.endpointId);
            expect(before?.treatment.standing[kind]).toBe(true);
          }
        }
      }),
    );
  });
});
