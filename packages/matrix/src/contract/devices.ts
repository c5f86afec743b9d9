/** A device on which the account is signed in. */
export interface OwnDevice {
  readonly deviceId: string;
  readonly name: string;
  /** This one. */
  readonly current: boolean;
  /** Milliseconds since the epoch; absent where the server does not say. */
  readonly lastSeen?: number;
  /** Confirmed by the account's keys; undefined for a device without encryption. */
  readonly confirmed?: boolean;
}

/** The account's own devices. */
export interface Devices {
  /** @throws MatrixFailure */
  list(): Promise<readonly OwnDevice[]>;
  rename(deviceId: string, name: string): Promise<void>;
  /**
   * Ends the sign-in of other devices.
   * @throws MatrixFailure `password-needed`, `wrong-password`
   */
  signOut(deviceIds: readonly string[], password?: string): Promise<void>;
}
