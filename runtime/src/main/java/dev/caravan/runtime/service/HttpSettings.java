package dev.caravan.runtime.service;

import dev.caravan.runtime.settings.Default;
import dev.caravan.runtime.settings.Doc;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a process answers health, metrics and what its services mount, and whom. Other machines are answered only with a token, unless it is
 * said that they need none.
 */
public record HttpSettings(
        @Default("127.0.0.1") @Doc("address to listen on; 0.0.0.0 for all") String host,
        @Default("0") @Doc("port, 0 for a free one") int port,
        @Doc(
                        "file with the token that requests must bring, as a bearer token or as the password of basic authentication")
                Optional<Path> tokenFile,
        @Doc("environment variable with that token, instead of a file") Optional<String> tokenEnv,
        @Doc("PEM file with the certificate chain: answers over TLS only") Optional<Path> certificate,
        @Doc("PEM file with the certificate's private key (PKCS#8)") Optional<Path> key,
        @Default("false") @Doc("answer other machines without a token: for private networks") boolean insecure) {
    public HttpSettings {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host must not be blank");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535: " + port);
        }
        if (tokenFile.isPresent() && tokenEnv.isPresent()) {
            throw new IllegalArgumentException("give the token by token_file or by token_env, not both");
        }
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("certificate and key must be given together");
        }
        if (!isLoopback(host) && tokenFile.isEmpty() && tokenEnv.isEmpty() && !insecure) {
            throw new IllegalArgumentException("host " + host + " can be reached from other machines: set token_file or"
                    + " token_env, or insecure: true on a private network");
        }
    }

    /** Plain HTTP on the loopback interface. */
    public static HttpSettings loopback(int port) {
        return new HttpSettings(
                "127.0.0.1", port, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    /** By its name only: what a name resolves to may change. */
    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
    }
}
