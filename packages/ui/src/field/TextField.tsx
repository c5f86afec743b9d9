import { useId } from "react";
import type { ComponentProps, ReactNode } from "react";
import { InlineMessage } from "../feedback/Banner.tsx";
import { classes } from "../classes.ts";

interface FieldText {
  label: string;
  /** The label is only for those who cannot see what stands around it. */
  labelHidden?: boolean | undefined;
  description?: string | undefined;
  /** What is wrong, as a sentence; tied to the field for screen readers. */
  error?: string | undefined;
}

export type TextFieldProps = FieldText & ComponentProps<"input">;

/** Label, input and the sentence about what is wrong with it. */
export function TextField({
  label,
  labelHidden,
  description,
  error,
  className,
  id,
  ...rest
}: TextFieldProps): ReactNode {
  const generated = useId();
  const inputId = id ?? generated;
  return (
    <Field
      inputId={inputId}
      label={label}
      labelHidden={labelHidden}
      description={description}
      error={error}
    >
      <input
        autoComplete="off"
        {...rest}
        id={inputId}
        className={classes("ui-input", className)}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={describedBy(inputId, description, error)}
      />
    </Field>
  );
}

export type TextAreaProps = FieldText & ComponentProps<"textarea">;

/** The same for several lines. */
export function TextArea({
  label,
  description,
  error,
  className,
  id,
  ...rest
}: TextAreaProps): ReactNode {
  const generated = useId();
  const inputId = id ?? generated;
  return (
    <Field inputId={inputId} label={label} description={description} error={error}>
      <textarea
        {...rest}
        id={inputId}
        className={classes("ui-input", className)}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={describedBy(inputId, description, error)}
      />
    </Field>
  );
}

export type SelectProps = FieldText & ComponentProps<"select">;

/** A labelled native select: the platform's own list, on phones too. Pass `option` elements. */
export function Select({
  label,
  description,
  error,
  className,
  id,
  children,
  ...rest
}: SelectProps): ReactNode {
  const generated = useId();
  const inputId = id ?? generated;
  return (
    <Field inputId={inputId} label={label} description={description} error={error}>
      <select
        {...rest}
        id={inputId}
        className={classes("ui-input", className)}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={describedBy(inputId, description, error)}
      >
        {children}
      </select>
    </Field>
  );
}

function describedBy(
  inputId: string,
  description: string | undefined,
  error: string | undefined,
): string | undefined {
  const ids = [
    description === undefined ? "" : `${inputId}-description`,
    error === undefined ? "" : `${inputId}-error`,
  ].filter((part) => part !== "");
  return ids.length > 0 ? ids.join(" ") : undefined;
}

function Field({
  inputId,
  label,
  labelHidden = false,
  description,
  error,
  children,
}: FieldText & { inputId: string; children: ReactNode }): ReactNode {
  return (
    <div className="ui-field">
      <label className={labelHidden ? "ui-visually-hidden" : "ui-field__label"} htmlFor={inputId}>
        {label}
      </label>
      {children}
      {description === undefined ? null : (
        <div className="ui-field__description" id={`${inputId}-description`}>
          {description}
        </div>
      )}
      {error === undefined ? null : (
        <InlineMessage tone="danger" id={`${inputId}-error`}>
          {error}
        </InlineMessage>
      )}
    </div>
  );
}
