/** What every browser of the stories starts with; the network is the loopback alone. */
const common = [
  "--allow-loopback-in-peer-connection",
  "--disable-features=WebRtcHideLocalIpsWithMdns",
  "--autoplay-policy=no-user-gesture-required",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

/**
 * Fake devices stand in for a camera, a microphone and a screen; everything behind is real. Few
 * pictures a second: three browsers encode and decode in software on two cores.
 */
export const withDevices = [
  ...common,
  "--use-fake-device-for-media-stream=display-media-type=browser,fps=8",
  "--use-fake-ui-for-media-stream",
];

/** Somebody who says "no" when the browser asks about camera and microphone. */
export const refusingDevices = [
  ...common,
  "--use-fake-device-for-media-stream=fps=8",
  "--use-fake-ui-for-media-stream=deny",
];

/** A computer with a microphone but no camera. */
export const withoutCamera = [
  ...common,
  "--use-fake-device-for-media-stream=device-count=0",
  "--use-fake-ui-for-media-stream",
];

/** A camera that shows a video file. */
export function withCamera(file: string): string[] {
  return [...withDevices, `--use-file-for-fake-video-capture=${file}`];
}

/** A network that lets no UDP out: the browser opens no socket for it, not even to a TURN server. */
export const withoutUdp = [...withDevices, "--webrtc-ip-handling-policy=disable_non_proxied_udp"];

/** Settings for starting a browser with these flags. */
export function launchWith(args: string[]): { args: string[]; executablePath?: string } {
  const executablePath = process.env["CHROMIUM_PATH"];
  return executablePath === undefined ? { args } : { args, executablePath };
}

/** A microphone that hears a sound file, over and over. */
export function withMicrophone(file: string): string[] {
  return [...withDevices, `--use-file-for-fake-audio-capture=${file}`];
}
