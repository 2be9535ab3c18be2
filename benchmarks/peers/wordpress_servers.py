"""MariaDB, PHP-FPM and nginx as Debian installs them, as processes of our own in a folder."""

import getpass
import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

from tests.real_services import end

CODE = Path("/usr/share/wordpress")
THEMES = CODE / "wp-content" / "themes"
# What WordPress' handbook asks a server for. Without mbstring it does the same in PHP, slowly.
PHP_MODULES = ["curl", "gd", "mbstring", "mysqli", "xml"]
# Debian has some where only root looks.
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin"
START_SECONDS = 60

PHP = """
[global]
error_log = {folder}/php.log
daemonize = no
[wordpress]
user = {user}
listen = {folder}/php.sock
pm = static
pm.max_children = 2
"""
NGINX = """
user {user};
worker_processes 2;
pid {folder}/nginx.pid;
events {{ worker_connections 512; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    keepalive_timeout 3600;
    keepalive_requests 1000000;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    root {folder}/site;
    index index.php;
    {sites}
}}
"""
NGINX_SITE = """
    server {{
        listen 127.0.0.1:{port};
        location / {{ try_files $uri $uri/ /index.php?$args; }}
        location ~ \\.php$ {{
            fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
            fastcgi_param SCRIPT_NAME $fastcgi_script_name;
            fastcgi_param DOCUMENT_ROOT $document_root;
            fastcgi_param REQUEST_URI $request_uri;
            fastcgi_param QUERY_STRING $query_string;
            fastcgi_param REQUEST_METHOD $request_method;
            fastcgi_param CONTENT_TYPE $content_type;
            fastcgi_param CONTENT_LENGTH $content_length;
            fastcgi_param SERVER_PROTOCOL $server_protocol;
            fastcgi_param SERVER_SOFTWARE nginx;
            fastcgi_param SERVER_NAME localhost;
            fastcgi_param SERVER_PORT $server_port;
            fastcgi_param REMOTE_ADDR $remote_addr;
            {environment}
            fastcgi_pass unix:{folder}/php.sock;
        }}
    }}
"""


def program(name) -> str | None:
    return shutil.which(name, path=PATH)


def php_fpm() -> str | None:
    """Return Debian's PHP-FPM, whose name ends with a version."""
    found = sorted(Path("/usr/sbin").glob("php-fpm[0-9]*"))
    return str(found[-1]) if found else None


def missing_packages(themes) -> list[str]:
    """Return the Debian packages that aren't installed."""
    installed = {
        "wordpress": CODE.exists(),
        **{f"wordpress-theme-{theme}": (THEMES / theme).exists() for theme in themes},
        "php-fpm": php_fpm(),
        **{_package_of(module): _has_module(module) for module in PHP_MODULES},
        "mariadb-server": program("mariadbd") and program("mariadb-install-db"),
        "nginx-light": program("nginx"),
    }
    return [package for package, found in installed.items() if not found]


def _package_of(module) -> str:
    return "php-mysql" if module == "mysqli" else f"php-{module}"


def _has_module(module) -> bool:
    return any(Path("/etc/php").glob(f"*/fpm/conf.d/*-{module}.ini"))


def copy_code(folder, configuration) -> None:
    """Copy WordPress, because it looks for its configuration beside its code."""
    site = shutil.copytree(CODE, folder / "site", ignore_dangling_symlinks=True)
    shutil.copy(configuration, site / "wp-config.php")
    (site / "wp-content" / "uploads").mkdir(exist_ok=True)


@contextmanager
def mariadb(folder):
    """Start a MariaDB that only this folder reaches; give its process id."""
    options = ["--no-defaults", f"--datadir={folder / 'data'}", f"--user={getpass.getuser()}"]
    install = [program("mariadb-install-db"), *options, "--auth-root-authentication-method=normal"]
    subprocess.run([*install, "--skip-test-db"], check=True, stdout=subprocess.DEVNULL)
    path = folder / "mariadb.sock"
    own = [f"--socket={path}", "--skip-networking", f"--pid-file={folder / 'mariadb.pid'}"]
    with _running([program("mariadbd"), *options, *own], folder / "mariadb.log", path) as process:
        yield process.pid


@contextmanager
def php(folder):
    """Start a PHP-FPM with two processes; give the id of their parent."""
    file = folder / "php-fpm.conf"
    file.write_text(PHP.format(folder=folder, user=getpass.getuser()))
    command = [php_fpm(), "--nodaemonize", "--fpm-config", str(file)]
    if os.getuid() == 0:
        command.append("--allow-to-run-as-root")
    with _running(command, folder / "php-fpm.log", folder / "php.sock") as process:
        yield process.pid


@contextmanager
def nginx(folder, sites):
    """Start an nginx with one server for each site; give its process id."""
    servers = [
        NGINX_SITE.format(folder=folder, port=site.port, environment=_parameters(site))
        for site in sites
    ]
    file = folder / "nginx.conf"
    file.write_text(NGINX.format(folder=folder, user=getpass.getuser(), sites="".join(servers)))
    log = str(folder / "nginx.log")
    command = [program("nginx"), "-p", str(folder), "-c", str(file), "-e", log]
    address = ("127.0.0.1", sites[-1].port)
    command += ["-g", "daemon off;"]
    with _running(command, folder / "nginx-start.log", address) as process:
        yield process.pid


def _parameters(site) -> str:
    pairs = site.environment.items()
    return "\n".join(f"fastcgi_param {name} {value};" for name, value in pairs)


@contextmanager
def _running(command, log, address):
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # Ctrl-C ends the benchmark, which ends these in order.
            start_new_session=True,
        )
    try:
        _wait_for(address, process, log)
        yield process
    finally:
        end(process)


def _wait_for(address, process, log) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        if _listens(address):
            return
        time.sleep(0.05)
    raise RuntimeError(f"{process.args[0]} did not start:\n{log.read_text(errors='replace')}")


def _listens(address) -> bool:
    family = socket.AF_INET if isinstance(address, tuple) else socket.AF_UNIX
    with socket.socket(family) as probe:
        return probe.connect_ex(address if family == socket.AF_INET else str(address)) == 0
