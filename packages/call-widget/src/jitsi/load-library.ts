import { tapPeerConnections } from "./taps.ts";
import { tapSockets } from "./sockets.ts";
import { isJitsiLibrary, type JitsiLibrary } from "./library-types.ts";
import { SCREEN_FRAME_RATE } from "./screen-frame-rate.ts";

/** lib-jitsi-meet could not be loaded, or what was loaded is something else. */
export class LibraryUnavailableError extends Error {
  constructor(readonly reason: "network" | "not-the-library") {
    super(`lib-jitsi-meet is not available: ${reason}`);
    this.name = "LibraryUnavailableError";
  }
}

const ATTRIBUTE = "data-plenum-call-library";

function scriptFor(url: string): HTMLScriptElement {
  for (const script of document.querySelectorAll<HTMLScriptElement>(`script[${ATTRIBUTE}]`)) {
    if (script.src === url && script.getAttribute(ATTRIBUTE) !== "failed") return script;
  }
  const script = document.createElement("script");
  script.src = url;
  script.async = true;
  script.setAttribute(ATTRIBUTE, "loading");
  document.head.append(script);
  return script;
}

function loaded(script: HTMLScriptElement): Promise<void> {
  if (script.getAttribute(ATTRIBUTE) !== "loading") return Promise.resolve();
  return new Promise((resolve, reject) => {
    script.addEventListener("load", () => resolve(), { once: true });
    script.addEventListener(
      "error",
      () => {
        script.setAttribute(ATTRIBUTE, "failed");
        script.remove();
        reject(new LibraryUnavailableError("network"));
      },
      { once: true },
    );
  });
}

/**
 * Loads lib-jitsi-meet once per page and starts it; later calls get the same one.
 * The library keeps its state in the page's global scope, so the page is where its being loaded
 * is remembered as well (an attribute of the script element).
 * @param url absolute, or relative to the page's origin
 * @throws LibraryUnavailableError
 */
export async function loadLibrary(url: string): Promise<JitsiLibrary> {
  tapPeerConnections();
  tapSockets();
  const script = scriptFor(new URL(url, document.baseURI).href);
  await loaded(script);
  const library: unknown = Reflect.get(globalThis, "JitsiMeetJS");
  if (!isJitsiLibrary(library)) {
    script.remove();
    throw new LibraryUnavailableError("not-the-library");
  }
  if (script.getAttribute(ATTRIBUTE) !== "started") {
    script.setAttribute(ATTRIBUTE, "started");
    library.setLogLevel?.(library.logLevels?.["ERROR"] ?? "error");
    library.init({
      disableThirdPartyRequests: true,
      disableAudioLevels: true,
      enableAnalyticsLogging: false,
      enableWindowOnErrorHandler: false,
      // The library takes its copy apart.
      desktopSharingFrameRate: { ...SCREEN_FRAME_RATE },
      // Who looks at the preview has no conference yet, but the flags are global to the library.
      flags: {
        sourceNameSignaling: true,
        sendMultipleVideoStreams: true,
        receiveMultipleVideoStreams: true,
      },
    });
  }
  return library;
}
