import type { Words } from "../findings/words.ts";

export type CsvCode =
  | "csv-empty"
  | "csv-columns-missing"
  | "csv-columns-twice"
  | "csv-columns-poorer"
  | "csv-broken-quote"
  | "csv-broken-columns"
  | "csv-broken-too-long"
  | "csv-more-broken"
  | "csv-cell-cut"
  | "csv-more-cut";

const REST_DE = "Alle anderen Zeilen sind gelesen.";
const REST_EN = "All other lines are read.";

export const CSV_WORDS: Words<CsvCode> = {
  "csv-empty": {
    de: ({ file, command }) =>
      `${file} ist leer. Vermutlich wurde der Export abgebrochen. Bitte erzeugen Sie die Datei neu mit: ${command}`,
    en: ({ file, command }) =>
      `${file} is empty. The export was probably stopped. Please make the file again with: ${command}`,
  },
  "csv-columns-missing": {
    de: ({ file, columns, command }) =>
      `In ${file} fehlen Spalten: ${columns}. Ohne sie wird die Datei nicht verwendet. Vollständig ist sie mit: ${command}`,
    en: ({ file, columns, command }) =>
      `Columns are missing in ${file}: ${columns}. Without them the file is not used. This writes all of them: ${command}`,
  },
  "csv-columns-twice": {
    de: ({ file, columns, command }) =>
      `In ${file} stehen Spalten doppelt: ${columns}. Es ist nicht zu erkennen, welche gilt, daher wird die Datei nicht verwendet. Bitte erzeugen Sie sie neu mit: ${command}`,
    en: ({ file, columns, command }) =>
      `Columns stand twice in ${file}: ${columns}. Which one holds cannot be told, so the file is not used. Please make it again with: ${command}`,
  },
  "csv-columns-poorer": {
    de: ({ file, columns, command }) =>
      `${file} enthält diese Spalten nicht: ${columns}. Die Datei wird verwendet, diese Angaben fehlen aber. Mit ihnen erzeugt sie: ${command}`,
    en: ({ file, columns, command }) =>
      `${file} does not have these columns: ${columns}. The file is used, but what they say is missing. This writes them too: ${command}`,
  },
  "csv-broken-quote": {
    de: ({ count }) =>
      Number(count) > 1
        ? `Ab dieser Zeile stimmen die Anführungszeichen nicht; ${count} Zeilen sind ausgelassen. ${REST_DE} Bitte berichtigen Sie diese Zeile oder exportieren Sie neu.`
        : `In dieser Zeile stimmen die Anführungszeichen nicht; sie ist ausgelassen. ${REST_DE} Bitte berichtigen Sie sie oder exportieren Sie neu.`,
    en: ({ count }) =>
      Number(count) > 1
        ? `The quotes are wrong from this line on; ${count} lines are left out. ${REST_EN} Please correct this line or export again.`
        : `The quotes of this line are wrong; it is left out. ${REST_EN} Please correct it or export again.`,
  },
  "csv-broken-columns": {
    de: ({ columns, expected }) =>
      `Diese Zeile hat ${columns} statt ${expected} Spalten und ist ausgelassen. ${REST_DE} Bitte berichtigen Sie sie oder exportieren Sie neu.`,
    en: ({ columns, expected }) =>
      `This line has ${columns} columns instead of ${expected} and is left out. ${REST_EN} Please correct it or export again.`,
  },
  "csv-broken-too-long": {
    de: () =>
      `Diese Zeile hat mehr als eine Million Zeichen und ist ausgelassen. ${REST_DE} Bitte prüfen Sie, was in ihr steht.`,
    en: () =>
      `This line has more than a million characters and is left out. ${REST_EN} Please look at what it holds.`,
  },
  "csv-more-broken": {
    de: ({ file, count }) =>
      `In ${file} sind weitere ${count} Zeilen unlesbar und ausgelassen. Bei so vielen ist die Datei als Ganzes beschädigt: Bitte exportieren Sie sie neu.`,
    en: ({ file, count }) =>
      `Another ${count} lines of ${file} cannot be read and are left out. With so many the file as a whole is damaged: please export it again.`,
  },
  "csv-cell-cut": {
    de: ({ column, length, longest }) =>
      `Die Angabe in Spalte ${column} hat ${length} Zeichen; nur die ersten ${longest} werden verwendet. Bitte prüfen Sie sie.`,
    en: ({ column, length, longest }) =>
      `The entry in column ${column} has ${length} characters; only the first ${longest} are used. Please look at it.`,
  },
  "csv-more-cut": {
    de: ({ file, count }) => `In ${file} sind weitere ${count} zu lange Angaben gekürzt.`,
    en: ({ file, count }) => `Another ${count} entries of ${file} are too long and cut.`,
  },
};
