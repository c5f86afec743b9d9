/**
 * Stands in for parts of matrix-js-sdk that are made or named at the start and never run: file
 * trees (MSC3089), discovery by domain, sign-in by OAuth (`entry/` and `session/tokens.ts` do
 * that), ignored invitations by policy lists, deletion of old messages by the client.
 */
class Absent {
  readonly absent = true;

  static getRawClientConfig(): undefined {
    return undefined;
  }
}

export const DEFAULT_TREE_POWER_LEVELS_TEMPLATE = {};
export const OAuth2Error = { OpSupport: "Sign-in by OAuth is not in this build" };

export function isValidAuthMetadata(): boolean {
  return false;
}

export {
  Absent as AutoDiscovery,
  Absent as IgnoredInvites,
  Absent as MSC3089TreeSpace,
  Absent as OAuth2,
  Absent as RetentionPolicyService,
  Absent as RoomRetentionPolicy,
  Absent as TokenRefresher,
};
