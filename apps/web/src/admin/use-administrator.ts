import { ownRightsSchema } from "@plenum/model";
import { useEffect, useSyncExternalStore } from "react";
import { z } from "zod";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

const KEY = "plenum.administrator";
/** Milliseconds after which it is asked again whether somebody administrates. */
const FRESH = 12 * 60 * 60_000;
const answerSchema = z.object({ userId: z.string(), administrator: z.boolean(), at: z.number() });

/**
 * Whether the administration is shown to the signed-in person. Known from last time, so that it stands
 * there at once; asked anew twice a day. What the person may do the server decides with every request.
 */
export function useAdministrator(): boolean {
  const { session, api } = useWorkspace();
  const stored = useSyncExternalStore(subscribe, read);
  const known = stored?.userId === session.userId ? stored : undefined;
  const askedAt = known?.at ?? 0;
  const guest = session.guestOf !== undefined;
  useEffect(() => {
    if (guest || Date.now() - askedAt < FRESH) return undefined;
    const ask = async (): Promise<void> => {
      const own = await api.authorised({
        method: "GET",
        path: "/api/v1/me",
        answer: ownRightsSchema,
      });
      localStorage.setItem(KEY, JSON.stringify({ ...own, at: Date.now() }));
      changed.dispatchEvent(new Event("change"));
    };
    // Nobody waits for it: what the person came for is first.
    const idle = requestIdleCallback(() => void ask().catch(() => undefined), { timeout: 10_000 });
    return () => cancelIdleCallback(idle);
  }, [api, askedAt, guest]);
  return known?.administrator ?? false;
}

const changed = new EventTarget();

function subscribe(listener: () => void): () => void {
  changed.addEventListener("change", listener);
  return () => changed.removeEventListener("change", listener);
}

let last: {
  readonly text: string | null;
  readonly answer: z.infer<typeof answerSchema> | undefined;
} = {
  text: null,
  answer: undefined,
};

/** The same object as long as nothing has changed. */
function read(): z.infer<typeof answerSchema> | undefined {
  const text = localStorage.getItem(KEY);
  if (text !== last.text) last = { text, answer: parse(text) };
  return last.answer;
}

function parse(text: string | null): z.infer<typeof answerSchema> | undefined {
  try {
    const parsed = answerSchema.safeParse(JSON.parse(text ?? ""));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
