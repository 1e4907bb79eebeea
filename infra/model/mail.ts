/** What a mail program is told. The user's name is the whole address. */
export interface MailSettings {
  readonly imap: MailServer;
  readonly smtp: MailServer;
}

export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly security: "SSL/TLS";
}

/** OVH's mail service (MX Plan). Source: https://help.ovhcloud.com/csm/en-ie-mx-plan-general-configuration */
export const ovhMail: MailSettings = {
  imap: { host: "imap.mail.ovh.net", port: 993, security: "SSL/TLS" },
  smtp: { host: "smtp.mail.ovh.net", port: 465, security: "SSL/TLS" },
};
