# SPDX-License-Identifier: Apache-2.0
"""Synapse module that keeps guests of Plenum in the one room they were let into.

A guest is a local account whose local part begins with the configured prefix; the name space
belongs to the appservice alone. Guests act only in rooms that the appservice's bot has made and
invited them to, and send only the event types of a conference there.

Callbacks are cheap for everybody else: the first line of each asks whether a guest is concerned.

See https://element-hq.github.io/synapse/latest/modules/index.html
"""

import logging
from typing import Any, Awaitable, Callable, Dict, Mapping, Optional, Tuple

from synapse.api.errors import AuthError, InvalidClientCredentialsError
from synapse.module_api import NOT_SPAM, ModuleApi, UserID, errors
from synapse.rest.client.room import PublicRoomListRestServlet

logger = logging.getLogger(__name__)

CREATE = "m.room.create"
MEMBER = "m.room.member"

# What people in a conference say and do. Power levels of the room apply on top of this list: a
# guest without rights sends state only where everybody may.
ALLOWED_TYPES = frozenset(
    {
        "m.room.message",
        "m.room.encrypted",
        "m.room.redaction",
        "m.reaction",
        "m.sticker",
        "m.poll.start",
        "m.poll.response",
        "m.poll.end",
        "org.matrix.msc3381.poll.start",
        "org.matrix.msc3381.poll.response",
        "org.matrix.msc3381.poll.end",
        "m.call.member",
        "org.matrix.msc3401.call.member",
        "m.rtc.notification",
        "org.matrix.msc4075.rtc.notification",
        "m.rtc.decline",
        "org.matrix.msc4310.rtc.decline",
    }
)

# State and commands of Plenum itself; who may send which is in the room's power levels.
ALLOWED_PREFIX = "chat.plenum."

# A moderator among the guests may remove people; nobody may invite or admit as a guest.
ALLOWED_ON_OTHERS = frozenset({"leave", "ban"})

# Largest file that a guest may upload, in bytes.
MAX_UPLOAD = 25 * 1024 * 1024


