import type attendance from "../attendance/texts.de.json";
import type moderation from "../moderation/texts.de.json";
import type reports from "../reports/texts.de.json";
import type audit from "../audit/texts.de.json";
import type admin from "../admin/texts.de.json";
import type migration from "../admin/migration/texts.de.json";
import type writing from "../composer/texts.de.json";
import type call from "../call/texts.de.json";
import type ring from "../call/ring/texts.de.json";
import type conferences from "../conferences/texts.de.json";
import type contacts from "../contacts/texts.de.json";
import type emoji from "../emoji/texts.de.json";
import type encryption from "../encryption/texts.de.json";
import type inbox from "../inbox/texts.de.json";
import type meetings from "../meetings/texts.de.json";
import type threads from "../threads/texts.de.json";
import type lobby from "../lobby/texts.de.json";
import type guests from "../guests/texts.de.json";
import type scheduled from "../scheduled/texts.de.json";
import type roomSettings from "../room-settings/texts.de.json";
import type rooms from "../rooms/texts.de.json";
import type linkPreviews from "../link-previews/texts.de.json";
import type media from "../media/texts.de.json";
import type notifications from "../notifications/texts.de.json";
import type card from "../people/texts.de.json";
import type status from "../presence/texts.de.json";
import type actions from "../timeline/actions/texts.de.json";
import type polls from "../polls/texts.de.json";
import type directory from "../directory/texts.de.json";
import type join from "../join/texts.de.json";
import type spaces from "../spaces/texts.de.json";
import type members from "../members/texts.de.json";
import type settings from "../settings/texts.de.json";
import type timeline from "../timeline/texts.de.json";
import type shortcuts from "../shortcuts/texts.de.json";
import type search from "../search/texts.de.json";
import type de from "./de.json";

/** One name for each feature that brings its own texts. */
type Texts =
  | typeof search
  | typeof admin
  | typeof migration
  | typeof audit
  | typeof reports
  | typeof attendance
  | typeof moderation
  | typeof de
  | typeof card
  | typeof conferences
  | typeof contacts
  | typeof call
  | typeof ring
  | typeof status
  | typeof emoji
  | typeof writing
  | typeof encryption
  | typeof guests
  | typeof lobby
  | typeof scheduled
  | typeof rooms
  | typeof media
  | typeof linkPreviews
  | typeof roomSettings
  | typeof inbox
  | typeof meetings
  | typeof threads
  | typeof notifications
  | typeof actions
  | typeof polls
  | typeof members
  | typeof directory
  | typeof join
  | typeof spaces
  | typeof settings
  | typeof shortcuts
  | typeof timeline;

type Leaves<Tree, Prefix extends string = ""> = Tree extends unknown
  ? {
      [Name in keyof Tree & string]: Tree[Name] extends string
        ? `${Prefix}${Name}`
        : Leaves<Tree[Name], `${Prefix}${Name}.`>;
    }[keyof Tree & string]
  : never;

type WithoutPlural<Key> = Key extends `${infer Base}_one`
  ? Base
  : Key extends `${infer Base}_other`
    ? Base
    : Key;

/** Every text there is, e.g. `signIn.title`; plural forms are one key. */
export type TextKey = WithoutPlural<Leaves<Texts>>;

/** The text of a key in the current language. */
export type Translate = (
  key: TextKey,
  values?: Readonly<Record<string, string | number>>,
) => string;
