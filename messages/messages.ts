import { en } from "./en";
import { fr } from "./fr";

/** A language that people can read us in. French is the one we write first. */
export type Language = "fr" | "en";

/** Every sentence, by area. The French catalogue is the model: a translation that misses one does not compile. */
export type Messages = typeof fr;

/**
 * A sentence that has its facts but not yet its language. Layers that do not know the reader (the model, the sandbox)
 * hand these over: `(m) => m.model.duplicateDomain("les-amis.example")`.
 */
export type Message = (messages: Messages) => string;

const CATALOGUES: Record<Language, Messages> = { fr, en };

/** The languages, the default one first. */
export const LANGUAGES: readonly Language[] = ["fr", "en"];

/** The catalogue of a language. */
export function messagesFor(language: Language): Messages {
  return CATALOGUES[language];
}

/** Whether somebody's text names a language that we have. */
export function isLanguage(text: string): text is Language {
  return (LANGUAGES as readonly string[]).includes(text);
}
