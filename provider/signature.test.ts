import { signature } from "./signature";

// The vectors of OVH's own client: github.com/ovh/go-ovh, ovh/ovh_test.go, with its revoked keys.
const keys = {
  applicationSecret: "9ufkBmLaTQ9nz5yMUlg79taH0GNnzDjk",
  consumerKey: "5mBuy6SUQcRw2ZUxg0cG68BoDKpED4KY",
};
const url = "https://api.eu.ovhcloud.com/1.0/auth";
const body = '{"a":"b","c":"d"}';

it.each([
  ["GET", "", "$1$52992e595b398f6aba591ee5925b379081614ced"],
  ["POST", body, "$1$ea0e0d82447373a3ddf5947065f1d519ca0bcaf2"],
  ["PUT", body, "$1$0fdc3ed192ffbf3d1be414dbb733bbb7729500ee"],
  ["DELETE", "", "$1$f685c165fa9da88b294b5fd2504588588105f994"],
])("signs a %s as OVH's own client does", (method, text, expected) => {
  expect(signature(keys, method, url, text, 1457018875)).toBe(expected);
});
