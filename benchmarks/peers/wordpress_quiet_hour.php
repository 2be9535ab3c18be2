<?php
// Lets an hour pass for what WordPress does by the clock: `php wordpress_quiet_hour.php ROOT`.
[, $root] = $argv;
// Without it, loading WordPress would start what is due.
define('DISABLE_WP_CRON', true);
$_SERVER['HTTP_HOST'] = parse_url(getenv('WORDPRESS_URL'), PHP_URL_HOST);
require "$root/wp-load.php";

$earlier = [];
foreach (_get_cron_array() as $time => $events) {
    $earlier[$time - HOUR_IN_SECONDS] = $events;
}
_set_cron_array($earlier);
delete_transient('doing_cron');
