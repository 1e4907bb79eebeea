"""What Swift needs of Keystone: gives out tokens for a user's password, and tells Swift whose token it is.

/etc/sandbox/users.json: {username: {"id", "project", "projectName", "passwordHash" (SHA-256, hexadecimal), "roles"}}, read
anew whenever it changes. A token of a user that is gone, or whose password changed, is worth nothing. Tokens are kept in
memory: after a restart clients sign in again, as they do when a token ends.
Source: https://docs.openstack.org/api-ref/identity/v3/#password-authentication-with-scoped-authorization
"""

import hashlib
import hmac
import json
import os
import secrets
import time

from swift.common.swob import Request, Response

USERS = "/etc/sandbox/users.json"
REGIONS = "/etc/sandbox/regions"
LIFETIME = 24 * 3600
DOMAIN = {"id": "default", "name": "Default"}


class Identity:
    def __init__(self, app):
        self.app = app
        self.tokens = {}
        self.known = (None, {})

    def __call__(self, environ, start_response):
        request = Request(environ)
        if request.path.startswith("/v3"):
            return self.keystone(request)(environ, start_response)
        for name in list(environ):
            if name.startswith(("HTTP_X_IDENTITY", "HTTP_X_USER_", "HTTP_X_PROJECT_", "HTTP_X_ROLES", "HTTP_X_SERVICE_")):
                del environ[name]
        token = request.headers.get("X-Auth-Token")
        if token:
            username = self.owner(token)
            if username is None:
                return refusal(401, "The token is not valid")(environ, start_response)
            environ.update(identity(username, self.users()[username]))
        return self.app(environ, with_length(start_response))

    def users(self):
        try:
            changed = os.stat(USERS).st_mtime_ns
        except FileNotFoundError:
            return {}
        if self.known[0] != changed:
            with open(USERS) as file:
                self.known = (changed, json.load(file))
        return self.known[1]

    def owner(self, token):
        username, password_hash, end = self.tokens.get(token, (None, None, 0))
        user = self.users().get(username)
        if user is None or user["passwordHash"] != password_hash or end < time.time():
            return None
        return username

    def keystone(self, request):
        if request.path.rstrip("/") == "/v3":
            version = {"id": "v3.14", "status": "stable", "links": [{"rel": "self", "href": address(request) + "/v3/"}]}
            return answer(200, {"version": version})
        if request.path != "/v3/auth/tokens" or request.method != "POST":
            return refusal(404, "Not found")
        try:
            auth = json.loads(request.body)["auth"]
            given = auth["identity"]["password"]["user"]
            project = (auth.get("scope") or {}).get("project") or {}
            by_name, by_id, password = given.get("name"), given.get("id"), str(given["password"])
        except (AttributeError, KeyError, TypeError, ValueError):
            return refusal(400, "Only passwords are expected here")
        for username, user in self.users().items():
            if username == by_name or user["id"] == by_id:
                return self.sign_in(username, user, password, project)
        return refusal(401, "The request you have made requires authentication.")

    def sign_in(self, username, user, password, project):
        digest = hashlib.sha256(password.encode()).hexdigest()
        own = project.get("id", user["project"]) == user["project"] and project.get("name", user["projectName"]) == user["projectName"]
        if not hmac.compare_digest(digest, user["passwordHash"]) or not own:
            return refusal(401, "The request you have made requires authentication.")
        now = time.time()
        self.tokens = {token: kept for token, kept in self.tokens.items() if kept[2] > now}
        token = secrets.token_urlsafe(32)
        self.tokens[token] = (username, user["passwordHash"], now + LIFETIME)
        body = {
            "methods": ["password"],
            "user": {"id": user["id"], "name": username, "domain": DOMAIN, "password_expires_at": None},
            "project": {"id": user["project"], "name": user["projectName"], "domain": DOMAIN},
            "roles": [{"id": hashlib.md5(role.encode()).hexdigest(), "name": role} for role in user["roles"]],
            "issued_at": moment(now),
            "expires_at": moment(now + LIFETIME),
            "catalog": [catalog(user["project"])],
        }
        response = answer(201, {"token": body})
        response.headers["X-Subject-Token"] = token
        return response


def with_length(start_response):
    """Without a length, Debian's eventlet sends a chunk after an answer that has no content, which strict clients refuse."""

    def start(status, headers, *rest):
        if status.startswith("204") and not any(name.lower() == "content-length" for name, _ in headers):
            headers = [*headers, ("Content-Length", "0")]
        return start_response(status, headers, *rest)

    return start


def identity(username, user):
    return {
        "HTTP_X_IDENTITY_STATUS": "Confirmed",
        "HTTP_X_USER_ID": user["id"],
        "HTTP_X_USER_NAME": username,
        "HTTP_X_USER_DOMAIN_ID": DOMAIN["id"],
        "HTTP_X_PROJECT_ID": user["project"],
        "HTTP_X_PROJECT_NAME": user["projectName"],
        "HTTP_X_PROJECT_DOMAIN_ID": DOMAIN["id"],
        "HTTP_X_ROLES": ",".join(user["roles"]),
        "keystone.token_info": {"token": {}},
    }


def catalog(project):
    with open(REGIONS) as file:
        regions = file.read().split()
    endpoints = [
        {
            "id": hashlib.md5((region + interface).encode()).hexdigest(),
            "interface": interface,
            "region": region,
            "region_id": region,
            "url": "https://storage.%s.cloud.ovh.net/v1/AUTH_%s" % (region.lower(), project),
        }
        for region in regions
        for interface in ("public", "internal")
    ]
    return {"id": "swift", "type": "object-store", "name": "swift", "endpoints": endpoints}


def address(request):
    return "https://" + (request.headers.get("Host") or "auth.cloud.ovh.net")


def moment(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%S.000000Z", time.gmtime(seconds))


def answer(status, body):
    return Response(status=status, body=json.dumps(body).encode(), content_type="application/json")


def refusal(status, message):
    return answer(status, {"error": {"code": status, "message": message}})


def filter_factory(_global_conf, **_local_conf):
    return Identity
