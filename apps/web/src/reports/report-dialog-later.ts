import { lazyView } from "../i18n/feature-texts.ts";
import { reportTexts } from "./texts.ts";

/** Comes with its texts when somebody reports. */
export const ReportDialogLater = lazyView(() => import("./ReportDialog.tsx"), reportTexts);
