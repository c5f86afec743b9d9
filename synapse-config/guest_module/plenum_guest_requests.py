# SPDX-License-Identifier: Apache-2.0
"""What the session of a guest may ask of Synapse: a closed list, checked where Synapse finds out who
asks, before the request is handled. What is not named here is refused, also what a later Synapse
brings. Which rooms the answers are about is still decided by Synapse and the guest module.

Paths are those below `/_matrix/client/<version>/` and `/_matrix/media/<version>/`; `*` stands for one
part, `**` at the end for any number of them.
"""

from typing import Dict, Optional, Sequence, Tuple
from urllib.parse import unquote

ALLOWED: Dict[str, Tuple[str, ...]] = {
    "GET": (
        "sync",
        "capabilities",
        "account/whoami",
        "joined_rooms",
        "devices",
        "pushrules/**",
        "profile/*/**",
        "keys/changes",
        "room_keys/**",
        "user/*/filter/*",
        "user/*/account_data/*",
        "user/*/rooms/*/account_data/*",
        "user/*/rooms/*/tags",
        "rooms/*/messages",
        "rooms/*/members",
        "rooms/*/joined_members",
        "rooms/*/state/**",
        "rooms/*/event/*",
        "rooms/*/context/*",
        "rooms/*/relations/**",
        "rooms/*/threads",
        "rooms/*/timestamp_to_event",
        "rtc/transports",
        "media/config",
        "media/download/**",
        "media/thumbnail/**",
        "config",
        "download/**",
        "thumbnail/**",
        "delayed_events/**",
    ),
    "POST": (
        "sync",
        "logout",
        # Answers nobody to guests; the client completes names with it.
        "user_directory/search",
        "user/*/filter",
        # Says who the guest is, for entering the call.
        "user/*/openid/request_token",
        "join/*",
        "rooms/*/join",
        "rooms/*/leave",
        "rooms/*/forget",
        "rooms/*/kick",
        "rooms/*/ban",
        "rooms/*/report/**",
        "rooms/*/receipt/*/*",
        "rooms/*/read_markers",
        "keys/**",
        "room_keys/**",
        "create",
        "upload",
        "delayed_events/**",
    ),
    "PUT": (
        "rooms/*/send/*/*",
        "rooms/*/state/*",
        "rooms/*/state/*/**",
        "rooms/*/redact/*/*",
        "rooms/*/typing/*",
        "sendToDevice/*/*",
        "pushrules/**",
        "room_keys/**",
        "user/*/account_data/*",
        "user/*/rooms/*/account_data/*",
        "user/*/rooms/*/tags/*",
        "upload/*/*",
    ),
    "DELETE": (
        "pushrules/**",
        "room_keys/**",
        "user/*/account_data/*",
        "user/*/rooms/*/account_data/*",
        "user/*/rooms/*/tags/*",
    ),
}

# Memberships go by join, leave, kick and ban; as state they would be a way to knock.
REFUSED = ("rooms/*/state/m.room.member/**",)

_PATTERNS = {method: [path.split("/") for path in paths] for method, paths in ALLOWED.items()}
_REFUSED = [path.split("/") for path in REFUSED]


def _fits(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    if pattern[-1] == "**":
        head = pattern[:-1]
        return len(parts) >= len(head) and _fits_each(parts[: len(head)], head)
    return len(parts) == len(pattern) and _fits_each(parts, pattern)


def _fits_each(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    return all(expected in ("*", part) for part, expected in zip(parts, pattern))


def _below_version(path: str) -> Optional[Sequence[str]]:
    """The decoded parts of a path behind its version; None for what is no request of a client."""
    parts = [unquote(part) for part in path.rstrip("/").split("/")]
    if parts[:2] != ["", "_matrix"] or len(parts) < 4 or parts[2] not in ("client", "media"):
        return None
    # Unstable requests carry the name of their proposal, e.g. `unstable/org.matrix.msc4140/…`.
    unstable = parts[3] == "unstable" and len(parts) > 4 and "." in parts[4]
    return parts[5:] if unstable else parts[4:]


def may_ask(method: str, path: str) -> bool:
    """Whether a guest's session may make a request.

    Args:
        method: of HTTP, in capitals.
        path: as it came, percent-encoded and without the query string.
    """
    if path == "/_matrix/client/versions":
        return True
    parts = _below_version(path)
    if not parts:
        return False
    writes = method not in ("GET", "HEAD")
    if writes and any(_fits(parts, pattern) for pattern in _REFUSED):
        return False
    patterns = _PATTERNS.get("GET" if method == "HEAD" else method, [])
    return any(_fits(parts, pattern) for pattern in patterns)
