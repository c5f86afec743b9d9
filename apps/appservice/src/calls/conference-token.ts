import { SignJWT } from "jose";
import {
  conferenceRoomName,
  conferenceTokenClaimsSchema,
  shownName,
  type ConferenceRole,
  type ConferenceTokenClaims,
  type InstallationConfig,
} from "@plenum/model";

/** Who enters a call, as the room says. */
export interface CallParticipant {
  readonly userId: string;
  readonly deviceId: string;
  readonly displayName: string;
  readonly role: ConferenceRole;
  readonly guest: boolean;
}

/**
 * The claims that let one device of one person into one Jitsi room for some minutes.
 * @param roomId Matrix room
 * @param name of the Jitsi room, where it is not the call of the room itself
 */
export function conferenceClaims(
  config: Pick<InstallationConfig, "conference">,
  roomId: string,
  participant: CallParticipant,
  now: Date,
  name = conferenceRoomName(roomId),
): ConferenceTokenClaims {
  const issued = Math.floor(now.getTime() / 1000);
  return conferenceTokenClaimsSchema.parse({
    iss: config.conference.tokenIssuer,
    aud: config.conference.tokenAudience,
    sub: config.conference.domain,
    room: name,
    iat: issued,
    // Clocks of the two servers may differ a little.
    nbf: issued - 10,
    exp: issued + config.conference.tokenLifetime,
    context: {
      user: {
        id: participant.userId,
        name: shownName(participant.displayName),
        moderator: participant.role === "moderator",
        guest: participant.guest,
        role: participant.role,
        device: participant.deviceId,
      },
    },
  });
}

/** Signs the claims (HS256). */
export function signConferenceToken(
  config: Pick<InstallationConfig, "conference">,
  claims: ConferenceTokenClaims,
): Promise<string> {
  const key = new TextEncoder().encode(config.conference.tokenSecret);
  return new SignJWT(claims).setProtectedHeader({ alg: "HS256", typ: "JWT" }).sign(key);
}
