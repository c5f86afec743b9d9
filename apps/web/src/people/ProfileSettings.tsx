import type { PersonProfile } from "@plenum/matrix";
import type { ProfileField } from "@plenum/model";
import { Button, InlineMessage, TextField, useToast } from "@plenum/ui";
import { ImageUp, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { usePeople, usePerson } from "../presence/use-presence.ts";
import { PersonAvatar } from "../rooms/RoomAvatar.tsx";
import { failureCode } from "../session/failure.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

type Field = ProfileField | "displayName";
const FIELDS: readonly Field[] = [
  "displayName",
  "function",
  "organisation",
  "phone",
  "mail",
  "timeZone",
];
const TYPES: Partial<Record<Field, string>> = { phone: "tel", mail: "email" };
/** Bytes; a picture of a person does not need more. */
const LARGEST_PICTURE = 5_000_000;

/** One's own card: what colleagues see of oneself. */
export default function ProfileSettings(): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const { profile } = usePerson(session.userId);
  return (
    <section aria-labelledby="settings-profile">
      <h2 id="settings-profile">{t("ownProfile.title")}</h2>
      <p className="pl-muted pl-small">{t("ownProfile.text")}</p>
      <Picture />
      {profile === undefined ? null : <Form profile={profile} />}
    </section>
  );
}

function valuesOf(profile: PersonProfile): Readonly<Record<Field, string>> {
  return {
    displayName: profile.displayName,
    function: profile.function ?? "",
    organisation: profile.organisation ?? "",
    phone: profile.phone ?? "",
    mail: profile.mail ?? "",
    timeZone: profile.timeZone ?? "",
  };
}

function Form({ profile }: { profile: PersonProfile }): ReactNode {
  const { t } = useI18n();
  const toast = useToast();
  const services = usePeople();
  const before = valuesOf(profile);
  // Only what was typed: what comes from another device meanwhile shows in the other fields.
  const [typed, setTyped] = useState<Partial<Record<Field, string>>>({});
  const values = { ...before, ...typed };
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const changed = FIELDS.filter((field) => values[field].trim() !== before[field]);

  const save = async (): Promise<void> => {
    if (services === undefined || busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      for (const field of changed) await services.people.setOwnField(field, values[field]);
      setTyped({});
      toast({ text: t("ownProfile.saved") });
    } catch (error) {
      setProblem(t(`problem.matrix.${failureCode(error)}`));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="pl-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (values.displayName.trim() !== "") void save();
      }}
    >
      {FIELDS.map((field) => (
        <TextField
          key={field}
          type={TYPES[field] ?? "text"}
          label={t(`ownProfile.${field}`)}
          maxLength={200}
          value={values[field]}
          error={
            field === "displayName" && values.displayName.trim() === ""
              ? t("ownProfile.nameMissing")
              : undefined
          }
          list={field === "timeZone" ? "time-zones" : undefined}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setTyped((all) => ({ ...all, [field]: value }));
          }}
        />
      ))}
      <datalist id="time-zones">
        {Intl.supportedValuesOf("timeZone").map((zone) => (
          <option key={zone} value={zone}>
            {zone}
          </option>
        ))}
      </datalist>
      {problem === undefined ? null : <InlineMessage tone="danger">{problem}</InlineMessage>}
      <div className="pl-row">
        <Button type="submit" variant="primary" busy={busy} disabled={changed.length === 0}>
          {t("ownProfile.save")}
        </Button>
      </div>
    </form>
  );
}

function Picture(): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const services = usePeople();
  const { displayName, avatarMxc } = useObservable(session.profile);
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const set = async (picture: File | undefined): Promise<void> => {
    if (services === undefined || busy) return;
    if (picture && (!picture.type.startsWith("image/") || picture.size > LARGEST_PICTURE)) {
      setProblem(t("ownProfile.notAPicture"));
      return;
    }
    setBusy(true);
    setProblem(undefined);
    try {
      await services.people.setOwnPicture(picture);
    } catch (error) {
      setProblem(t(`problem.matrix.${failureCode(error)}`));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="pl-row">
      <PersonAvatar id={session.userId} name={displayName} mxc={avatarMxc} size={48} />
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        onChange={(event) => {
          void set(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
      <Button
        icon={<ImageUp aria-hidden="true" />}
        busy={busy}
        onClick={() => input.current?.click()}
      >
        {t("ownProfile.choosePicture")}
      </Button>
      {avatarMxc === undefined ? null : (
        <Button
          variant="quiet"
          icon={<Trash2 aria-hidden="true" />}
          busy={busy}
          onClick={() => void set(undefined)}
        >
          {t("ownProfile.removePicture")}
        </Button>
      )}
      {problem === undefined ? null : <InlineMessage tone="danger">{problem}</InlineMessage>}
    </div>
  );
}
