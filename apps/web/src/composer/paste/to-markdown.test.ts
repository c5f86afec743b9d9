import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { createToMarkdown } from "./to-markdown.ts";

const toMarkdown = createToMarkdown((html) => new JSDOM(html).window.document);

const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal, li.MsoNormal {margin:0cm; font-family:"Calibri",sans-serif; mso-fareast-language:EN-US;} @list l0 {mso-list-id:1;} --></style></head>
<body lang=DE style='tab-interval:35.4pt'><!--StartFragment-->
<h1>Vorlage für den Ausschuss<o:p></o:p></h1>
<p class=MsoNormal><span style='mso-fareast-language:DE'>Der <b style='mso-bidi-font-weight:normal'>Haushalt</b> ist <i>noch</i> offen.<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Personal<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span><![endif]>Stellen</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>Sachmittel</p>
<p class=MsoNormal><img width=604 src="file:///C:/Users/a/AppData/Local/Temp/msohtmlclip1/01/clip_image001.png" v:shapes="Bild_1"><o:p>&nbsp;</o:p></p>
<!--EndFragment--></body></html>`;

const WORD_NUMBERS = `<!--StartFragment--><p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span>Eröffnung</p><p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2.<span>&nbsp;&nbsp;</span></span>Bericht</p><!--EndFragment-->`;

const OUTLOOK = `<html><body><!--StartFragment--><div class="WordSection1"><p class="MsoNormal">Sehr geehrte Frau Neumann,<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal">bitte sehen Sie sich <a href="https://intranet.amt.de/vorlage(1)">die Vorlage</a> an.<o:p></o:p></p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b><span style="font-size:11.0pt">Von:</span></b> Ben Berger</p></div></div><!--EndFragment--></body></html>`;

const EXCEL = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td {mso-style-parent:style0; padding:0px;} .xl65 {mso-number-format:"0\\.00";}</style></head><body link="#0563C1"><table border=0 cellpadding=0 cellspacing=0 width=192><!--StartFragment--><col width=64 span=3><tr height=20><td height=20>Titel</td><td class=xl65>2026</td><td class=xl65>2027</td></tr><tr height=20><td>Personal | Stellen</td><td align=right>1.200,50</td><td align=right>1.300,00</td></tr><tr height=20><td>Summe</td><td align=right>1.200,50</td><td></td></tr><!--EndFragment--></table></body></html>`;

const LIBREOFFICE = `<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><title></title><meta name="generator" content="LibreOffice 24.2.7.2 (Linux)"/><style type="text/css">@page { margin: 2cm } p { line-height: 115% }</style></head><body lang="de-DE"><p style="margin-bottom: 0cm"><font face="Liberation Serif, serif">Ein <b>wichtiger</b> und <strike>alter</strike> <s>alter</s> Satz</font></p><ol><li><p>Erstens</p></li><li><p>Zweitens</p></li></ol></body></html>`;

const GOOGLE = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:400">Ein </span><span style="font-weight:700">fettes</span><span style="font-weight:400"> Wort</span></p></b>`;

const WEB = `<div onclick="alert(1)"><h2>Meldung</h2><p>Mehr <a href="javascript:alert(1)">hier</a> und <a href="https://amt.de/">https://amt.de/</a></p><blockquote>Zitat</blockquote><pre><code>npm ci\nnpm test</code></pre><script>alert(1)</script><img src="https://evil.example/pixel.gif"><input value="x"></div>`;

describe("what is pasted", () => {
  it.each([
    [
      "from Word",
      WORD,
      "# Vorlage für den Ausschuss\n\nDer **Haushalt** ist *noch* offen.\n\n- Personal\n    - Stellen\n- Sachmittel",
    ],
    ["from Word, numbered", WORD_NUMBERS, "1. Eröffnung\n2. Bericht"],
    [
      "from Outlook",
      OUTLOOK,
      "Sehr geehrte Frau Neumann,\n\nbitte sehen Sie sich [die Vorlage](https://intranet.amt.de/vorlage%281%29) an.\n\n**Von:** Ben Berger",
    ],
    [
      "from Excel",
      EXCEL,
      "| Titel | 2026 | 2027 |\n| --- | --- | --- |\n| Personal \\| Stellen | 1.200,50 | 1.300,00 |\n| Summe | 1.200,50 |  |",
    ],
    [
      "from LibreOffice",
      LIBREOFFICE,
      "Ein **wichtiger** und ~~alter~~ ~~alter~~ Satz\n\n1. Erstens\n2. Zweitens",
    ],
    ["from Google Docs", GOOGLE, "Ein **fettes** Wort"],
    [
      "from the web",
      WEB,
      "## Meldung\n\nMehr hier und https://amt.de/\n\n> Zitat\n\n```\nnpm ci\nnpm test\n```",
    ],
    ["a table that only places things", "<table><tr><td>a</td><td>b</td></tr></table>", "a b"],
    ["signs of markdown are signs", "<p>2 * 3 * 4 und _x_</p>", "2 \\* 3 \\* 4 und \\_x\\_"],
  ])("%s", (_story, html, markdown) => {
    expect(toMarkdown(html)).toBe(markdown);
  });

  it.each([
    ["nothing to say", "<p> </p><img src=x>"],
    ["five megabytes", `<p>${"a".repeat(5_000_000)}</p>`],
    ["elements in elements", "<div>".repeat(400)],
    ["elements without end", "<b>x</b>".repeat(21_000)],
  ])("is left to the plain text: %s", { timeout: 20_000 }, (_story, html) => {
    expect(toMarkdown(html)).toBeUndefined();
  });
});
