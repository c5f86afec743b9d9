import { describe, expect, it } from "vitest";
import { answerWithPassword } from "./password.ts";

const refusal = (httpStatus: number, data: unknown): Error =>
  Object.assign(new Error("refused"), { httpStatus, data });

describe("a request that the server wants confirmed", () => {
  it("goes through where the server asks for nothing", async () => {
    const asked: unknown[] = [];
    const answer = await answerWithPassword("@anna:x", undefined, async (auth) => {
      asked.push(auth);
      return "done";
    });
    expect([answer, asked]).toEqual(["done", [null]]);
  });

  it("is made again with the password and the server's own session", async () => {
    const asked: unknown[] = [];
    await answerWithPassword("@anna:x", "geheim", async (auth) => {
      asked.push(auth);
      if (auth === null) throw refusal(401, { session: "s1", flows: [] });
    });
    expect(asked).toEqual([
      null,
      {
        type: "m.login.password",
        identifier: { type: "m.id.user", user: "@anna:x" },
        password: "geheim",
        session: "s1",
      },
    ]);
  });

  it.each([
    ["no password at hand", undefined, refusal(401, { session: "s1" }), "password-needed"],
    ["a wrong password", "falsch", refusal(401, { session: "s1" }), "wrong-password"],
  ])("%s", async (_story, password, error, code) => {
    await expect(
      answerWithPassword("@anna:x", password, async () => {
        throw error;
      }),
    ).rejects.toMatchObject({ code });
  });

  it.each([
    ["a refusal for another reason", refusal(403, {})],
    ["a 401 without a session, as for a token that has run out", refusal(401, { errcode: "X" })],
    ["a session that is none", refusal(401, { session: { a: 1 } })],
  ])("%s stays what it is", async (_story, error) => {
    await expect(
      answerWithPassword("@anna:x", "geheim", async () => {
        throw error;
      }),
    ).rejects.toBe(error);
  });
});
