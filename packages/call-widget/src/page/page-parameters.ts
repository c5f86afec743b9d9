/** What the address of the page says. Pure. */
import { z } from "zod";
import { roomIdSchema } from "@plenum/model";

export interface PageParameters {
  readonly roomId: string;
  readonly userId: string | undefined;
  readonly deviceId: string;
  /** Given by Matrix clients to their widgets; absent in a window of its own. */
  readonly widget: { readonly id: string; readonly clientOrigin: string } | undefined;
  readonly language: "de" | "en";
  readonly theme: "light" | "dark" | undefined;
}

const rawSchema = z.object({
  room: roomIdSchema,
  user: z.string().optional(),
  device: z.string().max(255).optional(),
  widgetId: z.string().optional(),
  parentUrl: z.url().optional(),
  lang: z.string().optional(),
  theme: z.string().optional(),
});

/** A template variable that the client did not fill in counts as absent. */
function filled(value: string | undefined): string | undefined {
  return value === undefined || value === "" || value.startsWith("$") ? undefined : value;
}

/**
 * Reads `/call/?room=…`, as a Matrix client fills it in from the widget's URL template:
 * `?room=$matrix_room_id&user=$matrix_user_id&device=$org.matrix.msc3819.matrix_device_id`
 * `&lang=$org.matrix.msc2873.client_language&theme=$org.matrix.msc2873.client_theme`.
 * The client adds `widgetId` and `parentUrl` itself. Parameters may stand in the query or the fragment.
 * @param browserLanguage used where the client does not say
 * @returns undefined if there is no room in it
 */
export function parsePage(
  search: string,
  hash: string,
  browserLanguage: string,
): PageParameters | undefined {
  const all = new URLSearchParams(search);
  for (const [key, value] of new URLSearchParams(hash.replace(/^#\/?\??/, ""))) {
    if (!all.has(key)) all.set(key, value);
  }
  const parsed = rawSchema.safeParse(Object.fromEntries(all));
  if (!parsed.success) return undefined;
  const { room, user, device, widgetId, parentUrl, lang, theme } = parsed.data;
  const language = filled(lang) ?? browserLanguage;
  return {
    roomId: room,
    userId: filled(user),
    deviceId: filled(device) ?? "call-page",
    widget:
      filled(widgetId) !== undefined && parentUrl !== undefined && widgetId !== undefined
        ? { id: widgetId, clientOrigin: new URL(parentUrl).origin }
        : undefined,
    language: language.toLowerCase().startsWith("de") ? "de" : "en",
    theme: theme === "dark" || theme === "light" ? theme : undefined,
  };
}
