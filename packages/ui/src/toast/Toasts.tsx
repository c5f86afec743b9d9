import { X } from "lucide-react";
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { ReactNode } from "react";
import { Button } from "../button/Button.tsx";
import { IconButton } from "../button/IconButton.tsx";

export interface Toast {
  readonly text: string;
  readonly action?: { readonly label: string; readonly onSelect: () => void };
}

interface Shown extends Toast {
  readonly id: number;
}

/** Milliseconds a toast stays; one with an action waits longer. */
const STAY = 6_000;
const STAY_WITH_ACTION = 12_000;

const ToastContext = createContext<(toast: Toast) => void>(() => undefined);

/** Shows a short sentence at the foot of the window; it is announced and goes by itself. */
export function useToast(): (toast: Toast) => void {
  return useContext(ToastContext);
}

/** Holds the toasts of everything inside it. */
export function ToastProvider({
  closeLabel,
  children,
}: {
  closeLabel: string;
  children: ReactNode;
}): ReactNode {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const next = useRef(0);
  const show = useCallback((toast: Toast) => {
    next.current += 1;
    const entry = { ...toast, id: next.current };
    setShown((before) => [...before.slice(-2), entry]);
  }, []);
  const remove = useCallback((id: number) => {
    setShown((before) => before.filter((toast) => toast.id !== id));
  }, []);
  return (
    <ToastContext value={show}>
      {children}
      <output className="ui-toasts" aria-live="polite">
        {shown.map((toast) => (
          <ToastView key={toast.id} toast={toast} closeLabel={closeLabel} onRemove={remove} />
        ))}
      </output>
    </ToastContext>
  );
}

function ToastView({
  toast,
  closeLabel,
  onRemove,
}: {
  toast: Shown;
  closeLabel: string;
  onRemove: (id: number) => void;
}): ReactNode {
  const stay = useMemo(() => (toast.action ? STAY_WITH_ACTION : STAY), [toast.action]);
  useEffect(() => {
    const timer = setTimeout(() => onRemove(toast.id), stay);
    return () => clearTimeout(timer);
  }, [toast.id, stay, onRemove]);
  return (
    <div className="ui-toast">
      <span>{toast.text}</span>
      {toast.action ? (
        <Button
          variant="quiet"
          size="small"
          onClick={() => {
            toast.action?.onSelect();
            onRemove(toast.id);
          }}
        >
          {toast.action.label}
        </Button>
      ) : null}
      <IconButton
        size="small"
        label={closeLabel}
        icon={<X aria-hidden="true" />}
        onClick={() => onRemove(toast.id)}
      />
    </div>
  );
}
