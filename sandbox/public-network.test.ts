import { destinationsOf, translatedFrom } from "./public-network";

it("knows where a kernel's routes lead, also those over an interface that is down", () => {
  const table = [
    "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT",
    "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0",
    "epi588a441a\t207100CB\t00000000\t0001\t0\t0\t0\tE0FFFFFF\t0\t0\t0",
    "",
  ].join("\n");
  expect(destinationsOf(table)).toEqual(["0.0.0.0", "203.0.113.32"]);
});

it("knows whose packets a rule that was left behind still disguises", () => {
  const rules = `*nat
-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
-A POSTROUTING -s 203.0.113.64/27 ! -o epi588a441a -j MASQUERADE
-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
COMMIT
`;
  expect(translatedFrom(rules)).toEqual(["203.0.113.64", "172.17.0.0"]);
});
