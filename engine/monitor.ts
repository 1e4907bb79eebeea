import * as grpc from "@grpc/grpc-js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import * as proto from "@pulumi/pulumi/proto/resource_pb";
import type { Deployment, Registered } from "./deployment";
import type { StackReader } from "./existing";
import { goalOf, goalOfRead, unsupportedIn } from "./goals";
import {
  type PluginRequest,
  pluginInputs,
  pluginOf,
} from "./provider-resources";
import type { Json } from "./provider";
import { messageOf } from "./report";
import { Transforms } from "./transforms";
import { packageOf } from "./schema";
import { type ResourceState, labelOf } from "./state";
import { isProviderType } from "./urn";
import { plainBag } from "./values";

/** How long a program may ask for nothing after a failure, e.g. while it reads a file. */
const GRACE_MS = 1000;

const TOO_LATE =
  "the program registered something after its end, which is ignored: await what it starts";

const { ResourceMonitorFeature: Feature } = proto;

/** Values would arrive in forms that the engine has no use for. */
const UNWANTED: unknown[] = [
  Feature.RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES,
  Feature.RESOURCE_MONITOR_FEATURE_INVOKE_OUTPUT_VALUES,
  Feature.RESOURCE_MONITOR_FEATURE_CALL_OUTPUT_VALUES,
  Feature.RESOURCE_MONITOR_FEATURE_BYTE_STRING,
];

/** Also what is refused later: the SDK would say that the CLI is too old, a refusal says what to do. */
const FEATURES = Object.values(Feature).filter(
  (feature): feature is proto.ResourceMonitorFeature =>
    !UNWANTED.includes(feature),
);

/**
 * The resource monitor that the unmodified SDK talks to, in process: each method is a request and a callback, as in
 * its generated client. Translates messages to goals and back; decisions are the deployment's.
 */
export class Monitor {
  readonly transforms = new Transforms();
  /** The stack's outputs, as the program last gave them; the run commits them once it has succeeded. */
  rootOutputs: Json | undefined;
  /** Called once the program waits for what a failure has made impossible; a program that only waits is left alone. */
  whenStuck: () => void = () => undefined;
  private closed: "finished" | "failed" | undefined;
  private answering = 0;
  private grace: NodeJS.Timeout | undefined;

  constructor(
    private readonly deployment: Deployment,
    private readonly rootUrn: string,
    private readonly readStack: StackReader,
  ) {}

  /**
   * After this nothing is answered any more: a timer that nobody awaited may still register something. The name `close`
   * is the SDK's: at the end of a program it closes the monitor that was made last, maybe that of another run.
   */
  stopAnswering(finished: boolean): void {
    this.closed = finished ? "finished" : "failed";
    clearTimeout(this.grace);
  }

  readonly getDeploymentInfo = this.method(() => {
    const info = new proto.DeploymentInfo();
    info.setSupportedfeaturesList(FEATURES);
    return info;
  });

  readonly signalAndWaitForShutdown = this.method(() => new Empty());

  readonly registerStackTransform = this.method(
    (request: { getToken(): string }) => {
      this.transforms.addForStack(request.getToken());
      return new Empty();
    },
  );

  readonly registerResource = this.method(
    async (request: proto.RegisterResourceRequest) => {
      const { urn, id, outputs, unknown } = await this.registered(request);
      const response = new proto.RegisterResourceResponse();
      response.setUrn(urn);
      response.setId(id);
      response.setObject(struct(outputs));
      response.setUnknown(unknown === true);
      return response;
    },
  );

  readonly registerResourceOutputs = this.method(
    (request: proto.RegisterResourceOutputsRequest) => {
      const outputs = request.getOutputs()?.toJavaScript() ?? {};
      if (request.getUrn() === this.rootUrn) this.rootOutputs = outputs;
      else this.deployment.registerOutputs(request.getUrn(), outputs);
      return new Empty();
    },
  );

  readonly readResource = this.method(
    async (request: proto.ReadResourceRequest) => {
      const goal = goalOfRead(this.urnOf(request), request);
      await this.giveProvider(goal.wanted, request);
      const read = await this.deployment.read(goal, this.readStack);
      const response = new proto.ReadResourceResponse();
      response.setUrn(read.urn);
      response.setProperties(struct(read.outputs));
      response.setUnknown(read.unknown === true);
      return response;
    },
  );

  readonly invoke = this.method(
    async (request: proto.ResourceInvokeRequest) => {
      const response = new InvokeResponse();
      response.setReturn(struct(await this.invoked(request)));
      return response;
    },
  );

