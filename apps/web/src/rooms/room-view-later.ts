import { laterView } from "../app/later-view.ts";

/** The view of a room, whose code is not part of the sign-in page. */
export const RoomViewLater = laterView(async () => (await import("./RoomView.tsx")).RoomView);
