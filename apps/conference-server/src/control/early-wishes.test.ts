import { controlWishSchema } from "@plenum/model";
import { expect, it } from "vitest";
import { EarlyWishes } from "./early-wishes.ts";

const WISH = controlWishSchema.parse({ mode: "stage" });
const MINUTE = 60_000;

it("keeps the last wish until the conference begins, or for a quarter of an hour", () => {
  let now = 0;
  const wishes = new EarlyWishes(() => now);
  wishes.keep("one", controlWishSchema.parse({}));
  wishes.keep("one", WISH);
  wishes.keep("two", WISH);
  now = 10 * MINUTE;
  expect(wishes.take("one")).toBe(WISH);
  expect(wishes.take("one")).toBeUndefined();
  now = 15 * MINUTE;
  expect(wishes.take("two")).toBeUndefined();
});

it("does not grow without end", () => {
  const wishes = new EarlyWishes(() => 0);
  for (let index = 0; index <= 10_000; index += 1) wishes.keep(`${index}`, WISH);
  expect(wishes.take("0")).toBeUndefined();
  expect(wishes.take("10000")).toBe(WISH);
});
