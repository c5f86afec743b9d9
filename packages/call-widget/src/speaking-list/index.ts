/** What shows the speaking list outside of a call, too: a part of its own, so that nobody loads the call for it. */
export { useListTexts } from "./list-texts.ts";
export { OwnTurn } from "./own-turn.tsx";
export { SpeakingList } from "./speaking-list.tsx";
