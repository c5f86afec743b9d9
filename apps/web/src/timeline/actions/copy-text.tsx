import { Copy } from "lucide-react";
import type { MessageAction } from "./action.ts";

export const copyText: MessageAction = {
  id: "copy-text",
  icon: <Copy aria-hidden="true" />,
  label: ({ item, t }) => (textOf(item.body) === undefined ? undefined : t("act.copyText")),
  run({ item, t, toast }) {
    navigator.clipboard.writeText(textOf(item.body) ?? "").then(
      () => toast({ text: t("act.textCopied") }),
      () => toast({ text: t("message.actFailed") }),
    );
  },
};

function textOf(body: Parameters<MessageAction["run"]>[0]["item"]["body"]): string | undefined {
  if (body.kind === "text") return body.body;
  return body.kind === "file" ? body.caption : undefined;
}
