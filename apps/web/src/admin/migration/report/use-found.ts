import { useEffect, useState } from "react";
import { searched } from "./filter.ts";
import type { CheckedPeople } from "./people.ts";

/** Those in whom all that is typed was found. What was found before stays until it is known. */
export function useFound(people: CheckedPeople, search: string): Uint8Array | undefined {
  const [last, setLast] = useState<{ of: CheckedPeople; found: Uint8Array | undefined }>();
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const look = async (): Promise<void> => {
      const found = await searched(people, search, signal);
      if (!signal.aborted) setLast({ of: people, found });
    };
    look().catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    return () => controller.abort();
  }, [people, search]);
  // Marks of other people say nothing of these.
  return last?.of === people ? last.found : undefined;
}
