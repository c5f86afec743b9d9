import type { Facts, Words } from "../findings/words.ts";
import type { XmlCode } from "./told.ts";

const readDe = ({ after }: Facts): string =>
  after === ""
    ? "Aus dieser Datei wurde nichts übernommen."
    : `Alles bis einschließlich „${after}“ ist vollständig gelesen, der Rest fehlt.`;
const readEn = ({ after }: Facts): string =>
  after === ""
    ? "Nothing was taken from this file."
    : `Everything up to and including “${after}” was read completely, the rest is missing.`;

export const XML_WORDS: Words<XmlCode> = {
  "xml-doctype": {
    de: (facts) =>
      `Die Datei enthält eine DOCTYPE-Angabe. Kein Export von Skype for Business hat eine; sie kann fremde Dateien nachladen oder den Speicher füllen und wird nicht gelesen. ${readDe(facts)} Exportieren Sie die Datei neu und prüfen Sie, woher diese stammt.`,
    en: (facts) =>
      `The file has a DOCTYPE declaration. No export of Skype for Business has one; it can pull in other files or fill the memory, so it is not read. ${readEn(facts)} Export the file again and check where this one comes from.`,
  },
  "xml-encoding": {
    de: (facts) =>
      `Die Datei nennt die Kodierung „${facts.detail}“, die hier nicht gelesen wird. ${readDe(facts)} Speichern Sie sie als UTF-8: $x = [xml]::new(); $x.Load((Resolve-Path .\\ALT.xml)); $x.Save("$PWD\\NEU.xml").`,
    en: (facts) =>
      `The file names the encoding “${facts.detail}”, which is not read here. ${readEn(facts)} Save it as UTF-8: $x = [xml]::new(); $x.Load((Resolve-Path .\\OLD.xml)); $x.Save("$PWD\\NEW.xml").`,
  },
  "xml-bytes": {
    de: (facts) =>
      `Ab hier stehen Bytes, die es in der Kodierung ${facts.detail} nicht gibt; Umlaute wären verloren. ${readDe(facts)} Kopieren Sie den Export unverändert, ohne ihn in einem Editor zu speichern.`,
    en: (facts) =>
      `From here on there are bytes that do not exist in the encoding ${facts.detail}; umlauts would be lost. ${readEn(facts)} Copy the export as it is, without saving it in an editor.`,
  },
  "xml-broken": {
    de: (facts) =>
      `Die Datei ist hier kein gültiges XML (${facts.detail}). ${readDe(facts)} Exportieren Sie sie neu.`,
    en: (facts) =>
      `The file is not valid XML here (${facts.detail}). ${readEn(facts)} Export it again.`,
  },
  "xml-truncated": {
    de: (facts) =>
      `Die Datei bricht hier ab (${facts.detail}). ${readDe(facts)} Der Export oder das Kopieren wurde unterbrochen; wiederholen Sie es.`,
    en: (facts) =>
      `The file stops short here (${facts.detail}). ${readEn(facts)} The export or the copying was interrupted; do it again.`,
  },
  "xml-too-large": {
    de: (facts) =>
      `Ein einzelner Wert ist hier länger als 16 Millionen Zeichen; so etwas gibt es in keinem Export. ${readDe(facts)} Prüfen Sie, woher die Datei stammt.`,
    en: (facts) =>
      `A single value is longer than 16 million characters here; no export has that. ${readEn(facts)} Check where the file comes from.`,
  },
  "xml-too-deep": {
    de: (facts) =>
      `Die Elemente sind hier tiefer als 64-fach geschachtelt; so etwas gibt es in keinem Export. ${readDe(facts)} Prüfen Sie, woher die Datei stammt.`,
    en: (facts) =>
      `Elements are nested more than 64 deep here; no export has that. ${readEn(facts)} Check where the file comes from.`,
  },
  "file-unreadable": {
    de: (facts) =>
      `Die Datei lässt sich nicht zu Ende lesen (${facts.detail}). ${readDe(facts)} Kopieren Sie sie noch einmal vom Server.`,
    en: (facts) =>
      `The file cannot be read to its end (${facts.detail}). ${readEn(facts)} Copy it from the server again.`,
  },
};
