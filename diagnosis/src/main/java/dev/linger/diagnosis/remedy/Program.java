package dev.linger.diagnosis.remedy;

import dev.linger.diagnosis.finding.Suspect;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The programs whose ways of opening and closing connections Linger knows, recognised by process name.
///
/// A Go program carries its own name, so only well-known ones are recognised; anything else is [#OTHER].
@SuppressWarnings("ImmutableEnumChecker") // the sets and lists are those of Set.of and List.of
public enum Program {
    NGINX(
            "nginx",
            Set.of("nginx", "openresty", "tengine", "angie"),
            List.of(
                    "upstream NAME { server …; keepalive 64; }   and proxy_pass http://NAME;",
                    "proxy_http_version 1.1;   proxy_set_header Connection \"\";",
                    "keepalive_requests 10000; keepalive_timeout below the backend's idle timeout"),
            List.of("proxy_read_timeout and proxy_ignore_client_abort decide how long nginx keeps a closed upstream"),
            List.of("reset_timedout_connection on; sends RST: switch it off", "lingering_close on; (the default)")),
    HAPROXY(
            "HAProxy",
            Set.of("haproxy"),
            List.of(
                    "http-reuse safe   and no 'option httpclose' or 'option forceclose' in defaults or the backend",
                    "pool-max-conn -1, pool-purge-delay 30s   on the server lines",
                    "timeout http-keep-alive below the backend's idle timeout"),
            List.of("timeout client-fin 10s   timeout server-fin 10s   timeout tunnel 1h"),
            List.of("remove 'option nolinger' from frontend and backend")),
    GO(
            "Go",
            Set.of(
                    "caddy",
                    "traefik",
                    "etcd",
                    "k6",
                    "vegeta",
                    "hey",
                    "prometheus",
                    "grafana",
                    "consul",
                    "vault",
                    "nomad",
                    "kubelet",
                    "dockerd",
                    "containerd",
                    "telegraf",
                    "minio",
                    "gitea",
                    "frpc",
                    "frps"),
            List.of(
                    "one http.Transport for all requests, MaxIdleConnsPerHost = the concurrency (the default is 2)",
                    "io.Copy(io.Discard, response.Body); response.Body.Close() after every request",
                    "database/sql: db.SetMaxIdleConns(n) equal to db.SetMaxOpenConns(n)"),
            List.of("defer response.Body.Close(); set http.Client.Timeout; close net.Conn when Read returns io.EOF"),
            List.of("remove SetLinger(0); read the request body to its end before closing")),
    JAVA(
            "Java",
            Set.of("java"),
            List.of(
                    "one java.net.http.HttpClient, or one pooling connection manager, for all requests",
                    "pool size per route = the concurrency; consume every response body to its end",
                    "JDBC and Redis: a connection pool (HikariCP, Lettuce) with minimumIdle = maximumPoolSize"),
            List.of("close the Socket, Channel or response in finally or try-with-resources when read() returns -1"),
            List.of("remove setSoLinger(true, 0); read the stream to its end before close()")),
    NODE(
            "Node.js",
            Set.of("node", "nodejs", "MainThread", "deno", "bun"),
            List.of(
                    "new http.Agent({ keepAlive: true, maxSockets: n }) shared by all requests",
                    "undici: one Pool for each origin; consume every response body"),
            List.of("socket.on('end', () => socket.end()) where allowHalfOpen is true; destroy sockets on timeout"),
            List.of("socket.end() in place of socket.resetAndDestroy() and socket.destroy()")),
    PYTHON(
            "Python",
            Set.of("python", "python2", "python3", "gunicorn", "uwsgi", "celery", "uvicorn"),
            List.of(
                    "requests.Session() or httpx.Client(), one for the process, not requests.get()",
                    "Session.mount('https://', HTTPAdapter(pool_maxsize=n)); aiohttp: one ClientSession",
                    "database drivers: a pool, CONN_MAX_AGE in Django"),
            List.of("with socket / session / response: … so that close() runs; read until b'' and then close()"),
            List.of("remove setsockopt(SO_LINGER, struct.pack('ii', 1, 0)); read to the end before close()")),
    PHP_FPM(
            "PHP-FPM",
            Set.of("php-fpm", "php", "apache2", "httpd"),
            List.of(
                    "PDO::ATTR_PERSISTENT => true, pconnect() for Redis, a Unix socket for what runs on this host",
                    "curl: one handle kept and reused for all requests of a worker"),
            List.of("request_terminate_timeout = 60s ends workers that hold a closed connection"),
            List.of("read responses to their end before the script ends")),
    CURL(
            "curl",
            Set.of("curl", "wget"),
            List.of("give all URLs to one curl command, or use libcurl's multi handle: it keeps connections"),
            List.of("--max-time and --connect-timeout"),
            List.of("let the transfer end: --max-time cuts it off with unread data")),
    OTHER(
            "the program",
            Set.of(),
            List.of(
                    "keep connections open and reuse them: HTTP keep-alive, a connection pool, one session",
                    "pool size = the concurrency; fewer idle than open connections closes the difference each time"),
            List.of("close() the socket when read() returns 0, on every path, errors too"),
            List.of("remove SO_LINGER with 0 seconds; read everything before close(), or shutdown(SHUT_WR) and drain"));

    private final String title;
    private final Set<String> names;
    private final List<String> keepAlive;
    private final List<String> closing;
    private final List<String> orderlyClose;

    Program(String title, Set<String> names, List<String> keepAlive, List<String> closing, List<String> orderlyClose) {
        this.title = title;
        this.names = names;
        this.keepAlive = keepAlive;
        this.closing = closing;
        this.orderlyClose = orderlyClose;
    }

    /// The program behind a process name; versions and titles after the name are passed over (`php-fpm8.2`,
    /// `python3.11`, `nginx: worker`).
    public static Program named(String processName) {
        String word = processName.strip();
        int colon = word.indexOf(':');
        String bare = colon < 0 ? word : word.substring(0, colon);
        for (Program program : values()) {
            if (program.names.contains(bare) || program.names.contains(withoutVersion(bare))) {
                return program;
            }
        }
        return OTHER;
    }

    public static Program of(Suspect suspect) {
        return suspect.process().map(process -> named(process.name())).orElse(OTHER);
    }

    private static String withoutVersion(String name) {
        int end = name.length();
        while (end > 0 && (Character.isDigit(name.charAt(end - 1)) || name.charAt(end - 1) == '.')) {
            end--;
        }
        return name.substring(0, end).toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    /// How it is made to reuse connections.
    public List<String> keepAlive() {
        return prefixed(keepAlive);
    }

    /// How it is made to close what its peer has closed.
    public List<String> closing() {
        return prefixed(closing);
    }

    /// How it is made to close without a reset.
    public List<String> orderlyClose() {
        return prefixed(orderlyClose);
    }

    private List<String> prefixed(List<String> steps) {
        return this == OTHER
                ? steps
                : steps.stream().map(step -> title + ": " + step).toList();
    }
}
