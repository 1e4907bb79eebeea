import * as grpc from "@grpc/grpc-js";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import type { CheckFailure } from "@pulumi/pulumi/provider";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import {
  type DetailedDiffResult,
  type DiffKind,
  type InProcessProvider,
  type Json,
  PartialFailure,
} from "../engine/provider";
import { schemaOf } from "../engine/schema";
import { parseUrn } from "../engine/urn";
import { fromWire, toWire } from "./wire-values";

const KINDS: Readonly<Record<DiffKind, proto.PropertyDiff.Kind>> = {
  add: proto.PropertyDiff.Kind.ADD,
  "add-replace": proto.PropertyDiff.Kind.ADD_REPLACE,
  update: proto.PropertyDiff.Kind.UPDATE,
  "update-replace": proto.PropertyDiff.Kind.UPDATE_REPLACE,
  delete: proto.PropertyDiff.Kind.DELETE,
  "delete-replace": proto.PropertyDiff.Kind.DELETE_REPLACE,
};

/**
 * A provider behind Pulumi's plugin protocol. The SDK's own server passes neither old inputs nor a detailed diff, and
 * serves one provider of a process only. Secrets: the engine is told to keep them to itself, so that values arrive
 * plain and it marks outputs again by the inputs of the same name; those secret by the schema are marked here.
 */
export function providerService(
  provider: InProcessProvider,
): Partial<IResourceProviderServer> {
  return {
    ...pluginCalls(provider),
    ...stateCalls(provider),
    check: unary(async (request: proto.CheckRequest) => {
      const news = fromWire(request.getNews());
      const olds = fromWire(request.getOlds());
      const urn = request.getUrn();
      const result = await provider.check?.(urn, olds, news);
      return new proto.CheckResponse()
        .setInputs(toWire((result?.inputs as Json | undefined) ?? news))
        .setFailuresList((result?.failures ?? []).map(failureMessage));
    }),
    diff: unary(async (request: proto.DiffRequest) => {
      const [id, urn] = [request.getId(), request.getUrn()];
      const outputs = fromWire(request.getOlds());
      const news = fromWire(request.getNews());
      const inputs = request.getOldInputs();
      const result =
        inputs !== undefined && provider.diffInputs
          ? await provider.diffInputs(
              id,
              urn,
              { inputs: fromWire(inputs), outputs },
              news,
            )
          : await provider.diff?.(id, urn, outputs, news);
      return diffMessage(result ?? {});
    }),
    invoke: unary(async (request: proto.InvokeRequest) => {
      const args = fromWire(request.getArgs());
      const result = await provider.invoke?.(request.getTok(), args);
      return new proto.InvokeResponse()
        .setReturn(toWire((result?.outputs as Json | undefined) ?? {}))
        .setFailuresList((result?.failures ?? []).map(failureMessage));
    }),
  };
}

/** Calls about the plugin itself. */
function pluginCalls(
  provider: InProcessProvider,
): Partial<IResourceProviderServer> {
  return {
    getPluginInfo: unary(() =>
      Promise.resolve(
        new plugin.PluginInfo().setVersion(provider.version ?? "0.0.0"),
      ),
    ),
    getSchema: unary(() =>
      Promise.resolve(new proto.GetSchemaResponse().setSchema("{}")),
    ),
    attach: unary(() => Promise.resolve(new Empty())),
    cancel: unary(() => Promise.resolve(new Empty())),
    checkConfig: unary((request: proto.CheckRequest) =>
      Promise.resolve(new proto.CheckResponse().setInputs(request.getNews())),
    ),
    diffConfig: unary(() =>
      Promise.resolve(
        new proto.DiffResponse().setChanges(
          proto.DiffResponse.DiffChanges.DIFF_NONE,
        ),
      ),
    ),
    configure: unary(async (request: proto.ConfigureRequest) => {
      await provider.configure?.(fromWire(request.getArgs()));
      return new proto.ConfigureResponse();
    }),
  };
}

