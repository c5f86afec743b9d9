import { commonName } from "../people/distinguished-name.ts";
import type { ExportedPerson } from "../records.ts";
import { compared, type Goal, type MigrationRules } from "../rules/rules.ts";

interface Goals {
  readonly spaces: readonly string[];
  readonly rooms: readonly string[];
}

/**
 * Spaces and rooms that the rules give a person, each once and sorted. Remembers what a group leads
 * to, since thousands are in the same.
 */
export function goalMaker(rules: MigrationRules): (person: ExportedPerson) => Goals {
  const ofGroup = new Map<string, readonly Goal[]>();
  const goalsOfGroup = (group: string): readonly Goal[] => {
    const known = ofGroup.get(group);
    if (known) return known;
    const byName = rules.groups.get(compared(group));
    const byCommonName = rules.groups.get(compared(commonName(group) ?? ""));
    const goals = [byName, byCommonName].filter((goal) => goal !== undefined);
    ofGroup.set(group, goals);
    return goals;
  };
  return ({ department, memberOf }) => {
    const ofDepartment = rules.departments.get(compared(department ?? ""));
    const goals = ofDepartment ? [ofDepartment] : [];
    if (rules.groups.size > 0) for (const group of memberOf) goals.push(...goalsOfGroup(group));
    return { spaces: each(goals, "space"), rooms: each(goals, "room") };
  };
}

const NONE: readonly string[] = [];

function each(goals: readonly Goal[], of: "space" | "room"): readonly string[] {
  const names = new Set<string>();
  for (const goal of goals) {
    const name = goal[of];
    if (name !== undefined) names.add(name);
  }
  return names.size === 0 ? NONE : [...names].toSorted();
}
