import { channelItemSchema } from "@plenum/model/migration";
import type { MatrixGateway } from "../../matrix/gateway.ts";
import { itemOf, NotYet, type Executor, type LedgerRow, type Outcome } from "../executor.ts";
import type { MigrationHomeserver } from "../homeserver.ts";
import type { Ledger } from "../ledger.ts";
import type { Members } from "./members.ts";
import { ENCRYPTION, joinRules } from "./room-state.ts";
import { isWrittenIn } from "./written-in.ts";

/** Opens a channel whose history is written: encryption, rights, and then its people. */
export class ChannelMembers implements Executor {
  readonly most = 4;
  readonly claim = 4;

  constructor(
    private readonly deps: {
      readonly ledger: Ledger;
      readonly gateway: MatrixGateway;
      readonly homeserver: MigrationHomeserver;
      readonly members: Members;
    },
  ) {}

  async make(row: LedgerRow, halted: AbortSignal): Promise<Outcome> {
    const item = itemOf(row, "channel-members");
    const { ledger, gateway, members } = this.deps;
    const channel = await ledger.roomOf("channel", item.channel);
    if (channel === undefined) return { state: "failed", problem: "no-room" };
    const open = await ledger.openBlocks(item.channel);
    if (open.queued > 0) throw new NotYet();
    // Written afterwards, it would come too late: in an encrypted room, and loudly.
    if (open.failed > 0) return { state: "failed", problem: "block-missing" };
    const { roomId } = channel;
    const { openTo, space } = channelItemSchema.parse(channel.item);
    const hall = space === undefined ? undefined : await ledger.roomOf("space", space);
    if (item.encrypted) await this.put(roomId, "m.room.encryption", ENCRYPTION);
    if (openTo !== "members") {
      const rules = joinRules(openTo, hall?.roomId);
      await gateway.sendState(roomId, "m.room.join_rules", "", rules);
      if (openTo === "everybody") await members.list(roomId);
    }
    await members.promote(roomId, item.managers);
    const counts = await members.bring(roomId, [...item.managers, ...item.members], halted);
    return { state: "done", made: { ...counts } };
  }

  /** People go with the room. */
  async undo(row: LedgerRow): Promise<Outcome> {
    const { ledger, homeserver } = this.deps;
    const key = row.channel ?? row.key;
    if (await ledger.hasOthers(row.wave, "channel", key)) {
      return { state: "kept", problem: "shared" };
    }
    const channel = await ledger.roomOf("channel", key);
    if (channel === undefined || !(await isWrittenIn(homeserver, channel.roomId))) {
      return { state: "undone" };
    }
    return { state: "kept", problem: "written-in" };
  }

  private async put(
    roomId: string,
    type: string,
    content: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const { gateway } = this.deps;
    if ((await gateway.stateContent(roomId, type, "")) !== undefined) return;
    await gateway.sendState(roomId, type, "", content);
  }
}
