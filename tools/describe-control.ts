import { writeFileSync } from "node:fs";
import { describeControl } from "../apps/conference-server/src/control/routes.ts";

// Writes the stored description of the control interface anew:
//   node --import tsx tools/describe-control.ts && npx oxfmt docs/control.openapi.json
const target = new URL("../docs/control.openapi.json", import.meta.url);
writeFileSync(target, `${JSON.stringify(describeControl(), null, 2)}\n`);
