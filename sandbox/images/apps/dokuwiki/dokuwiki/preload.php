<?php
// What comes with DokuWiki is read from the image (conf.core), what the wiki's people chose from the volume (conf).
if (!defined('DOKU_CONF')) define('DOKU_CONF', '/var/www/html/conf/');
$core = '/var/www/html/conf.core/';
include __DIR__ . '/config_cascade.php';
$shipped = [
    'main' => 'dokuwiki.php',
    'acronyms' => 'acronyms.conf',
    'entities' => 'entities.conf',
    'interwiki' => 'interwiki.conf',
    'license' => 'license.php',
    'manifest' => 'manifest.json',
    'mediameta' => 'mediameta.php',
    'mime' => 'mime.conf',
    'scheme' => 'scheme.conf',
    'smileys' => 'smileys.conf',
    'wordblock' => 'wordblock.conf',
    'plugins' => 'plugins.php',
];
foreach ($shipped as $part => $file) array_unshift($config_cascade[$part]['default'], $core . $file);
$config_cascade['main']['default'][] = $core . 'docker.php';
array_unshift($config_cascade['plugins']['protected'], $core . 'plugins.required.php');
