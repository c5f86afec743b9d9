import { batchSchema, type BadLine } from "@plenum/model";
import { Button, InlineMessage, TextField, useToast } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import type { ApiClient } from "../../api/client.ts";
import { ApiError } from "../../api/problem-error.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { FormDialog } from "../FormDialog.tsx";
import { useAct } from "../use-act.ts";
import { BadLines } from "./BadLines.tsx";
import { isJson, wishesOf } from "./wishes-file.ts";

/** Bytes that the server takes. */
const LARGEST = 8_000_000;
const PATH = "/api/v1/conference-batches";

interface Chosen {
  readonly file: File;
  /** However often this file is sent, it makes rooms once. */
  readonly externalKey: string;
}

/** Sends a file with conference rooms that are to be made. */
export function NewBatch({
  onMade,
  onClose,
}: {
  onMade: () => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const toast = useToast();
  const { running, problem, act } = useAct<"all" | "good">();
  const [chosen, setChosen] = useState<Chosen>();
  const [label, setLabel] = useState("");
  const [said, setSaid] = useState<"needFile" | "tooLarge" | "unreadable">();
  const [bad, setBad] = useState<readonly BadLine[]>([]);

  const send = async (which: "all" | "good"): Promise<void> => {
    if (chosen === undefined) {
      setSaid("needFile");
      return;
    }
    if (chosen.file.size > LARGEST) {
      setSaid("tooLarge");
      return;
    }
    setSaid(undefined);
    const sent = await act(which, async () => {
      try {
        await submit(api, chosen, { label: label.trim(), skipInvalid: which === "good" });
      } catch (error) {
        if (error instanceof Unreadable) setSaid("unreadable");
        else if (error instanceof ApiError) setBad(error.lines ?? []);
        throw error;
      }
    });
    if (!sent) return;
    toast({ text: t("admin.jobs.sent") });
    onMade();
    onClose();
  };
  return (
    <FormDialog
      title={t("admin.jobs.new")}
      verb={t("admin.jobs.send")}
      busy={running === "all"}
      problem={problem instanceof Unreadable ? undefined : problem}
      wide
      onClose={onClose}
      onSubmit={() => void send("all")}
      actions={
        bad.length > 0 ? (
          <Button busy={running === "good"} onClick={() => void send("good")}>
            {t("admin.jobs.withoutThem")}
          </Button>
        ) : null
      }
    >
      <TextField
        label={t("admin.jobs.file")}
        description={t("admin.jobs.fileHelp")}
        type="file"
        accept=".csv,.json,text/csv,application/json"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          setChosen(file && { file, externalKey: `upload:${crypto.randomUUID()}` });
          setSaid(undefined);
          setBad([]);
        }}
        {...(said === undefined ? {} : { error: t(`admin.jobs.${said}`) })}
      />
      <TextField
        label={t("admin.jobs.name")}
        description={t("admin.jobs.nameHelp")}
        maxLength={200}
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      {bad.length === 0 ? null : (
        <>
          <InlineMessage>{t("admin.jobs.badText")}</InlineMessage>
          <BadLines lines={bad} />
        </>
      )}
    </FormDialog>
  );
}

/** @throws Unreadable where a JSON file is no list of rooms; ApiError with the wrong lines */
async function submit(
  api: ApiClient,
  { file, externalKey }: Chosen,
  options: { readonly label: string; readonly skipInvalid: boolean },
): Promise<void> {
  if (isJson(file.name)) {
    const conferences = wishesOf(await file.text());
    if (conferences === undefined) throw new Unreadable();
    const body = { conferences, externalKey, ...options };
    await api.authorised({ method: "POST", path: PATH, body, answer: batchSchema });
    return;
  }
  const query = new URLSearchParams({
    label: options.label,
    skipInvalid: String(options.skipInvalid),
    externalKey,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  await api.authorised({
    method: "POST",
    path: `${PATH}?${query.toString()}`,
    // The server finds out how the text is encoded.
    file: new Blob([file], { type: "text/csv" }),
    answer: batchSchema,
  });
}

/** The file holds no list of rooms. */
class Unreadable extends Error {}
