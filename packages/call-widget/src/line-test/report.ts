import type { LineFinding } from "../contract/index.ts";

/** What all findings together come to, for people who do not want to know more. */
export type Verdict =
  | "service-failed"
  | "service-refused"
  | "socket-failed"
  | "media-failed"
  | "relay-needed"
  | "relays-failed"
  | "slow"
  | "good"
  | "good-so-far";

/** Whether, and why not, a call will work on this line. The first thing that is wrong counts. */
export function verdictOf(findings: readonly LineFinding[]): Verdict {
  const of = <Check extends LineFinding["check"]>(check: Check) =>
    findings.filter((one): one is Extract<LineFinding, { check: Check }> => one.check === check);
  const [service] = of("service");
  if (service?.state === "failed") return "service-failed";
  if (service?.state === "refused") return "service-refused";
  if (of("socket")[0]?.state === "failed") return "socket-failed";
  const media = of("media")[0]?.state;
  const relays = of("relay");
  if (media === "failed") return "media-failed";
  const works = relays.filter(({ state }) => state === "ok");
  if (media === "untested" && relays.length > 0 && works.length === 0) return "relays-failed";
  if (of("speed")[0]?.state === "slow") return "slow";
  if (media === "relayed" || (media === "untested" && lacksUdp(relays))) return "relay-needed";
  return media === "untested" && works.length === 0 ? "good-so-far" : "good";
}

/** Relays answer over TCP or TLS, but none of those that were asked over UDP. */
function lacksUdp(
  relays: readonly { readonly transport: string; readonly state: string }[],
): boolean {
  const udp = relays.filter(({ transport }) => transport === "udp");
  return udp.length > 0 && udp.every(({ state }) => state === "failed");
}

type Texts = (key: string, values?: Record<string, string | number>) => string;

/** One finding as a sentence. */
export function sentenceOf(finding: LineFinding, t: Texts): string {
  switch (finding.check) {
    case "service":
      return t(`lineTest.service.${finding.state}`);
    case "socket":
      return finding.state === "ok"
        ? t("lineTest.socket.ok", { time: finding.time })
        : t("lineTest.socket.failed");
    case "media": {
      const time = "time" in finding ? finding.time : undefined;
      const sentence = t(`lineTest.media.${finding.state}`);
      return time === undefined ? sentence : `${sentence} ${t("lineTest.there", { time })}`;
    }
    case "relay": {
      const values = { address: finding.address, transport: finding.transport.toUpperCase() };
      return finding.state === "ok"
        ? t("lineTest.relay.ok", { ...values, time: finding.time ?? 0 })
        : t("lineTest.relay.failed", values);
    }
    case "speed":
      break;
  }
  if (finding.state === "unknown") return t("lineTest.speed.unknown");
  const { down, up } = finding;
  return [
    ...(down === undefined ? [] : [t("lineTest.speed.down", { speed: readable(down) })]),
    ...(up === undefined ? [] : [t("lineTest.speed.up", { speed: readable(up) })]),
  ].join(" ");
}

/** Two digits say enough of a speed that is another one a minute later. */
function readable(speed: number): number {
  return speed >= 100 ? 100 : Number(speed.toPrecision(2));
}

/** Whether a finding is bad news. */
export function isBad({ state }: LineFinding): boolean {
  return state === "failed" || state === "refused" || state === "slow";
}

/**
 * The findings as text for the help desk: servers by name, nothing about people, and no address of
 * this device.
 * @param browser as the browser names itself
 */
export function reportOf(
  findings: readonly LineFinding[],
  t: Texts,
  { now, browser }: { readonly now: Date; readonly browser: string },
): string {
  return [
    t("lineTest.report.title"),
    `${t("lineTest.report.time")}: ${now.toISOString()}`,
    `${t("lineTest.report.browser")}: ${browser}`,
    `${t("lineTest.report.result")}: ${t(`lineTest.verdict.${verdictOf(findings)}`)}`,
    "",
    ...findings.map((finding) => `[${finding.check}: ${finding.state}] ${sentenceOf(finding, t)}`),
  ].join("\n");
}
