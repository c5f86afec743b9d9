/** The part of ltx that we use; the package comes without types. */
declare module "ltx" {
  export type Node = Element | string;
  export class Element {
    constructor(name: string, attrs?: Record<string, string | number | undefined>);
    name: string;
    parent: Element | null;
    children: Node[];
    attrs: Record<string, string | undefined>;
    getName(): string;
    getNS(): string | undefined;
    is(name: string, xmlns?: string): boolean;
    getChild(name: string, xmlns?: string): Element | undefined;
    getChildren(name: string, xmlns?: string): Element[];
    getChildElements(): Element[];
    getChildText(name: string, xmlns?: string): string | null;
    getText(): string;
    cnode(child: Element): Element;
    t(text: string): Element;
    toString(): string;
  }
  export function escapeXML(text: string): string;
  export function escapeXMLText(text: string): string;
}

declare module "ltx/src/parsers/ltx.js" {
  import type { EventEmitter } from "node:events";
  export default class SaxLtx extends EventEmitter {
    write(data: string): void;
    end(data?: string): void;
  }
}
