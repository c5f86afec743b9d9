import type { Member, RoomHandle } from "@plenum/matrix";
import {
  actionsOn,
  conferenceActions,
  isIrrevocable,
  roleNameOf,
  rolesToChoose,
  type GivenRole,
  type RoomRights,
  type Standing,
} from "@plenum/model";
import { ContextMenu, useToast, type MenuGroup, type MenuPlace } from "@plenum/ui";
import { Ban, Copy, Flag, IdCard, MessageSquare, UserCog, UserMinus } from "lucide-react";
import { Suspense, useState } from "react";
import type { MouseEvent, ReactNode } from "react";
import { useLocation } from "wouter";
import { useI18n } from "../i18n/I18n.tsx";
import { usePersonCard } from "../people/PersonCardProvider.tsx";
import { ReportDialogLater } from "../reports/report-dialog-later.ts";
import { useRoomAct } from "../rooms/use-room-act.ts";
import { roomPath } from "../routes.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { MemberAct, type MemberAction } from "./MemberAct.tsx";
import { RoleDialog } from "./RoleDialog.tsx";
import { standingOf } from "./use-standing.ts";

interface Standings {
  readonly me: Standing;
  readonly rights: RoomRights;
}

interface OpenMenu {
  readonly member: Member;
  readonly at: MenuPlace;
  /** What opened it, and has the focus afterwards. */
  readonly trigger: HTMLElement;
}

/** What a menu leads to. */
type Opened =
  | MemberAction
  | { readonly kind: "report"; readonly member: Member }
  /** Giving a role in a conference room. */
  | { readonly kind: "give"; readonly member: Member; readonly roles: readonly GivenRole[] };

/** The menu of a person in a room: write, role, remove, ban, report, as far as one may. */
export function useMemberMenu(
  handle: RoomHandle,
  standing: Standings | undefined,
): {
  readonly openMenu: (member: Member, event: MouseEvent<HTMLElement>) => void;
  readonly menu: ReactNode;
} {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const [open, setOpen] = useState<OpenMenu>();
  const [action, setAction] = useState<Opened>();
  const close = (): void => setAction(undefined);
  const groups = useGroups(handle, open, standing, setAction);
  return {
    openMenu(member, event) {
      const trigger = event.currentTarget;
      const box = trigger.getBoundingClientRect();
      setOpen({ member, at: { x: box.left, y: box.bottom }, trigger });
    },
    menu: (
      <>
        {open === undefined ? null : (
          <ContextMenu
            key={open.member.userId}
            label={t("members.menu", { name: open.member.displayName })}
            at={open.at}
            groups={groups}
            onClose={() => setOpen(undefined)}
          />
        )}
        {action === undefined ? null : action.kind === "report" ? (
          <Suspense>
            <ReportDialogLater
              roomId={handle.id}
              userId={action.member.userId}
              name={action.member.displayName}
              onClose={close}
            />
          </Suspense>
        ) : action.kind === "give" ? (
          <RoleDialog
            roomId={handle.id}
            member={action.member}
            roles={action.roles}
            self={action.member.userId === session.userId}
            ownPower={standing?.me.power ?? 0}
            onClose={close}
          />
        ) : (
          <MemberAct
            roomId={handle.id}
            action={action}
            self={action.member.userId === session.userId}
            onClose={close}
          />
        )}
      </>
    ),
  };
}

function useGroups(
  handle: RoomHandle,
  open: OpenMenu | undefined,
  standing: Standings | undefined,
  ask: (action: Opened) => void,
): readonly MenuGroup[] {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const [, navigate] = useLocation();
  const act = useRoomAct();
  const toast = useToast();
  const openCard = usePersonCard();
  if (open === undefined) return [];
  const { member, trigger } = open;
  const groups: MenuGroup[] = [];
  // A guest's account opens one room and nothing else.
  if (session.guestOf === undefined) groups.push(contactGroup());
  const report: readonly MenuGroup[] =
    member.userId === session.userId
      ? []
      : [
          {
            id: "report",
            label: t("members.reportGroup"),
            items: [
              {
                id: "report",
                label: t("members.report"),
                icon: <Flag aria-hidden="true" />,
                onSelect: () => ask({ kind: "report", member }),
              },
            ],
          },
        ];
  if (standing === undefined) return [...groups, ...report];

  const { me, rights } = standing;
  const other = standingOf(member);
  const isConference = session.rooms.get().get(handle.id)?.isConference === true;
  const may = isConference
    ? { ...moderated(), highestRole: undefined }
    : { ...actionsOn(me, other, rights), roles: [] };
  const { roles } = may;
  if (roles.length > 0) {
    groups.push({
      id: "give",
      label: t("members.roleLabel"),
      items: [
        {
          id: "give",
          label: t("members.giveRoleAsk"),
          icon: <UserCog aria-hidden="true" />,
          onSelect: () => ask({ kind: "give", member, roles }),
        },
      ],
    });
  }
  if (may.highestRole !== undefined) {
    const choices = rolesToChoose(may.highestRole, other.power, rights.usersDefault);
    groups.push({
      id: "role",
      label: t("members.roleLabel"),
      chosen: `role ${other.power}`,
      items: choices.map((power) => ({
        id: `role ${power}`,
        label: t(`members.role.${roleNameOf(power, rights.usersDefault)}`, { level: power }),
        onSelect: () => {
          if (power === other.power) return;
          if (isIrrevocable(me, other, power)) ask({ kind: "role", member, power });
          else void act(async (work) => work.setRole(handle.id, member.userId, power));
        },
      })),
    });
  }
  const harsh = [
    ...(may.remove
      ? [
          {
            id: "remove",
            label: t(member.membership === "invite" ? "members.takeBack" : "members.removeAsk"),
            icon: <UserMinus aria-hidden="true" />,
            danger: true,
            onSelect: () => ask({ kind: "remove", member }),
          },
        ]
      : []),
    ...(may.ban
      ? [
          {
            id: "ban",
            label: t("members.banAsk"),
            icon: <Ban aria-hidden="true" />,
            danger: true,
            onSelect: () => ask({ kind: "ban", member }),
          },
        ]
      : []),
  ];
  if (harsh.length > 0) groups.push({ id: "harsh", label: t("members.harsh"), items: harsh });
  return [...groups, ...report];

  function moderated(): ReturnType<typeof conferenceActions> {
    const isGuest = session.guestOf !== undefined;
    return conferenceActions({ ...me, isGuest }, { ...other, isGuest: member.isGuest }, rights);
  }

  function contactGroup(): MenuGroup {
    return {
      id: "contact",
      label: t("members.contact"),
      items: [
        ...(openCard === undefined
          ? []
          : [
              {
                id: "card",
                label: t("members.card"),
                icon: <IdCard aria-hidden="true" />,
                onSelect: () => openCard(member.userId, trigger),
              },
            ]),
        ...(member.userId === session.userId || member.isGuest
          ? []
          : [
              {
                id: "write",
                label: t("people.write"),
                icon: <MessageSquare aria-hidden="true" />,
                onSelect: () =>
                  void act(async () =>
                    navigate(roomPath(await session.directRoomWith(member.userId))),
                  ),
              },
            ]),
        {
          id: "copy",
          label: t("members.copyId"),
          icon: <Copy aria-hidden="true" />,
          onSelect: () => {
            void navigator.clipboard.writeText(member.userId);
            toast({ text: t("members.idCopied") });
          },
        },
      ],
    };
  }
}
