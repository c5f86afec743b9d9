import type { ReactNode } from "react";
import { useSearch } from "wouter";
import { ReportView } from "./report/ReportView.tsx";
import { Waves } from "./Waves.tsx";
import { WaveView } from "./WaveView.tsx";
import "./migration.css";

/** The move off another system: all waves, the one that the address names, or the report of a check. */
export default function Migration(): ReactNode {
  const query = new URLSearchParams(useSearch());
  const name = query.get("wave");
  if (name !== null) return <WaveView key={name} name={name} />;
  return query.has("report") ? <ReportView /> : <Waves />;
}
