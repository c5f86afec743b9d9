import { answerCalls } from "./calls.ts";
import { LocalIndex } from "./service.ts";

answerCalls(globalThis, new LocalIndex());
