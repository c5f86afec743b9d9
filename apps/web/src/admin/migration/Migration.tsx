import type { ReactNode } from "react";
import { useSearch } from "wouter";
import { Waves } from "./Waves.tsx";
import { WaveView } from "./WaveView.tsx";
import "./migration.css";

/** The move off another system: all waves, or the one that the address names. */
export default function Migration(): ReactNode {
  const name = new URLSearchParams(useSearch()).get("wave");
  return name === null ? <Waves /> : <WaveView key={name} name={name} />;
}
