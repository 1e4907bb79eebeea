<?php
// A `sendmail` in PHP: head and body on standard input, recipients in the head. The relay, its login and the
// association's address are declared before this (php-mail.ts).
// Who sends is always the association's address, or nobody's spam filter would believe it; who an app writes for, if it
// is somebody else, gets the answers.

function fail(string $why): never {
  fwrite(STDERR, "sendmail: $why\n");
  exit(1);
}

/** The values of a header, unfolded. */
function values(array $head, string $name): array {
  $lines = array_values(preg_grep("/^$name:/i", $head));
  return array_map(fn ($line) => trim(preg_replace('/\s+/', ' ', substr($line, strlen($name) + 1))), $lines);
}

/** The addresses in a list, without the names that people gave them. */
function addresses(string $list): array {
  preg_match_all('/[^\s<>,;:"()]+@[^\s<>,;:"()]+/', preg_replace('/"(\\\\.|[^"\\\\])*"/', '', $list), $found);
  return $found[0];
}

/** What an address is of, in lower case. */
function domain(string $address): string {
  return strtolower(substr(strrchr($address, '@'), 1));
}

function sent_as_association(array $head): array {
  $from = values($head, 'From')[0] ?? FROM;
  $writer = domain(addresses($from)[0] ?? FROM);
  if ($writer === domain(FROM)) return $head;
  // A site writes for itself as one of its own names, or of none.
  $is_somebody = str_contains($writer, '.') && !str_ends_with($writer, '.' . domain(FROM));
  if ($is_somebody && !values($head, 'Reply-To')) $head[] = "Reply-To: $from";
  $name = str_contains($from, '<') ? trim(explode('<', $from)[0]) : '';
  $head = preg_grep('/^From:/i', $head, PREG_GREP_INVERT);
  $head[] = 'From: ' . ltrim("$name <" . FROM . '>');
  return $head;
}

function complete(array $head): array {
  if (!values($head, 'From')) $head[] = 'From: ' . FROM;
  if (!values($head, 'Date')) $head[] = 'Date: ' . date('r');
  if (!values($head, 'Message-ID')) $head[] = 'Message-ID: <' . bin2hex(random_bytes(16)) . '@' . domain(FROM) . '>';
  return $head;
}

/** Says one thing and expects one answer. */
function say($relay, ?string $words, int $wanted): void {
  if ($words !== null) fwrite($relay, "$words\r\n");
  do {
    $answer = (string) fgets($relay);
  } while (substr($answer, 3, 1) === '-');
  if ((int) $answer !== $wanted) fail(trim($answer) ?: 'the relay says nothing');
}

function send(array $to, string $message): void {
  $relay = @stream_socket_client(RELAY, $code, $why, 20) ?: fail("no relay: $why");
  stream_set_timeout($relay, 60);
  $password = trim(file_get_contents('/run/secrets/mail-password'));
  say($relay, null, 220);
  say($relay, 'EHLO ' . gethostname(), 250);
  say($relay, 'AUTH PLAIN ' . base64_encode("\0" . USER . "\0" . $password), 235);
  say($relay, 'MAIL FROM:<' . FROM . '>', 250);
  foreach ($to as $address) say($relay, "RCPT TO:<$address>", 250);
  say($relay, 'DATA', 354);
  say($relay, preg_replace('/^\./m', '..', $message) . "\r\n.", 250);
  say($relay, 'QUIT', 221);
}

$text = ltrim(preg_replace('/\r\n|\r|\n/', "\r\n", stream_get_contents(STDIN)), "\r\n");
[$head, $body] = explode("\r\n\r\n", $text, 2) + [1 => ''];
$head = preg_split('/\r\n(?![ \t])/', $head);
$lists = array_merge(values($head, 'To'), values($head, 'Cc'), values($head, 'Bcc'));
$to = array_unique(addresses(implode(',', $lists))) ?: fail('nobody to send it to');
$head = preg_grep('/^Bcc:/i', complete(sent_as_association($head)), PREG_GREP_INVERT);
send($to, implode("\r\n", $head) . "\r\n\r\n$body");
