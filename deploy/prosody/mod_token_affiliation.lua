-- Gives whoever enters a room the affiliation that the token says: `context.user.moderator`.
-- Jitsi's token module has checked the token before and keeps its user in the session.

local jid_bare = require "util.jid".bare;

module:hook("muc-occupant-pre-join", function (event)
	local user = event.origin and event.origin.jitsi_meet_context_user;
	if type(user) ~= "table" then return; end
	local affiliation = (user.moderator == true or user.moderator == "true") and "owner" or "member";
	local bare = jid_bare(event.stanza.attr.from);
	event.room:set_affiliation(true, bare, affiliation);
	if event.occupant then
		event.occupant.role = event.room:get_default_role(affiliation);
	end
end, -10);
