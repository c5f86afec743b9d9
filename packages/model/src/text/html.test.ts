import { describe, expect, it } from "vitest";
import { escapeHtml } from "./html.ts";

describe("text in HTML", () => {
  it.each([
    ["stays as it is", "Amt für Straßenbau, 2. Stock", "Amt für Straßenbau, 2. Stock"],
    ["keeps its lines", "eins\nzwei", "eins\nzwei"],
    ["opens no tag", "<script>1 > 0</script>", "&lt;script&gt;1 &gt; 0&lt;/script&gt;"],
    ["ends no attribute", `" onload='x'`, "&quot; onload=&#39;x&#39;"],
    ["names no sign of its own", "&lt; &amp;", "&amp;lt; &amp;amp;"],
    ["is nothing where there is none", "", ""],
  ])("%s", (_name, text, html) => {
    expect(escapeHtml(text)).toBe(html);
  });
});
