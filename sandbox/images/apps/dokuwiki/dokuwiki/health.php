<?php
// Answers "ok" once DokuWiki can start with its configuration and its data directories, 500 otherwise.
define('DOKU_UNITTEST', 1);
define('DOKU_INC', __DIR__ . '/');
header('Content-Type: text/plain; charset=utf-8');
try {
    ob_start();
    require DOKU_INC . 'inc/init.php';
    ob_end_clean();
    echo 'ok';
} catch (\Throwable $error) {
    ob_end_clean();
    http_response_code(500);
    echo strip_tags($error->getMessage());
}