  readonly registerStackInvokeTransform = this.refusing(
    () => "a transform of invokes",
  );
  readonly registerResourceHook = this.refusing(() => "a resource hook");
  readonly registerErrorHook = this.refusing(() => "an error hook");
  readonly registerPackage = this.refusing(
    (request: proto.RegisterPackageRequest) =>
      `the parameterized package ${request.getName()}`,
  );
  readonly call = this.refusing(
    (request: proto.ResourceCallRequest) => `the method ${request.getTok()}`,
  );
  readonly existsResource = this.refusing(
    (request: proto.ExistsResourceRequest) =>
      `asking whether ${request.getType()} "${request.getId()}" exists`,
  );

  private async registered(
    request: proto.RegisterResourceRequest,
  ): Promise<Registered> {
    const urn = this.urnOf(request);
    try {
      const lacking = unsupportedIn(request);
      if (lacking !== undefined)
        throw unsupported(`${labelOf(urn)} ${lacking}`);
      await this.transforms.apply(urn, request);
      const parent = this.deployment.news.get(request.getParent());
      const goal = goalOf(urn, request, parent);
      await this.giveProvider(goal.wanted, request);
      return await this.deployment.register(goal);
    } catch (error) {
      // Not an error of the call: the SDK would reject promises that nobody awaits, once per dependent resource.
      return this.deployment.refuse(urn, error);
    }
  }

  private async invoked(request: proto.ResourceInvokeRequest): Promise<Json> {
    const token = request.getTok();
    const args = request.getArgs()?.toJavaScript() ?? {};
    if (token === "pulumi:pulumi:getResource") {
      const { urn } = plainBag(args) as { urn: string };
      const resource = this.deployment.news.get(urn);
      if (resource === undefined)
        throw new Error(`no resource of this run has the URN ${urn}`);
      return { urn, id: resource.id ?? "", state: resource.outputs ?? {} };
    }
    const given = request.getProvider();
    const reference = given || (await this.defaultProvider(token, request));
    return this.deployment.invoke(reference, token, args);
  }

  private urnOf(
    request: proto.RegisterResourceRequest | proto.ReadResourceRequest,
  ): string {
    const [type, name] = [request.getType(), request.getName()];
    return this.deployment.urnOf(type, name, request.getParent());
  }

  /** The default provider for a resource that names none; a provider resource notes its plugin itself. */
  private async giveProvider(
    wanted: ResourceState,
    request: PluginRequest,
  ): Promise<void> {
    if (isProviderType(wanted.type))
      wanted.inputs = { ...pluginInputs(pluginOf(request)), ...wanted.inputs };
    else if (wanted.custom && !wanted.provider)
      wanted.provider = await this.defaultProvider(wanted.type, request);
  }

  private defaultProvider(
    token: string,
    request: PluginRequest,
  ): Promise<string> {
    const pkg = packageOf(token);
    return this.deployment.defaultProvider(pkg, pluginOf(request));
  }

  /** A method that fails with one sentence about what was asked for. */
  private refusing<Request>(what: (request: Request) => string) {
    return this.method((request: Request): Promise<Empty> =>
      Promise.reject(unsupported(what(request))),
    );
  }

  private method<Request, Response>(
    work: (request: Request) => Response | Promise<Response>,
  ) {
    type Reply = (error: grpc.ServiceError | null, response?: Response) => void;
    return (request: Request, reply: Reply): void => {
      if (this.closed === "finished") process.emitWarning(TOO_LATE);
      if (this.closed !== undefined) return;
      clearTimeout(this.grace);
      this.answering++;
      new Promise<Response>((answer) => answer(work(request)))
        .then(
          (response) => reply(null, response),
          (error: unknown) => reply(serviceError(messageOf(error))),
        )
        .finally(() => this.answered());
    };
  }

  /** Operations run inside of requests: once none is left, only the program itself can go on. */
  private answered(): void {
    this.answering--;
    const mayBeStuck = this.answering === 0 && this.deployment.hasFailed;
    if (mayBeStuck && this.closed === undefined)
      this.grace = setTimeout(() => this.whenStuck(), GRACE_MS);
  }
}

/** What the program asks for and this engine does not have. */
function unsupported(what: string): Error {
  return new Error(
    `${what}: the embedded engine does not support this, use the pulumi CLI`,
  );
}

/** UNKNOWN in gRPC's sense: the SDK passes the message on, where UNAVAILABLE or CANCELLED would be swallowed. */
function serviceError(message: string): grpc.ServiceError {
  const code = grpc.status.UNKNOWN;
  const metadata = new grpc.Metadata();
  const facts = { code, details: message, metadata };
  return Object.assign(new Error(message), facts);
}

function struct(value: Json): Struct {
  type Given = Parameters<typeof Struct.fromJavaScript>[0];
  return Struct.fromJavaScript(value as Given);
}
