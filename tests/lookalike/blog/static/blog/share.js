document.body.dataset.host = 'share';
