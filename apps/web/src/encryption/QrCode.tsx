import { useMemo } from "react";
import type { ReactNode } from "react";
import { modulesOf } from "./qr-bytes.ts";

/** Bytes as a code for another device's camera. Dark on light in every theme: cameras want that. */
export function QrCode({ bytes, label }: { bytes: Uint8Array; label: string }): ReactNode {
  const { path, size } = useMemo(() => {
    const modules = modulesOf(bytes);
    const dark = modules.flatMap((row, y) =>
      row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
    );
    return { path: dark.join(""), size: modules.length };
  }, [bytes]);
  return (
    <svg
      className="pl-qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path className="pl-qr__paper" d={`M0 0h${size}v${size}h-${size}z`} />
      <path className="pl-qr__ink" d={path} />
    </svg>
  );
}
