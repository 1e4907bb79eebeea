import type { Check } from "./record-values";

/** A word of an SPF record (RFC 7208, 4.6.1): a mechanism, perhaps with a qualifier, or a modifier. */
const TERM =
  /^(?:[+?~-]?(?:all|(?:a|mx|ptr)(?:[:/]\S+)?|include:\S+|exists:\S+|ip4:[\d./]+|ip6:[0-9a-f:./]+)|(?:redirect|exp)=\S+)$/i;
/** The words that make whoever receives a mail ask the DNS, of which there may be ten (RFC 7208, 4.6.4). */
const ASKS = /^(?:[+?~-]?(?:a|mx|ptr|include|exists)(?:[:/]|$)|redirect=)/i;
const MOST_LOOKUPS = 10;

export const isSpf = (text: string): boolean => /^v=spf1(?: |$)/i.test(text);

/** The text of an SPF record. Only its own questions can be counted, not those of what it includes. */
export const spf: Check = (value) => {
  const [version = "", ...terms] = String(value).trim().split(/ +/);
  const wrong = terms.find((term) => !TERM.test(term));
  if (!isSpf(version)) return (texts) => texts.notSpf();
  if (wrong !== undefined) return (texts) => texts.unknownSpfTerm(wrong);
  const lookups = terms.filter((term) => ASKS.test(term)).length;
  if (lookups > MOST_LOOKUPS)
    return (texts) => texts.tooManySpfLookups(lookups, MOST_LOOKUPS);
  return undefined;
};
