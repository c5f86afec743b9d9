import { z } from "zod";

/** Modules that neither hear of new accounts nor have a say in them. */
const HARMLESS_MODULES = new Set(["plenum_guest_module.PlenumGuestModule"]);

const switchSchema = z.looseObject({ enabled: z.boolean().optional() }).nullish();
const settingsSchema = z.looseObject({
  server_name: z.string(),
  app_service_config_files: z.array(z.string()).nullish(),
  modules: z.array(z.looseObject({ module: z.string() })).nullish(),
  auto_join_rooms: z.array(z.unknown()).nullish(),
  account_validity: switchSchema,
  stats: switchSchema,
  email: z
    .looseObject({
      enable_notifs: z.boolean().optional(),
      notif_for_new_users: z.boolean().optional(),
    })
    .nullish(),
  user_types: z.looseObject({ default_user_type: z.string().nullish() }).nullish(),
  matrix_authentication_service: switchSchema,
  experimental_features: z.record(z.string(), z.unknown()).nullish(),
  spam_checker: z.unknown().optional(),
  third_party_event_rules: z.unknown().optional(),
  allow_underscore_prefixed_localpart: z.boolean().nullish(),
});

/** What the homeserver's own file says, as far as it bears on accounts. */
export interface HomeserverSettings {
  readonly serverName: string;
  /** Files of the registrations of application services. */
  readonly registrations: readonly string[];
  /** Settings by which an account would be another one than ours, or more would happen to it. */
  readonly others: readonly string[];
}

/** @param raw parsed `homeserver.yaml` @throws ZodError where it is none */
export function settingsOf(raw: unknown): HomeserverSettings {
  const settings = settingsSchema.parse(raw);
  const experimental = settings.experimental_features ?? {};
  const others = {
    auto_join_rooms: (settings.auto_join_rooms ?? []).length > 0,
    account_validity: settings.account_validity?.enabled === true,
    "stats.enabled": settings.stats?.enabled === false,
    "email.enable_notifs":
      settings.email?.enable_notifs === true && settings.email.notif_for_new_users !== false,
    "user_types.default_user_type": typeof settings.user_types?.default_user_type === "string",
    matrix_authentication_service: settings.matrix_authentication_service?.enabled === true,
    "experimental_features.msc3861": isOn(experimental["msc3861"]),
    "experimental_features.msc3866": isOn(experimental["msc3866"]),
    modules: (settings.modules ?? []).some(({ module }) => !HARMLESS_MODULES.has(module)),
    spam_checker: isThere(settings.spam_checker),
    third_party_event_rules: isThere(settings.third_party_event_rules),
    allow_underscore_prefixed_localpart: settings.allow_underscore_prefixed_localpart === true,
  };
  return {
    serverName: settings.server_name,
    registrations: settings.app_service_config_files ?? [],
    others: Object.entries(others).flatMap(([name, holds]) => (holds ? [name] : [])),
  };
}

function isOn(feature: unknown): boolean {
  return z.looseObject({ enabled: z.literal(true) }).safeParse(feature).success;
}

function isThere(setting: unknown): boolean {
  if (setting === undefined || setting === null) return false;
  return !(Array.isArray(setting) && setting.length === 0);
}

const registrationSchema = z.looseObject({
  sender_localpart: z.string(),
  namespaces: z.looseObject({ users: z.array(z.looseObject({ regex: z.string() })).nullish() }),
});

/**
 * Tells whose ids belong to application services: they are not in the directory of people, and some cannot be
 * made at all.
 * @param registrations parsed files @throws ZodError, SyntaxError where one cannot be understood
 */
export function servicesOf(
  registrations: readonly unknown[],
  serverName: string,
): (userId: string) => boolean {
  const parsed = registrations.map((raw) => registrationSchema.parse(raw));
  const senders = new Set(parsed.map((one) => `@${one.sender_localpart}:${serverName}`));
  const patterns = parsed.flatMap(({ namespaces }) =>
    (namespaces.users ?? []).map(({ regex }) => new RegExp(`^(?:${regex})`)),
  );
  return (userId) => senders.has(userId) || patterns.some((pattern) => pattern.test(userId));
}
