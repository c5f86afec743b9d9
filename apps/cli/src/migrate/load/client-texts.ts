import type { Language } from "@plenum/skype-export";

interface ClientTexts {
  readonly givenUp: (reason: string) => string;
  readonly pause: (seconds: number) => string;
}

/** What is said while the server does not answer. */
export const CLIENT_TEXTS: Readonly<Record<Language, ClientTexts>> = {
  de: {
    givenUp: (reason) =>
      `Der Server antwortet seit zwanzig Minuten nicht (${reason}); siehe ./plenum status. Was gesendet ist, bleibt. Derselbe Befehl macht dort weiter.`,
    pause: (seconds) => `Der Server antwortet nicht; nächster Versuch in ${seconds} s`,
  },
  en: {
    givenUp: (reason) =>
      `The server has not answered for twenty minutes (${reason}); see ./plenum status. What was sent stays. The same command goes on from there.`,
    pause: (seconds) => `The server does not answer; next attempt in ${seconds} s`,
  },
};
