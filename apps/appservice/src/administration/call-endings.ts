import { placeOfConferenceName } from "@plenum/model";
import type { AuditLog } from "../audit/audit-log.ts";
import type { ConferenceControl } from "../calls/conference-control.ts";
import type { ProvisioningStore } from "../conferences/provisioning-store.ts";
import { ApiProblem } from "../http/api-problem.ts";

/** Ends calls that run, for administrators. */
export class CallEndings {
  constructor(
    private readonly deps: {
      readonly control: Pick<ConferenceControl, "conferences" | "close">;
      readonly conferences: Pick<ProvisioningStore, "conference">;
      readonly audit: Pick<AuditLog, "record">;
    },
  ) {}

  /**
   * Puts everybody out of a conference room's call and its sub-rooms. The room stays open: whoever may
   * enter can begin anew.
   * @throws ApiProblem `not-a-conference` for every other room, `not-found` where nobody is in the call;
   *   ConferenceServerUnreachable
   */
  async end(roomId: string, actor: string): Promise<void> {
    const { control, conferences, audit } = this.deps;
    if ((await conferences.conference(roomId)) === undefined) {
      throw new ApiProblem("not-a-conference");
    }
    const running = (await control.conferences()).conferences.filter(
      ({ name, participants }) =>
        participants.length > 0 && placeOfConferenceName(name)?.roomId === roomId,
    );
    if (running.length === 0) throw new ApiProblem("not-found");
    const people = new Set(
      running.flatMap(({ participants }) => participants.map(({ userId }) => userId)),
    );
    for (const { name } of running) await control.close(name);
    await audit.record({ actor, act: "call.ended", roomId, details: { people: people.size } });
  }
}
