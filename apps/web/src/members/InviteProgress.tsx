import type { InviteResult, MatrixErrorCode } from "@plenum/matrix";
import { Button, Dialog, InlineMessage } from "@plenum/ui";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import type { FoundPerson } from "./invite-list.ts";
import { keepWaiting } from "./waiting-invites.ts";

/**
 * Invites people, a few at the same time, and says how it goes. It can be stopped and gone on with,
 * also after the dialog was closed.
 */
export function InviteProgress({
  title,
  roomId,
  people,
  begin,
  onClose,
}: {
  title: string;
  roomId: string;
  people: readonly FoundPerson[];
  /** At once; otherwise somebody has to say so. */
  begin: boolean;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const [results, setResults] = useState<ReadonlyMap<string, InviteResult>>(new Map());
  const [running, setRunning] = useState(begin);
  const [waiting, setWaiting] = useState(false);
  const stop = useRef<AbortController>(undefined);

  const left = people.filter((person) => !results.has(person.userId));
  const failed = people.filter((person) => results.get(person.userId)?.failed !== undefined);
  const done = results.size - failed.length;

  const run = async (whom: readonly FoundPerson[]): Promise<void> => {
    const controller = new AbortController();
    stop.current = controller;
    setRunning(true);
    keepWaiting(roomId, whom);
    let waits = whom;
    try {
      const work = await session.roomWork();
      await work.inviteMany(
        roomId,
        whom.map((person) => person.userId),
        {
          signal: controller.signal,
          onWaiting: () => setWaiting(true),
          onResult: (result) => {
            setWaiting(false);
            waits = waits.filter((person) => person.userId !== result.userId);
            keepWaiting(roomId, waits);
            setResults((before) => new Map(before).set(result.userId, result));
          },
        },
      );
    } finally {
      // One that was begun anew meanwhile says itself when it ends.
      if (stop.current === controller) {
        setRunning(false);
        setWaiting(false);
      }
    }
  };
  useEffect(() => {
    // What it sets is what it is at the beginning already.
    // oxlint-disable-next-line react/set-state-in-effect
    if (begin) void run(people);
    return () => stop.current?.abort();
    // Once, when the dialog comes to it; from then on the buttons decide.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);

  const retry = (): void => {
    const again = new Map(results);
    for (const person of failed) again.delete(person.userId);
    setResults(again);
    void run(failed);
  };

  const reason = (code: MatrixErrorCode): string =>
    t(code === "forbidden" ? "members.inviteRefused" : `problem.matrix.${code}`);
  const actions = running ? (
    <Button onClick={() => stop.current?.abort()}>{t("members.pause")}</Button>
  ) : (
    <>
      {left.length > 0 ? (
        <Button
          variant="quiet"
          onClick={() => {
            keepWaiting(roomId, []);
            onClose();
          }}
        >
          {t("common.cancel")}
        </Button>
      ) : null}
      {failed.length > 0 ? <Button onClick={retry}>{t("members.retryFailed")}</Button> : null}
      {left.length > 0 ? (
        <Button variant="primary" onClick={() => void run(left)}>
          {results.size === 0
            ? t("people.inviteCount", { count: left.length })
            : t("members.goOn", { count: left.length })}
        </Button>
      ) : (
        <Button variant="primary" onClick={onClose}>
          {t("members.done")}
        </Button>
      )}
    </>
  );
  return (
    <Dialog
      title={title}
      closeLabel={t("common.close")}
      onClose={onClose}
      size="wide"
      actions={actions}
    >
      <progress
        className="pl-progress"
        max={people.length}
        value={results.size}
        aria-label={t("members.progress")}
      />
      <output>
        {t("members.invited", { done, count: people.length })}{" "}
        {waiting ? t("members.patience") : null}
      </output>
      {failed.length === 0 ? null : (
        <section className="pl-form" aria-labelledby="invites-failed">
          <h3 id="invites-failed" className="ui-field__label">
            {t("members.notInvited", { count: failed.length })}
          </h3>
          <ul className="ui-list pl-invites">
            {failed.map((person) => (
              <li key={person.userId} className="pl-invites__row">
                <span className="pl-invites__name">{person.displayName}</span>
                <InlineMessage tone="danger">
                  {reason(results.get(person.userId)?.failed ?? "unknown")}
                </InlineMessage>
              </li>
            ))}
          </ul>
        </section>
      )}
      {running ? <p className="pl-small pl-muted">{t("members.closeText")}</p> : null}
    </Dialog>
  );
}
