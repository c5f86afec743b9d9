/**
 * Stands in for zod in the build of the page (`vite.page.config.ts`), where zod would be a seventh
 * of everything: as much of it as schemas of the page use, with the same answers but for what is said
 * about mistakes. `page-schemas.test.ts` asks both the same things. What is missing here is missing
 * with an error when the page starts, and in that test.
 */

/** What a check makes of a value: the value that comes out, or `BAD`. */
type Check = (value: unknown) => unknown;

const BAD = Symbol("not what it should be");

/** A value was not what its schema says. */
class PageSchemaError extends Error {
  override readonly name = "ZodError";
}

type Size = string | readonly unknown[] | number;

function sizeOf(value: Size): number {
  return typeof value === "number" ? value : value.length;
}

/** A schema with the methods of zod. The types that the code sees are zod's own. */
class Schema {
  constructor(
    readonly check: Check,
    /** Fields of an object. */
    readonly shape: Readonly<Record<string, Schema>> = {},
  ) {}

  safeParse(value: unknown): { success: boolean; data?: unknown; error?: Error } {
    const data = this.check(value);
    return data === BAD
      ? { success: false, error: new PageSchemaError("Not what was expected") }
      : { success: true, data };
  }

  parse(value: unknown): unknown {
    const { data, error } = this.safeParse(value);
    if (error) throw error;
    return data;
  }

  optional(): Schema {
    return new Schema((value) => (value === undefined ? undefined : this.check(value)));
  }

  default(instead: unknown): Schema {
    return new Schema((value) => (value === undefined ? copyOf(instead) : this.check(value)));
  }

  prefault(instead: unknown): Schema {
    return new Schema((value) => this.check(value === undefined ? copyOf(instead) : value));
  }

  catch(instead: unknown): Schema {
    return new Schema((value) => {
      const result = this.check(value);
      return result === BAD ? copyOf(instead) : result;
    });
  }

  transform(change: (value: never) => unknown): Schema {
    return this.#then((value) => change(value as never));
  }

  refine(isRight: (value: never) => unknown): Schema {
    return this.#only((value) => Boolean(isRight(value as never)));
  }

  min(least: number): Schema {
    return this.#only((value) => sizeOf(value as Size) >= least);
  }

  max(most: number): Schema {
    return this.#only((value) => sizeOf(value as Size) <= most);
  }

  int(): Schema {
    return this.#only((value) => Number.isSafeInteger(value));
  }

  positive(): Schema {
    return this.#only((value) => Number(value) > 0);
  }

  regex(pattern: RegExp): Schema {
    return this.#only((value) => String(value).search(pattern) >= 0);
  }

  startsWith(text: string): Schema {
    return this.#only((value) => String(value).startsWith(text));
  }

  trim(): Schema {
    return this.#then((value) => String(value).trim());
  }

  extend(fields: Readonly<Record<string, Schema>>): Schema {
    return object({ ...this.shape, ...fields });
  }

  #then(change: (value: unknown) => unknown): Schema {
    return new Schema((value) => {
      const result = this.check(value);
      return result === BAD ? BAD : change(result);
    });
  }

  #only(isRight: (value: unknown) => boolean): Schema {
    return this.#then((value) => (isRight(value) ? value : BAD));
  }
}

/** Whoever changes what came out changes nothing for the next one. */
function copyOf(value: unknown): unknown {
  return typeof value === "object" ? structuredClone(value) : value;
}

function only(isRight: (value: unknown) => boolean): Schema {
  return new Schema((value) => (isRight(value) ? value : BAD));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** Fields one after the other: what comes out has `__proto__` as a name like any other. */
function put(into: object, name: string, value: unknown): void {
  Object.defineProperty(into, name, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}

function fieldsOf(shape: Readonly<Record<string, Schema>>, isLoose: boolean): Schema {
  const names = Object.keys(shape);
  return new Schema((value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return BAD;
    const result = {};
    for (const name of names) {
      const field = shape[name]?.check(Reflect.get(value, name));
      if (field === BAD) return BAD;
      if (field !== undefined || name in value) put(result, name, field);
    }
    if (isLoose) {
      for (const [name, field] of Object.entries(value)) {
        if (!Object.hasOwn(shape, name) && name !== "__proto__") put(result, name, field);
      }
    }
    return result;
  }, shape);
}

export function object(shape: Readonly<Record<string, Schema>>): Schema {
  return fieldsOf(shape, false);
}

export function looseObject(shape: Readonly<Record<string, Schema>>): Schema {
  return fieldsOf(shape, true);
}

export function string(): Schema {
  return only((value) => typeof value === "string");
}

export function number(): Schema {
  return only((value) => Number.isFinite(value));
}

export function boolean(): Schema {
  return only((value) => typeof value === "boolean");
}

export function literal(text: unknown): Schema {
  return only((value) => value === text);
}

function anyOf(words: readonly unknown[]): Schema {
  return only((value) => words.includes(value));
}
export { anyOf as enum };

export function array(item: Schema): Schema {
  return new Schema((value) => {
    if (!Array.isArray(value)) return BAD;
    const result = value.map((one: unknown) => item.check(one));
    return result.includes(BAD) ? BAD : result;
  });
}

/** Whichever fits first. */
export function union(choices: readonly Schema[]): Schema {
  return new Schema((value) => {
    for (const choice of choices) {
      const result = choice.check(value);
      if (result !== BAD) return result;
    }
    return BAD;
  });
}

export function record(name: Schema, item: Schema): Schema {
  return new Schema((value) => {
    if (!isPlain(value)) return BAD;
    const result = {};
    for (const [key, one] of Object.entries(value)) {
      if (key === "__proto__") continue;
      const field = item.check(one);
      if (name.check(key) === BAD || field === BAD) return BAD;
      put(result, key, field);
    }
    return result;
  });
}
export { record as partialRecord };

export function url(): Schema {
  return new Schema((value) => {
    if (typeof value !== "string" || !URL.canParse(value.trim())) return BAD;
    return value.trim().replaceAll(/[\t\n\r]/g, "");
  });
}

const DATE_TIME =
  /^(\d{4}-(?:0[1-9]|1[0-2])-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** ISO 8601 with a zone. */
export const iso = {
  datetime: (): Schema =>
    only((value) => {
      const day = typeof value === "string" ? DATE_TIME.exec(value)?.[1] : undefined;
      if (day === undefined) return false;
      // A day that there is not moves on to the next month.
      const date = new Date(`${day}T00:00:00Z`);
      return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
    }),
};
