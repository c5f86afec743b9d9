import type { Tell } from "../findings/finding.ts";
import type { ExportedChannel, ExportedMessage } from "../records.ts";
import { cleanLabel, sipAddress } from "../text/clean.ts";
import { readXml, type XmlElement, type XmlReader } from "../xml/read.ts";
import { stoppedFinding } from "../xml/told.ts";
import { chatContent, uploadedFile, type FindFile } from "./content.ts";
import {
  surveyed,
  type ChatExport,
  type ChatOptions,
  type ChatReader,
  type ChatTell,
} from "./export.ts";
import type { Stamped } from "./sort.ts";
import { timeOfMilliseconds, timeOfTicks } from "./time.ts";

export interface ChatFile {
  readonly name: string;
  readonly open: () => AsyncIterable<Uint8Array>;
}

/** Acts that are no messages: only counted. */
const UNREAD = new Set(["BACKCHAT", "FILEDOWNLOAD", "INVITE", "SERVER"]);

/**
 * Reads what the compliance service writes as XML. Who joined or wrote counts as a member; `PART` is
 * written whenever somebody signs off, so it takes nobody out.
 * @param files in the order of their names, which begin with their dates
 */
export async function readCompliance(
  files: readonly ChatFile[],
  tell: Tell,
  options: ChatOptions,
): Promise<ChatExport> {
  const rooms = new Map<string, Room>();
  const read: ChatReader = async function* read(speak) {
    for (const { name, open } of files) {
      const out: Stamped[] = [];
      const reader = new ComplianceReader(name, rooms, speak, options.findFile, out);
      try {
        yield* readXml(open(), reader, out);
      } catch (error) {
        const { code, severity, place, facts } = stoppedFinding(error, name, reader.last);
        speak(code, severity, name, place?.line, facts);
      }
      for (const [type, count] of reader.unread) {
        speak("chat-type", "note", name, undefined, { type, count });
      }
    }
  };
  const channels = (): readonly ExportedChannel[] => [...rooms.values()].map(channelOf);
  const name = files[0]?.name ?? "";
  const found = await surveyed(name, read, channels, tell, options);
  if (found.channels.length > 0) {
    tell({ code: "chat-members-seen", severity: "note", place: { file: name }, facts: {} });
  }
  return found;
}

interface Room {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly members: Set<string>;
}

function channelOf({ id, name, file, line, members }: Room): ExportedChannel {
  return {
    kind: "channel",
    place: { file, line },
    id,
    name,
    disabled: false,
    visibility: "unknown",
    auditorium: false,
    members: [...members],
    managers: [],
  };
}

class ComplianceReader implements XmlReader {
  readonly unread = new Map<string, number>();
  /** The last conversation that was complete. */
  last = "";
  private room: Room | undefined;
  private sender: XmlElement | undefined;
  private time: XmlElement | undefined;

  constructor(
    private readonly file: string,
    private readonly rooms: Map<string, Room>,
    private readonly tell: ChatTell,
    private readonly findFile: FindFile = () => undefined,
    private readonly out: Stamped[],
  ) {}

  readonly opened = ({ name }: XmlElement): void => {
    if (name === "Conversation") this.room = undefined;
    if (name === "Message") {
      this.sender = undefined;
      this.time = undefined;
    }
  };

  readonly closed = (element: XmlElement, parents: readonly XmlElement[]): void => {
    const parent = parents.at(-1)?.name;
    switch (element.name) {
      case "Channel":
        if (parent === "Conversation") this.channel(element);
        break;
      // `FirstMessage` has them too; it is among the messages once more.
      case "Sender":
        if (parent === "Message") this.sender = element;
        break;
      case "DateTimeUTC":
        if (parent === "Message") this.time = element;
        break;
      case "Message":
        this.message(element);
        break;
      case "Conversation":
        this.last = this.room?.name ?? "";
        break;
      default:
    }
  };

  private channel({ fields, line }: XmlElement): void {
    const id = cleanLabel(fields.uri ?? "");
    if (id === "") return;
    const name = cleanLabel(fields.name ?? "");
    const room = this.rooms.get(id) ?? { id, name, file: this.file, line, members: new Set() };
    this.rooms.set(id, room);
    this.room = room;
  }

  private message(element: XmlElement): void {
    const { fields, line } = element;
    const type = (fields.type ?? "").toUpperCase();
    const { room } = this;
    const sender =
      sipAddress(this.sender?.fields.uri ?? "") ?? sipAddress(this.sender?.fields.email ?? "");
    if (room === undefined) this.tell("chat-channel", "problem", this.file, line, { channel: "" });
    else if (sender === undefined) {
      const written = cleanLabel(this.sender?.fields.UserName ?? "");
      this.tell("chat-sender", "problem", this.file, line, { written });
    } else if (type === "CHAT" || type === "FILEUPLOAD") this.line(element, type, room, sender);
    else if (type === "JOIN") room.members.add(sender);
    else if (type !== "PART") {
      const known = UNREAD.has(type) ? type : cleanLabel(type).slice(0, 20);
      if (this.unread.size < 50) this.unread.set(known, (this.unread.get(known) ?? 0) + 1);
    }
  }

  private line(
    { fields, line }: XmlElement,
    type: "CHAT" | "FILEUPLOAD",
    room: Room,
    sender: string,
  ): void {
    const written = this.time?.fields ?? {};
    const time = timeOfTicks(written.long ?? "") ?? timeOfMilliseconds(written.since1970 ?? "");
    if (time === undefined) {
      const facts = { written: cleanLabel(written.string ?? written.long ?? "") };
      this.tell("chat-time", "problem", this.file, line, facts);
      return;
    }
    room.members.add(sender);
    const number = /^\d{1,15}$/.test(fields.id ?? "") ? Number(fields.id) : 0;
    const ticks = `${time.sentAt}.${String(time.rest).padStart(4, "0")}`;
    const content = fields.content ?? "";
    const said = type === "CHAT" ? chatContent(content, this.findFile) : undefined;
    const file = said === undefined ? uploadedFile(content, "", this.findFile) : said.file;
    if (said !== undefined && said.cut > 0) {
      this.tell("chat-cut", "loss", this.file, line, { room: room.name, cut: said.cut });
    }
    const senderName = cleanLabel(this.sender?.fields.UserName ?? "");
    const message: ExportedMessage = {
      kind: "message",
      place: { file: this.file, line },
      channelId: room.id,
      id: number === 0 ? `${ticks}-${type.toLowerCase()}-${sender}` : `${ticks}-${number}`,
      sentAt: time.sentAt,
      sender,
      ...(senderName === "" ? {} : { senderName }),
      text: said?.text ?? file?.name ?? "",
      alert: false,
      ...(said?.title === undefined ? {} : { title: said.title }),
      ...(file === undefined ? {} : { file }),
    };
    this.out.push({ message, rest: time.rest, number });
  }
}
