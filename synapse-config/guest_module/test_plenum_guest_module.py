# SPDX-License-Identifier: Apache-2.0
"""Unit tests of the guest module's rules. Run with the Python of the installation:

.plenum/venv/bin/python -m unittest discover synapse-config/guest_module
"""

import unittest
from types import SimpleNamespace
from typing import Any, Dict, List, Mapping, Optional, Set, Tuple

from plenum_guest_module import MAX_UPLOAD, PlenumGuestModule
from synapse.api.errors import AuthError, MissingClientTokenError
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


class FakeHomeserver:
    """The methods of Synapse that the module puts itself around; each notes what reached it."""

    def __init__(self) -> None:
        self.reached: List[Any] = []
        self.asking = ANNA
        self.app_service_id: Optional[str] = None
        self.auth = SimpleNamespace(get_user_by_req=self._get_user_by_req)
        self.keys = SimpleNamespace(query_devices=self._note, claim_one_time_keys=self._note)
        self.devices = SimpleNamespace(send_device_message=self._note)
        self.summaries = SimpleNamespace(get_room_summary=self._note)

    def get_auth(self) -> Any:
        return self.auth

    def get_e2e_keys_handler(self) -> Any:
        return self.keys

    def get_device_message_handler(self) -> Any:
        return self.devices

    def get_room_summary_handler(self) -> Any:
        return self.summaries

    async def _get_user_by_req(self, request: Any, allow_guest: bool = False) -> Any:
        return requester(self.asking, self.app_service_id)

    async def _note(self, *args: Any) -> None:
        self.reached.append(args)


def requester(user_id: str, app_service_id: Optional[str] = None) -> Any:
    return SimpleNamespace(user=user(user_id), app_service_id=app_service_id)


def user(user_id: str) -> Any:
    return SimpleNamespace(to_string=lambda: user_id)


class FakeApi:
    """What the module asks of Synapse, answered from two dictionaries."""

    def __init__(self) -> None:
        self.rooms: Dict[str, State] = {}
        self.near: Dict[str, List[str]] = {}
        self._hs = FakeHomeserver()
        self._store = SimpleNamespace(do_users_share_a_room_joined_or_invited=self._sharing)

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

    async def _sharing(self, user_id: str, others: Any) -> Set[str]:
        return {other for other in others if other in self.near.get(user_id, [])}


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


