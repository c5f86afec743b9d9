-- The control interface of a conference server for Plenum: who is in which conference, and how each
-- one is to be (docs/control.openapi.json). Loaded on the component of the conferences:
--
--   Component("conference.meet.example.org", "muc")
--       modules_enabled = { …, "plenum_control" }
--       plenum_control_secret = "…"   -- conference.controlSecret of Plenum, 16 characters or more
--       plenum_phones = { "jigasi@auth.meet.example.org" }   -- optional: who brings telephones
--
-- and answered at http://<this server>:5280/control/v1/…, for Plenum's appservice alone.
--
-- Who somebody is says the token, as Jitsi's token module leaves it in the session. Roles are
-- affiliations; locks are told with the messages of Jitsi's own moderation component, to clients and
-- to Jicofo, which is the one that holds the bridges to them.

module:set_global();

local array = require "util.array";
local base64 = require "util.encodings".base64;
local hashes = require "util.hashes";
local jid_bare = require "util.jid".bare;
local jid_join = require "util.jid".join;
local jid_resource = require "util.jid".resource;
local jid_split = require "util.jid".split;
local json = require "util.json";
local st = require "util.stanza";
local urldecode = require "util.http".urldecode;
local uuid = require "util.uuid".generate;

local KINDS = { "audio", "video", "desktop" };
local ROLES = { moderator = true, presenter = true, participant = true, guest = true, listener = true };
local MODES = { meeting = true, stage = true };
-- Seconds for which a wish waits for the first person, and a removal is remembered.
local WISH_WAITS = 15 * 60;
local MAX_WAITING = 10000;
local MAX_STAGE = 100;
local MAX_PEOPLE = 1000;
local MAX_BODY = 512 * 1024;

-- Another one after each start, which forgets all wishes.
local incarnation = uuid();
-- The component that this is about, and what it needs of it.
local muc_module, muc, secret_digest, av_moderation;
-- Under what Jigasi logs in, addresses or hosts: what comes from there is a telephone.
local phones;

local wishes = {}; -- name of a conference -> wish
local waiting = {}; -- name -> when the wish came, while nobody is there
local people = {}; -- address of a session -> who that is and how they are treated
local whitelists = {}; -- name -> kind -> addresses in the room
local removed = {}; -- name and user id -> when their tokens ended

local NO_WISH = { mode = "meeting", stage = {}, locks = {}, participants = {} };

-- Wishes ------------------------------------------------------------------------------------------

local function is_user_id(text)
	return type(text) == "string" and #text <= 255
		and text:match("^@[\33-\57\59-\126]+:[%w%.%-%[%]:]+$") ~= nil;
end

local function is_object(value)
	return type(value) == "table" and value ~= json.null and value[1] == nil;
end

-- Where a wish is wrong, or nil and the wish with everything that was left out.
local function read_wish(body)
	if not is_object(body) then return "body"; end
	local wish = { mode = body.mode or "meeting", stage = {}, locks = {}, participants = {} };
	if not MODES[wish.mode] then return "mode"; end
	local stage = body.stage or {};
	if type(stage) ~= "table" or #stage > MAX_STAGE then return "stage"; end
	for key, id in pairs(stage) do
		if type(key) ~= "number" or not is_user_id(id) then return "stage"; end
		wish.stage[id] = true;
	end
	local locks = body.locks or {};
	if not is_object(locks) then return "locks"; end
	for _, kind in ipairs { "audio", "video", "desktop", "chat" } do
		if locks[kind] ~= nil and type(locks[kind]) ~= "boolean" then return "locks."..kind; end
		wish.locks[kind] = locks[kind] == true;
	end
	local participants = body.participants or {};
	if not is_object(participants) then return "participants"; end
	local count = 0;
	for id, standing in pairs(participants) do
		count = count + 1;
		if count > MAX_PEOPLE or not is_user_id(id) then return "participants"; end
		if not is_object(standing) or not ROLES[standing.role] then return "participants"; end
		local kept = { role = standing.role };
		for _, kind in ipairs(KINDS) do
			if type(standing[kind]) ~= "boolean" then return "participants"; end
			kept[kind] = standing[kind];
		end
		wish.participants[id] = kept;
	end
	return nil, wish;
end

