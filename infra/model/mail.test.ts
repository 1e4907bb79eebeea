import { mailHosts } from "../../sandbox/services/vendor-names";
import { ovhMail } from "./mail";

describe("what a mail program is told", () => {
  it("is to speak TLS from the first byte, on the ports for that (RFC 8314, 3)", () => {
    const { imap, smtp } = ovhMail;
    expect([imap.port, smtp.port]).toEqual([993, 465]);
    expect([imap.security, smtp.security]).toEqual(["SSL/TLS", "SSL/TLS"]);
  });

  it("is servers of OVH that the sandbox stands for", () => {
    for (const { host } of Object.values(ovhMail))
      expect(mailHosts()).toContain(host);
  });
});
