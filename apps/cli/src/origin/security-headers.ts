import type { InstallationConfig } from "@plenum/model";

/** Origins besides our own that pages may load the call library from or talk to. */
function foreignOrigin(url: string | undefined): string[] {
  return url !== undefined && URL.canParse(url) ? [new URL(url).origin] : [];
}

/** Where calls go besides our own origin: HTTP and WebSockets of the same hosts. */
function callOrigins({ external, libraryUrl }: InstallationConfig["conference"]): string[] {
  const urls = external
    ? [external.libraryUrl, external.serviceUrl, external.boshUrl, external.conferenceRequestUrl]
    : [libraryUrl];
  // The bridges' channels come from the same hosts, by an address that the bridge tells.
  const both = urls.flatMap(foreignOrigin).flatMap((origin) => {
    return [origin.replace(/^ws/, "http"), origin.replace(/^http/, "ws")];
  });
  return [...new Set(both)];
}

/**
 * Headers of every page and file. No inline script, no third party; `'wasm-unsafe-eval'` is what
 * compiling the WebAssembly of encryption, noise suppression and backgrounds needs. Inline styles are allowed: React's accessibility
 * library writes one style element.
 * @param embeddable true for the call page, which other Matrix clients show as a widget
 */
export function securityHeaders(
  config: Pick<InstallationConfig, "publicUrl" | "conference">,
  embeddable: boolean,
): Record<string, string> {
  const socket = config.publicUrl.replace(/^http/, "ws");
  const { external, libraryUrl } = config.conference;
  const library = foreignOrigin(external?.libraryUrl ?? libraryUrl);
  const policy = {
    "default-src": ["'none'"],
    "script-src": ["'self'", "'wasm-unsafe-eval'", ...library],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "blob:", "data:"],
    "media-src": ["'self'", "blob:", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'", socket, ...callOrigins(config.conference)],
    "worker-src": ["'self'", "blob:"],
    "manifest-src": ["'self'"],
    "frame-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": embeddable ? ["'self'", "https:", "http://localhost:*"] : ["'none'"],
  };
  const features = ["camera", "microphone", "display-capture", "autoplay", "fullscreen"];
  const switchedOff = ["geolocation", "payment", "usb", "serial", "midi"];
  return {
    "Content-Security-Policy": Object.entries(policy)
      .map(([name, values]) => `${name} ${values.join(" ")}`)
      .join("; "),
    "Permissions-Policy": [
      ...features.map((name) => `${name}=(self)`),
      ...switchedOff.map((name) => `${name}=()`),
    ].join(", "),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
  };
}
