import { ChevronDown, PanelsTopLeft } from "lucide-react";
import { Suspense, useId, useRef, useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useObservable } from "../app/observable.ts";
import { lazyView } from "../i18n/feature-texts.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { spacePath } from "../routes.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { roomTexts } from "./texts.ts";

const SpaceTree = lazyView(() => import("./SpaceTree.tsx"), roomTexts);

/** Which space the list shows, a tree to choose another, and the way to the space's own page. */
export function SpaceChoice({
  chosen,
  onChoose,
}: {
  chosen: string | undefined;
  onChoose: (spaceId: string | undefined) => void;
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const rooms = useObservable(session.rooms);
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const name = chosen === undefined ? t("list.allSpaces") : (rooms.get(chosen)?.name ?? "");
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div className="pl-spaces">
      <div className="pl-spaces__bar">
        <button
          ref={button}
          type="button"
          className="pl-spaces__button"
          aria-label={`${t("list.space")}: ${name}`}
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={() => setOpen(!open)}
        >
          <span className="pl-spaces__name">{name}</span>
          <ChevronDown aria-hidden="true" />
        </button>
        {chosen === undefined ? null : (
          <Link
            href={spacePath(chosen)}
            className="ui-icon-button ui-icon-button--small pl-spaces__page"
            aria-label={t("list.spacePage", { space: name })}
            title={t("list.spacePage", { space: name })}
          >
            <PanelsTopLeft aria-hidden="true" />
          </Link>
        )}
      </div>
      {open ? (
        <div id={id} className="pl-spaces__tree">
          <Suspense>
            <SpaceTree
              chosen={chosen}
              onChoose={(spaceId) => {
                onChoose(spaceId);
                close();
              }}
              onClose={close}
            />
          </Suspense>
        </div>
      ) : null}
    </div>
  );
}
