import type { ConferenceKind, ConferenceTemplate } from "@plenum/model";
import { ApiProblem } from "../http/api-problem.ts";

const FIELDS = ["encrypted", "lobby"] as const;
type Field = (typeof FIELDS)[number];

/** What somebody may have chosen for the room of a meeting. */
export type RoomChoice = { readonly [name in Field]?: boolean | undefined };

/** What the agency's templates leave open for the rooms of meetings. */
export class RoomChoices {
  constructor(
    private readonly templates: {
      find(id: string): Promise<ConferenceTemplate | undefined>;
    },
  ) {}

  /**
   * What holds for a new room: what was chosen, else as the template says.
   * @throws ApiProblem `invalid-request` where the template does not leave it open
   */
  async choose(kind: ConferenceKind, choice: RoomChoice): Promise<Record<Field, boolean>> {
    const template = await this.of(kind);
    const refused = FIELDS.find((name) => isRefused(template, name, choice[name]));
    if (refused !== undefined) {
      throw new ApiProblem("invalid-request", { detail: `body.${refused}: template-fixed` });
    }
    return {
      encrypted: choice.encrypted ?? template.encrypted,
      lobby: choice.lobby ?? template.lobby,
    };
  }

  /** The same for what was chosen before the template was changed: what it fixes now counts. */
  async fitted(
    kind: ConferenceKind,
    choice: Readonly<Record<Field, boolean>>,
  ): Promise<Record<Field, boolean>> {
    const template = await this.of(kind);
    const fit = (name: Field): boolean =>
      isRefused(template, name, choice[name]) ? template[name] : choice[name];
    return { encrypted: fit("encrypted"), lobby: fit("lobby") };
  }

  private async of(kind: ConferenceKind): Promise<ConferenceTemplate> {
    const template = await this.templates.find(kind);
    // There is one for each kind, whatever administrators do.
    if (template === undefined) throw new ApiProblem("internal");
    return template;
  }
}

function isRefused(
  template: ConferenceTemplate,
  name: Field,
  wanted: boolean | undefined,
): boolean {
  return wanted !== undefined && wanted !== template[name] && !template.choices[name];
}
