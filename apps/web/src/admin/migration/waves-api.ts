import {
  ledgerPageSchema,
  waveListSchema,
  waveSchema,
  type ItemProblem,
  type ItemState,
  type LedgerItem,
  type MigrationKind,
  type Wave,
} from "@plenum/model/migration";
import type { ApiClient } from "../../api/client.ts";
import { isMoving, type WaveAct } from "./progress.ts";

type Api = Pick<ApiClient, "authorised">;

const PATH = "/api/v1/migration/waves";
/** What each act is called in addresses. */
const ACTS = {
  start: "start",
  goOn: "start",
  pause: "pause",
  retry: "retry",
  rollback: "rollback",
} as const satisfies Readonly<Record<WaveAct, string>>;

/** Address of a wave, or of what belongs to it. */
export function wavePath(name: string, rest = ""): string {
  return `${PATH}/${encodeURIComponent(name)}${rest}`;
}

/** All waves; those in which something goes on with their pace. @throws ApiError */
export async function readWaves(api: Api, signal: AbortSignal): Promise<readonly Wave[]> {
  const { waves } = await api.authorised({
    method: "GET",
    path: PATH,
    signal,
    answer: waveListSchema,
  });
  return Promise.all(
    waves.map(async (wave) => (isMoving(wave) ? readWave(api, wave.name, signal) : wave)),
  );
}

/** @throws ApiError */
export function readWave(api: Api, name: string, signal: AbortSignal): Promise<Wave> {
  return api.authorised({ method: "GET", path: wavePath(name), signal, answer: waveSchema });
}

/** @throws ApiError */
export function actOnWave(api: Api, name: string, act: WaveAct): Promise<Wave> {
  const path = wavePath(name, `/${ACTS[act]}`);
  return api.authorised({ method: "POST", path, answer: waveSchema });
}

/** Makes a wave, or changes all that is said of it. @throws ApiError */
export function saveWave(
  api: Api,
  name: string,
  body: { readonly label: string; readonly day?: string; readonly frozen: boolean },
): Promise<Wave> {
  return api.authorised({ method: "PUT", path: wavePath(name), body, answer: waveSchema });
}

/** Which items of a wave are shown; what is absent or empty leaves nothing out. */
export interface ItemFilter {
  readonly kind?: MigrationKind | undefined;
  readonly state?: ItemState | undefined;
  readonly problem?: ItemProblem | undefined;
  readonly search: string;
}

/** A page of what is in a wave. @param limit at most 1,000 @throws ApiError */
export async function readItems(
  api: Api,
  name: string,
  filter: ItemFilter,
  page: { readonly cursor: string | undefined; readonly limit: number },
  signal?: AbortSignal,
): Promise<{ readonly items: readonly LedgerItem[]; readonly next: string | undefined }> {
  const query = new URLSearchParams({ limit: String(page.limit) });
  const { kind, state, problem, search } = filter;
  const { cursor } = page;
  for (const [key, value] of Object.entries({ kind, state, problem, search, cursor })) {
    if (value !== undefined && value !== "") query.set(key, value);
  }
  const answer = await api.authorised({
    method: "GET",
    path: wavePath(name, `/items?${query.toString()}`),
    ...(signal === undefined ? {} : { signal }),
    answer: ledgerPageSchema,
  });
  return { items: answer.items, next: answer.cursor };
}
