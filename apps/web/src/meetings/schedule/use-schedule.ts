import type { Meeting } from "@plenum/model";
import { useEffect, useMemo, useRef, useState } from "react";
import { useSearch } from "wouter";
import { ApiError } from "../../api/problem-error.ts";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { changeMeeting, createMeeting, readMeeting } from "../api.ts";
import { ownZone, wallOf } from "../calendar/time.ts";
import { formDraft } from "./draft.ts";
import {
  changesOf,
  fitted,
  type Form,
  type FormProblems,
  readForm,
  type RoomTemplate,
} from "./form.ts";

export interface Schedule {
  readonly form: Form;
  readonly change: (part: Partial<Form>) => void;
  /** What is wrong, as far as it is time to say so. */
  readonly problems: FormProblems;
  readonly busy: boolean;
  readonly problem: unknown;
  /** Somebody else has changed it meanwhile: how it is now. */
  readonly conflict: Meeting | undefined;
  readonly submit: () => void;
  /** Sends the own changes over those of the others. */
  readonly applyAgain: () => void;
  /** Begins anew with what the others have made of it. */
  readonly takeOver: (form: Form) => void;
  /** Throws away what was begun. */
  readonly discard: () => void;
}

/** What the dialog does with its fields: keeps them, checks them, sends them. */
export function useSchedule({
  initial,
  meeting,
  original,
  roomId,
  templateOf,
  onDone,
}: {
  initial: Form;
  /** The meeting that is changed; undefined for a new one. */
  meeting: Meeting | undefined;
  original: string | undefined;
  roomId: string | undefined;
  /** What the agency says of a kind; undefined where that is not known, or of no account. */
  templateOf: (kind: Form["kind"]) => RoomTemplate | undefined;
  onDone: (meeting: Meeting) => void;
}): Schedule {
  const { api, session, meetings } = useWorkspace();
  const search = useSearch();
  const draft = useMemo(
    () => formDraft(sessionStorage, session.userId, search),
    // Of the address with which it was opened.
    // oxlint-disable-next-line react/exhaustive-deps
    [session],
  );
  const today = wallOf(Date.now(), ownZone()).day;
  const [form, setForm] = useState<Form>(() => draft.read() ?? initial);
  const [base, setBase] = useState({ version: meeting?.version ?? 0, form: initial });
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState<{ busy: boolean; problem?: unknown }>({ busy: false });
  const [conflict, setConflict] = useState<Meeting>();
  // Kept until it succeeded: trying again never makes a second meeting.
  const externalKey = useRef<string>(undefined);
  const dirty = form !== base.form;
  useEffect(() => {
    if (dirty) draft.write(form);
  }, [draft, dirty, form]);
  const shown = fitted(form, templateOf(form.kind));
  const { fields, problems } = readForm(shown, today);

  const send = async (version: number): Promise<Meeting> => {
    if (fields === undefined) throw new Error("Only a form without problems is sent");
    if (meeting === undefined) {
      externalKey.current ??= crypto.randomUUID();
      return createMeeting(api, {
        ...fields,
        externalKey: externalKey.current,
        ...(roomId === undefined ? {} : { roomId }),
      });
    }
    const before = readForm(base.form, today).fields ?? fields;
    return changeMeeting(api, meeting.id, { version, ...changesOf(before, fields, original) });
  };
  const run = async (version: number): Promise<void> => {
    setTried(true);
    if (fields === undefined || sending.busy) return;
    setSending({ busy: true });
    try {
      const done = await send(version);
      draft.clear();
      meetings.changed();
      onDone(done);
    } catch (error) {
      const now = await latest(error);
      setConflict(now);
      setSending(now === undefined ? { busy: false, problem: error } : { busy: false });
    }
  };
  const latest = async (error: unknown): Promise<Meeting | undefined> => {
    if (meeting === undefined || !(error instanceof ApiError) || error.code !== "conflict") {
      return undefined;
    }
    return readMeeting(api, meeting.id).catch(() => undefined);
  };

  return {
    form: shown,
    change: (part) => setForm((before) => ({ ...before, ...part })),
    problems: tried ? problems : {},
    busy: sending.busy,
    problem: sending.problem,
    conflict,
    submit: () => void run(base.version),
    applyAgain: () => {
      if (conflict === undefined) return;
      setBase((before) => ({ ...before, version: conflict.version }));
      setConflict(undefined);
      void run(conflict.version);
    },
    takeOver: (next) => {
      if (conflict === undefined) return;
      setBase({ version: conflict.version, form: next });
      setForm(next);
      setConflict(undefined);
      draft.clear();
    },
    discard: () => draft.clear(),
  };
}
