import { de as backgroundDe } from "../background/texts.de.ts";
import { en as backgroundEn } from "../background/texts.en.ts";
import { de as bandwidthDe } from "../bandwidth/texts.de.ts";
import { en as bandwidthEn } from "../bandwidth/texts.en.ts";
import { de as captureDe } from "../capture/texts.de.ts";
import { en as captureEn } from "../capture/texts.en.ts";
import { de as encryptionDe } from "../encryption/texts.de.ts";
import { en as encryptionEn } from "../encryption/texts.en.ts";
import { de as floorDe } from "../floor/texts.de.ts";
import { en as floorEn } from "../floor/texts.en.ts";
import { de as lineTestDe } from "../line-test/texts.de.ts";
import { en as lineTestEn } from "../line-test/texts.en.ts";
import { de as privateChatDe } from "../private-chat/texts.de.ts";
import { en as privateChatEn } from "../private-chat/texts.en.ts";
import { de as previewDe } from "../preview/texts.de.ts";
import { en as previewEn } from "../preview/texts.en.ts";
import { de as peopleDe } from "../people/texts.de.ts";
import { en as peopleEn } from "../people/texts.en.ts";
import { de as reactionsDe } from "../reactions/texts.de.ts";
import { en as reactionsEn } from "../reactions/texts.en.ts";
import { de as rttDe } from "../real-time-text/texts.de.ts";
import { en as rttEn } from "../real-time-text/texts.en.ts";
import { de as shortcutsDe } from "../shortcuts/texts.de.ts";
import { en as shortcutsEn } from "../shortcuts/texts.en.ts";
import { de as statisticsDe } from "../statistics/texts.de.ts";
import { en as statisticsEn } from "../statistics/texts.en.ts";
import { de as subRoomDe } from "../sub-room/texts.de.ts";
import { en as subRoomEn } from "../sub-room/texts.en.ts";
import { de as stateDe } from "../state/texts.de.ts";
import { en as stateEn } from "../state/texts.en.ts";
import { de as viewsDe } from "../views/texts.de.ts";
import { en as viewsEn } from "../views/texts.en.ts";

/** Every folder's texts in both languages. Their top-level names must differ: a test sees to it. */
export const parts = [
  { de: viewsDe, en: viewsEn },
  { de: previewDe, en: previewEn },
  { de: peopleDe, en: peopleEn },
  { de: reactionsDe, en: reactionsEn },
  { de: shortcutsDe, en: shortcutsEn },
  { de: statisticsDe, en: statisticsEn },
  { de: stateDe, en: stateEn },
  { de: rttDe, en: rttEn },
  { de: floorDe, en: floorEn },
  { de: captureDe, en: captureEn },
  { de: bandwidthDe, en: bandwidthEn },
  { de: backgroundDe, en: backgroundEn },
  { de: lineTestDe, en: lineTestEn },
  { de: encryptionDe, en: encryptionEn },
  { de: subRoomDe, en: subRoomEn },
  { de: privateChatDe, en: privateChatEn },
] as const;

/** For tests: a page loads one language (`load-texts.ts`). */
export const callTexts = {
  de: Object.assign({}, ...parts.map(({ de }) => de)) as object,
  en: Object.assign({}, ...parts.map(({ en }) => en)) as object,
};
