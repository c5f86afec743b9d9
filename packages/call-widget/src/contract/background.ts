/** What others see behind one. `picture`: one's own, from this device. */
export type BackgroundChoice = "none" | "light" | "strong" | "picture";

/** What happens to what is behind one, before one's picture goes out. */
export interface BackgroundSlice {
  readonly choice: BackgroundChoice;
  /**
   * `off`: the picture goes out as it is, or the camera is off. `loading`, `slow` and `failed`:
   * everything is blurred, or nothing sent; never the picture as it is.
   */
  readonly state: "off" | "loading" | "on" | "slow" | "failed";
  /** Whether this device keeps a picture. */
  readonly hasPicture: boolean;
  /** The file that was chosen last could not be used. */
  readonly refused: boolean;
  /** Milliseconds that finding the person takes, and painting one picture. */
  readonly maskCost: number;
  readonly frameCost: number;
}

export interface BackgroundActions {
  setBackground(choice: BackgroundChoice): void;
  /** Keeps a picture on this device and shows it. */
  setBackgroundPicture(file: Blob): Promise<void>;
  removeBackgroundPicture(): Promise<void>;
  /** Begins anew after `slow` or `failed`. */
  retryBackground(): Promise<void>;
}
