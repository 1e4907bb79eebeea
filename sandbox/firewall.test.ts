import { withoutDocker } from "./firewall";

const BEFORE = `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
-A INPUT -p tcp --dport 22 -j ACCEPT
COMMIT
`;

const WITH_DOCKER = `*filter
:INPUT ACCEPT [7:420]
:FORWARD DROP [0:0]
:DOCKER - [0:0]
:DOCKER-ISOLATION-STAGE-1 - [0:0]
:DOCKER-USER - [0:0]
-A INPUT -p tcp --dport 22 -j ACCEPT
-A INPUT -p tcp --dport 443 -j ACCEPT
-A FORWARD -j DOCKER-USER
-A FORWARD -j DOCKER-ISOLATION-STAGE-1
-A DOCKER-ISOLATION-STAGE-1 -j RETURN
-A DOCKER-USER -j RETURN
COMMIT
`;

describe("the host's firewall after a private engine", () => {
  it("is as it was, with what others added meanwhile", () => {
    expect(withoutDocker(WITH_DOCKER, BEFORE)).toBe(`*filter
:INPUT ACCEPT [7:420]
:FORWARD ACCEPT [0:0]
-A INPUT -p tcp --dport 22 -j ACCEPT
-A INPUT -p tcp --dport 443 -j ACCEPT
COMMIT
`);
  });

  it("forwards again where nothing said otherwise", () => {
    expect(withoutDocker(WITH_DOCKER, "")).toContain(":FORWARD ACCEPT");
  });
});
