import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { People, type TestPerson } from "../testing/people.ts";

const PAGE = `<!doctype html><html><head>
<meta property="og:title" content="Neue Öffnungszeiten &lt;b&gt;ab Montag&lt;/b&gt;">
<meta property="og:site_name" content="Landesamt">
<meta property="og:description" content="Die Stelle öffnet früher.">
</head><body>Text</body></html>`;

const people = new People();
const asked: string[] = [];
let pages: Server;
let port: number;
let anna: TestPerson;

beforeAll(async () => {
  pages = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (request.url === "/") response.setHeader("content-type", "text/html").end(PAGE);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => pages.listen(0, "127.0.0.1", resolve));
  ({ port } = pages.address() as AddressInfo);
  anna = await people.someone("anna");
});
afterAll(() => {
  people.stop();
  pages.close();
});

describe("the preview of a web page", () => {
  it("comes through the server, as words without markup", async () => {
    expect(await anna.session.messages.linkPreview(`http://127.0.0.1:${port}/`)).toEqual({
      title: "Neue Öffnungszeiten <b>ab Montag</b>",
      site: "Landesamt",
      description: "Die Stelle öffnet früher.",
    });
  });

  it("is missing for a page that is not there", async () => {
    expect(await anna.session.messages.linkPreview(`http://127.0.0.1:${port}/weg`)).toBeUndefined();
    expect(asked).toContain("/weg");
  });

  it("is missing for a host that the agency has not named; the server never goes there", async () => {
    const before = asked.length;
    expect(await anna.session.messages.linkPreview(`http://127.0.0.2:${port}/`)).toBeUndefined();
    expect(await anna.session.messages.linkPreview(`http://localhost:${port}/`)).toBeUndefined();
    expect(asked).toHaveLength(before);
  });
});