class Requests(Case):
    async def asks(self, method: str, path: str) -> bool:
        request = SimpleNamespace(method=method.encode(), path=path.encode())
        try:
            await self.api._hs.auth.get_user_by_req(request, allow_guest=True)
        except AuthError as refusal:
            self.assertEqual((refusal.code, refusal.errcode), (403, errors.Codes.FORBIDDEN))
            return False
        return True

    async def test_of_guests_are_those_on_the_list(self) -> None:
        v3, room = "/_matrix/client/v3", "/_matrix/client/v3/rooms/!r"
        for method, path, allowed in (
            ("GET", "/_matrix/client/versions", True),
            ("GET", f"{v3}/sync", True),
            ("POST", "/_matrix/client/unstable/org.matrix.simplified_msc3575/sync", True),
            ("GET", f"{room}/messages", True),
            ("GET", f"{room}/state", True),
            ("GET", f"{room}/state/m.room.name/", True),
            ("GET", f"{room}/state/m.room.member/%40a%3Aa.example", True),
            ("GET", "/_matrix/client/v1/rooms/!r/relations/$e/m.thread", True),
            ("PUT", f"{room}/send/m.room.message/1", True),
            ("PUT", f"{room}/state/chat.plenum.hand/%40guest-1f%3Aa.example", True),
            ("PUT", f"{room}/state/chat.plenum.conference/", True),
            ("POST", f"{room}/leave", True),
            ("POST", f"{v3}/keys/upload", True),
            ("GET", "/_matrix/client/v1/media/download/a.example/abc", True),
            ("HEAD", "/_matrix/client/v1/media/download/a.example/abc", True),
            ("POST", "/_matrix/media/v3/upload", True),
            ("POST", "/_matrix/client/unstable/org.matrix.msc4140/delayed_events/x/restart", True),
            ("POST", f"{v3}/createRoom", False),
            ("POST", f"{v3}/knock/!r", False),
            ("PUT", f"{room}/state/m.room.member/%40guest-1f%3Aa.example", False),
            ("PUT", f"{room}/state/m%2Eroom%2Emember/%40guest-1f%3Aa.example", False),
            ("PUT", f"{room}/state/m.room.member", False),
            ("POST", f"{room}/invite", False),
            ("POST", f"{room}/upgrade", False),
            ("POST", f"{room}/unban", False),
            ("PUT", f"{v3}/profile/%40guest-1f%3Aa.example/displayname", False),
            ("DELETE", f"{v3}/profile/%40guest-1f%3Aa.example/displayname", False),
            ("PUT", "/_matrix/client/unstable/uk.tcpip.msc4133/profile/@x/us.cloke.msc4175.tz", False),
            ("POST", f"{v3}/pushers/set", False),
            ("GET", f"{v3}/pushers", False),
            ("GET", f"{v3}/publicRooms", False),
            ("POST", f"{v3}/search", False),
            ("POST", f"{v3}/account/password", False),
            ("POST", f"{v3}/account/3pid/add", False),
            ("POST", f"{v3}/account/deactivate", False),
            ("POST", f"{v3}/logout", True),
            ("POST", f"{v3}/logout/all", False),
            ("DELETE", f"{v3}/devices/X", False),
            ("PUT", f"{v3}/presence/%40guest-1f%3Aa.example/status", False),
            ("GET", f"{v3}/presence/%40anna%3Aa.example/status", False),
            ("GET", "/_matrix/client/v1/room_summary/!r", False),
            ("GET", "/_matrix/client/v1/rooms/!r/hierarchy", False),
            ("POST", "/_matrix/client/v1/login/get_token", False),
            ("GET", "/_matrix/client/v1/media/preview_url", False),
            ("GET", "/_synapse/admin/v2/users", False),
            ("GET", "/_matrix/federation/v1/version", False),
            ("GET", "/_matrix/client/v3", False),
            ("GET", "/_matrix/client/v3/", False),
            ("GET", "/", False),
            # Names of proposals are skipped, not what stands in their place.
            ("POST", "/_matrix/client/unstable/createRoom", False),
            ("PATCH", f"{v3}/sync", False),
        ):
            with self.subTest((method, path)):
                self.api._hs.asking = GUEST
                self.assertEqual(await self.asks(method, path), allowed)
                self.api._hs.asking = ANNA
                self.assertTrue(await self.asks(method, path))

    async def test_of_the_appservice_for_a_guest_are_its_own_matter(self) -> None:
        self.api._hs.asking = GUEST
        self.api._hs.app_service_id = "plenum"
        self.assertTrue(await self.asks("POST", "/_matrix/client/v3/knock/!r"))


class Strangers(Case):
    async def asyncSetUp(self) -> None:
        self.api.near = {GUEST: [ANNA]}
        self.asked = {ANNA: ["A"], GUEST: ["G"], "@bernd:a.example": ["B"]}
        self.near = {ANNA: ["A"], GUEST: ["G"]}
        self.hs = self.api._hs

    async def test_have_no_device_keys_for_guests(self) -> None:
        query = {"device_keys": self.asked, "timeout": 1}
        await self.hs.keys.query_devices(query, 1, GUEST, "G")
        await self.hs.keys.query_devices(query, 1, ANNA, "A")
        await self.hs.keys.claim_one_time_keys(self.asked, user(GUEST), 1, False)
        await self.hs.keys.claim_one_time_keys(self.asked, user(ANNA), 1, False)
        asked = [call[0] for call in self.hs.reached]
        expected = [{**query, "device_keys": self.near}, query, self.near, self.asked]
        self.assertEqual(asked, expected)

    async def test_get_no_messages_from_devices_of_guests(self) -> None:
        for sender, expected in ((GUEST, self.near), (ANNA, self.asked)):
            await self.hs.devices.send_device_message(requester(sender), "m.x", self.asked)
            self.assertEqual(self.hs.reached.pop()[2], expected)

    async def test_who_have_no_session_get_no_summary_of_a_room(self) -> None:
        with self.assertRaises(MissingClientTokenError):
            await self.hs.summaries.get_room_summary(None, ROOM)
        await self.hs.summaries.get_room_summary(ANNA, ROOM)
        self.assertEqual(self.hs.reached, [(ANNA, ROOM)])


if __name__ == "__main__":
    unittest.main()
