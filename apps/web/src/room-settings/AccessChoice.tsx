import type { JoinRule, RoomAccess } from "@plenum/matrix";
import { RadioList } from "@plenum/ui";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { knowsRule, withRule, withSpace } from "./access-rules.ts";

const RULES: readonly JoinRule[] = ["invite", "knock", "restricted", "knock_restricted", "public"];

/** Who may enter a room, in words; for members of spaces also of which. */
export function AccessChoice({
  access,
  version,
  isSpace,
  disabled = false,
  onChange,
}: {
  access: RoomAccess;
  /** Of the room; undefined for a new one. */
  version?: string;
  isSpace: boolean;
  disabled?: boolean;
  onChange: (access: RoomAccess) => void;
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const rooms = useObservable(session.rooms);
  const spaces = [...rooms.values()]
    .filter((room) => room.isSpace && room.membership === "join")
    .toSorted((a, b) => a.name.localeCompare(b.name));
  const offered = spaces.map((space) => space.id);
  const restricted = access.rule === "restricted" || access.rule === "knock_restricted";
  const unknown = access.spaces.filter((id) => !offered.includes(id));
  const rules = RULES.filter((rule) => {
    if (rule === access.rule) return true;
    if (version !== undefined && !knowsRule(version, rule)) return false;
    const needsSpace = rule === "restricted" || rule === "knock_restricted";
    return !needsSpace || (offered.length > 0 && !isSpace);
  });
  return (
    <>
      <RadioList
        label={t("roomSettings.access")}
        value={access.rule}
        disabled={disabled}
        options={rules.map((rule) => ({
          value: rule,
          label: t(`roomSettings.rule.${rule}`),
          description: t(`roomSettings.ruleText.${rule}`),
        }))}
        onChange={(rule) => onChange(withRule(access, rule, offered))}
      />
      {restricted ? (
        <fieldset className="pl-space-boxes">
          <legend className="ui-field__label">{t("roomSettings.spaces")}</legend>
          {[...spaces, ...unknown.map((id) => ({ id, name: t("roomSettings.unknownSpace") }))].map(
            (space) => (
              <label key={space.id} className="pl-row">
                <input
                  type="checkbox"
                  disabled={disabled}
                  checked={access.spaces.includes(space.id)}
                  onChange={(event) =>
                    onChange(withSpace(access, space.id, event.currentTarget.checked))
                  }
                />
                {space.name}
              </label>
            ),
          )}
        </fieldset>
      ) : null}
    </>
  );
}
