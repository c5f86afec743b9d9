import { randomBytes } from "node:crypto";
import { conferenceRoomName, joinResponseSchema, type JoinResponse } from "@plenum/model";
import { jwtVerify } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { problemCode, Stack, type Answer, type Person } from "../testing/stack.ts";

let stack: Stack;
let anna: Person;
let bernd: Person;
beforeAll(async () => {
  stack = await Stack.open();
  anna = await stack.colleague("Anna \u202ESchmidt");
  bernd = await stack.colleague("Bernd Vogel");
});

async function join(roomId: string, person: Person): Promise<Answer> {
  return stack.ask("POST", `/api/v1/conferences/${encodeURIComponent(roomId)}/join`, {
    body: { deviceId: person.deviceId, openIdToken: await stack.openIdToken(person) },
  });
}

async function joined(roomId: string, person: Person): Promise<JoinResponse> {
  const answer = await join(roomId, person);
  expect(answer.status).toBe(200);
  return joinResponseSchema.parse(answer.body);
}

describe("joining the call of a room", () => {
  it("gives a token for this room, this person and some minutes", async () => {
    const roomId = await stack.room(anna, [bernd]);
    const answer = await joined(roomId, anna);
    expect(answer.conferenceName).toBe(conferenceRoomName(roomId));
    expect(answer.user).toEqual({
      id: anna.userId,
      displayName: "Anna Schmidt",
      role: "moderator",
    });
    const { payload } = await jwtVerify(
      answer.token,
      new TextEncoder().encode(stack.config.conference.tokenSecret),
      {
        issuer: stack.config.conference.tokenIssuer,
        audience: stack.config.conference.tokenAudience,
        subject: stack.config.conference.domain,
      },
    );
    expect(payload["room"]).toBe(conferenceRoomName(roomId));
    expect(payload["context"]).toEqual({
      user: {
        id: anna.userId,
        name: "Anna Schmidt",
        moderator: true,
        guest: false,
        role: "moderator",
        device: anna.deviceId,
      },
    });
    const life = (payload.exp ?? 0) - (payload.iat ?? 0);
    expect(life).toBe(stack.config.conference.tokenLifetime);
  });

  it("takes the role from the room, at every join anew", async () => {
    const roomId = await stack.room(anna, [bernd]);
    expect((await joined(roomId, bernd)).user.role).toBe("participant");
    const path = `/rooms/${encodeURIComponent(roomId)}/state/m.room.power_levels/`;
    const levels = (await stack.matrix(anna, "GET", path)).body;
    for (const [level, role] of [
      [50, "presenter"],
      [100, "moderator"],
    ] as const) {
      const changed = { ...(levels as object), users: { [bernd.userId]: level } };
      expect((await stack.matrix(anna, "PUT", path, changed)).status).toBe(200);
      expect((await joined(roomId, bernd)).user.role).toBe(role);
    }
  });

  it("works in an encrypted direct message, where the bot is not", async () => {
    const roomId = await stack.room(anna, [bernd], {
      preset: "trusted_private_chat",
      is_direct: true,
      initial_state: [
        {
          type: "m.room.encryption",
          state_key: "",
          content: { algorithm: "m.megolm.v1.aes-sha2" },
        },
      ],
    });
    expect((await joined(roomId, bernd)).user.role).toBe("moderator");
  });

  it("works with a session instead of an identity in the body", async () => {
    const roomId = await stack.room(anna);
    const answer = await stack.ask(
      "POST",
      `/api/v1/conferences/${encodeURIComponent(roomId)}/join`,
      { bearer: await stack.session(anna), body: { deviceId: anna.deviceId } },
    );
    expect(answer.status).toBe(200);
  });

  it("is refused to everybody outside: invited, removed, banned, never there", async () => {
    const roomId = await stack.room(anna, [bernd]);
    const clara = await stack.colleague();
    expect(problemCode(await join(roomId, clara))).toBe("not-a-member");
    const room = `/rooms/${encodeURIComponent(roomId)}`;
    await stack.matrix(anna, "POST", `${room}/invite`, { user_id: clara.userId });
    expect(problemCode(await join(roomId, clara))).toBe("not-a-member");
    await joined(roomId, bernd);
    await stack.matrix(anna, "POST", `${room}/kick`, { user_id: bernd.userId });
    expect(problemCode(await join(roomId, bernd))).toBe("not-a-member");
    await stack.joinRoom(clara, roomId);
    await joined(roomId, clara);
    await stack.matrix(anna, "POST", `${room}/ban`, { user_id: clara.userId });
    expect(problemCode(await join(roomId, clara))).toBe("not-a-member");
  });

  it("says that a room is gone", async () => {
    const answer = await join(`!${randomBytes(16).toString("base64url")}`, anna);
    expect([answer.status, problemCode(answer)]).toEqual([410, "room-gone"]);
  });
});

describe("proof of identity", () => {
  it.each([
    ["a token that nobody gave out", { access_token: "made-up" }],
    ["another server that is not trusted", { matrix_server_name: "elsewhere.example" }],
    ["a server name that is a property of every object", { matrix_server_name: "constructor" }],
    ["a server name that tries to be a URL", { matrix_server_name: "localhost/../x?" }],
  ])("refuses %s", async (_story, change) => {
    const token = { ...(await stack.openIdToken(anna)), ...change };
    const answer = await stack.ask("POST", "/api/v1/sessions", { body: { openIdToken: token } });
    expect([answer.status, problemCode(answer)]).toEqual([401, "unauthorised"]);
  });

  it("refuses a session token that was changed, or signed for something else", async () => {
    const roomId = await stack.room(anna);
    const call = await joined(roomId, anna);
    const session = await stack.session(anna);
    for (const bearer of [`${session}x`, `${session.slice(0, -6)}AAAAAA`, call.token, "x.y.z"]) {
      const answer = await stack.ask("GET", "/api/v1/conferences", { bearer });
      expect(problemCode(answer)).toBe("unauthorised");
    }
  });

  it("refuses two identities in one request", async () => {
    const roomId = await stack.room(anna);
    const answer = await stack.ask(
      "POST",
      `/api/v1/conferences/${encodeURIComponent(roomId)}/join`,
      {
        bearer: await stack.session(bernd),
        body: { deviceId: "D", openIdToken: await stack.openIdToken(anna) },
      },
    );
    expect(problemCode(answer)).toBe("unauthorised");
  });
});
