BLOCK_PREVIEW_TEMPLATE = "wagtail_therapy/content/block_preview.html"
