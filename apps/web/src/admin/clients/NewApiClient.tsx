import { apiScopeSchema, createApiClientResponseSchema, type ApiScope } from "@plenum/model";
import { Button, Dialog, InlineMessage, Switch, TextField } from "@plenum/ui";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { FormDialog } from "../FormDialog.tsx";
import { useAct } from "../use-act.ts";
import { SCOPE_NAMES } from "./scope-names.ts";

const FIRST: readonly ApiScope[] = ["conferences:read"];

/** Makes credentials for another system, and shows their secret this once. */
export function NewApiClient({
  onMade,
  onClose,
}: {
  onMade: () => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const { running, problem, act } = useAct();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<ReadonlySet<ApiScope>>(new Set(FIRST));
  const [tried, setTried] = useState(false);
  const [made, setMade] = useState<{ readonly id: string; readonly secret: string }>();
  const missing = name.trim() === "" || scopes.size === 0;

  const make = async (): Promise<void> => {
    setTried(true);
    if (missing) return;
    await act("make", async () => {
      const body = { name: name.trim(), scopes: [...scopes] };
      setMade(
        await api.authorised({
          method: "POST",
          path: "/api/v1/clients",
          body,
          answer: createApiClientResponseSchema,
        }),
      );
      onMade();
    });
  };

  if (made !== undefined) {
    return (
      <Dialog
        title={t("admin.clients.made")}
        closeLabel={t("common.close")}
        onClose={onClose}
        actions={<Button onClick={onClose}>{t("admin.clients.noted")}</Button>}
      >
        <div className="pl-form">
          <InlineMessage tone="warning" boxed>
            {t("admin.clients.once")}
          </InlineMessage>
          <Shown label={t("admin.clients.id")} value={made.id} />
          <Shown label={t("admin.clients.secret")} value={made.secret} />
        </div>
      </Dialog>
    );
  }
  return (
    <FormDialog
      title={t("admin.clients.new")}
      verb={t("admin.clients.make")}
      busy={running !== undefined}
      problem={problem}
      onClose={onClose}
      onSubmit={() => void make()}
    >
      <TextField
        label={t("admin.clients.name")}
        description={t("admin.clients.nameHelp")}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        {...(tried && name.trim() === "" ? { error: t("admin.clients.needName") } : {})}
      />
      <fieldset className="pl-admin__group">
        <legend className="ui-field__label">{t("admin.clients.may")}</legend>
        {apiScopeSchema.options.map((scope) => (
          <Switch
            key={scope}
            label={t(`admin.clients.scope.${SCOPE_NAMES[scope]}`)}
            checked={scopes.has(scope)}
            onChange={(checked) => {
              const next = new Set(scopes);
              if (checked) next.add(scope);
              else next.delete(scope);
              setScopes(next);
            }}
          />
        ))}
      </fieldset>
      {tried && scopes.size === 0 ? (
        <InlineMessage tone="danger">{t("admin.clients.needScope")}</InlineMessage>
      ) : null}
      <p className="pl-muted">{t("admin.clients.year")}</p>
    </FormDialog>
  );
}

/** Something to be taken along, with a button that copies it. */
function Shown({ label, value }: { label: string; value: string }): ReactNode {
  const { t } = useI18n();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <div className="pl-admin__shown">
      <TextField
        label={label}
        readOnly
        value={value}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button
        aria-label={t("admin.clients.copyOf", { what: label })}
        icon={copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
        onClick={() => void copy().catch(() => undefined)}
      >
        {copied ? t("common.copied") : t("common.copy")}
      </Button>
    </div>
  );
}
