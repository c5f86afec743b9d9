import { describe, expect, it } from "vitest";
import { invitationText, spokenPin } from "./invitation.ts";

const labels = { when: "Wann", where: "Wo", join: "Teilnehmen", phone: "Telefon", pin: "PIN" };

describe("an invitation to copy", () => {
  it("says everything that there is", () => {
    const text = invitationText(
      {
        title: "Jour fixe",
        description: "Bitte Zahlen mitbringen.\n",
        places: ["Raum 1", "Raum 2"],
        joinUrl: "https://amt.example/room/1",
        dialIn: { numbers: [{ country: "DE", number: "+49 30 1234" }], pin: "123456789" },
      },
      { when: "Dienstag, 1. Dezember, 09:30–10:15", repeats: "Jede Woche am Dienstag", labels },
    );
    expect(text.split("\n")).toEqual([
      "Jour fixe",
      "Wann: Dienstag, 1. Dezember, 09:30–10:15",
      "Jede Woche am Dienstag",
      "Wo: Raum 1, Raum 2",
      "",
      "Teilnehmen: https://amt.example/room/1",
      "Telefon: +49 30 1234 (DE)",
      "PIN: 123 456 789",
      "",
      "Bitte Zahlen mitbringen.",
    ]);
  });

  it("leaves out what there is not", () => {
    const text = invitationText(
      { title: "Jour fixe", description: "", places: [] },
      { when: "morgen", repeats: undefined, labels },
    );
    expect(text).toBe("Jour fixe\nWann: morgen");
  });

  it.each([
    ["1234", "1234"],
    ["12345", "123 45"],
    ["123456", "123 456"],
    ["1234567", "123 4567"],
    ["123456789012", "123 456 789 012"],
  ])("the PIN %s is read out as %s", (pin, spoken) => {
    expect(spokenPin(pin)).toBe(spoken);
  });
});
