<?php
// Installs a WordPress with a theme and no posts: `php wordpress_install.php ROOT THEME`.
[, $root, $chosen_theme] = $argv;

define('WP_INSTALLING', true);
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REQUEST_METHOD'] = 'GET';
$_SERVER['HTTP_HOST'] = parse_url(getenv('WORDPRESS_URL'), PHP_URL_HOST);

// In place of WordPress' own, which needs a mail server.
function wp_mail(...$mail) { return true; }

$server = mysqli_init();
$server->real_connect('localhost', 'root', '', null, 0, getenv('WORDPRESS_SOCKET'));
$server->query('CREATE DATABASE ' . getenv('WORDPRESS_DATABASE') . ' CHARACTER SET utf8mb4');

require "$root/wp-load.php";
require ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install('A Practice', 'practice', 'practice@example.org', true, '', 'benchmark');
foreach (get_posts(['post_type' => ['post', 'page'], 'post_status' => 'any', 'numberposts' => -1]) as $one) {
    wp_delete_post($one->ID, true);
}
$options = [
    'posts_per_page' => 10, 'posts_per_rss' => 20, 'rss_use_excerpt' => 0, 'show_avatars' => 0,
    'default_comment_status' => 'closed', 'default_ping_status' => 'closed',
];
foreach ($options as $name => $value) {
    update_option($name, $value);
}
$wp_rewrite->set_permalink_structure('/%postname%/');
switch_theme($chosen_theme);
