import { defineConfig } from "vitest/config";

const ignored = ["**/node_modules/**", "**/dist/**", "**/.plenum*/**", "e2e/**"];

/**
 * They stop parts of the installation, or change what holds for all of it (the agency's switches,
 * the templates): beside other tests they would be felt there.
 */
const alone = [
  "apps/appservice/src/agency/agency.integration.test.ts",
  "apps/appservice/src/attendance/attendance.integration.test.ts",
  "apps/appservice/src/conferences/batches/batches.integration.test.ts",
  "apps/appservice/src/conferences/templates/templates.integration.test.ts",
  // Send every mail that waits.
  "apps/appservice/src/meetings/mail/killed.integration.test.ts",
  "apps/appservice/src/migration/mails/*.integration.test.ts",
  "apps/appservice/src/migration/moved-meetings/moved-meetings.integration.test.ts",
  "apps/appservice/src/migration/kill.integration.test.ts",
  "apps/appservice/src/speaking-list/speaking-list.integration.test.ts",
  "apps/conference-server/src/control/both-servers.integration.test.ts",
  "apps/cli/src/*.integration.test.ts",
  "apps/cli/src/parts/*.integration.test.ts",
  "apps/cli/src/migrate/offline/*.integration.test.ts",
  // Tells the pace of a homeserver that has nothing else to do.
  "packages/matrix/src/membership/invite-many.integration.test.ts",
];

/** Unit tests that put other modules in the place of some: nobody else may find those. */
export const replacing = [
  "packages/call-widget/src/captions/feature.test.ts",
  "packages/call-widget/src/page/page-schemas.test.ts",
];

const integration = {
  environment: "node",
  testTimeout: 60_000,
  hookTimeout: 60_000,
} as const;

export default defineConfig({
  test: {
    projects: [
      {
        // Modules are loaded once for many files: loading them anew took two thirds of the time.
        test: {
          name: "unit",
          include: ["{apps,packages,bench}/**/*.test.{ts,tsx}"],
          exclude: [...ignored, ...replacing, "**/*.integration.test.ts"],
          environment: "node",
          isolate: false,
        },
      },
      {
        test: { name: "unit-apart", include: replacing, exclude: ignored, environment: "node" },
      },
      {
        // Needs a running installation: PLENUM_CONFIG names its config.json. Mostly they wait for
        // the homeserver, so some run side by side.
        test: {
          ...integration,
          name: "integration",
          include: ["{apps,packages}/**/*.integration.test.ts"],
          exclude: [...ignored, ...alone],
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...integration,
          name: "integration-alone",
          include: alone,
          exclude: ignored,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
