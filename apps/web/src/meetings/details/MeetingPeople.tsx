import { parseUserId, type Meeting } from "@plenum/model";
import { Avatar } from "@plenum/ui";
import { Check, CircleDashed, CircleHelp, X } from "lucide-react";
import type { ReactNode } from "react";
import { useNames } from "../../contacts/use-names.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { PersonButton } from "../../people/PersonButton.tsx";
import { usePerson } from "../../presence/use-presence.ts";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { answersOf, type MeetingPerson, peopleInOrder } from "./people.ts";

const ICONS = {
  accepted: Check,
  tentative: CircleHelp,
  open: CircleDashed,
  declined: X,
} as const;

interface InvitedProps {
  readonly person: MeetingPerson;
  readonly organiser: boolean;
}

/** People of whom the server is asked for their names; further ones are shown as they were invited. */
const ASKED = 40;

/** Who is asked to come, and what they have answered. */
export function MeetingPeople({
  headingLevel,
  meeting,
}: {
  headingLevel: 2 | 3;
  meeting: Meeting;
}): ReactNode {
  const Heading = `h${headingLevel}` as const;
  const { t } = useI18n();
  const people = peopleInOrder(meeting);
  const listed = people.some(({ userId }) => userId === meeting.organiser);
  return (
    <section className="pl-meeting__part" aria-labelledby="meeting-people">
      <Heading id="meeting-people">{t("meetings.people")}</Heading>
      {people.length < 2 ? null : (
        <p className="pl-small pl-muted">
          {answersOf(people)
            .map(({ answer, count }) => t(`meetings.answered.${answer}`, { count }))
            .join(", ")}
        </p>
      )}
      <ul className="ui-list pl-invited">
        {listed ? null : <Organiser userId={meeting.organiser} />}
        {people.map((person, index) => {
          const organiser = person.userId === meeting.organiser;
          // Mail addresses are shown to few; names may be alike.
          const key = person.userId ?? person.mail ?? `${index} ${person.name}`;
          return person.userId === undefined || index >= ASKED ? (
            <Invited key={key} person={person} organiser={organiser} />
          ) : (
            <Colleague key={key} userId={person.userId} person={person} organiser={organiser} />
          );
        })}
      </ul>
    </section>
  );
}

function Organiser({ userId }: { userId: string }): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const { nameOf } = useNames();
  const { profile } = usePerson(userId);
  const own = session.profile.get().displayName;
  const name = profile?.displayName ?? (userId === session.userId ? own : nameOf(userId));
  return (
    <li>
      <Avatar id={userId} name={name} size={24} />
      <span className="pl-invited__who">
        <PersonButton userId={userId}>{name}</PersonButton>
        <Elsewhere userId={userId} />
      </span>
      <span className="pl-small pl-muted">{t("meetings.organiser")}</span>
    </li>
  );
}

/** A colleague, under the name that the account has now. */
function Colleague({ person, ...rest }: InvitedProps & { userId: string }): ReactNode {
  const { profile } = usePerson(rest.userId);
  const named = profile === undefined ? person : { ...person, name: profile.displayName };
  return <Invited person={named} organiser={rest.organiser} />;
}

function Invited({ person, organiser }: InvitedProps): ReactNode {
  const { t } = useI18n();
  const Icon = ICONS[person.answer];
  const name = person.name === "" ? (person.mail ?? person.userId ?? "") : person.name;
  return (
    <li>
      <Avatar id={person.userId ?? person.mail ?? name} name={name} size={24} />
      <span className="pl-invited__who">
        {person.userId === undefined ? (
          <span>{name}</span>
        ) : (
          <PersonButton userId={person.userId}>{name}</PersonButton>
        )}
        {person.userId === undefined ? null : <Elsewhere userId={person.userId} />}
        {person.mail === undefined || person.mail === name ? null : (
          <span className="pl-small pl-muted">{person.mail}</span>
        )}
      </span>
      <span className="pl-invited__answer pl-small pl-muted" data-answer={person.answer}>
        {organiser ? null : <Icon aria-hidden="true" />}
        {organiser ? t("meetings.organiser") : t(`meetings.given.${person.answer}`)}
        {person.optional ? `, ${t("meetings.optional")}` : ""}
        {person.delivery === "waiting" || person.delivery === "failed"
          ? `, ${t(`meetings.delivery.${person.delivery}`)}`
          : ""}
      </span>
    </li>
  );
}

/** Names from elsewhere always carry their organisation. */
function Elsewhere({ userId }: { userId: string }): ReactNode {
  const { session } = useWorkspace();
  const { server } = parseUserId(userId);
  if (server === session.serverName) return null;
  return <span className="pl-tag pl-tag--elsewhere">{server}</span>;
}
