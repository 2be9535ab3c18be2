<?php
// Gives a WordPress the benchmark's posts: `php wordpress_fill.php ROOT FILE`.
[, $root, $file] = $argv;
$texts = json_decode(file_get_contents($file), true);

// What is due by the clock would ask the web server, which isn't there yet.
define('DISABLE_WP_CRON', true);
$_SERVER['HTTP_HOST'] = parse_url(getenv('WORDPRESS_URL'), PHP_URL_HOST);
require "$root/wp-load.php";
require ABSPATH . 'wp-admin/includes/image.php';
// As an administrator, whose HTML is stored as it is.
wp_set_current_user(1);

$authors = [];
foreach ($texts['authors'] as $one) {
    $authors[] = wp_insert_user([
        'user_login' => $one['slug'], 'user_pass' => 'benchmark', 'role' => 'author',
        'display_name' => $one['name'], 'description' => $one['bio'],
    ]);
}

$categories = [];
foreach ($texts['categories'] as $one) {
    $parent = $one['parent'] === null ? 0 : $categories[$one['parent']];
    $term = wp_insert_term($one['name'], 'category', ['slug' => $one['slug'], 'parent' => $parent]);
    $categories[] = $term['term_id'];
}

$pictures = [];
foreach ($texts['pictures'] as $path) {
    $upload = wp_upload_bits(basename($path), null, file_get_contents($path));
    $id = wp_insert_attachment(
        ['post_mime_type' => 'image/jpeg', 'post_title' => basename($path), 'post_status' => 'inherit'],
        $upload['file'],
    );
    wp_update_attachment_metadata($id, wp_generate_attachment_metadata($id, $upload['file']));
    update_post_meta($id, '_wp_attachment_image_alt', 'A picture');
    $pictures[] = $id;
}

foreach ($texts['posts'] as $one) {
    $body = preg_replace_callback(
        '/{{(id|url):(\d+)}}/',
        fn($found) => $found[1] === 'id'
            ? $pictures[$found[2]] : wp_get_attachment_image_url($pictures[$found[2]], 'large'),
        $one['body'],
    );
    $id = wp_insert_post([
        'post_title' => $one['title'], 'post_name' => $one['slug'], 'post_content' => wp_slash($body),
        'post_status' => 'publish', 'post_author' => $authors[$one['author']],
        'post_date' => $one['date'], 'post_date_gmt' => $one['date'],
        'post_category' => array_map(fn($place) => $categories[$place], $one['categories']),
        'tags_input' => array_map(fn($place) => $texts['tags'][$place], $one['tags']),
    ], true);
    if (is_wp_error($id)) {
        exit($id->get_error_message());
    }
    set_post_thumbnail($id, $pictures[$one['picture']]);
}

// The header of the example site names as many pages.
$menu = wp_create_nav_menu('Main');
foreach (['Who we are', 'Approaches', 'Field notes'] as $title) {
    $id = wp_insert_post(['post_type' => 'page', 'post_title' => $title, 'post_status' => 'publish']);
    wp_update_nav_menu_item($menu, 0, [
        'menu-item-object' => 'page', 'menu-item-object-id' => $id,
        'menu-item-type' => 'post_type', 'menu-item-status' => 'publish',
    ]);
}
set_theme_mod('nav_menu_locations', ['primary' => $menu]);

$author = $texts['authors'][0];
$beside = [
    '<!-- wp:group --><div class="wp-block-group"><!-- wp:heading --><h2>About me</h2><!-- /wp:heading -->'
        . "<!-- wp:paragraph --><p>{$author['name']}: {$author['bio']}</p><!-- /wp:paragraph --></div><!-- /wp:group -->",
    '<!-- wp:latest-posts {"postsToShow":5} /-->',
    '<!-- wp:categories /-->',
    '<!-- wp:archives /-->',
    '<!-- wp:search {"label":"Search"} /-->',
];
if (wp_is_block_theme()) {
    // It has no sidebar, but a foot that every page shows.
    $id = wp_insert_post([
        'post_type' => 'wp_template_part', 'post_name' => 'footer', 'post_title' => 'Footer',
        'post_status' => 'publish', 'post_content' => implode("\n", $beside),
    ]);
    wp_set_object_terms($id, get_stylesheet(), 'wp_theme');
    wp_set_object_terms($id, 'footer', 'wp_template_part_area');
} else {
    $widgets = ['_multiwidget' => 1];
    $shown = [];
    foreach ($beside as $place => $content) {
        $widgets[$place + 2] = ['content' => $content];
        $shown[] = 'block-' . ($place + 2);
    }
    update_option('widget_block', $widgets);
    update_option('sidebars_widgets', ['wp_inactive_widgets' => [], 'sidebar-1' => $shown, 'array_version' => 3]);
}
// Only now, because the rules of categories are known since WordPress was loaded with permalinks.
flush_rewrite_rules();
