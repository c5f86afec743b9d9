import type { OwnWait } from "@plenum/model";
import { Suspense, useCallback, useState } from "react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { useApp } from "../app/AppContext.tsx";
import { useLoaded, useResource } from "../app/use-resource.ts";
import { Starting } from "../app/Starting.tsx";
import { StartFailure } from "../app/StartFailure.tsx";
import { lazyView } from "../i18n/feature-texts.ts";
import { lobbyTexts } from "../lobby/texts.ts";
import { createSessionStore, type SessionStore } from "../session/session-store.ts";
import { CodeEntry } from "./CodeEntry.tsx";
import { GuestDoor } from "./GuestDoor.tsx";
import { GuestFarewell } from "./GuestFarewell.tsx";
import { guestKey, passKey } from "./guest-key.ts";
import { GuestRoomLater } from "./guest-room-later.ts";
import "./guests.css";

const Refused = lazyView(() => import("../lobby/Refused.tsx"), lobbyTexts);

/** The page of a guest link: the door, the one room, the farewell. A reload goes on in the room. */
export default function GuestPage({
  token,
}: {
  /** Of a link, or a code; undefined where a code is still to be typed. */
  token: string | undefined;
}): ReactNode {
  return token === undefined ? <CodeEntry /> : <GuestByToken token={token} />;
}

function GuestByToken({ token }: { token: string }): ReactNode {
  const { value: key } = useLoaded(useCallback(() => guestKey(token), [token]));
  return key === undefined ? <Starting /> : <GuestAccess recordKey={key} token={token} />;
}

function GuestAccess({ recordKey, token }: { recordKey: string; token: string }): ReactNode {
  const { vault, config } = useApp();
  const store = useResource(
    useCallback(() => {
      const created = createSessionStore(vault, config.agency.switches, recordKey);
      void created.resume();
      return { value: created, close: () => created.dispose() };
    }, [vault, config, recordKey]),
  );
  return store ? <GuestPhase store={store} token={token} recordKey={recordKey} /> : <Starting />;
}

function GuestPhase({
  store,
  token,
  recordKey,
}: {
  store: SessionStore;
  token: string;
  recordKey: string;
}): ReactNode {
  const phase = useStore(store, (state) => state.phase);
  const { vault } = useApp();
  // Longer than the session, which ends with the refusal.
  const [refused, setRefused] = useState<OwnWait>();
  const [inside, setInside] = useState(false);
  if (refused !== undefined) {
    return (
      <main className="pl-centre">
        <Suspense>
          <Refused
            wait={refused}
            onAgain={() => {
              setRefused(undefined);
              void store.signOut().then(() => store.resume());
            }}
          />
        </Suspense>
      </main>
    );
  }
  switch (phase.kind) {
    case "opening":
      return <Starting />;
    case "failed":
      return <StartFailure reason="unreachable" onRetry={() => void store.resume()} />;
    case "signed-out":
      return phase.reason === undefined ? (
        <GuestDoor
          token={token}
          recordKey={recordKey}
          onEntered={(credentials, waiting) => {
            setInside(!waiting);
            return store.begin(credentials);
          }}
        />
      ) : (
        <GuestFarewell left={phase.reason === "by-user"} onAgain={() => void store.resume()} />
      );
    case "open":
      return (
        <GuestRoomLater
          session={phase.session}
          inside={inside}
          onLeave={() => store.signOut()}
          onAdmitted={({ pass }) => {
            if (pass !== undefined) void vault.write(passKey(recordKey), pass);
          }}
          onRefused={setRefused}
        />
      );
    default:
      return phase satisfies never;
  }
}
