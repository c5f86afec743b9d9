import type { LinkPreview } from "@plenum/matrix";
import { classes, IconButton } from "@plenum/ui";
import { X } from "lucide-react";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { useApp } from "../app/AppContext.tsx";
import { useI18n } from "../i18n/I18n.tsx";
import { useMedia } from "../media/use-media.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import "./link-previews.css";

/** Addresses whose preview was hidden, as long as the page lives. */
const hidden = new Set<string>();

/**
 * What the server says of a web page; nothing while it asks, and nothing when it cannot say. The
 * browser itself never goes to the page before somebody follows the link.
 */
export default function LinkPreviewCard({ href }: { href: string }): ReactNode {
  const { preferences } = useApp();
  const wanted = useStore(preferences, (state) => state.linkPreviews);
  const [closed, setClosed] = useState(() => hidden.has(href));
  const preview = usePreview(href, wanted && !closed);
  if (preview === undefined || !wanted || closed) return null;
  return (
    <Card
      href={href}
      preview={preview}
      onHide={() => {
        hidden.add(href);
        setClosed(true);
      }}
    />
  );
}

function usePreview(href: string, wanted: boolean): LinkPreview | undefined {
  const { session } = useWorkspace();
  const [found, setFound] = useState<{ href: string; preview: LinkPreview | undefined }>();
  useEffect(() => {
    if (!wanted) return undefined;
    let gone = false;
    const run = async (): Promise<void> => {
      const preview = await session.messages.linkPreview(href);
      if (!gone) setFound({ href, preview });
    };
    // Nothing to show when the code for it does not come; the link itself stands in the message.
    run().catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [session, href, wanted]);
  return found?.href === href ? found.preview : undefined;
}

function Card({
  href,
  preview,
  onHide,
}: {
  href: string;
  preview: LinkPreview;
  onHide: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { title, description, imageMxc } = preview;
  return (
    <div className={classes("pl-preview", imageMxc !== undefined && "pl-preview--picture")}>
      {imageMxc === undefined ? null : <Picture mxc={imageMxc} />}
      <div className="pl-preview__words">
        <span className="pl-preview__site pl-small pl-muted">
          {preview.site ?? new URL(href).hostname}
        </span>
        <a
          className="pl-preview__title"
          href={href}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={t("linkPreview.label", { title })}
        >
          {title}
        </a>
        {description === undefined ? null : (
          <span className="pl-preview__text pl-small pl-muted">{description}</span>
        )}
      </div>
      <IconButton
        icon={<X aria-hidden="true" />}
        size="small"
        label={t("linkPreview.hide")}
        onClick={onHide}
      />
    </div>
  );
}

function Picture({ mxc }: { mxc: string }): ReactNode {
  const [broken, setBroken] = useState(false);
  const media = useMedia({ source: { mxc }, mimeType: "image/png" }, "preview");
  return (
    <span className="pl-preview__picture">
      {media.kind === "ready" && !broken ? (
        <img src={media.url} alt="" draggable={false} onError={() => setBroken(true)} />
      ) : null}
    </span>
  );
}
