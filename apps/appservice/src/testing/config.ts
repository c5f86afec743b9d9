import { installationConfigSchema, type InstallationConfig } from "@plenum/model";

/** A configuration for unit tests; nothing listens at these addresses. */
export function testConfig(
  change: {
    readonly synapseUrl?: string;
    readonly conferenceUrl?: string;
    readonly trusted?: Readonly<Record<string, string>>;
    readonly publicUrl?: string;
  } = {},
): InstallationConfig {
  return installationConfigSchema.parse({
    version: 1,
    serverName: "a.example",
    publicUrl: change.publicUrl ?? "https://plenum.a.example",
    listenHost: "127.0.0.1",
    dataDir: "unused",
    agency: { name: "Amt A", defaultLanguage: "de" },
    ports: { origin: 1, synapse: 2, appservice: 3, conference: 4, postgres: 5, media: 6 },
    postgres: {
      host: "127.0.0.1",
      user: "u",
      password: "p",
      synapseDatabase: "s",
      appserviceDatabase: "a",
    },
    synapse: {
      url: change.synapseUrl ?? "http://127.0.0.1:2",
      registrationSharedSecret: "r",
      macaroonSecretKey: "m",
      formSecret: "f",
    },
    appservice: {
      id: "plenum",
      url: "http://127.0.0.1:3",
      senderLocalpart: "plenum",
      asToken: "as",
      hsToken: "hs",
      sessionSecret: "a session secret that is long enough",
      trustedHomeservers: change.trusted ?? {},
    },
    conference: {
      url: change.conferenceUrl ?? "http://127.0.0.1:4",
      domain: "meet.plenum",
      mucDomain: "conference.meet.plenum",
      focusDomain: "focus.meet.plenum",
      focusUserJid: "focus@auth.meet.plenum",
      tokenIssuer: "plenum",
      tokenAudience: "jitsi",
      tokenSecret: "a conference secret that is long enough",
      tokenLifetime: 300,
      controlSecret: "c",
      mediaAddresses: ["127.0.0.1"],
      libraryUrl: "/libs/lib-jitsi-meet.min.js",
    },
  });
}
