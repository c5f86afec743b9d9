-- Prosody (0.12) of a full Jitsi for Plenum. Names are those of docs/full-jitsi.md; secrets come
-- from the environment, and Prosody does not start without them.
-- The modules named token_* and muc_* without Prosody's own come with Jitsi (`jitsi-meet-prosody`).

local function secret(name)
	local value = os.getenv(name)
	if not value or #value < 16 then
		error(name .. " is missing or has less than 16 characters")
	end
	return value
end

local domain = os.getenv("JITSI_DOMAIN") or "meet.example.org"

plugin_paths = { "/usr/share/jitsi-meet/prosody-plugins/", "/plenum/prosody/" }
muc_mapper_domain_base = domain
muc_mapper_domain_prefix = "conference"
pidfile = "/run/prosody/prosody.pid"
log = { info = "*console" }
admins = { "focus@auth." .. domain }

-- nginx is the only one that connects from outside this network.
http_ports = { 5280 }
http_interfaces = { "*" }
https_ports = {}
c2s_ports = { 5222 }
s2s_ports = {}
component_ports = {}
consider_websocket_secure = true
consider_bosh_secure = true
c2s_require_encryption = false
-- No page but Plenum's own may use a token that it got hold of.
http_cors_override = {
	websocket = { enabled = true, origins = { os.getenv("PLENUM_ORIGIN") or "https://plenum.example.org" } },
	bosh = { enabled = true, origins = { os.getenv("PLENUM_ORIGIN") or "https://plenum.example.org" } },
}

modules_enabled = {
	"roster", "saslauth", "disco", "ping", "posix", "bosh", "websocket", "smacks", "limits",
}
limits = { c2s = { rate = "512kb/s" } }
smacks_max_unacked_stanzas = 5
smacks_hibernation_time = 60
smacks_max_hibernated_sessions = 1
smacks_max_old_sessions = 1

-- TURN for libraries that ask over XMPP; Plenum's own page gets it with the join.
external_service_secret = os.getenv("TURN_SECRET")
external_services = {
	{ type = "turn", host = os.getenv("TURN_HOST") or "turn.example.org", port = 3478, transport = "udp", secret = true, ttl = 43200, algorithm = "turn" },
	{ type = "turns", host = os.getenv("TURN_HOST") or "turn.example.org", port = 443, transport = "tcp", secret = true, ttl = 43200, algorithm = "turn" },
}

VirtualHost(domain)
	authentication = "token"
	-- Tokens of Plenum and of nobody else: issuer and audience by name, never "*"; signed with a
	-- secret that only the appservice and this Prosody have.
	app_id = os.getenv("TOKEN_ISSUER") or "plenum"
	app_secret = secret("TOKEN_SECRET")
	asap_accepted_issuers = { os.getenv("TOKEN_ISSUER") or "plenum" }
	asap_accepted_audiences = { os.getenv("TOKEN_AUDIENCE") or "jitsi" }
	asap_require_room_claim = true
	signature_algorithm = "HS256"
	allow_empty_token = false
	-- The token's `sub` must be this domain.
	enable_domain_verification = true
	modules_enabled = { "bosh", "websocket", "smacks", "ping", "external_services", "conference_duration" }
	main_muc = "conference." .. domain

Component("conference." .. domain, "muc")
	storage = "memory"
	-- Only Jicofo makes rooms, and nobody comes in with a token for another room.
	restrict_room_creation = true
	muc_room_locking = false
	muc_room_default_public_jids = true
	muc_tombstones = false
	token_verification_require_token_for_moderation = true
	-- Who moderates says the token, and then Plenum's control interface: no owner by arrival, see
	-- jicofo.conf.
	modules_enabled = { "muc_meeting_id", "muc_domain_mapper", "token_verification", "plenum_control" }
	plenum_control_secret = secret("CONTROL_SECRET")
	-- Telephones come without a token, by Jigasi, whose account is on the host for passwords.
	plenum_phones = { "jigasi@auth." .. domain }
	token_verification_allowlist = { "jigasi@auth." .. domain }
	admins = { "focus@auth." .. domain }

VirtualHost("auth." .. domain)
	-- Jicofo and the bridges, with passwords, from this network alone.
	authentication = "internal_hashed"
	modules_enabled = { "limits_exception" }
	unlimited_jids = { "focus@auth." .. domain, "jvb@auth." .. domain }

Component("internal.auth." .. domain, "muc")
	storage = "memory"
	restrict_room_creation = true
	muc_room_locking = false
	muc_room_default_public_jids = true
	modules_enabled = { "ping" }
	admins = { "focus@auth." .. domain, "jvb@auth." .. domain }

Component("focus." .. domain, "client_proxy")
	target_address = "focus@auth." .. domain
