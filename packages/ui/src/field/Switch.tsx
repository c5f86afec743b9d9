import { useId } from "react";
import type { ReactNode } from "react";

/** A setting that takes effect at once. */
export function Switch({
  label,
  description,
  checked,
  onChange,
  disabled = false,
}: {
  label: string;
  description?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}): ReactNode {
  const id = useId();
  return (
    <label className="ui-switch" htmlFor={id}>
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-checked={checked}
        aria-label={label}
        aria-describedby={description === undefined ? undefined : `${id}-description`}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span className="ui-switch__text">
        <span>{label}</span>
        {description === undefined ? null : (
          <span className="ui-field__description" id={`${id}-description`}>
            {description}
          </span>
        )}
      </span>
    </label>
  );
}

/** A few choices of which one holds, side by side. */
export function Choices<Value extends string>({
  label,
  value,
  choices,
  onChange,
}: {
  label: string;
  value: Value;
  choices: readonly { readonly value: Value; readonly label: string }[];
  onChange: (value: Value) => void;
}): ReactNode {
  const name = useId();
  return (
    <fieldset className="ui-choices">
      <legend className="ui-visually-hidden">{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className="ui-choices__choice">
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
