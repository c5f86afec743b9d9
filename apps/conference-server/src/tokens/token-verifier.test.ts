import { SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, it } from "vitest";
import { TokenVerifier } from "./token-verifier.ts";

const SECRET = "a secret of thirty-two characters";
const NOW = Date.UTC(2026, 10, 22, 12);
const SECONDS = NOW / 1_000;
const settings = {
  issuer: "plenum",
  audience: "jitsi",
  secret: SECRET,
  domain: "meet.example.org",
};
const verifier = new TokenVerifier(settings, () => NOW);

const user = { id: "@anna:example.org", name: "Anna Beispiel", moderator: true, device: "ABC" };
const claims = {
  iss: "plenum",
  aud: "jitsi",
  sub: "meet.example.org",
  room: "efbt4",
  iat: SECONDS,
  exp: SECONDS + 300,
  context: { user },
};

async function sign(content: object, secret = SECRET, algorithm = "HS256"): Promise<string> {
  return new SignJWT({ ...content })
    .setProtectedHeader({ alg: algorithm })
    .sign(new TextEncoder().encode(secret));
}

describe("a conference token", () => {
  it("says who comes in and where", async () => {
    expect(await verifier.verify(await sign(claims))).toEqual({
      ok: true,
      identity: {
        userId: user.id,
        displayName: user.name,
        role: "moderator",
        deviceId: "ABC",
        room: "efbt4",
        issuedAt: SECONDS,
        expiresAt: SECONDS + 300,
      },
    });
  });

  it.each([
    ["none at all", "token-missing", async () => null],
    ["an empty one", "token-missing", async () => ""],
    ["nonsense", "token-invalid", async () => "abc.def.ghi"],
    ["a very long one", "token-invalid", async () => "a".repeat(10_000)],
    ["another secret", "token-invalid", async () => sign(claims, "x".repeat(32))],
    ["another algorithm", "token-invalid", async () => sign(claims, SECRET, "HS384")],
    ["no signature", "token-invalid", async () => new UnsecuredJWT({ ...claims }).encode()],
    ["another issuer", "token-invalid", async () => sign({ ...claims, iss: "other" })],
    ["another audience", "token-invalid", async () => sign({ ...claims, aud: "other" })],
    ["another domain", "token-invalid", async () => sign({ ...claims, sub: "other" })],
    ["a wildcard as room", "token-invalid", async () => sign({ ...claims, room: "*" })],
    ["a room in upper case", "token-invalid", async () => sign({ ...claims, room: "EFBT4" })],
    ["no room", "token-invalid", async () => sign({ ...claims, room: undefined })],
    ["no expiry", "token-invalid", async () => sign({ ...claims, exp: undefined })],
    ["no time of issue", "token-invalid", async () => sign({ ...claims, iat: undefined })],
    ["no person", "token-invalid", async () => sign({ ...claims, context: {} })],
    ["a time that is over", "token-expired", async () => sign({ ...claims, exp: SECONDS - 60 })],
  ])("is refused with %s", async (_what, problem, token) => {
    expect(await verifier.verify(await token())).toEqual({ ok: false, problem });
  });

  it("cannot end other people's streams with its name", async () => {
    const name = "An\u0001na\ud800 \u{1f44b}";
    const result = await verifier.verify(
      await sign({ ...claims, context: { user: { ...user, name } } }),
    );
    expect(result).toMatchObject({ ok: true, identity: { displayName: "Anna \u{1f44b}" } });
  });

  it("still resumes a call when its time is over, but nothing else is forgiven", async () => {
    const over = { ...claims, iat: SECONDS - 3_600, exp: SECONDS - 3_300 };
    const resume = { ignoreExpiry: true };
    expect(await verifier.verify(await sign(over), resume)).toMatchObject({ ok: true });
    expect(await verifier.verify(await sign(over, "x".repeat(32)), resume)).toMatchObject({
      ok: false,
      problem: "token-invalid",
    });
  });
});
