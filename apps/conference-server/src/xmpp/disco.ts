import { el, type Element } from "../xml/build.ts";
import { avModerationAddress } from "../control/av-moderation.ts";
import { NS } from "./namespaces.ts";

const FEATURES = [NS.discoInfo, NS.discoItems, NS.ping, NS.extdisco1, NS.extdisco2, NS.caps];
const ROOM_FEATURES = [
  NS.muc,
  NS.occupantId,
  "muc_temporary",
  "muc_hidden",
  "muc_nonanonymous",
  "muc_unmoderated",
  // Who may come in is said by the token; to the library that is an open room.
  "muc_open",
  "muc_unsecured",
];

/**
 * disco#info of the server and of the focus (XEP-0030). The library finds the address of what
 * locks microphones and cameras in the name of an identity.
 */
export function discoInfo(node: string | undefined, domain: string): Element {
  return el(
    "query",
    { xmlns: NS.discoInfo, node },
    el("identity", { category: "server", type: "im", name: "Plenum conference server" }),
    el("identity", {
      category: "component",
      type: "av_moderation",
      name: avModerationAddress(domain),
    }),
    ...FEATURES.map(feature),
  );
}

/** disco#info of a room. */
export function roomInfo(occupants: number): Element {
  return el(
    "query",
    { xmlns: NS.discoInfo },
    el("identity", { category: "conference", type: "text" }),
    ...ROOM_FEATURES.map(feature),
    el(
      "x",
      { xmlns: NS.dataForm, type: "result" },
      field("FORM_TYPE", "http://jabber.org/protocol/muc#roominfo", "hidden"),
      // The focus counts.
      field("muc#roominfo_occupants", String(occupants + 1)),
    ),
  );
}

function feature(name: string): Element {
  return el("feature", { var: name });
}

function field(name: string, value: string, type = "text-single"): Element {
  return el("field", { var: name, type }, el("value", {}, value));
}
