<?php
// Answers one request at a time, so plainly that a test can see what came through the proxy; a WebSocket gets back what it says.

// Sends a mail by the relay, and gives the relay's last answer. $path: /mail/FROM/TO/SUBJECT
function mailed(string $path): string {
    [, , $from, $to, $subject] = explode("/", $path);
    $login = "\0" . getenv("MAIL_USER") . "\0" . trim(file_get_contents("/run/secrets/mail-password"));
    $relay = stream_socket_client("tcp://" . getenv("MAIL_RELAY"));
    $steps = ["", "EHLO gazette", "AUTH PLAIN " . base64_encode($login), "MAIL FROM:<$from>", "RCPT TO:<$to>", "DATA",
        "From: <$from>\r\nTo: <$to>\r\nSubject: $subject\r\n\r\nBonjour.\r\n."];
    foreach ($steps as $step) {
        if ($step !== "") fwrite($relay, "$step\r\n");
        do $answer = fgets($relay); while ($answer !== false && ($answer[3] ?? " ") === "-");
        if ($answer === false || $answer[0] > "3") break;
    }
    fclose($relay);
    return trim((string) $answer);
}

$listen = stream_socket_server("tcp://0.0.0.0:80");
while ($client = stream_socket_accept($listen, -1)) {
    stream_set_timeout($client, 2);
    $head = "";
    while (($line = fgets($client)) !== false && trim($line) !== "") $head .= $line;
    if (!preg_match("#^(\S+) (\S+)#", $head, $asked)) continue;
    [, $method, $path] = $asked;
    if (preg_match("/^Sec-WebSocket-Key: (\S+)/mi", $head, $key)) {
        $accept = base64_encode(sha1($key[1] . "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", true));
        fwrite($client, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: $accept\r\n\r\n");
        $length = ord(fread($client, 2)[1]) & 127;
        $mask = fread($client, 4);
        $text = fread($client, $length) ^ str_repeat($mask, intdiv($length, 4) + 1);
        fwrite($client, chr(0x81) . chr(strlen($text)) . strrev($text));
        fclose($client);
        continue;
    }
    $length = preg_match("/^Content-Length: (\d+)/mi", $head, $of) ? (int) $of[1] : 0;
    for ($read = 0; $read < $length && !feof($client);) {
        $part = fread($client, min(65536, $length - $read));
        if ($part === "" || $part === false) break;
        $read += strlen($part);
    }
    $body = match ($path) {
        "/edition" => file_get_contents("/etc/gazette/edition"),
        "/key" => strlen(file_get_contents("/run/secrets/cookie-key")),
        "/cache" => file_get_contents(getenv("CACHE") . "/hello.txt"),
        "/size" => $read,
        "/host" => preg_match("/^Host: (\S+)/mi", $head, $of) ? $of[1] : "",
        default => str_starts_with($path, "/mail/") ? mailed($path) : "La Gazette",
    };
    $extra = $path === "/frame" ? "X-Frame-Options: DENY\r\n" : "";
    $status = getenv("BROKEN") ? "500 Broken" : "200 OK";
    fwrite($client, "HTTP/1.1 $status\r\nContent-Type: text/plain\r\n{$extra}Content-Length: " . strlen($body) . "\r\nConnection: close\r\n\r\n$body");
    fclose($client);
}
