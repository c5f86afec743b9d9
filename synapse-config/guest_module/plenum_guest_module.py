# SPDX-License-Identifier: Apache-2.0
"""Synapse module that keeps guests of Plenum in the one room they were let into.

A guest is a local account whose local part begins with the configured prefix; the name space
belongs to the appservice alone. Guests act only in rooms that the appservice's bot has made and
invited them to, and send only the event types of a conference there.

Where Synapse has no callback, the module puts something around Synapse's own methods: around the one
that finds out who asks (see `plenum_guest_requests`), and around those for device keys, messages to
devices and summaries of rooms. If a later Synapse moves one of them, it does not start with this module.

Callbacks are cheap for everybody else: the first line of each asks whether a guest is concerned.

See https://element-hq.github.io/synapse/latest/modules/index.html
"""

import logging
from typing import Any, Collection, Dict, Mapping, Optional, Set, Tuple

from plenum_guest_requests import may_ask
from synapse.api.errors import AuthError, MissingClientTokenError
from synapse.module_api import NOT_SPAM, ModuleApi, errors

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
        )
        api.register_media_repository_callbacks(
            is_user_allowed_to_upload_media_of_size=self.is_user_allowed_to_upload_media_of_size,
        )
        self._guard_requests(api._hs)
        self._guard_devices(api._hs)
        self._guard_summaries(api._hs)

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

    def _guard_requests(self, hs: Any) -> None:
        """Refuses what is not on the list, as soon as Synapse knows that a guest asks."""
        auth = hs.get_auth()
        find_requester = auth.get_user_by_req

        async def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
            requester = await find_requester(request, *args, **kwargs)
            # The appservice acts as its guests with a token of its own.
            if requester.app_service_id is None and self.is_guest(requester.user.to_string()):
                method = request.method.decode("ascii")
                path = request.path.decode("ascii")
                if not may_ask(method, path):
                    raise AuthError(403, "Guests of a conference may not do this")
            return requester

        auth.get_user_by_req = guarded

    def _guard_devices(self, hs: Any) -> None:
        """Keys of devices, and messages to them, are of people in the same room alone."""
        keys = hs.get_e2e_keys_handler()
        devices = hs.get_device_message_handler()
        query, claim, send = keys.query_devices, keys.claim_one_time_keys, devices.send_device_message

        async def query_devices(
            query_body: Any, timeout: int, from_user_id: str, from_device_id: Optional[str]
        ) -> Any:
            if self.is_guest(from_user_id):
                asked = query_body.get("device_keys", {})
                query_body = {**query_body, "device_keys": await self._near(from_user_id, asked)}
            return await query(query_body, timeout, from_user_id, from_device_id)

        async def claim_one_time_keys(asked: Any, user: Any, *args: Any, **kwargs: Any) -> Any:
            if self.is_guest(user.to_string()):
                asked = await self._near(user.to_string(), asked)
            return await claim(asked, user, *args, **kwargs)

        async def send_device_message(requester: Any, message_type: str, messages: Any) -> None:
            sender = requester.user.to_string()
            if self.is_guest(sender):
                messages = await self._near(sender, messages)
            await send(requester, message_type, messages)

        keys.query_devices = query_devices
        keys.claim_one_time_keys = claim_one_time_keys
        devices.send_device_message = send_device_message

    def _guard_summaries(self, hs: Any) -> None:
        """Synapse tells everybody, even without a session, about a room that may be knocked at."""
        handler = hs.get_room_summary_handler()
        summarise = handler.get_room_summary

        async def get_room_summary(requester: Optional[str], *args: Any, **kwargs: Any) -> Any:
            if requester is None:
                raise MissingClientTokenError()
            return await summarise(requester, *args, **kwargs)

        handler.get_room_summary = get_room_summary

    async def _near(self, guest: str, asked: Mapping[str, Any]) -> Dict[str, Any]:
        """Of what is asked about people, that about those who share the guest's room."""
        near = await self._sharing_room(guest, asked.keys())
        return {user_id: value for user_id, value in asked.items() if user_id in near}

    async def _sharing_room(self, guest: str, others: Collection[str]) -> Set[str]:
        others = [user_id for user_id in others if user_id != guest]
        sharing = await self._api._store.do_users_share_a_room_joined_or_invited(guest, others)
        return {guest, *sharing}

    def _refuse_guest(self, user_id: str) -> Any:
        return errors.Codes.FORBIDDEN if self.is_guest(user_id) else NOT_SPAM
