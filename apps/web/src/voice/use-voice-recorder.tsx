import type { Place } from "../composer/place.ts";
import { lazyView } from "../i18n/feature-texts.ts";
import { mediaTexts } from "../media/texts.ts";
import { useRoomDialog } from "../rooms/RoomDialog.tsx";

const VoiceRecorder = lazyView(() => import("./VoiceRecorder.tsx"), mediaTexts);

/** Opens the recorder from anywhere in a room. */
export function useVoiceRecorder(): (place: Place) => void {
  const show = useRoomDialog();
  return (place) => show((close) => <VoiceRecorder place={place} onClose={close} />);
}
