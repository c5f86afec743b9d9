/** Whether this browser lets a page stand between encoder and network, as the standard has it. */
export function canTransform(scope: object = globalThis): boolean {
  const sender: unknown = Reflect.get(scope, "RTCRtpSender");
  return (
    typeof Reflect.get(scope, "RTCRtpScriptTransform") === "function" &&
    typeof sender === "function" &&
    "transform" in (sender.prototype as object)
  );
}
