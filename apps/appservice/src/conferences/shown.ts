import type { listedProvisioningSchema, Provisioning } from "@plenum/model";
import type { z } from "zod";
import type { ProvisioningRow } from "./provisioning-store.ts";

/**
 * A wish as the API shows it.
 * @param ahead wishes that come before it
 */
export function shown(row: ProvisioningRow, ahead?: number): Provisioning {
  const waits = row.state === "queued" || row.state === "running";
  const later = waits && row.problem === undefined && row.dueAt > new Date();
  return {
    id: row.id,
    state: row.state,
    ...(row.roomId === undefined ? {} : { roomId: row.roomId }),
    ...(row.problem === undefined ? {} : { problem: row.problem }),
    ...(row.notInvited.length === 0 ? {} : { notInvited: [...row.notInvited] }),
    ...(ahead === undefined || row.state !== "queued" ? {} : { ahead }),
    ...(later ? { madeFrom: row.dueAt.toISOString() } : {}),
  };
}

/** A wish in a list. */
export function listed(row: ProvisioningRow): z.infer<typeof listedProvisioningSchema> {
  return {
    ...shown(row),
    title: row.plan.title,
    owner: row.requester,
    ...(row.wish.externalKey === undefined ? {} : { externalKey: row.wish.externalKey }),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
