import type { ReactNode } from "react";

/** The product's sign: half circles of an assembly. */
export function Wordmark(): ReactNode {
  return (
    <span className="pl-wordmark">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <path d="M5 22a11 11 0 0 1 22 0" />
        <path d="M10.5 22a5.5 5.5 0 0 1 11 0" />
        <circle cx="16" cy="24" r="2" />
      </svg>
      {"Plenum"}
    </span>
  );
}
