-- Translates between https://<name> of the sandbox and http://<name>.localhost:<port> of a browser, in both directions:
-- plain, JSON-escaped (https:\/\/name) and URL-encoded (https%3A%2F%2Fname).
local M = {}
M.__index = M

local TEXT = { "^text/", "json", "javascript", "xml", "x%-www%-form%-urlencoded" }
local URL_HEADERS = { "Location", "Content-Location", "Refresh", "Link", "Access-Control-Allow-Origin", "Content-Security-Policy", "X-Pingback" }

-- zones_file: one zone a line; only names in these zones are translated.
function M.open(zones_file)
  local zones = {}
  for line in io.lines(zones_file) do zones[line] = true end
  return setmetatable({ zones = zones }, M)
end

function M:hosted(name)
  name = name:lower()
  while name do
    if self.zones[name] then return true end
    name = name:match("^[^.]+%.(.+)$")
  end
  return false
end

local function is_text(content_type)
  if not content_type or content_type:find("event-stream", 1, true) then return false end
  for _, pattern in ipairs(TEXT) do
    if content_type:find(pattern) then return true end
  end
  return false
end

-- Sandbox to browser. `port` is ":8080", or "" for 80.
function M:outward(text, port)
  local function host(name) return name .. ".localhost" .. port end
  local function url(scheme, slashes, name)
    if not self:hosted(name) then return nil end
    return (scheme:find("^ws") and "ws" or "http") .. ":" .. slashes .. host(name)
  end
  text = text:gsub("(https?):(\\?/\\?/)([%w.-]+)", url)
  text = text:gsub("(wss):(\\?/\\?/)([%w.-]+)", url)
  text = text:gsub("(https?)%%3[Aa](%%2[Ff]%%2[Ff])([%w.-]+)", function(_, slashes, name)
    if not self:hosted(name) then return nil end
    return "http%3A" .. slashes .. name .. ".localhost" .. port:gsub(":", "%%3A")
  end)
  return (text:gsub("([\"'(=])(\\?/\\?/)([%w.-]+)", function(before, slashes, name)
    if not self:hosted(name) then return nil end
    return before .. slashes .. host(name)
  end))
end

-- Browser to sandbox.
function M:inward(text)
  text = text:gsub("http:(\\?/\\?/)([%w.-]+)%.localhost:?%d*", function(slashes, name)
    return self:hosted(name) and "https:" .. slashes .. name or nil
  end)
  return (text:gsub("http%%3[Aa](%%2[Ff]%%2[Ff])([%w.-]+)%.localhost%%3[Aa]%d+", function(slashes, name)
    return self:hosted(name) and "https%3A" .. slashes .. name or nil
  end))
end

function M:request(name)
  if not self:hosted(name) then
    ngx.status = 404
    ngx.say(name .. " is not a name of this sandbox.")
    return ngx.exit(404)
  end
  ngx.ctx.port = (ngx.var.http_host or ""):match(":%d+$") or ""
  for _, header in ipairs({ "Origin", "Referer", "Destination" }) do
    local value = ngx.req.get_headers()[header]
    if type(value) == "string" then ngx.req.set_header(header, self:inward(value)) end
  end
  if ngx.var.args then ngx.req.set_uri_args(self:inward(ngx.var.args)) end
  if is_text(ngx.var.content_type) then
    ngx.req.read_body()
    -- A text too large for the buffer is on disk: it passes as it is.
    local body = ngx.req.get_body_data()
    if body then ngx.req.set_body_data(self:inward(body)) end
  end
end

-- A browser has no TLS here, so it would drop cookies marked Secure; it wants the mark on names with these prefixes only.
local function cookie(value)
  value = value:gsub(";%s*[Dd]omain=[^;]*", "")
  if not value:find("^__Host%-") and not value:find("^__Secure%-") then
    value = value:gsub(";%s*[Ss]ecure", ""):gsub("([Ss]ame[Ss]ite=)[Nn]one", "%1Lax")
  end
  return value
end

function M:headers()
  local header = ngx.header
  local port = ngx.ctx.port or ""
  for _, name in ipairs(URL_HEADERS) do
    if type(header[name]) == "string" then
      header[name] = self:outward(header[name], port):gsub("upgrade%-insecure%-requests;?%s*", "")
    end
  end
  header["Strict-Transport-Security"] = nil
  local cookies = header["Set-Cookie"]
  if type(cookies) == "string" then cookies = { cookies } end
  if cookies then
    for i, value in ipairs(cookies) do cookies[i] = cookie(value) end
    header["Set-Cookie"] = cookies
  end
  ngx.ctx.rewrite = is_text(header["Content-Type"]) and not header["Content-Encoding"]
  if ngx.ctx.rewrite then
    header["Content-Length"] = nil
    header["Accept-Ranges"] = nil
  end
end

-- A URL may be cut by a chunk's border, so a text is translated when it is complete.
function M:body()
  if not ngx.ctx.rewrite then return end
  local parts = ngx.ctx.parts or {}
  ngx.ctx.parts = parts
  parts[#parts + 1] = ngx.arg[1]
  if ngx.arg[2] then
    ngx.arg[1] = self:outward(table.concat(parts), ngx.ctx.port or "")
  else
    ngx.arg[1] = nil
  end
end

return M
