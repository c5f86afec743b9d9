import type { Words } from "../findings/words.ts";

export type FolderCode =
  | "folder-missing"
  | "folder-empty"
  | "folder-entries"
  | "folder-too-deep"
  | "folder-link"
  | "xml-unknown"
  | "zip-broken"
  | "zip-entries"
  | "zip-bomb"
  | "zip-member-bomb"
  | "zip-path"
  | "zip-link"
  | "zip-encrypted"
  | "zip-method"
  | "zip-nested"
  | "zip-twice"
  | "zip-unknown";

const REST_DE = "Alle anderen Dateien werden gelesen.";
const REST_EN = "All other files are read.";

export const FOLDER_WORDS: Words<FolderCode> = {
  "folder-missing": {
    de: (f) =>
      `Der Ordner oder die Datei lässt sich nicht öffnen (${f.detail}). Prüfen Sie den Pfad und die Leserechte.`,
    en: (f) =>
      `The folder or file cannot be opened (${f.detail}). Check the path and the right to read it.`,
  },
  "folder-empty": {
    de: () =>
      "Hier liegt keine Datei eines Exports aus Skype for Business. Nötig ist mindestens: Get-CsUser | Export-Csv .\\CsUser.csv -Encoding UTF8 -NoTypeInformation",
    en: () =>
      "There is no file of an export from Skype for Business here. At the least this is needed: Get-CsUser | Export-Csv .\\CsUser.csv -Encoding UTF8 -NoTypeInformation",
  },
  "folder-entries": {
    de: (f) =>
      `Der Ordner hat mehr als ${f.most} Einträge; ab hier wurde nicht weiter gesucht. Legen Sie den Export in einen eigenen Ordner.`,
    en: (f) =>
      `The folder has more than ${f.most} entries; the search ended here. Put the export into a folder of its own.`,
  },
  "folder-too-deep": {
    de: () =>
      `Hier wird nicht gelesen: Es liegt mehr als drei Ordner tief. Legen Sie es weiter oben ab. ${REST_DE}`,
    en: () =>
      `This is not read: it lies more than three folders deep. Put it further up. ${REST_EN}`,
  },
  "folder-link": {
    de: () =>
      `Das ist eine Verknüpfung; ihr wird nicht gefolgt, weil sie aus dem Ordner hinausführen kann. Legen Sie die Datei selbst hinein. ${REST_DE}`,
    en: () =>
      `This is a link; it is not followed, as it can lead out of the folder. Put the file itself here. ${REST_EN}`,
  },
  "xml-unknown": {
    de: () =>
      `Diese XML-Datei ist keiner der bekannten Exporte (DocItemSet, HomedResources, Conversations) und bleibt ungelesen. ${REST_DE}`,
    en: () =>
      `This XML file is none of the known exports (DocItemSet, HomedResources, Conversations) and is not read. ${REST_EN}`,
  },
  "zip-broken": {
    de: (f) =>
      `Das Archiv ist unvollständig oder beschädigt (${f.detail}). Kopieren Sie es noch einmal vom Server. ${REST_DE}`,
    en: (f) =>
      `The archive is incomplete or damaged (${f.detail}). Copy it from the server again. ${REST_EN}`,
  },
  "zip-entries": {
    de: (f) =>
      `Das Archiv enthält ${f.entries} Dateien; ein Export hat höchstens ${f.most}. Es wird nicht geöffnet. Prüfen Sie, woher es stammt. ${REST_DE}`,
    en: (f) =>
      `The archive holds ${f.entries} files; an export has ${f.most} at most. It is not opened. Check where it comes from. ${REST_EN}`,
  },
  "zip-bomb": {
    de: (f) =>
      `Das Archiv würde ausgepackt mindestens ${f.bytes} Bytes groß und ist nur ${f.size} Bytes; so etwas soll Speicher füllen. Es wird nicht geöffnet. Prüfen Sie, woher es stammt. ${REST_DE}`,
    en: (f) =>
      `Unpacked, the archive would have ${f.bytes} bytes or more and has only ${f.size}; that is made to fill a memory. It is not opened. Check where it comes from. ${REST_EN}`,
  },
  "zip-member-bomb": {
    de: (f) =>
      `Diese Datei im Archiv würde ausgepackt ${f.bytes} Bytes groß, weit mehr als bei einem Export üblich. Sie wird nicht gelesen. Packen Sie sie selbst aus, wenn sie echt ist. ${REST_DE}`,
    en: (f) =>
      `Unpacked, this file of the archive would have ${f.bytes} bytes, far more than in an export. It is not read. Unpack it yourself if it is real. ${REST_EN}`,
  },
  "zip-path": {
    de: () =>
      `Der Name dieser Datei führt aus dem Archiv hinaus oder enthält Steuerzeichen. Sie wird nicht gelesen. Prüfen Sie, woher das Archiv stammt. ${REST_DE}`,
    en: () =>
      `The name of this file leads out of the archive or has control characters. It is not read. Check where the archive comes from. ${REST_EN}`,
  },
  "zip-link": {
    de: () => `Das ist eine Verknüpfung im Archiv; ihr wird nicht gefolgt. ${REST_DE}`,
    en: () => `This is a link inside the archive; it is not followed. ${REST_EN}`,
  },
  "zip-encrypted": {
    de: () =>
      `Diese Datei ist im Archiv mit einem Kennwort verschlüsselt. Packen Sie sie aus und legen Sie sie in den Ordner. ${REST_DE}`,
    en: () =>
      `This file is encrypted with a password in the archive. Unpack it and put it into the folder. ${REST_EN}`,
  },
  "zip-method": {
    de: () =>
      `Diese Datei ist im Archiv auf eine Weise gepackt, die hier nicht gelesen wird. Packen Sie sie aus: Expand-Archive .\\ARCHIV.zip. ${REST_DE}`,
    en: () =>
      `This file is packed in a way that is not read here. Unpack it: Expand-Archive .\\ARCHIVE.zip. ${REST_EN}`,
  },
  "zip-nested": {
    de: () =>
      `Das ist ein Archiv im Archiv und wird nicht geöffnet. Packen Sie das äußere aus: Expand-Archive .\\ARCHIV.zip. ${REST_DE}`,
    en: () =>
      `This is an archive inside an archive and is not opened. Unpack the outer one: Expand-Archive .\\ARCHIVE.zip. ${REST_EN}`,
  },
  "zip-twice": {
    de: () =>
      `Eine Datei dieses Namens steht schon im selben Archiv; nur die erste wird gelesen. Exportieren Sie neu, falls das Archiv verändert wurde.`,
    en: () =>
      `A file of this name is already in the same archive; only the first one is read. Export again if the archive was changed.`,
  },
  "zip-unknown": {
    de: () =>
      `In diesem Archiv steht nichts, was hier gelesen werden kann. Ist es von Export-CsPersistentChatData: Dessen Aufbau ist nicht öffentlich. Exportieren Sie die Tabellen, für tblNode, tblPrincipal, tblPrincipalRole, tblRoleType und tblChat je einmal: Invoke-Sqlcmd -ServerInstance SERVER -Database mgc -MaxCharLength 1000000 -Query "SELECT * FROM tblChat ORDER BY chatDate, chatId" | Export-Csv .\\tblChat.csv -Encoding UTF8 -NoTypeInformation`,
    en: () =>
      `There is nothing in this archive that can be read here. If it is from Export-CsPersistentChatData: its layout is not public. Export the tables, once each for tblNode, tblPrincipal, tblPrincipalRole, tblRoleType and tblChat: Invoke-Sqlcmd -ServerInstance SERVER -Database mgc -MaxCharLength 1000000 -Query "SELECT * FROM tblChat ORDER BY chatDate, chatId" | Export-Csv .\\tblChat.csv -Encoding UTF8 -NoTypeInformation`,
  },
};
