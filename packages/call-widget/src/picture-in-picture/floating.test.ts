// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import { dress, floatingKind, floatLargestVideo, openFloatingWindow } from "./floating.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  document.head.replaceChildren();
  document.body.replaceChildren();
});

/** Ids of the pictures that were put above everything. */
const floated: string[] = [];

function video(size: number, ready = 1): HTMLVideoElement {
  const element = document.createElement("video");
  element.setAttribute("disablepictureinpicture", "");
  Object.defineProperties(element, {
    clientWidth: { value: size },
    clientHeight: { value: size },
    readyState: { value: ready },
    disablePictureInPicture: { value: true, writable: true },
    requestPictureInPicture: {
      configurable: true,
      value: () => {
        floated.push(`${size}`);
        return Promise.resolve();
      },
    },
  });
  document.body.append(element);
  return element;
}

describe("a call above everything", () => {
  it.each([
    ["as a window where there are such", { requestWindow: () => undefined }, true, "window"],
    ["as a picture elsewhere", undefined, true, "video"],
    ["not at all where the browser has neither", undefined, false, "none"],
    ["not by nonsense in its place", { requestWindow: 7 }, false, "none"],
  ])("%s", (_case, windows, pictures, expected) => {
    vi.stubGlobal("documentPictureInPicture", windows);
    Object.defineProperty(document, "pictureInPictureEnabled", {
      value: pictures,
      configurable: true,
    });
    expect(floatingKind()).toBe(expected);
  });

  it("looks like the window that it comes from", () => {
    document.head.innerHTML = `<style>a { color: red }</style><link rel="stylesheet" href="/a.css">`;
    document.documentElement.dataset["theme"] = "dark";
    const to = document.implementation.createHTMLDocument();
    dress(document, to);
    expect(to.querySelector("style")?.textContent).toContain("red");
    expect(to.querySelector("link")?.getAttribute("href")).toMatch(/^[a-z]+:.*\/a\.css$/);
    expect(to.documentElement.dataset["theme"]).toBe("dark");
    expect(to.body.className).toBe("call-window");
  });

  it("takes the largest picture that moves, and no other", async () => {
    const [, large] = [video(10), video(200), video(900, 0)];
    expect(await floatLargestVideo(document)).toBe(true);
    expect(floated).toEqual(["200"]);
    large.dispatchEvent(new Event("leavepictureinpicture"));
    expect(large.disablePictureInPicture).toBe(true);
  });

  it("stays where it is when the browser refuses, or has nothing to show", async () => {
    expect(await floatLargestVideo(document)).toBe(false);
    const only = video(10);
    Object.defineProperty(only, "requestPictureInPicture", {
      value: () => Promise.reject(new DOMException("no", "NotAllowedError")),
    });
    expect(await floatLargestVideo(document)).toBe(false);
    expect(only.disablePictureInPicture).toBe(true);
    vi.stubGlobal("documentPictureInPicture", undefined);
    await expect(openFloatingWindow()).rejects.toThrow("No such windows");
  });
});
