import type { Pool } from "pg";
import type { InstallationConfig } from "@plenum/model";
import type { Administrators } from "../administration/administrators.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import type { ConferenceControl } from "../calls/conference-control.ts";
import type { ProvisioningStore } from "../conferences/provisioning-store.ts";
import type { Route } from "../http/route.ts";
import type { Logger } from "../logging/logger.ts";
import type { LobbyAtTheDoor } from "../lobby/guest-knocks.ts";
import type { MatrixGateway } from "../matrix/gateway.ts";
import type { RoomReader } from "../matrix/room-reader.ts";
import { AccountEntrance } from "./account-entrance.ts";
import { guestAdministratorRoutes } from "./administrator-routes.ts";
import { ColleagueNames } from "./colleague-names.ts";
import { GuestDoor } from "./door.ts";
import { guestDoorRoutes } from "./door-routes.ts";
import { GuestEndings } from "./ending.ts";
import { GuestEntrance } from "./enter.ts";
import { GuestEntryStore } from "./entry-store.ts";
import { GuestLinkRegister } from "./link-register.ts";
import { GuestLinkStore } from "./link-store.ts";
import { GuestLinks } from "./links.ts";
import { GuestPresenceStore } from "./presence-store.ts";
import { guestLinkRoutes } from "./routes.ts";

/** The parts of guests that others work with. */
export interface Guests {
  readonly entries: GuestEntryStore;
  readonly entrance: GuestEntrance;
  readonly endings: GuestEndings;
  readonly links: GuestLinks;
  readonly routes: readonly Route[];
}

/** Puts the parts of guests together. */
export function wireGuests(deps: {
  readonly config: InstallationConfig;
  readonly pool: Pool;
  readonly conferences: ProvisioningStore;
  readonly gateway: MatrixGateway;
  readonly rooms: RoomReader;
  readonly control: ConferenceControl;
  readonly audit: AuditLog;
  readonly administrators: Administrators;
  readonly lobby: LobbyAtTheDoor;
  readonly log: Logger;
}): Guests {
  const { config, pool, conferences, gateway, rooms, control, log } = deps;
  const { audit, administrators, lobby } = deps;
  const store = new GuestLinkStore(pool);
  const entries = new GuestEntryStore(pool);
  const presence = new GuestPresenceStore(pool);
  const endings = new GuestEndings({ entries, gateway, control, log });
  const names = new ColleagueNames(config, gateway);
  const entrance = new GuestEntrance({
    config,
    pool,
    links: store,
    entries,
    endings,
    gateway,
    names,
    lobby,
    log,
  });
  const accounts = new AccountEntrance({ config, entries, entrance, gateway, lobby });
  const door = new GuestDoor({ config, pool, links: store, conferences });
  const links = new GuestLinks({ config, pool, links: store, entries, endings, gateway, audit });
  return {
    entries,
    entrance,
    endings,
    links,
    routes: [
      ...guestLinkRoutes({ config, conferences, links, presence, rooms, administrators }),
      ...guestDoorRoutes({ config, door, entrance, accounts, lobby }),
      ...guestAdministratorRoutes({
        presence,
        register: new GuestLinkRegister(pool),
        administrators,
        audit,
      }),
    ],
  };
}
