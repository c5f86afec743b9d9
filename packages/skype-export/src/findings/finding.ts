/** Where something was read. */
export interface Place {
  /** Of the export, relative to its folder: `CsUser.csv`, `ExportedUserData.zip/DocItemSet.xml`. */
  readonly file: string;
  /** From 1, where the form of the file has lines. */
  readonly line?: number;
}

/**
 * How far a finding reaches: `stop` refuses the file (or the whole check), `problem` concerns one
 * record that is left out or changed, `loss` is something that cannot be taken along, `note` is
 * good to know.
 */
export type Severity = "stop" | "problem" | "loss" | "note";

/** What a reader or the planner noticed. Its sentences stand in `words.ts`, in both languages. */
export interface Finding<Code extends string = string> {
  readonly code: Code;
  readonly severity: Severity;
  readonly place?: Place;
  /** What the sentence names: names, counts, the command that mends it. */
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Readers tell what they notice while they go on reading. */
export type Tell = (finding: Finding) => void;
