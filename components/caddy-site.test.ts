import { caddySite, type Upstream } from "./caddy-site";

const site = (to: Partial<Upstream> = {}): string =>
  caddySite(
    { host: "a.example", to: { service: "app", port: 8080, ...to } },
    "a.html",
  );

it("writes a route to a service", () => {
  expect(site()).toMatch(/^a\.example \{\n\tencode gzip\n/);
  expect(site()).toContain("\treverse_proxy app:8080\n");
});

it("writes a redirection that keeps the path, and nothing else", () => {
  const route = { host: "a.example", to: { redirect: "www.a.example" } };
  expect(caddySite(route, "a.html")).toBe(
    "a.example {\n\tredir https://www.a.example{uri} permanent\n}\n",
  );
});

it("sets security headers where the app sets none", () => {
  expect(site()).toContain('\theader ?X-Content-Type-Options "nosniff"\n');
  expect(site()).toContain(
    '\theader ?Strict-Transport-Security "max-age=31536000"\n',
  );
});

it("lets a definition have a header otherwise, or not at all", () => {
  const reason = "an editor in a frame of another site";
  const text = site({
    headers: {
      "X-Frame-Options": { value: null, reason },
      "Referrer-Policy": { value: "no-referrer", reason },
    },
  });
  expect(text).not.toContain("X-Frame-Options");
  expect(text).toContain('?Referrer-Policy "no-referrer"');
});

it("limits what visitors send", () => {
  expect(site()).toContain("max_size 64MB");
  expect(site({ uploads: 512 })).toContain("max_size 512MB");
});
