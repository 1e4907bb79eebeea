import { SwiftBucket } from "../../components/swift-bucket";

/** Archives for a program that knows no S3, and somebody who only reads them. */
export function swiftBucket(): SwiftBucket {
  return new SwiftBucket("les-amis-archives", {
    project: "c0ffee00c0ffee00c0ffee00c0ffee00",
    region: "GRA",
    containerName: "les-amis-archives",
    disposable: false,
    credentials: { lecture: "read-only" },
  });
}
