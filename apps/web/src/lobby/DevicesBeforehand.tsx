import { CALL_NAMESPACE, createCall, DeviceCheck } from "@plenum/call-widget";
import "@plenum/call-widget/styles.css";
import { use, useCallback } from "react";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { useApp } from "../app/AppContext.tsx";
import { useResource } from "../app/use-resource.ts";
import { addCallTexts } from "../call/call-texts.ts";
import { useI18n } from "../i18n/I18n.tsx";

/** Camera and microphone while one waits. The call itself begins with what is chosen here. */
export default function DevicesBeforehand(): ReactNode {
  const { language, instance } = useI18n();
  const { config } = useApp();
  if (!instance.hasResourceBundle(language, CALL_NAMESPACE)) use(addCallTexts(instance, language));
  const { libraryUrl } = config.call;
  const call = useResource(
    useCallback(() => {
      const made = createCall(
        {
          // Nobody joins from here: a place in the call comes with the admission.
          join: () => Promise.reject(new Error("not admitted yet")),
          joined: () => Promise.resolve(),
          left: () => undefined,
        },
        { storage: localStorage, roomKind: "room", libraryUrl },
      );
      return { value: made, close: () => made.dispose() };
    }, [libraryUrl]),
  );
  if (call === undefined) return null;
  return (
    <I18nextProvider i18n={instance}>
      <DeviceCheck call={call} />
    </I18nextProvider>
  );
}
