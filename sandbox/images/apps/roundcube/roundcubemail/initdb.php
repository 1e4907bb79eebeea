<?php
// Debian leaves out upstream's bin/initdb.sh: makes the tables of an empty database, or brings those that are there up to date.
define('INSTALL_PATH', '/var/www/html/');
require_once INSTALL_PATH . 'program/include/clisetup.php';
$db = rcube_db::factory(rcmail::get_instance()->config->get('db_dsnw'));
$db->set_debug(false);
$db->db_connect('w');
if (!$db->is_connected()) {
    fwrite(STDERR, "the database does not answer\n");
    exit(1);
}
if (in_array($db->table_name('system'), $db->list_tables())) {
    passthru('php ' . INSTALL_PATH . 'bin/updatedb.sh --package=roundcube --dir=' . INSTALL_PATH . 'SQL', $code);
    exit($code);
}
$sql = file_get_contents(INSTALL_PATH . 'SQL/' . $db->db_provider . '.initial.sql');
exit($db->exec_script($sql) ? 0 : 1);
