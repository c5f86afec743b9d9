import { quotable } from "../findings/words.ts";

/**
 * A commented file of rules for the SIP domains that an export really has. It is valid as it is: each
 * domain leads to a server of its name, and everybody is in one wave.
 */
export function exampleRules(domains: readonly string[]): string {
  const found = [...new Set(domains.map((domain) => quotable(domain).toLowerCase()))].toSorted();
  const shown = found.length > 0 ? found : ["land.example"];
  const [first = "land.example"] = shown;
  const servers = shown.map((domain) => `  ${quoted(domain)}: ${quoted(serverNameOf(domain))}`);
  return `# Regeln für den Umzug von Skype for Business.
# Rules for the move off Skype for Business.
#
# Prüfen, ohne etwas zu ändern / check without changing anything:
#   ./plenum migrate check ORDNER --rules migration.yaml

# Jede SIP-Domäne führt zu genau einem Server. Wessen Domäne hier fehlt, bleibt blockiert.
# Every SIP domain leads to exactly one server. Whoever's domain is missing here stays blocked.
servers:
${servers.join("\n")}

# Womit der Anmeldedienst eine Person wiedererkennt: userPrincipalName, samAccountName, mail, guid
# oder sipAddress. „provider“ heißt wie in der Konfiguration von Synapse.
# What the sign-in service knows a person by; “provider” is named as in Synapse's configuration.
signIn:
  provider: oidc-keycloak
  id: userPrincipalName

# Aus dem Teil der Adresse vor dem @ wird der Name, immer in Kleinbuchstaben.
# The part of the address before the @ becomes the name, always in lower case.
names:
  # Zeichen, die es in Matrix nicht gibt (erlaubt sind a–z, 0–9 und . _ = / + -).
  # Characters that Matrix does not have.
  replace:
    - { from: "ä", to: "ae" }
    - { from: "ö", to: "oe" }
    - { from: "ü", to: "ue" }
    - { from: "ß", to: "ss" }
  # refuse: andere Zeichen blockieren die Person und der Bericht nennt sie.
  # escape: sie werden umschrieben, ' wird zu =27.
  otherCharacters: refuse
  # Muster mit benannten Gruppen, zum Beispiel „schmidt.anna“ zu „anna.schmidt“:
  # pattern: '^(?<last>[^.]+)\\.(?<first>[^.]+)$'
  # result: '{first}.{last}'
  # prefix: ''
  # suffix: ''
  # Regeln einer Domäne gehen den obigen vor / rules of one domain go before those above:
  # domains:
  #   ${quoted(first)}:
  #     prefix: 'x-'

# Einzelne Personen. „skip“ lässt sie aus. / Single people; “skip” leaves them out.
exceptions: {}
#  ${quoted(`anna.schmidt@${first}`)}: ${quoted(`@anna.schmidt-meier:${serverNameOf(first)}`)}
#  ${quoted(`test@${first}`)}: skip

# Dienststellen (Spalte „department“) führen zu Bereichen. / Departments lead to spaces.
departments: {}
#  Finanzen: { space: Finanzen }

# Gruppen aus Active Directory, mit vollem Namen oder nur dem CN. / Groups of Active Directory.
groups: {}
#  GG-Finanzen: { room: Finanzen (alle) }

# Räume, zu denen Dienststellen und Gruppen führen. / Rooms that departments and groups lead to.
rooms:
  encrypted: true

# Räume des Gruppenchats (Persistent Chat). / Rooms of Persistent Chat.
channels:
  encrypted: true
  # retentionDays: 365            # Nachrichten verschwinden nach so vielen Tagen / disappear after so many days
  # space: Chaträume              # Bereich, in dem alle stehen / space in which all of them stand

# Wellen, von oben nach unten: Die erste, die zutrifft, gilt. / Waves; the first that fits holds.
waves:
  - name: alle
    # people: [${quoted(`anna.schmidt@${first}`)}]
    # list: pilot.txt             # eine Adresse je Zeile / one address a line
    # departments: [Finanzen]
    # sites: [Wiesbaden]          # Organisationseinheit (OU)
    # partners: { meetings: 3, atMost: 200 }   # wer sich oft mit ihnen trifft, kommt mit
    # freeze: '2027-02-01T18:00'
    # date: '2027-02-02'
    domains: [${shown.map(quoted).join(", ")}]

# Wer in keiner anderen Welle ist. / Whoever is in no other wave.
# otherwise: alle

# Wer Fragen beantwortet; steht in den Nachrichten. / Who answers questions; stands in the messages.
# contact: { name: IT-Service, mail: ${quoted(`it-service@${first}`)}, phone: '0611 555-0' }
`;
}

/** A YAML string that can hold anything. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Servers are named in ASCII; domains of other letters get what DNS knows them by. */
function serverNameOf(domain: string): string {
  try {
    return new URL(`http://${domain}/`).hostname;
  } catch {
    return domain;
  }
}
