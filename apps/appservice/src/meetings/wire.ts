import type { Pool } from "pg";
import type { InstallationConfig } from "@plenum/model";
import type { AuditLog } from "../audit/audit-log.ts";
import type { LifeStore } from "../conferences/life/life-store.ts";
import type { RoomEnds } from "../conferences/life/room-ends.ts";
import type { Provisioner } from "../conferences/provisioner.ts";
import type { ProvisioningStore } from "../conferences/provisioning-store.ts";
import type { TemplateStore } from "../conferences/templates/template-store.ts";
import type { GuestLinks } from "../guests/links.ts";
import type { Route } from "../http/route.ts";
import type { Logger } from "../logging/logger.ts";
import { RepeatingTask } from "../maintenance/repeating.ts";
import type { MatrixGateway } from "../matrix/gateway.ts";
import type { RoomReader } from "../matrix/room-reader.ts";
import { MeetingAccess } from "./access.ts";
import { MeetingAdoption } from "./adopt.ts";
import { CalendarFeeds } from "./feed/feed.ts";
import { feedRoute } from "./feed/route.ts";
import { MeetingGuestLinks } from "./guest-links.ts";
import { PersonKeys } from "./keys.ts";
import { MeetingMailStore } from "./mail/mail-store.ts";
import { MeetingMailSender } from "./mail/sender.ts";
import { MeetingStore } from "./meeting-store.ts";
import { Meetings } from "./meetings.ts";
import { MeetingPeopleStore } from "./people-store.ts";
import { ConferencePins } from "./phone/pins.ts";
import { phoneRoutes } from "./phone/routes.ts";
import { ReplyReceiver } from "./replies/receiver.ts";
import { RoomChoices } from "./room-choices.ts";
import { MeetingRoomEnd } from "./room-end.ts";
import { meetingRoutes } from "./routes.ts";
import { MeetingSettler } from "./settler.ts";

const SECOND = 1000;

/** The parts of meetings that the service works with. */
export interface MeetingParts {
  readonly routes: readonly Route[];
  readonly tasks: readonly RepeatingTask[];
  /** Takes over meetings of another system. */
  readonly adoption: MeetingAdoption;
  readonly access: MeetingAccess;
  /** Begins to take answers by mail. */
  start(): Promise<void>;
  /** Forgets what nobody needs any more. */
  forgetOld(): Promise<void>;
  stop(): Promise<void>;
}

/** Puts the parts of meetings together. */
export function wireMeetings(deps: {
  readonly config: InstallationConfig;
  readonly pool: Pool;
  readonly conferences: ProvisioningStore;
  readonly provisioner: Provisioner;
  readonly templates: TemplateStore;
  readonly lives: LifeStore;
  readonly ends: RoomEnds;
  readonly gateway: MatrixGateway;
  readonly rooms: RoomReader;
  readonly links: GuestLinks;
  readonly audit: AuditLog;
  readonly log: Logger;
}): MeetingParts {
  const { config, pool, rooms, log } = deps;
  const keys = new PersonKeys(config);
  const store = new MeetingStore(pool);
  const people = new MeetingPeopleStore(pool, keys);
  const mails = new MeetingMailStore(pool);
  const pins = new ConferencePins(pool, config.dialIn);
  const feeds = new CalendarFeeds(pool);
  const access = new MeetingAccess(config, rooms);
  const links = new MeetingGuestLinks({ links: deps.links, keys, people });
  const choices = new RoomChoices(deps.templates);
  const roomEnd = new MeetingRoomEnd({ ...deps, store });
  const settler = new MeetingSettler({ ...deps, links, store, people, roomEnd, choices });
  const { mail } = config;
  const sender =
    mail &&
    new MeetingMailSender({ config, mail, mails, store, people, rooms, pins, keys, links, log });
  const receiver =
    mail?.replies &&
    new ReplyReceiver({
      replies: mail.replies,
      serverName: config.serverName,
      store,
      people,
      log,
    });

  const bringUpToDate = async (): Promise<void> => {
    await settler.run();
    await sender?.run();
  };
  const woken = new Set<Promise<void>>();
  const wake = (): void => {
    const run = bringUpToDate()
      .catch((error: unknown) => {
        log.warn({ err: error }, "meetings are brought up to date with the next look");
      })
      .finally(() => woken.delete(run));
    woken.add(run);
  };
  const meetings = new Meetings({ ...deps, store, people, mails, access, pins, choices, wake });

  return {
    routes: [
      ...meetingRoutes({ config, meetings, feeds, pins, access }),
      feedRoute({ config, pool, store, feeds, rooms }),
      ...phoneRoutes({ config, pool, pins }),
    ],
    adoption: new MeetingAdoption({
      config,
      store,
      people,
      mails,
      choices,
      audit: deps.audit,
      wake,
    }),
    access,
    tasks: [new RepeatingTask("meetings", 2 * SECOND, bringUpToDate, log)],
    async start() {
      await receiver?.start();
    },
    async forgetOld() {
      await people.forgetOld();
      await pins.forgetOld();
    },
    async stop() {
      await sender?.stop();
      await Promise.all(woken);
      await receiver?.stop();
    },
  };
}
