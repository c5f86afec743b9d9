import {
  BUILT_IN_TEMPLATES,
  conferenceKindSchema,
  templateListSchema,
  type ConferenceTemplate,
} from "@plenum/model";
import { useEffect, useState } from "react";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** What stands there until the agency's own templates are known: the kinds, and nothing to choose. */
const UNTIL_THEN: readonly ConferenceTemplate[] = conferenceKindSchema.options.map((kind) => {
  const choices = { encrypted: false, lobby: false };
  return Object.assign(
    { id: kind, version: 0, builtIn: true, away: false },
    BUILT_IN_TEMPLATES[kind],
    {
      choices,
    },
  );
});

/** The agency's templates for conference rooms. */
export function useTemplates(): {
  readonly templates: readonly ConferenceTemplate[];
  /** They are those of the agency. */
  readonly known: boolean;
} {
  const { api } = useWorkspace();
  const [templates, setTemplates] = useState<readonly ConferenceTemplate[]>();
  useEffect(() => {
    const stop = new AbortController();
    const load = async (): Promise<void> => {
      const answer = await api.authorised({
        method: "GET",
        path: "/api/v1/templates",
        answer: templateListSchema,
        signal: stop.signal,
      });
      if (!stop.signal.aborted && answer.templates.length > 0) setTemplates(answer.templates);
    };
    // Without them the server decides by the kind alone.
    load().catch(() => undefined);
    return () => stop.abort();
  }, [api]);
  return { templates: templates ?? UNTIL_THEN, known: templates !== undefined };
}
