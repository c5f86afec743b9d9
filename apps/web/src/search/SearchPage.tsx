import type { SearchHit, SearchKind } from "@plenum/matrix";
import {
  Banner,
  Button,
  EmptyState,
  Select,
  Skeleton,
  TextField,
  VisuallyHidden,
} from "@plenum/ui";
import { Search } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { Link, useLocation, useSearch } from "wouter";
import { useObservable } from "../app/observable.ts";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { roomPath } from "../routes.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { Coverage } from "./Coverage.tsx";
import { parseSearchAddress, searchPath, type SearchAddress } from "./search-address.ts";
import { Snippet } from "./Snippet.tsx";
import { type RunState, useSearchRun } from "./use-search-run.ts";
import "./search.css";

const KINDS = ["text", "picture", "file", "link", "poll"] as const satisfies SearchKind[];

/** All messages that fit, with filters, the line before and after, page by page. */
export default function SearchPage(): ReactNode {
  const { t } = useI18n();
  const [, navigate] = useLocation();
  const search = useSearch();
  const address = useMemo(() => parseSearchAddress(search), [search]);
  const { state, more, retry } = useSearchRun(address);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Whoever came by the keyboard goes on here.
    heading.current?.focus();
  }, []);
  const change = (part: Partial<Record<keyof SearchAddress, string | undefined>>): void => {
    navigate(searchPath({ ...address, ...part } as SearchAddress), { replace: true });
  };
  return (
    <div className="pl-search">
      <h1 ref={heading} tabIndex={-1}>
        {t("searchPage.title")}
      </h1>
      <Query key={address.query} query={address.query} onSubmit={(query) => change({ query })} />
      <Filters address={address} state={state} onChange={change} />
      <Coverage />
      <Results state={state} onMore={more} onRetry={retry} />
    </div>
  );
}

function Query({
  query,
  onSubmit,
}: {
  query: string;
  onSubmit: (query: string) => void;
}): ReactNode {
  const { t } = useI18n();
  const [typed, setTyped] = useState(query);
  return (
    <search>
      <form
        className="pl-search__query"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit(typed.trim());
        }}
      >
        <TextField
          label={t("searchPage.query")}
          type="search"
          maxLength={1000}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="primary" icon={<Search aria-hidden="true" />}>
          {t("searchPage.submit")}
        </Button>
        <p className="pl-muted pl-small">{t("searchPage.hint")}</p>
      </form>
    </search>
  );
}

function Filters({
  address,
  state,
  onChange,
}: {
  address: SearchAddress;
  state: RunState;
  onChange: (part: Partial<Record<keyof SearchAddress, string | undefined>>) => void;
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const rooms = [...useObservable(session.rooms).values()]
    .filter((room) => room.membership === "join" && !room.isSpace)
    .toSorted((a, b) => a.name.localeCompare(b.name));
  const people = usePeople(address, state);
  const filtered = [address.from, address.room, address.kind, address.after, address.before].some(
    (one) => one !== undefined,
  );
  return (
    <fieldset className="pl-search__filters" aria-label={t("searchPage.filters")}>
      <Select
        label={t("searchPage.person")}
        value={address.from ?? ""}
        onChange={(event) => onChange({ from: event.currentTarget.value || undefined })}
      >
        <option value="">{t("searchPage.anybody")}</option>
        {people.map(([userId, name]) => (
          <option key={userId} value={userId}>
            {name}
          </option>
        ))}
      </Select>
      <Select
        label={t("searchPage.room")}
        value={address.room ?? ""}
        onChange={(event) => onChange({ room: event.currentTarget.value || undefined })}
      >
        <option value="">{t("searchPage.anyRoom")}</option>
        {rooms.map((room) => (
          <option key={room.id} value={room.id}>
            {room.name}
          </option>
        ))}
      </Select>
      <Select
        label={t("searchPage.kind")}
        value={address.kind ?? ""}
        onChange={(event) => onChange({ kind: event.currentTarget.value || undefined })}
      >
        <option value="">{t("searchPage.anyKind")}</option>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`searchPage.kinds.${kind}`)}
          </option>
        ))}
      </Select>
      <TextField
        label={t("searchPage.after")}
        type="date"
        value={address.after ?? ""}
        onChange={(event) => onChange({ after: event.currentTarget.value || undefined })}
      />
      <TextField
        label={t("searchPage.before")}
        type="date"
        value={address.before ?? ""}
        onChange={(event) => onChange({ before: event.currentTarget.value || undefined })}
      />
      {filtered ? (
        <Button
          variant="quiet"
          onClick={() =>
            onChange({
              from: undefined,
              room: undefined,
              kind: undefined,
              after: undefined,
              before: undefined,
            })
          }
        >
          {t("searchPage.clear")}
        </Button>
      ) : null}
    </fieldset>
  );
}

