/** An automatic answer as the vendor's API knows it. */
export interface Responder {
  readonly content: string;
  /** False: what arrives is dropped. */
  readonly copy: boolean;
  readonly copyTo: string | null;
  /** ISO 8601. */
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * The answer as Dovecot's Pigeonhole gives it: once a minute to the same person, so that a trial need not wait for
 * tomorrow. Sources: RFC 5230 and 6131 (vacation), RFC 5260 (currentdate).
 */
export function sieveScript(responder: Responder): string {
  const { content, copy, copyTo, from, to } = responder;
  const conditions = [
    "true",
    ...(from === null ? [] : [now("ge", from)]),
    ...(to === null ? [] : [now("le", to)]),
  ];
  const rest = copy
    ? copyTo
      ? `redirect ${quoted(copyTo)};`
      : ""
    : "discard;";
  return `require ["vacation", "vacation-seconds", "date", "relational"];
if allof (${conditions.join(", ")}) {
  vacation :seconds 60 ${quoted(content)};
  ${rest}
}
`;
}

function now(relation: "ge" | "le", moment: string): string {
  const utc = `${new Date(moment).toISOString().slice(0, 19)}Z`;
  return `currentdate :zone "+0000" :value "${relation}" "iso8601" "${utc}"`;
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, "\\$&")}"`;
}
