import type { AppContext } from "./app-context";
import { phpUploads } from "./php-uploads";
import { phpEnvironment } from "./webdevops-php";

/** What is really sent is seen in `tests/e2e/sites.part.ts`. */
it("is the last file that PHP reads, and takes as much as the proxy lets through", () => {
  const ini = phpUploads(100)["uploads-ini"];
  expect(ini.path).toBe("/usr/local/etc/php/conf.d/zz-epicerie-uploads.ini");
  expect(ini.text({} as AppContext<string>)).toBe(
    "upload_max_filesize = 100M\npost_max_size = 100M\ndisplay_errors = Off\n",
  );
});

it("tells the general-purpose image of PHP where mail goes, whose own setting would come first", () => {
  const env = phpEnvironment({ hasMail: true }, "/app", 32);
  expect(env).toMatchObject({
    WEB_DOCUMENT_ROOT: "/app",
    PHP_SENDMAIL_PATH: "/usr/bin/env php -n /etc/epicerie/sendmail.php",
    PHP_UPLOAD_MAX_FILESIZE: "32M",
  });
  expect(phpEnvironment({ hasMail: false }, "/app")).not.toHaveProperty(
    "PHP_SENDMAIL_PATH",
  );
});
