/**
 * The PowerShell lines that make the files as they are read best. They stand here once, for the
 * findings and for the guide; `-Encoding UTF8` matters, since Windows PowerShell 5.1 writes ASCII.
 * @see https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/export-csv
 */
const EXPORT = (file: string) =>
  `Export-Csv ${file} -Encoding UTF8 -NoTypeInformation -Delimiter ","`;

export const COMMANDS = {
  "CsUser.csv": `Get-CsUser -ResultSize Unlimited | ${EXPORT("CsUser.csv")}`,
  "AdUsers.csv":
    `Get-ADUser -LDAPFilter "(|(msRTCSIP-PrimaryUserAddress=*)(proxyAddresses=sip:*))" -Properties mail,displayName,department,objectGUID,userAccountControl,proxyAddresses,memberOf,msRTCSIP-PrimaryUserAddress,msRTCSIP-UserEnabled,msRTCSIP-Line | ` +
    `Select-Object distinguishedName,sAMAccountName,userPrincipalName,mail,displayName,department,objectGUID,userAccountControl,@{n="proxyAddresses";e={$_.proxyAddresses -join ";"}},msRTCSIP-PrimaryUserAddress,msRTCSIP-UserEnabled,msRTCSIP-Line,@{n="memberOf";e={$_.memberOf -join ";"}} | ` +
    EXPORT("AdUsers.csv"),
  "CsMeetingRoom.csv": `Get-CsMeetingRoom -ResultSize Unlimited | ${EXPORT("CsMeetingRoom.csv")}`,
  "CsConferenceDirectory.csv": `Get-CsConferenceDirectory | ${EXPORT("CsConferenceDirectory.csv")}`,
  "CsPersistentChatRoom.csv":
    `Get-CsPersistentChatRoom | Select-Object Identity,Name,Description,Category,Privacy,Type,Disabled,@{n="Members";e={$_.Members -join ";"}},@{n="Managers";e={$_.Managers -join ";"}} | ` +
    EXPORT("CsPersistentChatRoom.csv"),
} as const;

/** The line that writes a file anew; where the file is not one of ours, the end that it needs. */
export function commandFor(file: string): string {
  const name = file.split(/[/\\]/).at(-1) ?? file;
  for (const [known, command] of Object.entries(COMMANDS)) {
    const stem = known.slice(0, -4).toLowerCase();
    if (name.toLowerCase().startsWith(stem)) return command;
  }
  return `… | ${EXPORT(/^[\w.-]{1,80}$/.test(name) ? name : "Export.csv")}`;
}
