# SPDX-License-Identifier: Apache-2.0
"""Unit tests of the guest module's rules. Run with the Python of the installation:

.plenum/venv/bin/python -m unittest discover synapse-config/guest_module
"""

import unittest
from types import SimpleNamespace
from typing import Any, Dict, List, Mapping, Optional, Tuple

from plenum_guest_module import MAX_UPLOAD, PlenumGuestModule
from synapse.module_api import NOT_SPAM, errors

BOT = "@plenum:a.example"
GUEST = "@guest-1f:a.example"
ANNA = "@anna:a.example"
REMOTE = "@guest-1f:b.example"
ROOM = "!room"
OTHER = "!other"

State = Dict[Tuple[str, str], Any]


def event(
    sender: str, type: str = "m.room.message", key: Optional[str] = None, content: Optional[dict] = None
) -> Any:
    return SimpleNamespace(sender=sender, type=type, state_key=key, content=content or {})


def room_of(creator: str, members: Optional[Mapping[str, dict]] = None) -> State:
    state: State = {("m.room.create", ""): event(creator, "m.room.create", "")}
    for user_id, content in (members or {}).items():
        state[("m.room.member", user_id)] = event(user_id, "m.room.member", user_id, content)
    return state


class FakeApi:
    """What the module asks of Synapse, answered from two dictionaries."""

    def __init__(self) -> None:
        self.rooms: Dict[str, State] = {}
        self.joined: Dict[str, List[str]] = {}
        self.named: List[Tuple[str, str]] = []
        self._store = SimpleNamespace(get_rooms_for_user=self._get_rooms_for_user)

    def register_spam_checker_callbacks(self, **callbacks: Any) -> None:
        self.spam = callbacks

    def register_third_party_rules_callbacks(self, **callbacks: Any) -> None:
        self.rules = callbacks

    def register_media_repository_callbacks(self, **callbacks: Any) -> None:
        self.media = callbacks

    def is_mine(self, user_id: str) -> bool:
        return user_id.endswith(":a.example")

    async def get_room_state(self, room_id: str, filter: Any) -> State:
        return {key: found for key, found in self.rooms.get(room_id, {}).items() if key in filter}

    async def _get_rooms_for_user(self, user_id: str) -> List[str]:
        return self.joined.get(user_id, [])

    async def set_displayname(self, user_id: Any, name: str) -> None:
        self.named.append((user_id.to_string(), name))


