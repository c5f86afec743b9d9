-- For tests alone: lets in whoever has a token in the address, and leaves in the session what Jitsi's
-- token module leaves there. That module is not part of Debian.

local formdecode = require "util.http".formdecode;
local jwt = require "util.jwt";
local new_sasl = require "util.sasl".new;

local secret = module:get_option_string("plenum_test_token_secret");

module:hook_global("websocket-session", function (event)
	local query = formdecode(event.request.url.query or "");
	local token = type(query) == "table" and query.token;
	local good, claims = jwt.verify(secret, token or "");
	if not good or type(claims.exp) ~= "number" or claims.exp < os.time() then return; end
	event.session.auth_token = token;
	event.session.jitsi_meet_context_user = claims.context.user;
end);

local provider = {};

function provider.get_sasl_handler(session)
	local profile = {};
	if session.jitsi_meet_context_user then
		profile.anonymous = function () return true; end
	end
	return new_sasl(module.host, profile);
end

module:provides("auth", provider);
