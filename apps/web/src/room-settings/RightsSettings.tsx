import type { RoomSettings } from "@plenum/matrix";
import { powerForState, readRoomRights, roleNameOf, rolesToChoose } from "@plenum/model";
import { InlineMessage } from "@plenum/ui";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { rightsTable, withRight } from "./rights-table.ts";
import { useChange } from "./use-change.ts";

/** Who may do what, one role for each right. */
export function RightsSettings({ settings }: { settings: RoomSettings }): ReactNode {
  const { t } = useI18n();
  const change = useChange<unknown>(settings.id, settings.levels, (levels) => ({
    kind: "levels",
    levels: levels as Readonly<Record<string, unknown>>,
  }));
  const rights = readRoomRights(change.value);
  const may = settings.ownPower >= powerForState(rights, "m.room.power_levels");
  return (
    <>
      <table className="pl-rights">
        <caption className="ui-visually-hidden">{t("roomSettings.rights")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("roomSettings.right")}</th>
            <th scope="col">{t("roomSettings.from")}</th>
          </tr>
        </thead>
        <tbody>
          {rightsTable(rights, settings.isSpace).map(({ name, power }) => {
            // Nobody raises a right above the own power, or takes it from somebody above.
            const locked = !may || change.busy || power > settings.ownPower;
            const choices = locked
              ? [power]
              : rolesToChoose(settings.ownPower, power, rights.usersDefault);
            const label = t(`roomSettings.rightOf.${name}`);
            return (
              <tr key={name}>
                <th scope="row">{label}</th>
                <td>
                  <select
                    className="ui-input"
                    aria-label={label}
                    value={power}
                    disabled={locked}
                    onChange={(event) => {
                      const next = Number(event.currentTarget.value);
                      void change.set(withRight(change.value, name, next));
                    }}
                  >
                    {choices.map((choice) => (
                      <option key={choice} value={choice}>
                        {t(`roles.from.${roleNameOf(choice, rights.usersDefault)}`, {
                          level: choice,
                        })}
                      </option>
                    ))}
                  </select>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {change.failed === undefined ? null : (
        <InlineMessage tone="danger">{change.failed}</InlineMessage>
      )}
      {may ? null : <p className="pl-small pl-muted">{t("roomSettings.rightsLocked")}</p>}
    </>
  );
}
