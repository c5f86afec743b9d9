#!/bin/sh
# Makes the accounts of Jicofo and of the bridges, then runs Prosody in the foreground.
set -eu
: "${JITSI_DOMAIN:?}" "${FOCUS_PASSWORD:?}" "${JVB_PASSWORD:?}"
config=/plenum/prosody/plenum.cfg.lua
prosodyctl --config "$config" register focus "auth.$JITSI_DOMAIN" "$FOCUS_PASSWORD"
prosodyctl --config "$config" register jvb "auth.$JITSI_DOMAIN" "$JVB_PASSWORD"
exec prosody --config "$config" -F
