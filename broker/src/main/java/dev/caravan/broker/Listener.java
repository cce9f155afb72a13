package dev.caravan.broker;

/**
 * Where a broker listens and under which address it tells clients to come back.
 *
 * @param host address to bind: {@code 127.0.0.1}, or {@code 0.0.0.0} for all (in a container, say)
 * @param port port to bind, 0 for a free one
 * @param advertised {@code host:port} that clients can reach it under; empty for what it binds
 */
public record Listener(String host, int port, String advertised) {

    public Listener {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host must not be blank");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535: " + port);
        }
        if (!advertised.isEmpty() && !advertised.matches("[^:\\s]+:\\d{1,5}")) {
            throw new IllegalArgumentException("advertised must be host:port: " + advertised);
        }
        if (advertised.isEmpty() && host.equals("0.0.0.0")) {
            throw new IllegalArgumentException(
                    "a broker on 0.0.0.0 needs an advertised host:port that clients can reach");
        }
    }

    /** On loopback only; port 0 for a free one. */
    public static Listener loopback(int port) {
        return new Listener("127.0.0.1", port, "");
    }

    /** This listener on a given port in place of 0. */
    Listener on(int chosen) {
        return new Listener(host, chosen, advertised);
    }

    /** What it binds. */
    String bound() {
        return host + ":" + port;
    }

    /** What clients are told. */
    String reachable() {
        return advertised.isEmpty() ? bound() : advertised;
    }
}
