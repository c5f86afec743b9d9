import { IconButton, InlineMessage, Switch } from "@plenum/ui";
import { CornerDownLeft, X } from "lucide-react";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode, RefObject } from "react";
import { RTT_MAX_LINE } from "@plenum/model";
import type { Call, CallParticipant, RttLine } from "../contract/index.ts";
import { type Describe, useCallPart, useTexts } from "../views/use-call.ts";

interface StripProps {
  call: Call;
  participants: readonly CallParticipant[];
  describe: Describe | undefined;
}

/** Below the pictures: what people write, letter by letter, and the place to write oneself. */
export default function RttStrip({ call, participants, describe }: StripProps): ReactNode {
  const t = useTexts();
  const { lines, kept } = useCallPart(call, ({ rtt }) => rtt);
  const heading = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    field.current?.focus();
    return () => {
      if (before instanceof HTMLElement && document.activeElement === document.body) before.focus();
    };
  }, []);
  const nameOf = (line: RttLine): string => {
    if (line.isLocal) return t("rtt.you");
    const person = participants.find(({ id }) => id === line.from);
    return (person && describe?.(person).name) ?? (line.name || t("tiles.unnamed"));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.stopPropagation();
    call.openRtt(false);
  };
  return (
    // Escape closes from anywhere inside; the elements inside carry the interaction.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section className="call-rtt" aria-labelledby={heading} onKeyDown={onKeyDown}>
      <header className="call-rtt__head">
        <h3 id={heading}>{t("rtt.title")}</h3>
        <p className="call-panel__hint">{kept ? t("rtt.hint") : t("rtt.hintUnkept")}</p>
        <IconButton
          label={t("rtt.close")}
          icon={<X aria-hidden="true" />}
          size="small"
          onClick={() => call.openRtt(false)}
        />
      </header>
      <Lines lines={lines} nameOf={nameOf} />
      <div className="call-rtt__mine">
        <Own call={call} field={field} />
        <OwnVoice call={call} />
      </div>
      <Told lines={lines} nameOf={nameOf} />
    </section>
  );
}

interface LinesProps {
  lines: readonly RttLine[];
  nameOf: (line: RttLine) => string;
}

/** The newest line stays in sight for whoever reads along; whoever has scrolled up stays there. */
function Lines({ lines, nameOf }: LinesProps): ReactNode {
  const t = useTexts();
  const list = useRef<HTMLUListElement>(null);
  const follows = useRef(true);
  useLayoutEffect(() => {
    const { current } = list;
    if (current && follows.current) current.scrollTop = current.scrollHeight;
  });
  return (
    <ul
      ref={list}
      className="call-rtt__lines"
      aria-label={t("rtt.lines")}
      // A region that scrolls has to be reached by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={lines.length > 0 ? 0 : -1}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        follows.current = scrollHeight - scrollTop - clientHeight < 24;
      }}
    >
      {lines.map((line) => (
        <li key={line.key} className="call-rtt__line" data-done={line.done}>
          <span className="call-rtt__name">{nameOf(line)}</span>
          {line.caption ? <span className="call-rtt__mark">{t("rtt.caption")}</span> : null}
          <span className="call-rtt__text" dir="auto">
            {line.text}
          </span>
          {line.done ? null : (
            <span className="call-rtt__caret" title={t("rtt.writes")} aria-hidden="true" />
          )}
        </li>
      ))}
    </ul>
  );
}

function Own({
  call,
  field,
}: {
  call: Call;
  field: RefObject<HTMLInputElement | null>;
}): ReactNode {
  const t = useTexts();
  const [text, setText] = useState(() => call.ownRtt());
  return (
    <form
      className="call-rtt__own"
      onSubmit={(event) => {
        event.preventDefault();
        call.finishRtt();
        setText("");
        field.current?.focus();
      }}
    >
      <input
        ref={field}
        className="ui-input"
        autoComplete="off"
        maxLength={RTT_MAX_LINE}
        aria-label={t("rtt.own")}
        placeholder={t("rtt.placeholder")}
        value={text}
        onChange={({ currentTarget: { value } }) => {
          setText(value);
          call.writeRtt(value);
        }}
      />
      <IconButton
        type="submit"
        label={t("rtt.finish")}
        icon={<CornerDownLeft aria-hidden="true" />}
      />
    </form>
  );
}

/** Where there is a recogniser: has what one says oneself written down for all. */
function OwnVoice({ call }: { call: Call }): ReactNode {
  const t = useTexts();
  const { available, state } = useCallPart(call, ({ captions }) => captions);
  if (!available) return null;
  return (
    <>
      <Switch
        label={t("rtt.captions")}
        checked={state === "on" || state === "starting"}
        onChange={(on) => call.setCaptions(on)}
      />
      {state === "failed" ? (
        <InlineMessage tone="danger">{t("rtt.captionsFailed")}</InlineMessage>
      ) : null}
    </>
  );
}

/** Reads finished lines of others to those who do not see them; letters one by one would be noise. */
function Told({ lines, nameOf }: LinesProps): ReactNode {
  const newest = lines.findLast(({ done, isLocal }) => done && !isLocal);
  // What stood there before it was opened is not news.
  const [first] = useState(newest?.key);
  return (
    <p className="ui-visually-hidden" aria-live="polite">
      {newest === undefined || newest.key === first ? "" : `${nameOf(newest)}: ${newest.text}`}
    </p>
  );
}
