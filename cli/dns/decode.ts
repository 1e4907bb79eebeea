import { type Part, recordType } from "./record-types";

/** A record's data as a zone file writes it, from the form of `encodeData`. Of A, AAAA, MX and texts. */
export function decodeData(type: string, data: Buffer): string {
  let at = 0;
  const words = recordType(type).parts.map((part) => {
    const { word, length } = decodePart(part, data.subarray(at));
    at += length;
    return word;
  });
  return words.join(" ");
}

function decodePart(
  part: Part,
  data: Buffer,
): { word: string; length: number } {
  switch (part) {
    case "u16":
      return { word: String(data.readUInt16BE()), length: 2 };
    case "ipv4":
      return { word: data.subarray(0, 4).join("."), length: 4 };
    case "ipv6":
      return { word: ipv6(data), length: 16 };
    case "name":
      return name(data);
    case "texts":
      return { word: `"${visible(data, '"')}"`, length: data.length };
    default:
      throw new Error(`a ${part} is only written, never read`);
  }
}

/** The URL parser shortens the longest gap (RFC 5952, 4). */
function ipv6(data: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    data.readUInt16BE(2 * index).toString(16),
  );
  return new URL(`http://[${groups.join(":")}]`).hostname.slice(1, -1);
}

function name(data: Buffer): { word: string; length: number } {
  const labels: string[] = [];
  let at = 0;
  for (;;) {
    const length = data.readUInt8(at);
    at += 1;
    if (length === 0) return { word: `${labels.join(".")}.`, length: at };
    labels.push(visible(data.subarray(at, at + length), "."));
    at += length;
  }
}

/** Printable characters; what is none, so that nobody's zone writes to our terminal, and `special` stand after a backslash (RFC 1035, 5.1). */
function visible(data: Buffer, special: string): string {
  return [...data]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      if (byte < 0x20 || byte > 0x7e)
        return `\\${String(byte).padStart(3, "0")}`;
      return character === special || character === "\\"
        ? `\\${character}`
        : character;
    })
    .join("");
}
