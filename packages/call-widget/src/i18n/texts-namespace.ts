/** i18next namespace of all texts of the call. */
export const CALL_NAMESPACE = "call";
