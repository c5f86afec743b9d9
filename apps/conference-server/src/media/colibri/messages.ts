import { z } from "zod";

const name = z.string().min(1).max(200);
const names = z.array(name).max(500);
const height = z.number().int().min(-1).max(100_000);
const constraint = z.object({ maxHeight: height.optional(), idealHeight: height.optional() });
const videoType = z.enum(["camera", "desktop", "desktop_high_fps", "none"]).catch("camera");

/** Messages of the bridge channel about media that a client may send, of builds from 2020 to 2026. */
export const clientMessageSchema = z.discriminatedUnion("colibriClass", [
  z.object({
    colibriClass: z.literal("ReceiverVideoConstraints"),
    lastN: z.number().int().optional(),
    selectedSources: names.optional(),
    onStageSources: names.optional(),
    selectedEndpoints: names.optional(),
    onStageEndpoints: names.optional(),
    defaultConstraints: constraint.optional(),
    constraints: z.record(name, constraint).optional(),
    assumedBandwidthBps: z.number().optional(),
  }),
  z.object({
    colibriClass: z.literal("ReceiverVideoConstraint"),
    maxFrameHeight: height,
  }),
  z.object({ colibriClass: z.literal("LastNChangedEvent"), lastN: z.number().int() }),
  z.object({
    colibriClass: z.literal("SelectedEndpointsChangedEvent"),
    selectedEndpoints: names,
  }),
  z.object({ colibriClass: z.literal("SelectedEndpointChangedEvent"), selectedEndpoint: name }),
  z.object({
    colibriClass: z.literal("SourceVideoTypeMessage"),
    sourceName: name,
    videoType,
  }),
  z.object({ colibriClass: z.literal("VideoTypeMessage"), videoType }),
  z.looseObject({ colibriClass: z.literal("EndpointStats") }),
]);

export type ClientMessage = z.infer<typeof clientMessageSchema>;
