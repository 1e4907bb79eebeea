import * as ovh from "@ovhcloud/pulumi-ovh";
import { MysqlService } from "../../components/mysql-service";

/** A MySQL service for all associations, paid by the month, and the one server that may reach it. */
export function mysqlService(): MysqlService {
  const mysql = new MysqlService("mysql", {
    displayName: "Sol&TIC",
    plan: "private-sql-512-instance",
    engine: "mariadb_11.4",
    datacenter: "gra3",
  });
  new ovh.hosting.PrivateDatabaseAllowlist("commun-1", {
    serviceName: mysql.service,
    ip: "203.0.113.10/32",
    name: "commun-1",
    service: true,
    sftp: false,
  });
  return mysql;
}
