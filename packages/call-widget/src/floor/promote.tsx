import { Button, Dialog } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import type { Call } from "../contract/index.ts";
import { useTexts } from "../views/use-call.ts";

/** Makes somebody a moderator, after a question: it cannot be taken back. */
export function Promote({
  call,
  userId,
  name,
}: {
  call: Call;
  userId: string;
  name: string;
}): ReactNode {
  const t = useTexts();
  const [asking, setAsking] = useState(false);
  const close = (): void => setAsking(false);
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        {t("floor.promote")}
      </Button>
      {asking ? (
        <Dialog
          title={t("floor.promoteTitle", { name })}
          closeLabel={t("floor.cancel")}
          onClose={close}
          actions={
            <>
              <Button onClick={close}>{t("floor.cancel")}</Button>
              <Button
                variant="primary"
                onClick={() => {
                  void call.changeFloor({ kind: "moderator", userId });
                  close();
                }}
              >
                {t("floor.promoteNow")}
              </Button>
            </>
          }
        >
          <p>{t("floor.promoteText", { name })}</p>
        </Dialog>
      ) : null}
    </>
  );
}
