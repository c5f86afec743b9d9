import { describe, expect, test } from "vitest";
import { parsePage } from "./page-parameters.ts";

describe("the address of the call page", () => {
  test("as a Matrix client fills it in", () => {
    expect(
      parsePage(
        "?room=!abc:amt.example&user=@anna:amt.example&device=DEV&lang=en-GB&theme=dark" +
          "&widgetId=w1&parentUrl=https%3A%2F%2Fchat.amt.example%2F%23%2Froom",
        "",
        "de-DE",
      ),
    ).toEqual({
      roomId: "!abc:amt.example",
      userId: "@anna:amt.example",
      deviceId: "DEV",
      widget: { id: "w1", clientOrigin: "https://chat.amt.example" },
      language: "en",
      theme: "dark",
    });
  });

  test("variables that the client did not know stay out", () => {
    const page = parsePage(
      "?room=!abc&user=$matrix_user_id&device=$org.matrix.msc3819.matrix_device_id&lang=$lang",
      "",
      "de",
    );
    expect(page).toMatchObject({ userId: undefined, deviceId: "call-page", language: "de" });
    expect(page?.widget).toBeUndefined();
  });

  test("parameters may stand in the fragment, where servers do not log them", () => {
    expect(parsePage("", "#/?room=!abc&user=@a:b.example", "en")?.roomId).toBe("!abc");
  });

  test.each(["", "?room=", "?room=abc", "?room=$matrix_room_id"])("%j has no room", (search) => {
    expect(parsePage(search, "", "de")).toBeUndefined();
  });
});
