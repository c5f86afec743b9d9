/**
 * Stands in for the way from matrix-js-sdk's crypto of before 2024: no device of Plenum ever had
 * it, so that nothing is found to be brought along.
 */
export async function migrateFromLegacyCrypto(): Promise<void> {
  // Nothing is there.
}

export async function migrateRoomSettingsFromLegacyCrypto(): Promise<void> {
  // Nothing is there.
}

export async function migrateLegacyLocalTrustIfNeeded(): Promise<void> {
  // Nothing is there.
}
