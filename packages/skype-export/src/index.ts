export type { Finding, Place, Severity, Tell } from "./findings/finding.ts";
export type * from "./records.ts";
