import { main } from "@pulumi/pulumi/provider/server";
import type { Json } from "../provider";
import { diffInputs } from "../schema";
import { plainBag } from "../values";
import { MemoryProvider } from "./memory-provider";

/** The memory provider as the Pulumi CLI can attach it (`PULUMI_DEBUG_PROVIDERS`): prints its port. */
class ServedProvider extends MemoryProvider {
  readonly version = "0.0.1";
  readonly schema = JSON.stringify({ name: "memory", version: "0.0.1" });

  /** The official diff is given the old outputs. */
  diff(_id: string, _urn: string, olds: Json, news: Json) {
    const before = plainBag(olds);
    delete before.id;
    delete before.made;
    const { changes } = diffInputs("memory:x:Y", before, plainBag(news));
    return Promise.resolve({ changes });
  }

  /** Its world ends with its process: what another one made is taken as given. */
  override update(id: string, urn: string, olds: Json, news: Json) {
    this.world.set(id, olds);
    return super.update(id, urn, olds, news);
  }
}

void main(new ServedProvider(), process.argv.slice(2));
