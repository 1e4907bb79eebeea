import * as proto from "@pulumi/pulumi/proto/resource_pb";
import { CallbackServer } from "@pulumi/pulumi/runtime/callbacks";

type Request = proto.RegisterResourceRequest;
type Callback = (request: Uint8Array) => Promise<proto.TransformResponse>;

/**
 * Transforms of the program. The SDK keeps each as a callback that takes and gives messages, and normally serves them
 * to the CLI over gRPC; here its own registration code runs without a server, and the callbacks are called directly.
 */
export class Transforms {
  private readonly callbacks = new Map<string, Callback>();
  private readonly forStack: string[] = [];
  /** By URN: a resource's own transforms and those of its ancestors. */
  private readonly forChildren = new Map<string, readonly string[]>();

  /** What the SDK is given as its callback server. `monitor` receives the registrations for the whole stack. */
  serverFor(monitor: unknown): CallbackServer {
    const fields = {
      _callbacks: this.callbacks,
      _monitor: monitor,
      _pendingRegistrations: 0,
      _awaitQueue: [],
      _target: Promise.resolve(""),
      shutdown: () => undefined,
    };
    const server = Object.create(CallbackServer.prototype) as CallbackServer;
    return Object.assign(server, fields);
  }

  addForStack(token: string): void {
    this.forStack.push(token);
  }

  /** Changes the request as its own transforms, then those of its ancestors, then the stack's ask for. */
  async apply(urn: string, request: Request): Promise<void> {
    const own = request.getTransformsList().map((each) => each.getToken());
    const ofParent = this.forChildren.get(request.getParent()) ?? [];
    this.forChildren.set(urn, [...own, ...ofParent]);
    for (const token of [...own, ...ofParent, ...this.forStack]) {
      const bytes = transformRequest(request).serializeBinary();
      const response = await this.callbacks.get(token)?.(bytes);
      if (response !== undefined) applyResponse(request, response);
    }
  }
}

/** The options of a message: what it has a getter for. */
type OptionOf<Message> = {
  [Key in keyof Message]: Key extends `get${infer Name}` ? Name : never;
}[keyof Message];

/** One option under the names that registrations and transforms give it. */
type Shared = readonly [
  OptionOf<Request>,
  OptionOf<proto.TransformResourceOptions>,
];

const SHARED: readonly Shared[] = [
  ["DependenciesList", "DependsOnList"],
  ["Protect", "Protect"],
  ["IgnorechangesList", "IgnoreChangesList"],
  ["ReplaceonchangesList", "ReplaceOnChangesList"],
  ["Version", "Version"],
  ["AliasesList", "AliasesList"],
  ["Provider", "Provider"],
  ["Customtimeouts", "CustomTimeouts"],
  ["Plugindownloadurl", "PluginDownloadUrl"],
  ["Retainondelete", "RetainOnDelete"],
  ["Deletedwith", "DeletedWith"],
  ["AdditionalsecretoutputsList", "AdditionalSecretOutputsList"],
  ["Importid", "Import"],
];

function transformRequest(request: Request): proto.TransformRequest {
  const options = new proto.TransformResourceOptions();
  for (const [ours, theirs] of SHARED) copy(request, ours, options, theirs);
  if (request.getDeletebeforereplacedefined())
    options.setDeleteBeforeReplace(request.getDeletebeforereplace());
  request
    .getProvidersMap()
    .forEach((reference, pkg) => options.getProvidersMap().set(pkg, reference));
  const message = new proto.TransformRequest();
  message.setType(request.getType());
  message.setName(request.getName());
  message.setCustom(request.getCustom());
  message.setParent(request.getParent());
  message.setProperties(request.getObject());
  message.setOptions(options);
  return message;
}

function applyResponse(
  request: Request,
  response: proto.TransformResponse,
): void {
  if (response.hasProperties()) request.setObject(response.getProperties());
  const options = response.getOptions();
  if (options === undefined) return;
  for (const [ours, theirs] of SHARED) copy(options, theirs, request, ours);
  request.setDeletebeforereplacedefined(options.hasDeleteBeforeReplace());
  request.setDeletebeforereplace(options.getDeleteBeforeReplace() ?? false);
}

/** Copies an option as far as it is given: one that may be absent has a `has`. */
function copy(from: object, source: string, to: object, target: string): void {
  type Methods = Record<string, ((value?: unknown) => unknown) | undefined>;
  const [giver, taker] = [from as Methods, to as Methods];
  if (giver[`has${source}`]?.() === false) taker[`clear${target}`]?.();
  else taker[`set${target}`]?.(giver[`get${source}`]?.());
}
