import { useCallback, useState } from "react";
import { useLoaded } from "../app/use-resource.ts";

/**
 * A list that is read page by page.
 * @param read has to be stable: from `useCallback`; a new one begins anew
 */
export function usePages<Item, Cursor>(
  read: (
    after: Cursor | undefined,
    signal?: AbortSignal,
  ) => Promise<{ readonly items: readonly Item[]; readonly next: Cursor | undefined }>,
): {
  readonly first: ReturnType<typeof useLoaded<readonly Item[]>>;
  readonly items: readonly Item[];
  readonly more: (() => Promise<void>) | undefined;
  readonly busy: boolean;
  readonly problem: unknown;
} {
  const [later, setLater] = useState<{
    by: typeof read;
    items: readonly Item[];
    next: Cursor | undefined;
  }>();
  const [state, setState] = useState<{ busy: boolean; problem: unknown }>({
    busy: false,
    problem: undefined,
  });
  const page = useLoaded(useCallback((signal: AbortSignal) => read(undefined, signal), [read]));
  const rest = later?.by === read ? later : undefined;
  const next = rest === undefined ? page.value?.next : rest.next;
  const more = async (): Promise<void> => {
    setState({ busy: true, problem: undefined });
    try {
      const answer = await read(next);
      setLater({ by: read, items: [...(rest?.items ?? []), ...answer.items], next: answer.next });
      setState({ busy: false, problem: undefined });
    } catch (problem) {
      setState({ busy: false, problem });
    }
  };
  return {
    first: { ...page, value: page.value?.items },
    items: [...(page.value?.items ?? []), ...(rest?.items ?? [])],
    more: next === undefined ? undefined : more,
    busy: state.busy,
    problem: state.problem,
  };
}