class PlenumGuestModule:
    """Registers the callbacks. Configuration: `bot_user_id`, `guest_prefix`."""

    def __init__(self, config: Dict[str, Any], api: ModuleApi) -> None:
        self._api = api
        self._bot_user_id: str = config["bot_user_id"]
        self._guest_prefix: str = "@" + config["guest_prefix"]

        api.register_spam_checker_callbacks(
            user_may_create_room=self.user_may_create_room,
            user_may_create_room_alias=self.user_may_create_room_alias,
            user_may_publish_room=self.user_may_publish_room,
            user_may_invite=self.user_may_invite,
            federated_user_may_invite=self.federated_user_may_invite,
            user_may_send_3pid_invite=self.user_may_send_3pid_invite,
            user_may_join_room=self.user_may_join_room,
            check_username_for_spam=self.check_username_for_spam,
        )
        api.register_third_party_rules_callbacks(
            check_event_allowed=self.check_event_allowed,
            on_profile_update=self.on_profile_update,
        )
        api.register_media_repository_callbacks(
            is_user_allowed_to_upload_media_of_size=self.is_user_allowed_to_upload_media_of_size,
        )
        # There is no callback for the directory of rooms. Modules are loaded before the servlets
        # are made, so that what is put around their methods here holds for every request.
        for method in ("on_GET", "on_POST"):
            handler = getattr(PublicRoomListRestServlet, method)
            setattr(PublicRoomListRestServlet, method, self._for_colleagues(handler))

    @staticmethod
    def parse_config(config: Mapping[str, Any]) -> Dict[str, Any]:
        """Refuses a configuration that would leave guests unguarded."""
        for key in ("bot_user_id", "guest_prefix"):
            value = config.get(key)
            if not isinstance(value, str) or value == "":
                raise ValueError(f"plenum_guest_module: {key} must be a non-empty text")
        if not config["bot_user_id"].startswith("@"):
            raise ValueError("plenum_guest_module: bot_user_id must be a full Matrix id")
        return dict(config)

    def is_guest(self, user_id: str) -> bool:
        """True for local accounts of the guests' name space; a remote one is none of ours."""
        return user_id.startswith(self._guest_prefix) and self._api.is_mine(user_id)

    async def user_may_create_room(self, user_id: str, room_config: Any = None) -> Any:
        """Guests make no rooms, direct messages included."""
        return self._refuse_guest(user_id)

    async def user_may_create_room_alias(self, user_id: str, room_alias: Any) -> Any:
        """Guests give rooms no addresses."""
        return self._refuse_guest(user_id)

    async def user_may_publish_room(self, user_id: str, room_id: str) -> Any:
        """Guests put nothing into the room directory."""
        return self._refuse_guest(user_id)

    async def user_may_invite(self, inviter: str, invitee: str, room_id: str) -> Any:
        """Guests invite nobody, and only the bot, which checks links, invites guests."""
        if self.is_guest(inviter):
            return errors.Codes.FORBIDDEN
        if self.is_guest(invitee) and inviter != self._bot_user_id:
            return errors.Codes.FORBIDDEN
        return NOT_SPAM

    async def federated_user_may_invite(self, event: Any) -> Any:
        """Nobody of another server invites a guest of ours."""
        return self._refuse_guest(event.state_key)

    async def user_may_send_3pid_invite(
        self, inviter: str, medium: str, address: str, room_id: str
    ) -> Any:
        """Guests invite nobody by mail either."""
        return self._refuse_guest(inviter)

    async def user_may_join_room(self, user_id: str, room_id: str, is_invited: bool) -> Any:
        """Guests join rooms of the bot, and only when invited."""
        if not self.is_guest(user_id):
            return NOT_SPAM
        if not is_invited:
            return errors.Codes.FORBIDDEN
        state = await self._api.get_room_state(room_id, [(CREATE, "")])
        return NOT_SPAM if self._made_by_bot(state) else errors.Codes.FORBIDDEN

    async def check_username_for_spam(self, profile: Any, requester_id: str) -> bool:
        """In the user directory guests find nobody, and nobody finds guests."""
        return self.is_guest(requester_id) or self.is_guest(profile["user_id"])

    async def is_user_allowed_to_upload_media_of_size(self, user_id: str, size: int) -> bool:
        """Guests upload files of a limited size."""
        return size <= MAX_UPLOAD or not self.is_guest(user_id)

    async def check_event_allowed(
        self, event: Any, state: Mapping[Tuple[str, str], Any]
    ) -> Tuple[bool, Optional[dict]]:
        """Limits guests to rooms of the bot and to the events of a conference."""
        if not self.is_guest(event.sender):
            return True, None
        if not self._made_by_bot(state):
            return False, None
        if event.type == MEMBER:
            return self._membership_allowed(event, state), None
        return event.type in ALLOWED_TYPES or event.type.startswith(ALLOWED_PREFIX), None

    async def on_profile_update(
        self, user_id: str, new_profile: Any, by_admin: bool, deactivation: bool
    ) -> None:
        """Puts back the name of a guest who has changed it through the profile API.

        There is no callback that could refuse the change. The name that counts is the one in the
        room, which `check_event_allowed` guards; before the guest is in the room, the appservice
        sets the name, and the guest has no session yet.
        """
        if by_admin or deactivation or not self.is_guest(user_id):
            return
        name = await self._name_in_room(user_id)
        if name is not None and new_profile.display_name != name:
            await self._api.set_displayname(UserID.from_string(user_id), name)

    async def _name_in_room(self, user_id: str) -> Optional[str]:
        rooms = await self._api._store.get_rooms_for_user(user_id)
        for room_id in sorted(rooms):
            state = await self._api.get_room_state(room_id, [(MEMBER, user_id)])
            member = state.get((MEMBER, user_id))
            if member is not None:
                name = member.content.get("displayname")
                return name if isinstance(name, str) else None
        return None

    def _membership_allowed(self, event: Any, state: Mapping[Tuple[str, str], Any]) -> bool:
        membership = event.content.get("membership")
        if event.state_key != event.sender:
            return membership in ALLOWED_ON_OTHERS
        if membership not in ("join", "knock", "leave"):
            return False
        before = state.get((MEMBER, event.sender))
        if membership != "join" or before is None or before.content.get("membership") != "join":
            return True
        # Already inside: this would change the name or the picture that the others see.
        return all(
            event.content.get(key) == before.content.get(key) for key in ("displayname", "avatar_url")
        )

    def _made_by_bot(self, state: Mapping[Tuple[str, str], Any]) -> bool:
        create = state.get((CREATE, ""))
        return create is not None and create.sender == self._bot_user_id

    def _for_colleagues(
        self, handler: Callable[[Any, Any], Awaitable[Any]]
    ) -> Callable[[Any, Any], Awaitable[Any]]:
        """Refuses guests before a request handler of Synapse sees the request."""

        async def guarded(servlet: Any, request: Any) -> Any:
            try:
                requester = await servlet.auth.get_user_by_req(request, allow_guest=True)
            except InvalidClientCredentialsError:
                # Whether strangers may ask is the homeserver's configuration.
                return await handler(servlet, request)
            if self.is_guest(requester.user.to_string()):
                raise AuthError(403, "Guests see no directory", errcode=errors.Codes.FORBIDDEN)
            # The handler asks again who it is, and Synapse allows that only once a request.
            request._requester = None
            return await handler(servlet, request)

        return guarded

    def _refuse_guest(self, user_id: str) -> Any:
        return errors.Codes.FORBIDDEN if self.is_guest(user_id) else NOT_SPAM
