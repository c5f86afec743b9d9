import { Banner, Button, Dialog, TextArea, VisuallyHidden } from "@plenum/ui";
import { CircleAlert, CircleCheck, Info } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { Call, LineFinding } from "../contract/index.ts";
import { useTexts } from "../views/use-call.ts";
import { isBad, reportOf, sentenceOf, verdictOf } from "./report.ts";
import "./line-test.css";

type Copied = "not-yet" | "copied" | "refused";

/** Tests the line, says in sentences what works and what does not, and gives a report to copy. */
export default function LineTestDialog({
  call,
  onClose,
}: {
  call: Call;
  onClose: () => void;
}): ReactNode {
  const t = useTexts();
  const { findings, running, start } = useLineTest(call);
  const [copied, setCopied] = useState<Copied>("not-yet");
  const again = (): void => {
    setCopied("not-yet");
    start();
  };

  const texts = (key: string, values?: Record<string, string | number>): string =>
    t(key, values ?? {});
  const verdict = verdictOf(findings);
  const report = (): string =>
    reportOf(findings, texts, { now: new Date(), browser: navigator.userAgent });
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(report());
      setCopied("copied");
    } catch {
      setCopied("refused");
    }
  };
  const fine = verdict === "good" || verdict === "good-so-far";

  return (
    <Dialog
      title={t("lineTest.title")}
      closeLabel={t("lineTest.close")}
      onClose={onClose}
      actions={
        running ? undefined : (
          <>
            <Button onClick={again}>{t("lineTest.again")}</Button>
            <Button variant="primary" onClick={() => void copy()}>
              {t("lineTest.copy")}
            </Button>
          </>
        )
      }
    >
      <div className="call-line-test">
        {running ? (
          <output>
            {t("lineTest.intro")} {t("lineTest.running")}
          </output>
        ) : (
          <Banner tone={fine ? "success" : "warning"}>{t(`lineTest.verdict.${verdict}`)}</Banner>
        )}
        <ul className="call-line-test__findings" aria-label={t("lineTest.checks")}>
          {findings.map((finding) => (
            <Finding key={keyOf(finding)} finding={finding} sentence={sentenceOf(finding, texts)} />
          ))}
        </ul>
        <output className="call-line-test__copied">
          {copied === "copied" ? t("lineTest.copied") : null}
          {copied === "refused" ? t("lineTest.copyFailed") : null}
        </output>
        {copied === "refused" ? (
          <TextArea label={t("lineTest.copyText")} readOnly rows={8} defaultValue={report()} />
        ) : null}
      </div>
    </Dialog>
  );
}

/** A test that begins with the view and ends with it. */
function useLineTest(call: Call): {
  readonly findings: readonly LineFinding[];
  readonly running: boolean;
  readonly start: () => void;
} {
  const [findings, setFindings] = useState<readonly LineFinding[]>([]);
  const [running, setRunning] = useState(true);
  const current = useRef<AbortController | undefined>(undefined);
  const run = useCallback((): void => {
    const end = new AbortController();
    current.current = end;
    void call.testLine(setFindings, end.signal).finally(() => {
      if (!end.signal.aborted) setRunning(false);
    });
  }, [call]);
  useEffect(() => {
    run();
    return () => current.current?.abort();
  }, [run]);
  const start = (): void => {
    current.current?.abort();
    setFindings([]);
    setRunning(true);
    run();
  };
  return { findings, running, start };
}

function Finding({ finding, sentence }: { finding: LineFinding; sentence: string }): ReactNode {
  const t = useTexts();
  const bad = isBad(finding);
  const open = finding.state === "untested" || finding.state === "unknown";
  const Icon = bad ? CircleAlert : open ? Info : CircleCheck;
  return (
    <li data-state={bad ? "bad" : open ? "open" : "good"}>
      <Icon aria-hidden="true" size={18} />
      <span>
        <VisuallyHidden>{t(`lineTest.${bad ? "bad" : open ? "note" : "good"}`)}: </VisuallyHidden>
        {sentence}
      </span>
    </li>
  );
}

function keyOf(finding: LineFinding): string {
  return finding.check === "relay"
    ? `${finding.check} ${finding.address} ${finding.transport}`
    : finding.check;
}
