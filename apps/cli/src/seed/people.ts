import { PROFILE_FIELDS } from "@plenum/model";

/** One person of the demo agency. Every name is made up. */
export interface DemoPerson {
  readonly localpart: string;
  readonly name: string;
  readonly department: DepartmentKey;
  /** Heads a department: moderator of its rooms. */
  readonly head?: true;
}

export type DepartmentKey = "leitung" | "personal" | "it-betrieb" | "bauaufsicht" | "presse";

export const DEPARTMENTS: Readonly<Record<DepartmentKey, string>> = {
  leitung: "Leitung",
  personal: "Personal und Organisation",
  "it-betrieb": "IT-Betrieb",
  bauaufsicht: "Bauaufsicht",
  presse: "Presse und Öffentlichkeitsarbeit",
};

export const PEOPLE: readonly DemoPerson[] = [
  { localpart: "karin.hoffmann", name: "Karin Hoffmann", department: "leitung", head: true },
  { localpart: "anna.schmidt", name: "Anna Schmidt", department: "leitung" },
  { localpart: "friedrich.lang", name: "Friedrich Lang", department: "leitung" },
  { localpart: "ute.brandt", name: "Ute Brandt", department: "leitung" },
  { localpart: "sabine.koch", name: "Sabine Koch", department: "personal", head: true },
  { localpart: "thomas.wagner", name: "Thomas Wagner", department: "personal" },
  { localpart: "elif.kaya", name: "Elif Kaya", department: "personal" },
  { localpart: "michael.braun", name: "Michael Braun", department: "personal" },
  { localpart: "petra.vogel", name: "Petra Vogel", department: "personal" },
  { localpart: "miriam.yilmaz", name: "Miriam Yılmaz", department: "it-betrieb", head: true },
  { localpart: "jonas.weber", name: "Jonas Weber", department: "it-betrieb" },
  { localpart: "oleksandr.bondar", name: "Oleksandr Bondar", department: "it-betrieb" },
  { localpart: "lena.fischer", name: "Lena Fischer", department: "it-betrieb" },
  { localpart: "david.nguyen", name: "David Nguyen", department: "it-betrieb" },
  { localpart: "stefan.krueger", name: "Stefan Krüger", department: "it-betrieb" },
  { localpart: "heike.neumann", name: "Heike Neumann", department: "bauaufsicht", head: true },
  { localpart: "paul.richter", name: "Paul Richter", department: "bauaufsicht" },
  { localpart: "magdalena.nowak", name: "Magdalena Nowak", department: "bauaufsicht" },
  { localpart: "tobias.schaefer", name: "Tobias Schäfer", department: "bauaufsicht" },
  { localpart: "fatima.haddad", name: "Fatima Haddad", department: "bauaufsicht" },
  { localpart: "gerd.zimmermann", name: "Gerd Zimmermann", department: "bauaufsicht" },
  { localpart: "julia.becker", name: "Julia Becker", department: "presse", head: true },
  { localpart: "marco.rossi", name: "Marco Rossi", department: "presse" },
  { localpart: "nina.hartmann", name: "Nina Hartmann", department: "presse" },
  { localpart: "benedikt.wolf", name: "Benedikt Wolf", department: "presse" },
];

/** What stands on a demo person's contact card; fields of the profile (MSC4133). */
export function cardOf(person: DemoPerson, agency: string): Readonly<Record<string, string>> {
  const number = 100 + PEOPLE.indexOf(person);
  const department = DEPARTMENTS[person.department];
  return {
    [PROFILE_FIELDS.organisation]: agency,
    [PROFILE_FIELDS.function]:
      person.head && person.department !== "leitung" ? `Leitung ${department}` : department,
    // Numbers that are reserved for films and examples, and a domain that is nobody's.
    [PROFILE_FIELDS.phone]: `+49 30 23125 ${number}`,
    [PROFILE_FIELDS.mail]: `${person.localpart}@landesamt.example`,
    [PROFILE_FIELDS.timeZone]: "Europe/Berlin",
  };
}

/** Account that may use the homeserver's admin API. */
export const ADMIN = { localpart: "admin", name: "Administration" };

/** Accounts that `./plenum up` names. */
export const SHOWN_ACCOUNTS = ["anna.schmidt", "jonas.weber", "miriam.yilmaz", ADMIN.localpart];

export function peopleOf(department: DepartmentKey): string[] {
  return PEOPLE.filter((person) => person.department === department).map((it) => it.localpart);
}

export function headOf(department: DepartmentKey): string {
  const head = PEOPLE.find((person) => person.department === department && person.head);
  if (!head) throw new Error(`Department ${department} has no head.`);
  return head.localpart;
}
