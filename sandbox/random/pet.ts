import { randomInt } from "node:crypto";
import type { ResourceHandler } from "../resource-provider";

// Short lists of our own: the value of a pet name is that people remember it, not its entropy.
const ADVERBS =
  "calmly daily duly early evenly fairly gladly kindly neatly newly only partly quietly really simply softly surely truly warmly wholly".split(
    " ",
  );
const ADJECTIVES =
  "able amber brave bright calm clever cosy eager fair fond free gentle glad golden happy humble keen kind lively loyal merry neat noble patient proud quick quiet rapid sharp silver sunny sure warm wise witty young".split(
    " ",
  );
const ANIMALS =
  "badger bear beaver bee bison cat crane crow deer dog dolphin dove duck eagle falcon finch fox frog goose hare hawk heron horse koala lark lion lynx mole moose mouse newt otter owl panda perch pony puffin rabbit raven robin salmon seal stork swan tiger toad trout turtle walrus wolf wren".split(
    " ",
  );

/** A name for people: adverbs, an adjective, an animal; its id is the name. */
export const randomPet: ResourceHandler = {
  type: "random:index/randomPet:RandomPet",
  create(inputs) {
    const length = Number(inputs.length ?? 2);
    const lists = [ANIMALS, ADJECTIVES].slice(0, length);
    while (lists.length < length) lists.push(ADVERBS);
    const words = lists.reverse().map((list) => list[randomInt(list.length)]);
    const prefix = inputs.prefix === undefined ? [] : [inputs.prefix as string];
    const separator = (inputs.separator as string | undefined) ?? "-";
    return Promise.resolve({
      id: [...prefix, ...words].join(separator),
      outs: { ...inputs, length, separator },
    });
  },
  delete: () => Promise.resolve(),
};
