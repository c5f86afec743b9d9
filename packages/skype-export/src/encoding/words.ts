import type { Words } from "../findings/words.ts";

export type EncodingCode =
  | "encoding-invalid"
  | "encoding-mixed"
  | "encoding-windows-1252"
  | "letters-lost";

export const ENCODING_WORDS: Words<EncodingCode> = {
  "encoding-invalid": {
    de: ({ file, byte }) =>
      `Das Byte ${byte} ergibt an dieser Stelle keinen Buchstaben: ${file} ist beschädigt oder wurde mit einem anderen Programm gespeichert. Die Datei wird nicht verwendet, damit kein Name falsch übernommen wird. Bitte erzeugen Sie sie neu.`,
    en: ({ file, byte }) =>
      `Byte ${byte} is no letter at this place: ${file} is damaged or was saved with another program. The file is not used, so that no name is taken over wrongly. Please make it again.`,
  },
  "encoding-mixed": {
    de: ({ file }) =>
      `Bis zu dieser Zeile ist ${file} in Windows-1252 geschrieben, hier in UTF-8: Zwei Exporte wurden aneinandergehängt. Die Datei wird nicht verwendet. Bitte erzeugen Sie sie in einem Zug neu.`,
    en: ({ file }) =>
      `Up to this line ${file} is written in Windows-1252, here in UTF-8: two exports were joined. The file is not used. Please make it again in one go.`,
  },
  "encoding-windows-1252": {
    de: ({ file }) =>
      `${file} ist nicht in UTF-8 geschrieben und wird als Windows-1252 gelesen. Umlaute stimmen; Buchstaben anderer Sprachen (ı, ł, č) können beim Export schon verloren gegangen sein. Sicher ist „-Encoding UTF8“.`,
    en: ({ file }) =>
      `${file} is not written in UTF-8 and is read as Windows-1252. Umlauts are right; letters of other languages (ı, ł, č) may have been lost in the export already. “-Encoding UTF8” is safe.`,
  },
  "letters-lost": {
    de: ({ file, count, example, command }) =>
      `In ${file} sind Umlaute durch Fragezeichen ersetzt (${count} Namen, zuerst „${example}“): Windows PowerShell 5.1 schreibt ohne weitere Angabe in ASCII. Die Buchstaben sind in der Datei nicht mehr vorhanden, sie wird deshalb nicht verwendet. Bitte erzeugen Sie sie neu mit: ${command}`,
    en: ({ file, count, example, command }) =>
      `In ${file} umlauts are replaced by question marks (${count} names, first “${example}”): Windows PowerShell 5.1 writes ASCII unless told otherwise. The letters are no longer in the file, so it is not used. Please make it again with: ${command}`,
  },
};
