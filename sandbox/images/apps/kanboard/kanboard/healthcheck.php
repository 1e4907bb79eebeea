<?php
// Answers 200 once Kanboard can ask its database, 503 otherwise.
header('Content-Type: application/json');
set_error_handler(function ($severity, $message, $file, $line) {
    if (error_reporting() & $severity) throw new ErrorException($message, 0, $severity, $file, $line);
});
try {
    require __DIR__ . '/app/common.php';
    $container['db']->getConnection()->query('SELECT 1');
    echo json_encode(['status' => 200, 'message' => 'Database connection is OK']);
} catch (\Throwable $error) {
    http_response_code(503);
    echo json_encode(['status' => 503, 'message' => $error->getMessage()]);
}
