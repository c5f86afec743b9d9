import { Dialog } from "@plenum/ui";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { useActions } from "./Actions.tsx";
import { HANDLED_BY_VIEWS } from "./handled.ts";
import { Keys } from "./Keys.tsx";
import { SCOPES } from "./registry.ts";
import "./shortcuts.css";

/** All keys that work at the moment. */
export default function ShortcutHelp({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useI18n();
  const actions = useActions();
  return (
    <Dialog
      title={t("shortcuts.title")}
      closeLabel={t("common.close")}
      onClose={onClose}
      size="wide"
    >
      <div className="pl-shortcuts">
        {SCOPES.map((scope) => {
          const listed = [
            ...actions.filter((action) => action.scope === scope && action.keys !== undefined),
            ...HANDLED_BY_VIEWS.filter((one) => one.scope === scope).map(({ label, keys }) => ({
              id: label,
              label: t(label),
              keys,
            })),
          ];
          if (listed.length === 0) return null;
          return (
            <section key={scope} aria-labelledby={`shortcuts-${scope}`}>
              <h3 id={`shortcuts-${scope}`}>{t(`shortcuts.scope.${scope}`)}</h3>
              <dl>
                {listed
                  .toSorted((a, b) => a.label.localeCompare(b.label))
                  .map(({ id, label, keys = [] }) => (
                    <Line key={id} label={label} keys={keys} />
                  ))}
              </dl>
            </section>
          );
        })}
      </div>
      <p className="pl-muted pl-small">{t("shortcuts.hint")}</p>
    </Dialog>
  );
}

function Line({ label, keys }: { label: string; keys: readonly string[] }): ReactNode {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {keys.map((one) => (
          <Keys key={one} keys={one} />
        ))}
      </dd>
    </>
  );
}
