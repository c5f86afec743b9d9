export type * from "./contract/index.ts";
export { LOCAL_PARTICIPANT } from "./call/call-pictures.ts";
export { createCall } from "./call/create-call.ts";
export { loadCallTexts } from "./i18n/load-texts.ts";
export { DeviceCheck } from "./preview/device-check.tsx";
export { CALL_NAMESPACE } from "./i18n/texts-namespace.ts";
export {
  floatingKind,
  floatLargestVideo,
  openFloatingWindow,
} from "./picture-in-picture/floating.ts";
export { FloatingView } from "./picture-in-picture/floating-view.tsx";
export { CallView, type CallViewProps } from "./views/call-view.tsx";
