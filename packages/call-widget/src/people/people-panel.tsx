import { SearchField } from "@plenum/ui";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { Call, CallParticipant } from "../contract/index.ts";
import { Lead } from "../floor/lead.tsx";
import { personKey } from "../layout/arrange.ts";
import { WhisperToSeveral } from "../sub-room/whisper-to.tsx";
import { type Describe, useCallPart, useTexts } from "../views/use-call.ts";
import { findPeople } from "./find.ts";
import { MuteAll } from "./moderate-menu.tsx";
import { ModerationProblem } from "./moderation-notices.tsx";
import { PersonRow } from "./person-row.tsx";

/** Below that the whole list is in the page. */
const VIRTUAL_FROM = 50;
/** Height of a closed row in CSS pixels, until it is measured. */
const ROW = 52;

export interface ListedPerson {
  readonly participant: CallParticipant;
  readonly key: string;
  readonly name: string;
  readonly isLocal: boolean;
  /** Place among the raised hands, from 1. */
  readonly hand: number | undefined;
  readonly organisation: string | undefined;
  /** The floor was given to them. */
  readonly holder: boolean;
  /** The room names them as somebody who presents. */
  readonly presents: boolean;
}

/** Everybody in the call: who they are, whether they can be heard and seen, whose hand is up. */
export default function PeoplePanel({
  call,
  describe,
}: {
  call: Call;
  describe: Describe | undefined;
}): ReactNode {
  const t = useTexts();
  const participants = useCallPart(call, (snapshot) => snapshot.participants);
  const { raised } = useCallPart(call, (snapshot) => snapshot.hands);
  const { holders, presenters } = useCallPart(call, (snapshot) => snapshot.floor);
  useEffect(() => call.watchQuality(), [call]);
  const [search, setSearch] = useState("");
  const moderates = participants.some((one) => one.isLocal && one.isModerator);
  const people = participants.map((participant): ListedPerson => {
    const key = personKey(participant);
    const known = describe?.(participant) ?? {};
    const place = raised.indexOf(key) + 1;
    return {
      participant,
      key,
      name: known.name ?? (participant.displayName || t("tiles.unnamed")),
      isLocal: participant.isLocal,
      hand: place > 0 ? place : undefined,
      organisation: known.organisation,
      holder: holders.includes(key),
      presents: presenters.includes(key),
    };
  });
  const found = findPeople(people, search);
  const shared = { call, moderates };
  return (
    <div className="call-people">
      <Lead call={call} />
      {moderates ? <MuteAll call={call} /> : null}
      <ModerationProblem call={call} />
      <WhisperToSeveral call={call} people={people} />
      <SearchField label={t("people.search")} value={search} onValue={setSearch} />
      {found.length === 0 ? (
        <output className="call-panel__hint">{t("people.nobody")}</output>
      ) : found.length < VIRTUAL_FROM ? (
        <ul className="call-people__list" aria-label={t("people.list")}>
          {found.map((person) => (
            <li key={person.participant.id}>
              <PersonRow {...shared} person={person} />
            </li>
          ))}
        </ul>
      ) : (
        <LongList {...shared} people={found} />
      )}
    </div>
  );
}

/** Only what is in sight is in the page; places are told to those who do not see it. */
function LongList({
  people,
  ...shared
}: {
  call: Call;
  moderates: boolean;
  people: readonly ListedPerson[];
}): ReactNode {
  const t = useTexts();
  const list = useRef<HTMLUListElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- what it gives is read in this component alone
  const virtual = useVirtualizer({
    count: people.length,
    getScrollElement: () => list.current,
    estimateSize: () => ROW,
    getItemKey: (index) => people[index]?.participant.id ?? index,
    overscan: 6,
  });
  return (
    <ul ref={list} className="call-people__list" aria-label={t("people.list")}>
      <li aria-hidden="true" style={{ blockSize: virtual.getTotalSize() }} />
      {virtual.getVirtualItems().map(({ key, index, start }) => {
        const person = people[index];
        return person ? (
          <li
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            aria-setsize={people.length}
            aria-posinset={index + 1}
            className="call-people__placed"
            style={{ transform: `translateY(${start}px)` }}
          >
            <PersonRow {...shared} person={person} />
          </li>
        ) : null;
      })}
    </ul>
  );
}
