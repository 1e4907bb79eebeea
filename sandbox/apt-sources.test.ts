import { settingsOf, sourcesOf } from "./apt-sources";

describe("the machine's own package sources", () => {
  it("keeps the suite's archives and leaves others out", () => {
    const targets = [
      "DEP-11 http://mirror.example/debian/ bookworm main",
      "Packages http://mirror.example/debian/ bookworm main",
      "Packages http://mirror.example/debian/ bookworm contrib",
      "Packages http://mirror.example/debian/ bookworm-updates main",
      "Packages http://mirror.example/security/ bookworm-security main",
      "Packages https://other.example/apt/ nodistro main",
    ].join("\n");
    expect(sourcesOf(targets, "bookworm")).toEqual({
      mirror: "http://mirror.example/debian",
      list: [
        "deb http://mirror.example/debian bookworm main",
        "deb http://mirror.example/debian bookworm-updates main",
        "deb http://mirror.example/security bookworm-security main",
        "",
      ].join("\n"),
    });
  });

  it("falls back to Debian's public archives on another distribution", () => {
    const targets = "Packages http://archive.ubuntu.com/ubuntu/ noble main";
    expect(sourcesOf(targets, "bookworm").mirror).toBe(
      "http://deb.debian.org/debian",
    );
  });

  it("takes over proxies and nothing that is empty", () => {
    const dump = [
      'Acquire "";',
      'Acquire::http::Proxy "http://proxy.example:3128";',
      'Acquire::https::Proxy "";',
      'Acquire::IndexTargets::deb::Packages "";',
      'Acquire::Retries "3";',
    ].join("\n");
    expect(settingsOf(dump)).toBe(
      'Acquire::http::Proxy "http://proxy.example:3128";\nAcquire::Retries "3";\n',
    );
  });
});
