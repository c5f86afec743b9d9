import { field } from "../untrusted/guards.ts";

/**
 * Whether an answer brings something that its own rooms may need to be read or written to: keys
 * for messages, or news of people's devices. Numbers of one's own keys on the server are none.
 * @param extensions of the answer, untrusted
 * @see https://github.com/matrix-org/matrix-spec-proposals/pull/3884
 */
export function bringsKeys(extensions: unknown): boolean {
  const lists = field(field(extensions, "e2ee"), "device_lists");
  return (
    hasSome(field(field(extensions, "to_device"), "events")) ||
    hasSome(field(lists, "changed")) ||
    hasSome(field(lists, "left"))
  );
}

function hasSome(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}
