import type { Call, CallParticipant } from "../contract/index.ts";
import { type Describe, useCallPart, useTexts } from "../views/use-call.ts";

export interface Shown {
  readonly call: Call;
  readonly describe: Describe | undefined;
}

/** The names behind endpoints, in the order of the list of people. */
export function useNames({ call, describe }: Shown): (ids: readonly string[]) => string {
  const t = useTexts();
  const participants = useCallPart(call, (snapshot) => snapshot.participants);
  const nameOf = (one: CallParticipant): string =>
    describe?.(one).name ?? (one.displayName || t("tiles.unnamed"));
  return (ids) =>
    participants
      .filter(({ id }) => ids.includes(id))
      .map(nameOf)
      .join(", ");
}
