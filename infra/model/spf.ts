import type { Check } from "./record-values";

/** A word of an SPF record (RFC 7208, 4.6.1): a mechanism, perhaps with a qualifier, or a modifier. */
const TERM =
  /^(?:[+?~-]?(?:all|(?:a|mx|ptr)(?:[:/][!-~]+)?|(?:include|exists):[!-~]+|ip4:[\d./]+|ip6:[0-9a-f:./]+)|(?:redirect|exp)=[!-~]+)$/i;
/** The words that make whoever receives a mail ask the DNS, of which there may be ten (RFC 7208, 4.6.4). */
const ASKS = /^(?:[+?~-]?(?:a|mx|ptr|include|exists)(?:[:/]|$)|redirect=)/i;
const MOST_LOOKUPS = 10;

/** The text of an SPF record. Only its own questions can be counted, not those of what it includes. */
export const spf: Check = (value) => {
  const [version = "", ...terms] = String(value).replace(/ +$/, "").split(/ +/);
  const wrong = terms.find((term) => !TERM.test(term));
  if (version.toLowerCase() !== "v=spf1") return (texts) => texts.notSpf();
  if (wrong !== undefined) return (texts) => texts.unknownSpfTerm(wrong);
  const lookups = terms.filter((term) => ASKS.test(term)).length;
  if (lookups > MOST_LOOKUPS)
    return (texts) => texts.tooManySpfLookups(lookups, MOST_LOOKUPS);
  return undefined;
};
