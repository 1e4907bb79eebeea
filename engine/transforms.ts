import * as proto from "@pulumi/pulumi/proto/resource_pb";
import { CallbackServer } from "@pulumi/pulumi/runtime/callbacks";

type Callback = (request: Uint8Array) => Promise<proto.TransformResponse>;

/**
 * Transforms of the program. The SDK keeps each as a callback that takes and gives messages, and normally serves them
 * to the CLI over gRPC; here its own registration code runs without a server, and the callbacks are called directly.
 */
export class Transforms {
  private readonly callbacks = new Map<string, Callback>();
  private readonly forStack: string[] = [];
  private readonly forParent = new Map<
    string,
    { tokens: readonly string[]; parent: string }
  >();

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
    return Object.assign(
      Object.create(CallbackServer.prototype) as CallbackServer,
      fields,
    );
  }

  addForStack(token: string): void {
    this.forStack.push(token);
  }

  /** Changes the request as its own transforms, then those of its ancestors, then the stack's ask for. */
  async apply(request: proto.RegisterResourceRequest): Promise<void> {
    const own = request
      .getTransformsList()
      .map((callback) => callback.getToken());
    const tokens = [
      ...own,
      ...this.ofAncestors(request.getParent()),
      ...this.forStack,
    ];
    for (const token of tokens) {
      const callback = this.callbacks.get(token);
      if (callback !== undefined)
        applyResponse(
          request,
          await callback(transformRequest(request).serializeBinary()),
        );
    }
  }

  /** Remembers a settled resource's transforms for its children. */
  settled(urn: string, request: proto.RegisterResourceRequest): void {
    const tokens = request
      .getTransformsList()
      .map((callback) => callback.getToken());
    this.forParent.set(urn, { tokens, parent: request.getParent() });
  }

  private ofAncestors(urn: string): string[] {
    const known = this.forParent.get(urn);
    return known === undefined
      ? []
      : [...known.tokens, ...this.ofAncestors(known.parent)];
  }
}

function transformRequest(
  request: proto.RegisterResourceRequest,
): proto.TransformRequest {
  const options = new proto.TransformResourceOptions();
  options.setDependsOnList(request.getDependenciesList());
  if (request.hasProtect()) options.setProtect(request.getProtect() ?? false);
  options.setIgnoreChangesList(request.getIgnorechangesList());
  options.setReplaceOnChangesList(request.getReplaceonchangesList());
  options.setVersion(request.getVersion());
  options.setAliasesList(request.getAliasesList());
  options.setProvider(request.getProvider());
  options.setCustomTimeouts(request.getCustomtimeouts());
  options.setPluginDownloadUrl(request.getPlugindownloadurl());
  if (request.hasRetainondelete())
    options.setRetainOnDelete(request.getRetainondelete() ?? false);
  options.setDeletedWith(request.getDeletedwith());
  if (request.getDeletebeforereplacedefined())
    options.setDeleteBeforeReplace(request.getDeletebeforereplace());
  options.setAdditionalSecretOutputsList(
    request.getAdditionalsecretoutputsList(),
  );
  options.setImport(request.getImportid());
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
  request: proto.RegisterResourceRequest,
  response: proto.TransformResponse,
): void {
  if (response.hasProperties()) request.setObject(response.getProperties());
  const options = response.getOptions();
  if (options === undefined) return;
  request.setDependenciesList(options.getDependsOnList());
  if (options.hasProtect()) request.setProtect(options.getProtect() ?? false);
  request.setIgnorechangesList(options.getIgnoreChangesList());
  request.setReplaceonchangesList(options.getReplaceOnChangesList());
  request.setVersion(options.getVersion());
  request.setAliasesList(options.getAliasesList());
  request.setProvider(options.getProvider());
  request.setCustomtimeouts(options.getCustomTimeouts());
  if (options.hasRetainOnDelete())
    request.setRetainondelete(options.getRetainOnDelete() ?? false);
  request.setDeletedwith(options.getDeletedWith());
  if (options.hasDeleteBeforeReplace()) {
    request.setDeletebeforereplace(options.getDeleteBeforeReplace() ?? false);
    request.setDeletebeforereplacedefined(true);
  }
  request.setAdditionalsecretoutputsList(
    options.getAdditionalSecretOutputsList(),
  );
  request.setImportid(options.getImport());
}
