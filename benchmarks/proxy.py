"""An nginx in front of the example site, with visitors that a benchmark invents."""

import getpass
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from tests.real_services import end, free_port, wait_for_port

# Debian has it where only root looks.
PROGRAM = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
# The benchmark names the visitor in a header to nginx. Nothing behind nginx sees it.
VISITOR = "X-Invented-Visitor"
PASSED_ON = "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;"

CONFIGURATION = """
user {user};
worker_processes 1;
pid {folder}/nginx.pid;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    set_real_ip_from 127.0.0.1;
    real_ip_header {visitor};
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://127.0.0.1:{to_port};
            proxy_set_header Host localhost:{to_port};
            proxy_set_header {visitor} "";
            {passed_on}
        }}
    }}
}}
"""


@contextmanager
def before(to_port, *, passes_visitors):
    """Yield the address of an nginx that passes requests on, with or without X-Forwarded-For."""
    with tempfile.TemporaryDirectory(prefix="therapy-nginx-") as folder:
        port = free_port()
        text = CONFIGURATION.format(
            user=getpass.getuser(),
            folder=folder,
            port=port,
            to_port=to_port,
            visitor=VISITOR,
            passed_on=PASSED_ON if passes_visitors else "",
        )
        file = Path(folder) / "nginx.conf"
        file.write_text(text)
        log = Path(folder) / "error.log"
        command = [PROGRAM, "-p", folder, "-c", str(file), "-e", str(log), "-g", "daemon off;"]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
        try:
            wait_for_port(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            end(process)
