import * as grpc from "@grpc/grpc-js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import * as proto from "@pulumi/pulumi/proto/resource_pb";
import type { Deployment } from "./deployment";
import { Goals, goalOfRead, unsupportedIn } from "./goals";
import type { Goal, Registered } from "./goal";
import type { Json } from "./provider";
import type { StackReader } from "./reads";
import { messageOf } from "./report";
import { Transforms } from "./transforms";
import { packageOf } from "./schema";
import { isProviderType } from "./urn";
import { plainBag } from "./values";

type Reply<T> = (error: grpc.ServiceError | null, response?: T) => void;

/** What the program asks for and this engine does not have. */
class Unsupported extends Error {
  constructor(what: string) {
    super(
      `${what}: the embedded engine does not support this, use the pulumi CLI`,
    );
  }
}

/** How long a program may ask for nothing after a failure, e.g. while it reads a file. */
const GRACE_MS = 1000;

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
  private readonly goals = new Goals(this.transforms);
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

  /** After this nothing is answered any more: a timer that nobody awaited may still register something. */
  close(finished: boolean): void {
    this.closed = finished ? "finished" : "failed";
    clearTimeout(this.grace);
  }

  getDeploymentInfo(_request: Empty, reply: Reply<proto.DeploymentInfo>): void {
    const info = new proto.DeploymentInfo();
    info.setSupportedfeaturesList(FEATURES);
    reply(null, info);
  }

  registerResource(
    request: proto.RegisterResourceRequest,
    reply: Reply<proto.RegisterResourceResponse>,
  ): void {
    this.answer(reply, async () =>
      registeredResponse(await this.registered(request)),
    );
  }

  private async registered(
    request: proto.RegisterResourceRequest,
  ): Promise<Registered> {
    const [type, name, parent] = [
      request.getType(),
      request.getName(),
      request.getParent(),
    ];
    try {
      const unsupported = unsupportedIn(request);
      if (unsupported !== undefined)
        throw new Unsupported(`${name} (${type}) ${unsupported}`);
      const goal = await this.withProvider(
        await this.goals.from(request),
        request.getVersion(),
      );
      const registered = await this.deployment.register(goal);
      this.goals.settled(registered.urn, goal, request);
      return registered;
    } catch (error) {
      // Not an error of the call: the SDK would reject promises that nobody awaits, once per dependent resource.
      return this.deployment.refuse({ type, name, parent }, error);
    }
  }

  registerResourceOutputs(
    request: proto.RegisterResourceOutputsRequest,
    reply: Reply<Empty>,
  ): void {
    this.answer(reply, () => {
      const outputs = javaScript(request.getOutputs());
      if (request.getUrn() === this.rootUrn) this.rootOutputs = outputs;
      else this.deployment.registerOutputs(request.getUrn(), outputs);
      return Promise.resolve(new Empty());
    });
  }

  readResource(
    request: proto.ReadResourceRequest,
    reply: Reply<proto.ReadResourceResponse>,
  ): void {
    this.answer(reply, async () => {
      const goal = await this.withProvider(
        goalOfRead(request),
        request.getVersion(),
      );
      const { urn, outputs, unknown } = await this.deployment.read(
        goal,
        request.getId(),
        this.readStack,
      );
      const response = new proto.ReadResourceResponse();
      response.setUrn(urn);
      response.setProperties(struct(outputs));
      response.setUnknown(unknown === true);
      return response;
    });
  }

  invoke(
    request: proto.ResourceInvokeRequest,
    reply: Reply<InvokeResponse>,
  ): void {
    this.answer(reply, async () => {
      const token = request.getTok();
      const args = javaScript(request.getArgs());
      const response = new InvokeResponse();
      const result = await this.invoked(
        token,
        args,
        request.getProvider(),
        request.getVersion(),
      );
      response.setReturn(struct(result));
      return response;
    });
  }

  /** The goal with its provider: the default one of its package where the program names none. */
  private async withProvider(goal: Goal, version: string): Promise<Goal> {
    if (isProviderType(goal.type)) {
      return version === ""
        ? goal
        : { ...goal, inputs: { __internal: {}, ...goal.inputs, version } };
    }
    if (!goal.custom || goal.provider !== "") return goal;
    return {
      ...goal,
      provider: await this.deployment.providers.default(
        packageOf(goal.type),
        version,
      ),
    };
  }

  private async invoked(
    token: string,
    args: Json,
    provider: string,
    version: string,
  ): Promise<Json> {
    if (token !== "pulumi:pulumi:getResource") {
      const reference =
        provider ||
        (await this.deployment.providers.default(packageOf(token), version));
      return this.deployment.invoke(reference, token, args);
    }
    const { urn } = plainBag(args) as { urn: string };
    const resource = this.deployment.news.get(urn);
    if (resource === undefined)
      throw new Error(`no resource of this run has the URN ${urn}`);
    return { urn, id: resource.id ?? "", state: resource.outputs ?? {} };
  }

  registerStackTransform(
    request: { getToken(): string },
    reply: Reply<Empty>,
  ): void {
    this.transforms.addForStack(request.getToken());
    reply(null, new Empty());
  }

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

  signalAndWaitForShutdown(_request: Empty, reply: Reply<Empty>): void {
    reply(null, new Empty());
  }

  /** A method that fails with one sentence about what was asked for. */
  private refusing<Request>(what: (request: Request) => string) {
    return (request: Request, reply: Reply<Empty>): void =>
      this.answer(reply, () => Promise.reject(new Unsupported(what(request))));
  }

  private answer<T>(reply: Reply<T>, work: () => Promise<T>): void {
    if (this.closed === "finished") {
      process.emitWarning(
        "the program registered something after its end, which is ignored: await what it starts",
      );
    }
    if (this.closed !== undefined) return;
    clearTimeout(this.grace);
    this.answering++;
    work()
      .then(
        (response) => reply(null, response),
        (error: unknown) => reply(serviceError(messageOf(error))),
      )
      .finally(() => this.answered());
  }

  /** Operations run inside of requests: once none is left, only the program itself can go on. */
  private answered(): void {
    this.answering--;
    const mayBeStuck = this.answering === 0 && this.deployment.hasFailed;
    if (mayBeStuck && this.closed === undefined)
      this.grace = setTimeout(() => this.whenStuck(), GRACE_MS);
  }
}

/** UNKNOWN in gRPC's sense: the SDK passes the message on, where UNAVAILABLE or CANCELLED would be swallowed. */
function serviceError(message: string): grpc.ServiceError {
  const error = new Error(message);
  return Object.assign(error, {
    code: grpc.status.UNKNOWN,
    details: message,
    metadata: new grpc.Metadata(),
  });
}

function registeredResponse({
  urn,
  id,
  outputs,
  unknown,
}: Registered): proto.RegisterResourceResponse {
  const response = new proto.RegisterResourceResponse();
  response.setUrn(urn);
  response.setId(id);
  response.setObject(struct(outputs));
  response.setUnknown(unknown === true);
  return response;
}

function struct(value: Json): Struct {
  return Struct.fromJavaScript(
    value as Parameters<typeof Struct.fromJavaScript>[0],
  );
}

export function javaScript(value: Struct | undefined): Json {
  return value?.toJavaScript() ?? {};
}
