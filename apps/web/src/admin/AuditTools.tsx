import { Button, InlineMessage } from "@plenum/ui";
import { Download, ShieldCheck } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { z } from "zod";
import { saveText } from "../app/save-text.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { Failure } from "./Failure.tsx";
import { useAct } from "./use-act.ts";

const FORMATS = { csv: "text/csv", jsonl: "application/jsonl" } as const;
const verificationSchema = z.object({
  intact: z.boolean(),
  brokenAt: z.number().optional(),
  newest: z.object({ number: z.number(), hash: z.string() }).optional(),
});

/** Taking the log along as a file, and seeing whether somebody has changed it behind the program. */
export function AuditTools({ actor }: { actor: string }): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const { running, problem, act } = useAct<"csv" | "jsonl" | "check">();
  const [found, setFound] = useState<z.infer<typeof verificationSchema>>();

  const save = (format: keyof typeof FORMATS): void => {
    const query = new URLSearchParams(actor === "" ? {} : { actor });
    void act(format, async () => {
      const text = await api.authorised({
        method: "GET",
        path: `/api/v1/audit/export.${format}?${query.toString()}`,
        as: "text",
        answer: z.string(),
      });
      saveText(text, `${t("admin.audit.file")}.${format}`, FORMATS[format]);
    });
  };
  const check = (): void => {
    setFound(undefined);
    void act("check", async () => {
      setFound(
        await api.authorised({
          method: "GET",
          path: "/api/v1/audit/verification",
          answer: verificationSchema,
        }),
      );
    });
  };
  return (
    <>
      <div className="pl-row">
        <Button
          size="small"
          icon={<ShieldCheck aria-hidden="true" />}
          busy={running === "check"}
          onClick={check}
        >
          {t("admin.audit.check")}
        </Button>
        <Button
          size="small"
          icon={<Download aria-hidden="true" />}
          busy={running === "csv"}
          onClick={() => save("csv")}
        >
          {t("admin.audit.saveTable")}
        </Button>
        <Button
          size="small"
          icon={<Download aria-hidden="true" />}
          busy={running === "jsonl"}
          onClick={() => save("jsonl")}
        >
          {t("admin.audit.saveLines")}
        </Button>
      </div>
      <Failure of={problem} />
      <output>{found === undefined ? null : <Verdict of={found} />}</output>
    </>
  );
}

function Verdict({ of }: { of: z.infer<typeof verificationSchema> }): ReactNode {
  const { t } = useI18n();
  if (!of.intact) {
    return (
      <InlineMessage tone="danger" boxed>
        {t("admin.audit.broken", { number: of.brokenAt ?? "?" })}
      </InlineMessage>
    );
  }
  return (
    <InlineMessage tone="success" boxed>
      {t("admin.audit.intact")}
      {of.newest === undefined ? null : (
        <>
          {" "}
          {t("admin.audit.note", { number: of.newest.number })}{" "}
          <code className="pl-admin__words">{of.newest.hash}</code>
        </>
      )}
    </InlineMessage>
  );
}
