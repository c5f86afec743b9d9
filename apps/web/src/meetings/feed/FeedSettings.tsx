import { Button, InlineMessage, Skeleton, TextField } from "@plenum/ui";
import { Check, Copy } from "lucide-react";
import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { useProblemText } from "../../api/use-problem-text.ts";
import { useLoaded } from "../../app/use-resource.ts";
import { useDates } from "../../i18n/dates.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { makeFeed, readFeed, revokeFeed } from "../api.ts";

/** Part of the settings: the address under which other calendars read one's meetings. */
export default function FeedSettings(): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const dates = useDates();
  const problemText = useProblemText();
  const { value, problem, retry } = useLoaded(
    useCallback((signal: AbortSignal) => readFeed(api, signal), [api]),
  );
  const [url, setUrl] = useState<string>();
  const [copied, setCopied] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>();
  const act = async (run: () => Promise<string | undefined>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setFailed(undefined);
    setCopied(false);
    try {
      setUrl(await run());
      retry();
    } catch (error) {
      setFailed(error);
    } finally {
      setBusy(false);
    }
  };
  const there = value?.createdAt !== undefined;
  const shown = failed ?? problem;
  return (
    <section aria-labelledby="settings-feed">
      <h2 id="settings-feed">{t("meetings.feed.title")}</h2>
      <div className="pl-form">
        <p className="pl-muted">{t("meetings.feed.text")}</p>
        {value === undefined && problem === undefined ? <Skeleton width="50%" /> : null}
        {url === undefined ? null : (
          <TextField
            label={t("meetings.feed.address")}
            description={t("meetings.feed.onlyNow")}
            readOnly
            value={url}
            onFocus={(event) => event.currentTarget.select()}
          />
        )}
        {there ? (
          <p className="pl-small pl-muted">
            {t("meetings.feed.made", { time: dates.dateTime(Date.parse(value.createdAt ?? "")) })}{" "}
            {value.lastReadAt === undefined
              ? t("meetings.feed.notRead")
              : t("meetings.feed.read", { time: dates.dateTime(Date.parse(value.lastReadAt)) })}
          </p>
        ) : null}
        {shown === undefined ? null : (
          <InlineMessage tone="danger">
            {problemText(shown)}{" "}
            {failed === undefined ? (
              <Button size="small" variant="quiet" onClick={retry}>
                {t("common.tryAgain")}
              </Button>
            ) : null}
          </InlineMessage>
        )}
        <div className="pl-row">
          {url === undefined ? null : (
            <Button
              variant="primary"
              icon={copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
              onClick={() => void navigator.clipboard.writeText(url).then(() => setCopied(true))}
            >
              {copied ? t("common.copied") : t("meetings.feed.copy")}
            </Button>
          )}
          {value === undefined ? null : (
            <Button busy={busy} onClick={() => void act(async () => (await makeFeed(api)).url)}>
              {there ? t("meetings.feed.anew") : t("meetings.feed.make")}
            </Button>
          )}
          {there ? (
            <Button
              variant="quiet"
              busy={busy}
              onClick={() =>
                void act(async () => {
                  await revokeFeed(api);
                  return undefined;
                })
              }
            >
              {t("meetings.feed.revoke")}
            </Button>
          ) : null}
        </div>
        {there && url === undefined ? (
          <p className="pl-small pl-muted">{t("meetings.feed.anewText")}</p>
        ) : null}
      </div>
    </section>
  );
}
