import { useEffect, useState } from "react";
import type { OpenPdf } from "./pdf.ts";

export type PdfState =
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly pdf: OpenPdf }
  | { readonly kind: "failed" };

/** Opens a PDF as long as the component is there. The code for it comes with the first one. */
export function usePdf(file: Blob | undefined): PdfState {
  const [state, setState] = useState<{ file: Blob; result: PdfState }>();
  useEffect(() => {
    if (file === undefined) return undefined;
    let wanted = true;
    let opened: OpenPdf | undefined;
    const open = async (): Promise<void> => {
      try {
        const { openPdf } = await import("./pdf.ts");
        const pdf = await openPdf(file);
        if (!wanted) {
          pdf.close();
          return;
        }
        opened = pdf;
        setState({ file, result: { kind: "ready", pdf } });
      } catch {
        if (wanted) setState({ file, result: { kind: "failed" } });
      }
    };
    void open();
    return () => {
      wanted = false;
      opened?.close();
    };
  }, [file]);
  return state !== undefined && state.file === file ? state.result : { kind: "loading" };
}
