/** Texts of another language: the same names with other words. */
export type SameTexts<T> = {
  readonly [Key in keyof T]: T[Key] extends string ? string : SameTexts<T[Key]>;
};
