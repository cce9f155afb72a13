package dev.caravan.runtime.service;

import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;

/** Where a process answers health, metrics and what its services mount. */
public record HttpSettings(
        @Default("127.0.0.1") @Doc("address to listen on; 0.0.0.0 for all") String host,
        @Default("0") @Doc("port, 0 for a free one") int port) {
    public HttpSettings {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host must not be blank");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535: " + port);
        }
    }
}
