import type { RawEvent } from "../timeline/raw-event.ts";
import { field, record, text, texts } from "../untrusted/guards.ts";

/** What calls a person beside their id. */
export interface MentionContext {
  readonly ownUserId: string;
  /** Words that the person wants to be called by, in lower case. */
  readonly keywords?: readonly string[];
  /** Whether somebody may call everybody in the room; nobody is asked where it is missing. */
  mayCallAll?(userId: string): boolean;
}

const LONGEST_TEXT = 70_000;
const MOST_MENTIONED = 500;
const MOST_KEYWORDS = 100;
const WORD = /[\p{L}\p{N}_]/u;

/** Whether `word` stands in `line` by itself, not as a part of a longer word. Both in lower case. */
function hasWord(line: string, word: string): boolean {
  for (let at = line.indexOf(word); at >= 0; at = line.indexOf(word, at + 1)) {
    const before = line.charAt(at - 1);
    const after = line.charAt(at + word.length);
    if (!WORD.test(before) && !WORD.test(after)) return true;
  }
  return false;
}

/**
 * Whether a message calls the person: by id, together with everybody, or by a keyword.
 * @param content as it stands now: of the newest edit where there is one
 * @see https://spec.matrix.org/v1.16/client-server-api/#user-and-room-mentions
 */
export function callsMe(sender: string, content: unknown, context: MentionContext): boolean {
  if (sender === context.ownUserId) return false;
  const declared = record(content, "m.mentions");
  if (texts(declared, "user_ids", MOST_MENTIONED).includes(context.ownUserId)) return true;
  const callsAll = field(declared, "room") === true;
  if (callsAll && context.mayCallAll?.(sender) !== false) return true;
  if (context.keywords === undefined || context.keywords.length === 0) return false;
  const line = text(content, "body", LONGEST_TEXT)?.toLowerCase();
  return line !== undefined && context.keywords.some((word) => hasWord(line, word));
}

/** The newest valid edit of each event, by the id of the event. */
export function editsOf(events: readonly RawEvent[]): ReadonlyMap<string, RawEvent> {
  const senders = new Map<string, string>();
  const edits = new Map<string, RawEvent>();
  for (const event of events) {
    if (event.eventId !== undefined) senders.set(event.eventId, event.sender);
    if (event.redacted || event.decryption !== undefined || event.stateKey !== undefined) continue;
    const relates = record(event.content, "m.relates_to");
    const target =
      field(relates, "rel_type") === "m.replace" ? text(relates, "event_id", 255) : undefined;
    const valid =
      target !== undefined &&
      senders.get(target) === event.sender &&
      record(event.content, "m.new_content") !== undefined;
    if (valid) edits.set(target, event);
  }
  return edits;
}

/**
 * The words of the account's own push rules; rules that the server brings along are none.
 * @see https://spec.matrix.org/v1.16/client-server-api/#push-rules
 */
export function keywordsOf(contentRules: unknown): readonly string[] {
  if (!Array.isArray(contentRules)) return [];
  return contentRules
    .slice(0, MOST_KEYWORDS)
    .filter((rule) => field(rule, "enabled") !== false && field(rule, "default") !== true)
    .map((rule) => text(rule, "pattern", 100)?.trim().toLowerCase() ?? "")
    .filter((word) => word !== "" && !/[*?]/.test(word));
}
