/** What the next message refers to: an answer to one, or a new wording of an own one. */
export type ComposerTarget =
  | {
      readonly kind: "reply";
      readonly eventId: string;
      readonly sender: string;
      readonly preview: string;
    }
  | {
      readonly kind: "edit";
      readonly eventId: string;
      readonly text: string;
      /** The message's markup, from which its mentions are known again. */
      readonly html?: string;
    };
