import { useState } from "react";

/**
 * One act at a time: which one runs, and what it failed with.
 * @typeParam Key tells the acts of a list apart
 */
export function useAct<Key extends string = string>(): {
  readonly running: Key | undefined;
  readonly problem: unknown;
  /** @returns whether it went well; nothing is done while another act runs */
  readonly act: (key: Key, work: () => Promise<unknown>) => Promise<boolean>;
} {
  const [running, setRunning] = useState<Key>();
  const [problem, setProblem] = useState<unknown>();
  return {
    running,
    problem,
    async act(key, work) {
      if (running !== undefined) return false;
      setRunning(key);
      setProblem(undefined);
      try {
        await work();
        return true;
      } catch (error) {
        setProblem(error);
        return false;
      } finally {
        setRunning(undefined);
      }
    },
  };
}