-- What somebody is and may send under a wish, by that alone.
local function standing_under(wish, id, role)
	if wish.participants[id] then return wish.participants[id]; end
	local free = role == "moderator";
	local listening = wish.mode == "stage" and not wish.stage[id] and not free;
	local standing = { role = role };
	for _, kind in ipairs(KINDS) do
		standing[kind] = role ~= "listener" and not listening and (free or not wish.locks[kind]);
	end
	return standing;
end

local function moderation_under(wish, standing)
	local moderation = {};
	for _, kind in ipairs(KINDS) do
		local enabled = wish.locks[kind] or wish.mode == "stage" or not standing[kind];
		moderation[kind] = { enabled = enabled, approved = enabled and standing[kind] };
	end
	return moderation;
end

-- Rooms and people --------------------------------------------------------------------------------

local function room_of(name)
	return muc.get_room_from_jid(jid_join(name, muc_module.host));
end

local function name_of(room)
	return (jid_split(room.jid));
end

-- Everybody in a room that came with a token, session by session; Jicofo is none of them.
local function each_person(room)
	local found = {};
	for nick, occupant in room:each_occupant() do
		for session in occupant:each_session() do
			if people[session] then
				found[#found + 1] = { session = session, nick = nick, person = people[session] };
			end
		end
	end
	table.sort(found, function (a, b) return a.session < b.session; end);
	local index = 0;
	return function ()
		index = index + 1;
		return found[index];
	end
end

-- Where moderators are told of: theirs, and Jicofo's, which acts on it.
local function each_moderator(room)
	local found = {};
	for _, occupant in room:each_occupant() do
		for session in occupant:each_session() do
			local person = people[session];
			if person == nil or person.standing.role == "moderator" then found[#found + 1] = session; end
		end
	end
	local index = 0;
	return function ()
		index = index + 1;
		return found[index];
	end
end

local function affiliation_of(role)
	return role == "moderator" and "owner" or "member";
end

-- Telling -----------------------------------------------------------------------------------------

local function send_json(room, to, content)
	content.type = "av_moderation";
	content.room = room.jid;
	local message = st.message({ from = av_moderation, to = to })
		:tag("json-message", { xmlns = "http://jitsi.org/jitmeet" }):text(json.encode(content)):up();
	module:context(muc_module.host):send(message);
end

local function tell_moderation(room, to, before, after)
	for _, kind in ipairs(KINDS) do
		local was, is = before and before[kind] or { enabled = false, approved = false }, after[kind];
		if was.enabled ~= is.enabled then
			send_json(room, to, { enabled = is.enabled, mediaType = kind, actor = room.jid.."/focus" });
		end
		local was_approved = was.enabled and was.approved;
		if is.enabled and is.approved and not was_approved then
			send_json(room, to, { approved = true, mediaType = kind });
		elseif is.enabled and not is.approved and was_approved then
			send_json(room, to, { approved = false, removed = true, mediaType = kind });
		end
	end
end

local function tell_whitelist(room, to, kind, approved, is_removal)
	send_json(room, to, {
		whitelists = { [kind] = array(approved) }; mediaType = kind; removed = is_removal or nil;
	});
end

-- Clients believe the focus alone.
local function ask_to_mute(room, to, kind)
	module:context(muc_module.host):send(
		st.iq({ type = "set", from = room.jid.."/focus", to = to, id = "mute-"..uuid() })
			:tag("mute", { xmlns = "http://jitsi.org/jitmeet/"..kind }):text("true"):up());
end

-- What a moderator wants of somebody; the library hands it on as it is.
local function tell_wanted(room, to, what, kinds, by)
	local content = { type = "plenum-moderation", what = what, kinds = array(kinds), by = by };
	module:context(muc_module.host):send(
		st.message({ from = room.jid.."/focus", to = to })
			:tag("json-message", { xmlns = "http://jitsi.org/jitmeet" }):text(json.encode(content)):up());
end

local function refresh_whitelists(room)
	local name = name_of(room);
	local wish = wishes[name] or NO_WISH;
	local lists = whitelists[name] or {};
	for _, kind in ipairs(KINDS) do
		local after, there = {}, {};
		if wish.locks[kind] or wish.mode == "stage" then
			for one in each_person(room) do
				if one.person.standing.role ~= "moderator" and one.person.moderation[kind].approved then
					if not there[one.nick] then after[#after + 1] = one.nick; end
					there[one.nick] = true;
				end
			end
		end
		local before, kept = lists[kind] or {}, {};
		for _, nick in ipairs(before) do
			if there[nick] then kept[#kept + 1] = nick; end
		end
		for to in each_moderator(room) do
			if #kept < #before then tell_whitelist(room, to, kind, kept, true); end
			if #kept < #after then tell_whitelist(room, to, kind, after, false); end
		end
		lists[kind] = after;
	end
	whitelists[name] = lists;
end

local function tell_whitelists(room, to)
	for kind, approved in pairs(whitelists[name_of(room)] or {}) do
		if #approved > 0 then tell_whitelist(room, to, kind, approved, false); end
	end
end

-- Making a wish true ------------------------------------------------------------------------------

local function apply(room)
	local wish = wishes[name_of(room)] or NO_WISH;
	for one in each_person(room) do
		local person, before = one.person, one.person.standing;
		local moderation_before = person.moderation;
		person.standing = standing_under(wish, person.id, person.role);
		person.moderation = moderation_under(wish, person.standing);
		local now = affiliation_of(person.standing.role);
		if now ~= affiliation_of(before.role) then
			room:set_affiliation(true, jid_bare(one.session), now);
			if now == "owner" then tell_whitelists(room, one.session); end
		end
		tell_moderation(room, one.session, moderation_before, person.moderation);
		for _, kind in ipairs(KINDS) do
			if before[kind] and not person.standing[kind] then ask_to_mute(room, one.session, kind); end
		end
	end
	refresh_whitelists(room);
end

local function put_out(room, one, reason)
	room:set_role(true, one.nick, nil, reason);
end

local function void_tokens(name, id)
	removed[name.." "..id] = os.time();
end

-- Coming and going --------------------------------------------------------------------------------

-- When a token was given out. It has been checked by whoever let the session in.
local function issued_at(session)
	local payload = (session.auth_token or ""):match("^[^.]+%.([^.]+)%.");
	if not payload then return nil; end
	local text = base64.decode((payload:gsub("[-_]", { ["-"] = "+", ["_"] = "/" }))..("="):rep(-#payload % 4));
	local claims = text and json.decode(text);
	return type(claims) == "table" and tonumber(claims.iat) or nil;
end

-- Since when a hand is up that a presence tells of, in milliseconds. One that only says that it is up
-- has been so since it first said it.
local function hand_in(stanza, before)
	local said = stanza:get_child_text("jitsi_participant_raisedHand");
	local now = math.floor(os.time() * 1000);
	if said == "true" then return before or now; end
	if not said or not said:match("^[1-9]%d*$") or #said > 16 then return nil; end
	return math.min(math.floor(tonumber(said)), now);
end

-- A telephone has no token. It is named after its endpoint, at a server that there cannot be.
local function phone_of(stanza)
	local bare = jid_bare(stanza.attr.from);
	local _, host = jid_split(bare);
	if not (phones:contains(bare) or phones:contains(host)) then return nil; end
	local endpoint = jid_resource(stanza.attr.to) or "";
	if not endpoint:match("^[%w_.-]+$") or #endpoint > 100 then return nil; end
	local name = stanza:get_child_text("nick", "http://jabber.org/protocol/nick") or "";
	return { id = "@"..endpoint..":phone.invalid", name = name, role = "participant" };
end

local function on_pre_join(event)
	local room, session, stanza = event.room, event.origin, event.stanza;
	local user = session and session.jitsi_meet_context_user or phone_of(stanza);
	if type(user) ~= "table" or type(user.id) ~= "string" then return; end
	local name = name_of(room);
	local ended = removed[name.." "..user.id];
	if ended and (issued_at(session) or 0) <= ended then
		session.send(st.error_reply(stanza, "cancel", "not-allowed", "token-revoked", room.jid));
		return true;
	end
	local moderates = user.moderator == true or user.moderator == "true";
	local role = moderates and "moderator" or "participant";
	if ROLES[user.role] then role = user.role; end
	local wish = wishes[name] or NO_WISH;
	local standing = standing_under(wish, user.id, role);
	people[stanza.attr.from] = {
		id = user.id; name = tostring(user.name or ""); role = role; hand = hand_in(stanza);
		standing = standing; moderation = moderation_under(wish, standing);
	};
	local affiliation = affiliation_of(standing.role);
	room:set_affiliation(true, jid_bare(stanza.attr.from), affiliation);
	if event.occupant then event.occupant.role = room:get_default_role(affiliation); end
end

local function on_joined(event)
	waiting[name_of(event.room)] = nil;
	local person = people[event.stanza and event.stanza.attr.from];
	if not person then
		-- Jicofo, which may come after the first wish.
		local session = event.stanza and event.stanza.attr.from;
		if session then tell_whitelists(event.room, session); end
		return;
	end
	tell_moderation(event.room, event.stanza.attr.from, nil, person.moderation);
	if person.standing.role == "moderator" then tell_whitelists(event.room, event.stanza.attr.from); end
	refresh_whitelists(event.room);
end

local function on_left(event)
	for session in event.occupant:each_session() do people[session] = nil; end
	refresh_whitelists(event.room);
end

-- Whoever may not speak is told so again when they say that they do.
local function on_presence(event)
	local session = event.stanza.attr.from;
	local person = people[session];
	if not person or event.stanza.attr.type ~= nil then return; end
	person.hand = hand_in(event.stanza, person.hand);
	for kind, tag in pairs { audio = "audiomuted", video = "videomuted" } do
		if not person.standing[kind] and event.stanza:get_child_text(tag) == "false" then
			ask_to_mute(event.room, session, kind);
		end
	end
end

local function on_groupchat(event)
	local wish = wishes[name_of(event.room)];
	local person = people[event.stanza.attr.from];
	if not person or person.standing.role == "moderator" then return; end
	if person.standing.role ~= "listener" and not (wish and wish.locks.chat) then return; end
	event.origin.send(st.error_reply(event.stanza, "auth", "forbidden"));
	return true;
end

local function on_room_ended(event)
	local name = name_of(event.room);
	wishes[name], waiting[name], whitelists[name] = nil, nil, nil;
end

local function sweep()
	local now = os.time();
	for name, since in pairs(waiting) do
		if since + WISH_WAITS < now then wishes[name], waiting[name] = nil, nil; end
	end
	for key, since in pairs(removed) do
		if since + WISH_WAITS < now then removed[key] = nil; end
	end
	return 60;
end

-- HTTP --------------------------------------------------------------------------------------------

local function problem(event, status, code, detail)
	event.response.headers.content_type = "application/problem+json";
	event.response.headers.cache_control = "no-store";
	event.response.status_code = status;
	return json.encode({
		type = "urn:plenum:problem:"..code; title = code; status = status; code = code;
		detail = detail or code;
	});
end

local function invalid(event, detail) return problem(event, 400, "invalid-request", detail); end

local function list(event)
	local conferences = array();
	for room in muc.live_rooms() do
		local participants = array();
		for one in each_person(room) do
			local person = one.person;
			participants:push({
				endpointId = jid_resource(one.nick); userId = person.id; displayName = person.name;
				moderator = person.standing.role == "moderator"; standing = person.standing;
				hand = person.hand;
			});
		end
		if #participants > 0 then
			conferences:push({ name = name_of(room); participants = participants });
		end
	end
	event.response.headers.content_type = "application/json";
	event.response.headers.cache_control = "no-store";
	return json.encode({ incarnation = incarnation; conferences = conferences });
end

local function put(event, name)
	local wrong, wish = read_wish(json.decode(event.request.body or ""));
	if wrong then return invalid(event, wrong); end
	local room = room_of(name);
	if not room then
		local count = 0;
		for _ in pairs(waiting) do count = count + 1; end
		if count >= MAX_WAITING and not waiting[name] then return problem(event, 503, "internal"); end
		waiting[name] = os.time();
	end
	wishes[name] = wish;
	if room then apply(room); end
	return 204;
end

local function close(_, name)
	local room = room_of(name);
	if not room then return 204; end
	for one in each_person(room) do
		void_tokens(name, one.person.id);
		put_out(room, one, "closed");
	end
	return 204;
end

local function remove(_, name, id)
	void_tokens(name, id);
	local room = room_of(name);
	if not room then return 204; end
	for one in each_person(room) do
		if one.person.id == id then put_out(room, one, "removed"); end
	end
	return 204;
end

local function to_devices(event, name, id, act)
	local body = json.decode(event.request.body or "");
	local kinds = is_object(body) and body.kinds;
	if type(kinds) ~= "table" or #kinds < 1 or #kinds > 3 then return invalid(event, "kinds"); end
	for _, kind in ipairs(kinds) do
		if kind ~= "audio" and kind ~= "video" and kind ~= "desktop" then return invalid(event, "kinds"); end
	end
	local by = body.by;
	if by ~= nil and (type(by) ~= "string" or not by:match("^@[^:]+:.+$")) then return invalid(event, "by"); end
	local room = room_of(name);
	if not room then return 204; end
	for one in each_person(room) do
		if one.person.id == id then
			act(room, one.session, kinds, by);
		end
	end
	return 204;
end

local function mute(event, name, id)
	return to_devices(event, name, id, function (room, to, kinds, by)
		for _, kind in ipairs(kinds) do ask_to_mute(room, to, kind); end
		tell_wanted(room, to, "mute", kinds, by);
	end);
end

local function ask(event, name, id)
	return to_devices(event, name, id, function (room, to, kinds, by)
		tell_wanted(room, to, "ask", kinds, by);
	end);
end

-- Segments of a path, each unescaped; the operations by their number and the method.
local OPERATIONS = {
	["1"] = { GET = list },
	["2"] = { PUT = put, DELETE = close },
	["4"] = { DELETE = remove },
	["5 mute"] = { POST = mute },
	["5 ask"] = { POST = ask },
};

local function segments_of(path)
	local found = {};
	for segment in path:gmatch("[^/]+") do found[#found + 1] = urldecode(segment); end
	return found;
end

-- Compares in constant time, also for different lengths.
local function is_secret(given)
	return given ~= nil and hashes.equals(hashes.sha256(given), secret_digest);
end

local function handle(event, path)
	if not muc_module then return problem(event, 503, "internal"); end
	local given = (event.request.headers.authorization or ""):match("^[Bb]earer (.+)$");
	if not is_secret(given) then return problem(event, 401, "unauthorised"); end
	local segments = segments_of(path);
	local known = segments[1] == "conferences"
		and (#segments < 3 or segments[3] == "participants");
	local operations = known and OPERATIONS[table.concat({ tostring(#segments), segments[5] }, " ")];
	if not operations then return problem(event, 404, "not-found"); end
	local operation = operations[event.request.method];
	if not operation then return problem(event, 405, "invalid-request", "method not allowed"); end
	local name, id = segments[2], segments[4];
	if name and not (#name <= 500 and name:match("^[a-z0-9_.%-]+$")) then return invalid(event, "path"); end
	if id and not is_user_id(id) then return invalid(event, "path"); end
	if #(event.request.body or "") > MAX_BODY then return invalid(event, "body"); end
	return operation(event, name, id);
end

module:depends("http");
module:provides("http", {
	name = "plenum_control";
	default_path = "/control/v1";
	cors = { enabled = false };
	route = {
		["GET /*"] = handle; ["PUT /*"] = handle; ["POST /*"] = handle;
		["DELETE /*"] = handle; ["PATCH /*"] = handle;
	};
});
module:add_timer(60, sweep);

function module.add_host(host_module)
	local secret = host_module:get_option_string("plenum_control_secret");
	if not secret or #secret < 16 then
		error("plenum_control_secret is missing or has less than 16 characters");
	end
	secret_digest = hashes.sha256(secret);
	muc_module, muc = host_module, host_module:depends("muc");
	phones = host_module:get_option_set("plenum_phones", {});
	av_moderation = host_module:get_option_string("plenum_av_moderation",
		"avmoderation."..host_module.host:gsub("^[^.]+%.", ""));
	host_module:hook("muc-occupant-pre-join", on_pre_join, -10);
	host_module:hook("muc-occupant-joined", on_joined);
	host_module:hook("muc-occupant-left", on_left);
	host_module:hook("muc-occupant-pre-change", on_presence);
	host_module:hook("muc-occupant-groupchat", on_groupchat, 10);
	host_module:hook("muc-room-destroyed", on_room_ended);
	function host_module.unload() muc_module = nil; end
end
