import type { OwnDevice } from "@plenum/matrix";
import { Button, InlineMessage, MenuButton, Skeleton, TextField, useToast } from "@plenum/ui";
import { BadgeCheck, CircleAlert, Ellipsis, LogOut, Pencil } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { useLoaded } from "../app/use-resource.ts";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { failureCode } from "../session/failure.ts";
import { useDialogAddress } from "../shell/dialog-address.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { SignOutDevice } from "./SignOutDevice.tsx";

/** Where the account is signed in: confirm, rename, sign out. */
export function DeviceList(): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const toast = useToast();
  const [leaving, setLeaving] = useState<OwnDevice>();
  const { value, problem, retry } = useLoaded(useCallback(() => session.devices.list(), [session]));
  const confirmed = useConfirmations();
  useEffect(() => {
    if (confirmed > 0) retry();
    // Only a further confirmation makes the list old.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [confirmed]);

  if (problem !== undefined) {
    return (
      <InlineMessage tone="danger">
        {t("encryption.devices.failed")}{" "}
        <Button size="small" variant="quiet" onClick={retry}>
          {t("common.tryAgain")}
        </Button>
      </InlineMessage>
    );
  }
  if (value === undefined) return <Skeleton width="60%" />;
  return (
    <>
      <p className="pl-muted">{t("encryption.devices.text")}</p>
      <ul className="ui-list pl-devices">
        {value.map((device) => (
          <Device
            key={device.deviceId}
            device={device}
            onChanged={retry}
            onSignOut={() => setLeaving(device)}
          />
        ))}
      </ul>
      {leaving === undefined ? null : (
        <SignOutDevice
          device={leaving}
          onClose={() => setLeaving(undefined)}
          onDone={() => {
            toast({ text: t("encryption.devices.signedOut", { name: leaving.name }) });
            setLeaving(undefined);
            retry();
          }}
        />
      )}
    </>
  );
}

/** Counts confirmations that came to a good end while the list is there. */
function useConfirmations(): number {
  const { session } = useWorkspace();
  const verification = useObservable(session.encryption.verification);
  const [count, setCount] = useState(0);
  useEffect(
    () =>
      verification?.state.subscribe(() => {
        if (verification.state.get().kind === "done") setCount((before) => before + 1);
      }),
    [verification],
  );
  return count;
}

function Device({
  device,
  onChanged,
  onSignOut,
}: {
  device: OwnDevice;
  onChanged: () => void;
  onSignOut: () => void;
}): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const toast = useToast();
  const dialogs = useDialogAddress();
  const { session } = useWorkspace();
  const [name, setName] = useState<string>();
  const failed = (error: unknown): void =>
    toast({ text: t(`problem.matrix.${failureCode(error)}`) });

  const save = async (): Promise<void> => {
    if (name === undefined) return;
    try {
      await session.devices.rename(device.deviceId, name.trim());
      setName(undefined);
      onChanged();
    } catch (error) {
      failed(error);
    }
  };
  const confirm = async (): Promise<void> => {
    try {
      await session.encryption.verifyDevice(device.deviceId);
      dialogs.open("verify");
    } catch (error) {
      failed(error);
    }
  };

  if (name !== undefined) {
    return (
      <li className="pl-device">
        <form
          className="pl-row"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <TextField
            data-autofocus
            label={t("encryption.devices.name")}
            value={name}
            maxLength={100}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit">{t("encryption.devices.saveName")}</Button>
          <Button variant="quiet" onClick={() => setName(undefined)}>
            {t("common.cancel")}
          </Button>
        </form>
      </li>
    );
  }
  return (
    <li className="pl-device">
      <TrustIcon confirmed={device.confirmed} />
      <span className="pl-device__what">
        <b>{device.name}</b>
        <span className="pl-device__state">
          <span>{stateOf(device, t)}</span>
          {device.current ? <span>{t("encryption.devices.current")}</span> : null}
          {device.lastSeen === undefined || device.current ? null : (
            <span>
              {t("encryption.devices.lastSeen", { time: dates.dateTime(device.lastSeen) })}
            </span>
          )}
        </span>
      </span>
      {device.confirmed === false && !device.current ? (
        <Button size="small" onClick={() => void confirm()}>
          {t("encryption.devices.confirm")}
        </Button>
      ) : null}
      <MenuButton
        size="small"
        label={t("encryption.devices.more", { name: device.name })}
        icon={<Ellipsis aria-hidden="true" />}
        items={[
          {
            id: "rename",
            label: t("encryption.devices.rename"),
            icon: <Pencil aria-hidden="true" />,
            onSelect: () => setName(device.name),
          },
          ...(device.current
            ? []
            : [
                {
                  id: "sign-out",
                  label: t("encryption.devices.signOut"),
                  icon: <LogOut aria-hidden="true" />,
                  danger: true,
                  onSelect: onSignOut,
                },
              ]),
        ]}
      />
    </li>
  );
}

function TrustIcon({ confirmed }: { confirmed: boolean | undefined }): ReactNode {
  return confirmed === true ? (
    <BadgeCheck aria-hidden="true" className="pl-device__icon pl-device__icon--good" />
  ) : (
    <CircleAlert aria-hidden="true" className="pl-device__icon" />
  );
}

function stateOf(device: OwnDevice, t: ReturnType<typeof useI18n>["t"]): string {
  if (device.confirmed === undefined) return t("encryption.devices.noKeys");
  return device.confirmed ? t("encryption.devices.confirmed") : t("encryption.devices.unconfirmed");
}
