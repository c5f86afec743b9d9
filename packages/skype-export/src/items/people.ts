import type { MigrationItemInput } from "@plenum/model/migration";
import { z } from "zod";
import { cleanLabel } from "../text/clean.ts";
import { keyOfText } from "../text/key.ts";
import type { Mover } from "./moves.ts";
import { readablePhone } from "./phone.ts";

const mailSchema = z.email().max(200);

/** The account of somebody who is moved, and what their contact card says. */
export function* personItems(
  { userId, person }: Mover,
  provider: string,
): Generator<MigrationItemInput> {
  const { displayName, externalId, sipAddress, department, mail, lineUri } = person;
  yield {
    kind: "account",
    userId,
    displayName: displayName === "" ? userId.slice(1, userId.indexOf(":")) : displayName,
    source: keyOfText(sipAddress),
    externalIds: externalId === undefined ? [] : [{ provider, id: externalId }],
  };
  const phone = readablePhone(lineUri);
  const usableMail = mailSchema.safeParse(mail);
  const organisation = cleanLabel(department ?? "");
  const card = {
    ...(organisation === "" ? {} : { organisation }),
    ...(phone === undefined ? {} : { phone }),
    ...(usableMail.success ? { mail: usableMail.data } : {}),
  };
  if (Object.keys(card).length > 0) yield { kind: "profile", userId, ...card };
}
