import {
  databaseName,
  hostName,
  isCidr,
  isDisplayName,
  isDomain,
  isEmail,
  isMailbox,
  isName,
  isRentedDomain,
  isSubdomain,
  labelUnder,
} from "./names";

it.each(["les-amis", "a1", "abcdefghijklmnopqrstuvwxyz1234"])(
  "accepts the name %s",
  (name) => {
    expect(isName(name)).toBe(true);
  },
);

it.each([
  "a",
  "1a",
  "Les",
  "a--b",
  "a-",
  "é-b",
  "abcdefghijklmnopqrstuvwxyz12345",
  "a_b",
  "",
])("refuses the name %s", (name) => {
  expect(isName(name)).toBe(false);
});

it("tells domains, subdomains and mailboxes from what is none", () => {
  expect(["les-amis.example", "a.b.c.fr"].map(isDomain)).toEqual([true, true]);
  expect(
    ["example", "-a.fr", "a..fr", "a.f", "Les.fr", "a_b.fr"].map(isDomain),
  ).toEqual(Array(6).fill(false));
  expect(
    ["les-amis.example", "www2.fr", "www.fr", "www.a.fr"].map(isRentedDomain),
  ).toEqual([true, true, false, false]);
  expect(["www", "@", "a.b"].map(isSubdomain)).toEqual([true, true, true]);
  expect(["", "*", "www.", "a b"].map(isSubdomain)).toEqual(
    Array(4).fill(false),
  );
  expect(["contact", "j.dupont", "a_b-c"].map(isMailbox)).toEqual([
    true,
    true,
    true,
  ]);
  expect(["", ".a", "a.", "a@b", "é"].map(isMailbox)).toEqual(
    Array(5).fill(false),
  );
  expect(["10.42.0.0/24", "203.0.113.7/32"].map(isCidr)).toEqual([true, true]);
  expect(
    ["10.42.0.0", "10.0.0.256/8", "10.0.0.0/33", "a/8", "1.2.3.4/8/9"].map(
      isCidr,
    ),
  ).toEqual(Array(5).fill(false));
});

it("tells mail addresses from what would end one, or its place in a record", () => {
  const good = ["bureau@les-amis.example", "J.D+x_y'z@A-b.example.fr", "a@b.c"];
  expect(good.map(isEmail)).toEqual([true, true, true]);
  const bad = [
    ...[
      "bureau",
      "@a.fr",
      "a@",
      "a@b",
      "a@b..fr",
      "a@.fr",
      "a@b.fr.",
      "a@b@c.fr",
    ],
    ...["élise@a.fr", "a@é.fr", "a;p=none@x.fr", "a,b@x.fr", "a!10m@x.fr"],
    ...["<a@x.fr>", "a b@x.fr", 'a"@x.fr', "a@x.fr;p=none", "a@b.fr\n"],
  ];
  expect(bad.filter(isEmail)).toEqual([]);
});

it("gives host names", () => {
  expect(hostName("www", "les-amis.example")).toBe("www.les-amis.example");
  expect(hostName("@", "les-amis.example")).toBe("les-amis.example");
});

it("gives what stands before a domain", () => {
  const hosts = ["www.a.example", "a.example", "b.a.example.org", "xa.example"];
  expect(hosts.map((host) => labelUnder(host, "a.example"))).toEqual([
    "www",
    "@",
    undefined,
    undefined,
  ]);
});

it("keeps database names within MySQL's 32 characters, apart from each other", () => {
  expect(databaseName("les-amis", "wordpress")).toBe("les_amis_wordpress");
  const long = databaseName("abcdefghijklmnopqrstuvwxyz1234", "wordpress");
  const other = databaseName("abcdefghijklmnopqrstuvwxyz1234", "wordpresz");
  expect(long).toMatch(/^[a-z0-9_]{32}$/);
  expect(other).not.toBe(long);
});

it("tells a name that people can read from one that breaks a page or a header", () => {
  const good = ["Les Amis du Quartier", "Sol&TIC", "L’Étang <vert> 🌱", "x"];
  const bad = [
    "",
    "  ",
    "a\nb",
    "a\u0007",
    "a\u2028b",
    "\u202eabc",
    "x".repeat(101),
  ];
  expect(good.filter(isDisplayName)).toEqual(good);
  expect(bad.filter(isDisplayName)).toEqual([]);
});
