/** Stands in for matrix-events-sdk: the four names that matrix-js-sdk takes from it. */
export class NamespacedValue<S extends string, U extends string> {
  constructor(
    readonly stable: S | null | undefined,
    readonly unstable?: U | null,
  ) {}

  get name(): S | U {
    return (this.stable ?? this.unstable) as S | U;
  }

  get altName(): S | U | null | undefined {
    return this.stable ? this.unstable : undefined;
  }

  matches(value: string): boolean {
    return this.name === value || this.altName === value;
  }

  findIn<T>(container: Record<string, T>): T | undefined {
    const named = container[this.name];
    if (named !== undefined) return named;
    return typeof this.altName === "string" ? container[this.altName] : undefined;
  }

  includedIn(values: readonly string[]): boolean {
    return values.some((value) => this.matches(value));
  }
}

export class UnstableValue<S extends string, U extends string> extends NamespacedValue<S, U> {
  override get name(): S | U {
    return this.unstable as U;
  }

  override get altName(): S | U | null | undefined {
    return this.stable;
  }
}

export const M_POLL_START = new UnstableValue("m.poll.start", "org.matrix.msc3381.poll.start");

export const ExtensibleEvents = {
  defaultInstance: {
    parse(): undefined {
      return undefined;
    },
  },
};
