import { describe, expect, it } from "vitest";
import { ApiError } from "../api/problem-error.ts";
import { actOnMember, type MemberActBody } from "./act-on-member.ts";

const BEN = "@ben:a.example";

/** Runs an act and tells which way it took. */
async function ways(isConference: boolean, body: MemberActBody, problem?: ApiError) {
  const taken: unknown[] = [];
  const note =
    (name: string) =>
    (...all: unknown[]): Promise<void> => {
      taken.push([name, ...all]);
      return Promise.resolve();
    };
  const run = actOnMember(
    {
      api: {
        authorised: ({ path, body: sent }) => {
          taken.push([path, sent]);
          return problem === undefined
            ? Promise.resolve(undefined as never)
            : Promise.reject(problem);
        },
      },
      work: () =>
        Promise.resolve({
          remove: note("remove"),
          ban: note("ban"),
          unban: note("unban"),
          setRole: note("setRole"),
        }),
      roomId: "!room",
      isConference,
    },
    body,
  );
  const failure = await run.then(
    () => undefined,
    (error: unknown) => error,
  );
  return { taken, failure };
}

const ENDPOINT = "/api/v1/conferences/!room/moderation";

describe("an act on a person", () => {
  it.each<[MemberActBody, unknown[]]>([
    [{ act: "remove", userId: BEN, reason: "x" }, ["remove", "!room", BEN, "x"]],
    [{ act: "ban", userId: BEN }, ["ban", "!room", BEN, undefined]],
    [{ act: "unban", userId: BEN }, ["unban", "!room", BEN]],
    [{ act: "change-role", userId: BEN, role: "presenter" }, ["setRole", "!room", BEN, 50]],
  ])("%o: by the endpoint in a conference room, else by Matrix", async (body, matrix) => {
    expect(await ways(true, body)).toEqual({ taken: [[ENDPOINT, body]], failure: undefined });
    expect(await ways(false, body)).toEqual({ taken: [matrix], failure: undefined });
  });

  it("goes by Matrix in a conference room of another agency", async () => {
    const { taken } = await ways(
      true,
      { act: "unban", userId: BEN },
      new ApiError("not-a-conference"),
    );
    expect(taken).toEqual([
      [ENDPOINT, { act: "unban", userId: BEN }],
      ["unban", "!room", BEN],
    ]);
  });

  it("that is refused is not tried another way", async () => {
    const refused = new ApiError("forbidden");
    const { taken, failure } = await ways(true, { act: "ban", userId: BEN }, refused);
    expect(taken).toHaveLength(1);
    expect(failure).toBe(refused);
  });
});
