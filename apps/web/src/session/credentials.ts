import type { SessionCredentials } from "@plenum/matrix";
import { z } from "zod";

const credentialsSchema = z.object({
  baseUrl: z.string(),
  userId: z.string(),
  deviceId: z.string(),
  accessToken: z.string(),
  refreshToken: z.string().optional(),
  guestOf: z.string().optional(),
});

/** Credentials as they come out of storage. */
export const storedCredentialsSchema = credentialsSchema.transform(
  ({ refreshToken, guestOf, ...rest }): SessionCredentials => ({
    ...rest,
    ...(refreshToken === undefined ? {} : { refreshToken }),
    ...(guestOf === undefined ? {} : { guestOf }),
  }),
);

export const ACCOUNT_KEY = "account";
