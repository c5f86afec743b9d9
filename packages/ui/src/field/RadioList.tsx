import { useId } from "react";
import type { ReactNode } from "react";

export interface RadioOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly description?: string | undefined;
  readonly disabled?: boolean;
}

/** A few choices of which one holds, one below the other, each with what it means. */
export function RadioList<Value extends string>({
  label,
  value,
  options,
  onChange,
  disabled = false,
}: {
  label: string;
  value: Value;
  options: readonly RadioOption<Value>[];
  onChange: (value: Value) => void;
  disabled?: boolean;
}): ReactNode {
  const name = useId();
  return (
    <fieldset className="ui-radios">
      <legend className="ui-field__label">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className="ui-radios__option">
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={disabled || option.disabled === true}
            aria-label={option.label}
            aria-describedby={
              option.description === undefined ? undefined : `${name}-${option.value}`
            }
            onChange={() => onChange(option.value)}
          />
          <span>
            <span>{option.label}</span>
            {option.description === undefined ? null : (
              <span className="ui-field__description" id={`${name}-${option.value}`}>
                {option.description}
              </span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
