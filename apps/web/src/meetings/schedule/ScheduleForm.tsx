import type { RoomSummary } from "@plenum/matrix";
import { conferenceKindSchema, type ConferenceTemplate, type Meeting } from "@plenum/model";
import {
  Button,
  Dialog,
  InlineMessage,
  Select,
  Switch,
  TextArea,
  TextField,
  useToast,
} from "@plenum/ui";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useProblemText } from "../../api/use-problem-text.ts";
import { useTemplates } from "../../conferences/use-templates.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { parseRoute } from "../../routes.ts";
import { meetingsPath } from "../address.ts";
import { ownZone } from "../calendar/time.ts";
import { useFormats } from "../formats.ts";
import { type Form, formOf } from "./form.ts";
import { InvitePeople } from "./InvitePeople.tsx";
import { RepeatFields } from "./RepeatFields.tsx";
import { useSchedule } from "./use-schedule.ts";
import { WhenFields } from "./WhenFields.tsx";

/** Minutes before the beginning that are offered for a reminder. */
const REMINDERS = [0, 5, 10, 15, 30, 60, 1440];

/** The fields of a meeting; of one occurrence only those that it can have of its own. */
export function ScheduleForm({
  initial,
  meeting,
  original,
  room,
  onClose,
}: {
  initial: Form;
  meeting?: Meeting;
  original?: string | undefined;
  /** Where it takes place, in place of a room of its own. */
  room?: RoomSummary | undefined;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const problemText = useProblemText();
  const formats = useFormats(ownZone());
  const toast = useToast();
  const [location, navigate] = useLocation();
  const { templates, known } = useTemplates();
  // A room that is there already is no longer made from a template.
  const templateOf = (kind: Form["kind"]): ConferenceTemplate | undefined =>
    known && room === undefined ? templates.find(({ id }) => id === kind) : undefined;
  const schedule = useSchedule({
    initial,
    meeting,
    original,
    roomId: room?.id,
    templateOf,
    onDone: (done) => {
      const place = { id: done.id, ...(original === undefined ? {} : { original }) };
      const day = (original ?? done.start).slice(0, 10);
      const route = parseRoute(location);
      const view = (route.kind === "meetings" ? route.address.view : undefined) ?? "week";
      const path = meetingsPath({ view, day, meeting: place });
      if (meeting !== undefined || !location.startsWith("/room/")) {
        navigate(meeting === undefined ? path : location);
        toast({ text: t(meeting === undefined ? "meetings.scheduled" : "meetings.changed") });
      } else {
        onClose();
        toast({
          text: t("meetings.scheduled"),
          action: { label: t("meetings.look"), onSelect: () => navigate(path) },
        });
      }
    },
  });
  const { form, change, problems, conflict } = schedule;
  const template = templateOf(form.kind);
  const ofOne = original !== undefined;
  const close = (): void => {
    schedule.discard();
    onClose();
  };
  const title =
    meeting === undefined ? "meetings.new" : ofOne ? "meetings.changeOne" : "meetings.changeAll";
  const problemOf = (name: keyof typeof problems): string | undefined => {
    const problem = problems[name];
    return problem === undefined ? undefined : t(`meetings.problem.${problem}`);
  };
  return (
    <Dialog
      title={t(title)}
      closeLabel={t("common.close")}
      onClose={close}
      onSubmit={schedule.submit}
      size="wide"
      actions={
        <>
          <Button variant="quiet" onClick={close}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" variant="primary" busy={schedule.busy}>
            {meeting === undefined
              ? form.people.length === 0
                ? t("meetings.schedule")
                : t("meetings.scheduleAndInvite", { count: form.people.length })
              : t("meetings.save")}
          </Button>
        </>
      }
    >
      {conflict === undefined ? null : (
        <InlineMessage tone="warning" boxed>
          <p>{t("meetings.conflict")}</p>
          <div className="pl-row">
            <Button
              size="small"
              onClick={() =>
                schedule.takeOver(
                  formOf(conflict, { day: formats.dayField, length: formats.length }, original),
                )
              }
            >
              {t("meetings.lookAtIt")}
            </Button>
            <Button size="small" onClick={schedule.applyAgain}>
              {t("meetings.applyAgain")}
            </Button>
          </div>
        </InlineMessage>
      )}
      {room === undefined ? null : (
        <p className="pl-muted">{t("meetings.inRoom", { room: room.name })}</p>
      )}
      <TextField
        data-autofocus
        label={t("meetings.title")}
        value={form.title}
        maxLength={200}
        error={problemOf("title")}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <WhenFields form={form} change={change} problems={problems} zoneFixed={ofOne} />
      {ofOne ? null : (
        <>
          <RepeatFields form={form} change={change} problem={problemOf("recurrence")} />
          <InvitePeople
            people={form.people}
            error={problemOf("people")}
            onChange={(people) => change({ people: [...people] })}
          />
          <TextField
            label={t("meetings.places")}
            description={t("meetings.placesText")}
            value={form.places}
            error={problemOf("places")}
            onChange={(event) => change({ places: event.currentTarget.value })}
          />
          <TextArea
            label={t("meetings.description")}
            value={form.description}
            maxLength={5000}
            rows={3}
            onChange={(event) => change({ description: event.currentTarget.value })}
          />
          <div className="pl-schedule-pair">
            <Select
              label={t("newConference.kind")}
              description={t(`meetings.kindText.${form.kind}`)}
              value={form.kind}
              disabled={room !== undefined || meeting !== undefined}
              onChange={(event) => {
                const kind = conferenceKindSchema.parse(event.currentTarget.value);
                const { encrypted, lobby } = templateOf(kind) ?? form;
                change({ kind, encrypted, lobby });
              }}
            >
              {conferenceKindSchema.options.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`newConference.kinds.${kind}`)}
                </option>
              ))}
            </Select>
            <Select
              label={t("meetings.reminder")}
              value={form.reminder}
              onChange={(event) => change({ reminder: Number(event.currentTarget.value) })}
            >
              {[...new Set([...REMINDERS, form.reminder])]
                .toSorted((a, b) => a - b)
                .map((minutes) => (
                  <option key={minutes} value={minutes}>
                    {minutes === 0
                      ? t("meetings.noReminder")
                      : t("meetings.remindBefore", { length: formats.length(minutes) })}
                  </option>
                ))}
            </Select>
          </div>
          <Switch
            label={t("meetings.lobby")}
            description={
              template?.choices.lobby === false
                ? t(template.lobby ? "meetings.lobbyFixed" : "meetings.noLobbyFixed")
                : t("meetings.lobbyText")
            }
            checked={form.lobby}
            disabled={template?.choices.lobby === false}
            onChange={(lobby) => change({ lobby })}
          />
          {meeting === undefined && room === undefined ? (
            <Switch
              label={t("meetings.encryption")}
              description={
                template?.choices.encrypted === false
                  ? t(
                      template.encrypted
                        ? "meetings.encryptionFixed"
                        : "meetings.noEncryptionFixed",
                    )
                  : t("meetings.encryptionText")
              }
              checked={form.encrypted}
              disabled={template?.choices.encrypted === false}
              onChange={(encrypted) => change({ encrypted })}
            />
          ) : null}
        </>
      )}
      {schedule.problem === undefined ? null : (
        <InlineMessage tone="danger">{problemText(schedule.problem)}</InlineMessage>
      )}
      {Object.keys(problems).length > 0 ? (
        <InlineMessage tone="danger">{t("meetings.problem.some")}</InlineMessage>
      ) : null}
    </Dialog>
  );
}
