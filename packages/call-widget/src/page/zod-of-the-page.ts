/** As `zod` exports it. */
export * as z from "./page-schemas.ts";