/** Calls that act. */
function stateCalls(
  provider: InProcessProvider,
): Partial<IResourceProviderServer> {
  return {
    create: unary(async (request: proto.CreateRequest) => {
      const urn = request.getUrn();
      const inputs = fromWire(request.getProperties());
      const made = await provider.create?.(urn, inputs);
      return new proto.CreateResponse()
        .setId(made?.id ?? "")
        .setProperties(outputs(urn, made?.outs as Json | undefined));
    }),
    read: unary(async (request: proto.ReadRequest) => {
      const urn = request.getUrn();
      const props = fromWire(request.getProperties());
      const found = await provider.read?.(request.getId(), urn, props);
      const inputs = (found?.inputs as Json | undefined) ?? null;
      return new proto.ReadResponse()
        .setId(found?.id ?? "")
        .setProperties(outputs(urn, found?.props as Json | undefined))
        .setInputs(inputs ? outputs(urn, inputs) : request.getInputs());
    }),
    update: unary(async (request: proto.UpdateRequest) => {
      const urn = request.getUrn();
      const olds = fromWire(request.getOlds());
      const news = fromWire(request.getNews());
      const done = await provider.update?.(request.getId(), urn, olds, news);
      return new proto.UpdateResponse().setProperties(
        outputs(urn, done?.outs as Json | undefined),
      );
    }),
    delete: unary(async (request: proto.DeleteRequest) => {
      const props = fromWire(request.getProperties());
      await provider.delete?.(request.getId(), request.getUrn(), props);
      return new Empty();
    }),
  };
}

function outputs(urn: string, outs: Json = {}) {
  return toWire(outs, schemaOf(parseUrn(urn).type)?.secretOutputs);
}

function unary<Request, Response>(
  answer: (request: Request) => Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    answer(call.request).then(
      (response) => callback(null, response),
      (error: unknown) => {
        const { getUrn } = call.request as { getUrn?: () => string };
        callback(serviceError(error, getUrn?.call(call.request) ?? ""));
      },
    );
  };
}

/** An error as gRPC carries it; what a half-made resource is goes along, so that the CLI keeps it in its state. */
function serviceError(
  error: unknown,
  urn: string,
): Partial<grpc.StatusObject> & Error {
  const { message } = error as Error;
  const metadata = new grpc.Metadata();
  if (error instanceof PartialFailure) {
    const detail = new proto.ErrorResourceInitFailed()
      .setId(error.id)
      .setProperties(outputs(urn, error.outs))
      .setReasonsList([message]);
    const any = new Any();
    any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const status = new Status().setCode(grpc.status.UNKNOWN);
    status.setMessage(message).addDetails(any);
    metadata.add(
      "grpc-status-details-bin",
      Buffer.from(status.serializeBinary()),
    );
  }
  return {
    name: "ProviderError",
    message,
    code: grpc.status.UNKNOWN,
    details: message,
    metadata,
  };
}

function failureMessage({ property, reason }: CheckFailure) {
  return new proto.CheckFailure().setProperty(property).setReason(reason);
}

function diffMessage(result: DetailedDiffResult): proto.DiffResponse {
  const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges;
  const message = new proto.DiffResponse()
    .setChanges(result.changes ? DIFF_SOME : DIFF_NONE)
    .setReplacesList(result.replaces ?? [])
    .setDeletebeforereplace(result.deleteBeforeReplace ?? false);
  const detailed = Object.entries(result.detailed ?? {});
  for (const [path, kind] of detailed)
    message
      .getDetaileddiffMap()
      .set(
        path,
        new proto.PropertyDiff().setKind(KINDS[kind]).setInputdiff(true),
      );
  return message
    .setHasdetaileddiff(detailed.length > 0)
    .setDiffsList(detailed.map(([path]) => path.split(/[.[]/)[0] ?? path));
}
