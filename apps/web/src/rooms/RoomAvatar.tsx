import type { RoomSummary } from "@plenum/matrix";
import { Avatar, type AvatarProps } from "@plenum/ui";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

type Size = NonNullable<AvatarProps["size"]>;

/** Pixels fetched for a shown size: twice as many, for dense screens. */
const FETCHED = 96;

/** A person's picture, or their initials. */
export function PersonAvatar({
  id,
  name,
  mxc,
  size,
}: {
  id: string;
  name: string;
  mxc?: string | undefined;
  size?: Size;
}): ReactNode {
  if (mxc === undefined) return <Avatar id={id} name={name} size={size ?? 32} />;
  return <LoadedAvatar id={id} name={name} mxc={mxc} size={size ?? 32} shape="round" />;
}

/** A room's picture: the other person's in a direct message, square otherwise. */
export function RoomAvatar({ room, size }: { room: RoomSummary; size: Size }): ReactNode {
  const props = {
    id: room.directUserId ?? room.id,
    name: room.name,
    size,
    shape: room.isDirect ? ("round" as const) : ("square" as const),
  };
  if (room.avatarMxc === undefined) return <Avatar {...props} />;
  return <LoadedAvatar {...props} mxc={room.avatarMxc} />;
}

/** The picture of a room that is known only from a description. */
export function RoomPicture({
  id,
  name,
  mxc,
  size,
}: {
  id: string;
  name: string;
  mxc: string | undefined;
  size: Size;
}): ReactNode {
  const props = { id, name, size, shape: "square" as const };
  return mxc === undefined ? <Avatar {...props} /> : <LoadedAvatar {...props} mxc={mxc} />;
}

function LoadedAvatar({ mxc, ...props }: AvatarProps & { mxc: string }): ReactNode {
  const { session } = useWorkspace();
  const picture = useMemo(() => session.media.thumbnail(mxc, FETCHED), [session, mxc]);
  return <Avatar {...props} src={useObservable(picture)} />;
}
