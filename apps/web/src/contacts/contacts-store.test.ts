import type { AccountData } from "@plenum/matrix";
import { addPerson, CONTACTS_TYPE, createGroup, setFavouritePerson } from "@plenum/model";
import { describe, expect, it } from "vitest";
import { ContactsStore } from "./contacts-store.ts";

const ANNA = "@anna:amt.de";
const JONAS = "@jonas:amt.de";

/** The account on the server, and two devices whose news from it come when `deliver` is called. */
function account(start?: unknown) {
  let stored = start;
  const devices: { content: unknown; listeners: Set<() => void> }[] = [];
  let refuses = false;
  const device = (): AccountData => {
    const own = { content: stored, listeners: new Set<() => void>() };
    devices.push(own);
    return {
      of: (type) => ({
        get: () => (type === CONTACTS_TYPE ? own.content : undefined),
        subscribe: (listener) => {
          if (type === CONTACTS_TYPE) own.listeners.add(listener);
          return () => own.listeners.delete(listener);
        },
      }),
      async set(_type, content) {
        await Promise.resolve();
        if (refuses) throw new Error("refused");
        stored = JSON.parse(JSON.stringify(content));
      },
    };
  };
  const deliver = async (): Promise<void> => {
    for (let round = 0; round < 3; round += 1) {
      for (const own of devices) {
        own.content = stored;
        for (const listener of own.listeners) listener();
      }
      await Promise.resolve();
      await Promise.resolve();
    }
  };
  return {
    device,
    deliver,
    stored: () => stored,
    refuse: () => {
      refuses = true;
    },
  };
}

describe("the contact list of an account", () => {
  it("changed on two devices in the same moment keeps both changes, on both", async () => {
    const server = account();
    const office = new ContactsStore(server.device());
    const home = new ContactsStore(server.device());
    await Promise.all([
      office.edit(createGroup("g", "Referat"), addPerson(ANNA, "g")),
      home.edit(setFavouritePerson(JONAS, true)),
    ]);
    await server.deliver();
    for (const { view } of [office.get(), home.get(), new ContactsStore(server.device()).get()]) {
      expect(view.groups).toEqual([{ id: "g", name: "Referat", people: [ANNA] }]);
      expect(view.favourites).toEqual([JONAS]);
    }
  });

  it("is shown at once, and as before when the server refuses", async () => {
    const server = account();
    const store = new ContactsStore(server.device());
    server.refuse();
    const edit = store.edit(addPerson(ANNA));
    expect(store.get().view.others).toEqual([ANNA]);
    await expect(edit).rejects.toThrow("refused");
    expect(store.get().view.others).toEqual([]);
  });

  it("that another client has damaged is left alone", async () => {
    const server = account({ version: 1, people: "none" });
    const store = new ContactsStore(server.device());
    expect(store.get()).toMatchObject({ unreadable: true });
    await store.edit(addPerson(ANNA));
    expect(server.stored()).toEqual({ version: 1, people: "none" });
  });
});
