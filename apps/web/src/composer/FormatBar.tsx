import { IconButton } from "@plenum/ui";
import {
  Bold,
  Code,
  Eye,
  Italic,
  Link,
  List,
  ListOrdered,
  Strikethrough,
  TextQuote,
  X,
} from "lucide-react";
import { useMemo, useState } from "react";
import type { ComponentType, ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { FormattedText } from "../timeline/FormattedText.tsx";
import type { Format } from "./format.ts";
import { createMarkdown } from "./markdown.ts";
import { readyMessage, type WrittenText } from "./message.ts";

const FORMATS: readonly {
  readonly format: Format;
  readonly Icon: ComponentType<{ "aria-hidden": "true" }>;
}[] = [
  { format: "bold", Icon: Bold },
  { format: "italic", Icon: Italic },
  { format: "strike", Icon: Strikethrough },
  { format: "code", Icon: Code },
  { format: "link", Icon: Link },
  { format: "quote", Icon: TextQuote },
  { format: "list", Icon: List },
  { format: "numbers", Icon: ListOrdered },
];

/** Formats as buttons, and the message as others will see it; for those who do not know the signs. */
export default function FormatBar({
  written,
  onFormat,
  onClose,
}: {
  written: WrittenText;
  onFormat: (format: Format) => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const [preview, setPreview] = useState(false);
  return (
    <>
      <div className="pl-format" role="toolbar" aria-label={t("writing.format.label")}>
        {FORMATS.map(({ format, Icon }) => (
          <IconButton
            key={format}
            size="small"
            side="top"
            label={t(`writing.format.${format}`)}
            icon={<Icon aria-hidden="true" />}
            // What is chosen in the field stays chosen.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onFormat(format)}
          />
        ))}
        <IconButton
          size="small"
          side="top"
          label={t("writing.preview")}
          pressed={preview}
          icon={<Eye aria-hidden="true" />}
          onClick={() => setPreview((before) => !before)}
        />
        <IconButton
          size="small"
          side="top"
          label={t("writing.format.close")}
          icon={<X aria-hidden="true" />}
          onClick={onClose}
        />
      </div>
      {preview ? <Preview written={written} /> : null}
    </>
  );
}

function Preview({ written }: { written: WrittenText }): ReactNode {
  const { t } = useI18n();
  const render = useMemo(() => createMarkdown(), []);
  const { body, html } = useMemo(() => readyMessage(written, render), [written, render]);
  const plain = <span className="pl-text__plain">{body}</span>;
  return (
    <section className="pl-format__preview" aria-label={t("writing.preview")}>
      {html === undefined ? plain : <FormattedText html={html} plain={plain} />}
    </section>
  );
}