class Case(unittest.IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        self.api = FakeApi()
        self.module = PlenumGuestModule({"bot_user_id": BOT, "guest_prefix": "guest-"}, self.api)  # type: ignore[arg-type]


class Configuration(unittest.TestCase):
    def test_what_is_missing_is_refused(self) -> None:
        for wrong in (
            {},
            {"bot_user_id": BOT},
            {"guest_prefix": "guest-"},
            {"bot_user_id": "plenum", "guest_prefix": "guest-"},
            # An empty prefix would make everybody a guest.
            {"bot_user_id": BOT, "guest_prefix": ""},
        ):
            with self.subTest(wrong), self.assertRaises(ValueError):
                PlenumGuestModule.parse_config(wrong)


class WhoIsAGuest(Case):
    def test_local_accounts_of_the_name_space_alone(self) -> None:
        for user_id, expected in (
            (GUEST, True),
            (ANNA, False),
            (REMOTE, False),
            (BOT, False),
            ("@anna-guest-1:a.example", False),
            ("@guest:a.example", False),
        ):
            with self.subTest(user_id):
                self.assertEqual(self.module.is_guest(user_id), expected)


class WaysOut(Case):
    async def test_are_closed_for_guests_and_open_for_colleagues(self) -> None:
        ways = {
            "create room": lambda who: self.module.user_may_create_room(who, {}),
            "alias": lambda who: self.module.user_may_create_room_alias(who, None),
            "publish": lambda who: self.module.user_may_publish_room(who, ROOM),
            "invite": lambda who: self.module.user_may_invite(who, "@b:a.example", ROOM),
            "invite by mail": lambda who: self.module.user_may_send_3pid_invite(who, "email", "x", ROOM),
        }
        for name, way in ways.items():
            with self.subTest(name):
                self.assertEqual(await way(GUEST), errors.Codes.FORBIDDEN)
                self.assertEqual(await way(ANNA), NOT_SPAM)

    async def test_only_the_bot_invites_guests(self) -> None:
        self.assertEqual(await self.module.user_may_invite(BOT, GUEST, ROOM), NOT_SPAM)
        self.assertEqual(await self.module.user_may_invite(ANNA, GUEST, ROOM), errors.Codes.FORBIDDEN)
        self.assertEqual(await self.module.user_may_invite(ANNA, REMOTE, ROOM), NOT_SPAM)
        invitation = event("@x:b.example", "m.room.member", GUEST)
        self.assertEqual(
            await self.module.federated_user_may_invite(invitation), errors.Codes.FORBIDDEN
        )

    async def test_guests_join_rooms_of_the_bot_when_invited(self) -> None:
        self.api.rooms = {ROOM: room_of(BOT), OTHER: room_of(ANNA)}
        for who, room, invited, expected in (
            (GUEST, ROOM, True, NOT_SPAM),
            (GUEST, ROOM, False, errors.Codes.FORBIDDEN),
            (GUEST, OTHER, True, errors.Codes.FORBIDDEN),
            (GUEST, "!unknown", True, errors.Codes.FORBIDDEN),
            (ANNA, OTHER, False, NOT_SPAM),
        ):
            with self.subTest((who, room, invited)):
                self.assertEqual(await self.module.user_may_join_room(who, room, invited), expected)

    async def test_the_directory_hides_guests_and_is_hidden_from_them(self) -> None:
        profile = lambda who: {"user_id": who, "display_name": "", "avatar_url": None}  # noqa: E731
        self.assertTrue(await self.module.check_username_for_spam(profile(ANNA), GUEST))
        self.assertTrue(await self.module.check_username_for_spam(profile(GUEST), ANNA))
        self.assertFalse(await self.module.check_username_for_spam(profile(ANNA), "@b:a.example"))

    async def test_large_files(self) -> None:
        may = self.module.is_user_allowed_to_upload_media_of_size
        self.assertTrue(await may(GUEST, MAX_UPLOAD))
        self.assertFalse(await may(GUEST, MAX_UPLOAD + 1))
        self.assertTrue(await may(ANNA, MAX_UPLOAD + 1))


class Events(Case):
    async def allowed(self, what: Any, state: State) -> bool:
        answer, replacement = await self.module.check_event_allowed(what, state)
        self.assertIsNone(replacement)
        return answer

    async def test_a_guest_says_what_belongs_to_a_conference(self) -> None:
        state = room_of(BOT)
        for type, expected in (
            ("m.room.message", True),
            ("m.room.encrypted", True),
            ("m.reaction", True),
            ("m.room.redaction", True),
            ("org.matrix.msc3401.call.member", True),
            ("org.matrix.msc4075.rtc.notification", True),
            ("org.matrix.msc4310.rtc.decline", True),
            ("chat.plenum.hand", True),
            # Of a guest who moderates; the power levels of the room keep it from all others.
            ("chat.plenum.speaking.command", True),
            ("m.room.name", False),
            ("m.room.power_levels", False),
            ("m.room.tombstone", False),
            ("m.space.parent", False),
            ("im.vector.modular.widgets", False),
            ("chat.plenumx", False),
        ):
            with self.subTest(type):
                self.assertEqual(await self.allowed(event(GUEST, type), state), expected)
                self.assertTrue(await self.allowed(event(ANNA, type), state))

    async def test_nothing_in_rooms_of_others(self) -> None:
        self.assertFalse(await self.allowed(event(GUEST), room_of(ANNA)))
        self.assertFalse(await self.allowed(event(GUEST), {}))
        self.assertTrue(await self.allowed(event(ANNA), {}))

    async def test_memberships(self) -> None:
        inside = {"membership": "join", "displayname": "Erika (Gast)"}
        state = room_of(BOT, {GUEST: inside})
        member = lambda key, content: event(GUEST, "m.room.member", key, content)  # noqa: E731
        for key, content, expected in (
            (GUEST, inside, True),
            (GUEST, {"membership": "leave"}, True),
            (GUEST, {**inside, "displayname": "Anna"}, False),
            (GUEST, {"membership": "join"}, False),
            (GUEST, {**inside, "avatar_url": "mxc://a/b"}, False),
            (GUEST, {"membership": "ban"}, False),
            (GUEST, {}, False),
            (ANNA, {"membership": "invite"}, False),
            (ANNA, {"membership": "join"}, False),
            # Whether there are rights for these is in the room's power levels.
            (ANNA, {"membership": "leave"}, True),
            (ANNA, {"membership": "ban"}, True),
        ):
            with self.subTest((key, content)):
                self.assertEqual(await self.allowed(member(key, content), state), expected)

    async def test_the_way_in(self) -> None:
        invited = room_of(BOT, {GUEST: {"membership": "invite"}})
        joining = event(GUEST, "m.room.member", GUEST, {"membership": "join", "displayname": "E"})
        knocking = event(GUEST, "m.room.member", GUEST, {"membership": "knock"})
        self.assertTrue(await self.allowed(joining, invited))
        self.assertTrue(await self.allowed(knocking, room_of(BOT)))
        self.assertFalse(await self.allowed(knocking, room_of(ANNA)))


class Names(Case):
    async def asyncSetUp(self) -> None:
        self.api.rooms = {ROOM: room_of(BOT, {GUEST: {"membership": "join", "displayname": "E (Gast)"}})}
        self.profile = SimpleNamespace(display_name="Anna", avatar_url=None)

    async def test_a_changed_name_is_put_back(self) -> None:
        self.api.joined = {GUEST: [ROOM]}
        await self.module.on_profile_update(GUEST, self.profile, False, False)
        self.assertEqual(self.api.named, [(GUEST, "E (Gast)")])

    async def test_nothing_else_is_touched(self) -> None:
        self.api.joined = {GUEST: [ROOM]}
        right = SimpleNamespace(display_name="E (Gast)", avatar_url=None)
        await self.module.on_profile_update(GUEST, right, False, False)
        await self.module.on_profile_update(GUEST, self.profile, True, False)
        await self.module.on_profile_update(GUEST, self.profile, False, True)
        await self.module.on_profile_update(ANNA, self.profile, False, False)
        # Before the guest is in the room the appservice gives the name.
        self.api.joined = {}
        await self.module.on_profile_update(GUEST, self.profile, False, False)
        self.assertEqual(self.api.named, [])


if __name__ == "__main__":
    unittest.main()
