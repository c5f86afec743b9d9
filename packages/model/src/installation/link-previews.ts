import { z } from "zod";

/** Which web pages the server may fetch to show them in short, where the agency has that on. */
export const linkPreviewsSchema = z.object({
  /** Host names, `*.example.org` for every host below; none stands for the whole web. */
  hosts: z.array(z.string()).default([]),
  /** Networks (CIDR) that may be reached although they are private, such as the agency's own. */
  networks: z.array(z.string()).default([]),
});
export type LinkPreviewsConfig = z.infer<typeof linkPreviewsSchema>;

/** The whole public web, nothing private. */
export const PUBLIC_WEB: LinkPreviewsConfig = linkPreviewsSchema.parse({});