/** Whom one can choose: oneself, people one writes to, and those among the hits; by name. */
function usePeople(
  address: SearchAddress,
  state: RunState,
): readonly (readonly [string, string])[] {
  const { session } = useWorkspace();
  const rooms = useObservable(session.rooms);
  const own = useObservable(session.profile);
  const names = new Map<string, string>();
  names.set(session.userId, own.displayName);
  for (const room of rooms.values()) {
    if (room.directUserId !== undefined) names.set(room.directUserId, room.name);
  }
  if (state.kind === "done") {
    for (const hit of state.hits) names.set(hit.sender, hit.senderName);
  }
  if (address.from !== undefined && !names.has(address.from)) {
    names.set(address.from, address.from);
  }
  return [...names].toSorted(([, a], [, b]) => a.localeCompare(b));
}

function Results({
  state,
  onMore,
  onRetry,
}: {
  state: RunState;
  onMore: () => void;
  onRetry: () => void;
}): ReactNode {
  const { t } = useI18n();
  if (state.kind === "idle") {
    return (
      <EmptyState icon={<Search aria-hidden="true" />} title={t("searchPage.startTitle")}>
        {t("searchPage.startText")}
      </EmptyState>
    );
  }
  if (state.kind === "searching") {
    return (
      <div aria-busy="true">
        <VisuallyHidden>
          <output>{t("searchPage.searching")}</output>
        </VisuallyHidden>
        <Skeleton width="60%" />
        <Skeleton width="80%" />
        <Skeleton width="50%" />
      </div>
    );
  }
  if (state.kind === "failed") {
    return (
      <EmptyState
        title={t("searchPage.failedTitle")}
        actions={<Button onClick={onRetry}>{t("searchPage.retry")}</Button>}
      >
        {t("searchPage.failedText")}
      </EmptyState>
    );
  }
  if (state.kind === "unknown-name") {
    const { kind, name } = state.unknown;
    return (
      <EmptyState title={t("searchPage.nothingTitle")}>
        {t(kind === "person" ? "searchPage.noSuchPerson" : "searchPage.noSuchRoom", {
          name: name.slice(0, 60),
        })}
      </EmptyState>
    );
  }
  return <Hits hits={state.hits} page={state.page} onMore={onMore} onRetry={onRetry} />;
}

function Hits({
  hits,
  page,
  onMore,
  onRetry,
}: {
  hits: readonly SearchHit[];
  page: Extract<RunState, { kind: "done" }>["page"];
  onMore: () => void;
  onRetry: () => void;
}): ReactNode {
  const { t } = useI18n();
  const list = useRef<HTMLUListElement>(null);
  return (
    <section className="pl-search__results" aria-labelledby="search-results">
      {page.serverFailed ? (
        <Banner
          tone="warning"
          actions={
            <Button size="small" onClick={onRetry}>
              {t("searchPage.retry")}
            </Button>
          }
        >
          {t("searchPage.serverFailed")}
        </Banner>
      ) : null}
      <h2 id="search-results">
        <output>
          {hits.length === 0
            ? t("searchPage.nothingTitle")
            : t("searchPage.count", { count: Math.max(page.total, hits.length) })}
        </output>
      </h2>
      {hits.length === 0 ? <p className="pl-muted">{t("searchPage.nothingText")}</p> : null}
      {page.near ? <p className="pl-muted">{t("searchPage.near")}</p> : null}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys move between the links inside; every link is reachable by itself */}
      <ul className="ui-list" ref={list} onKeyDown={(event) => moveFocus(list.current, event)}>
        {hits.map((hit) => (
          <li key={hit.eventId}>
            <Hit hit={hit} />
          </li>
        ))}
      </ul>
      {page.more ? (
        <div className="pl-search__more">
          <Button onClick={onMore}>{t("searchPage.more")}</Button>
        </div>
      ) : null}
    </section>
  );
}

function Hit({ hit }: { hit: SearchHit }): ReactNode {
  const dates = useDates();
  const { session } = useWorkspace();
  const room = useObservable(session.rooms).get(hit.roomId);
  return (
    <Link className="pl-hit" href={roomPath(hit.roomId, { eventId: hit.eventId })}>
      <span className="pl-hit__head">
        <b>{hit.senderName}</b>
        <span className="pl-muted">{room?.name}</span>
        <time className="pl-muted" dateTime={new Date(hit.timestamp).toISOString()}>
          {dates.dateTime(hit.timestamp)}
        </time>
      </span>
      <ContextLine line={hit.before} />
      <span className="pl-hit__text">
        <Snippet parts={hit.snippet} />
      </span>
      <ContextLine line={hit.after} />
    </Link>
  );
}

function ContextLine({ line }: { line: SearchHit["before"] }): ReactNode {
  if (line === undefined || line.text === "") return null;
  return (
    <span className="pl-hit__context">
      {line.senderName}: {line.text}
    </span>
  );
}

function moveFocus(list: HTMLElement | null, event: KeyboardEvent): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const links = [...(list?.querySelectorAll("a") ?? [])];
  const at = links.findIndex((link) => link === document.activeElement);
  const next = links[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  next.focus();
}
