import { bringOnline, MINUTE, takeDown } from "./online";
import { theDemo } from "./demo.part";
import { theWebsite } from "./website.part";
import { namesAndMail } from "./mail.part";
import { theDatabase } from "./database.part";
import { theBucket } from "./bucket.part";
import { departures } from "./departures.part";
import { failures } from "./failures.part";
import { isolation } from "./isolation.part";
import { thePublicSide } from "./public-side.part";
import { secretsStaySecret } from "./secrets.part";

/** One sandbox for all: a bare machine, then the platform and two associations on it, looked at from every side. */
beforeAll(bringOnline, 25 * MINUTE);
afterAll(takeDown, 3 * MINUTE);

theDemo();
theWebsite();
namesAndMail();
theDatabase();
theBucket();
isolation();
thePublicSide();
secretsStaySecret();
failures();
departures();
