package dev.caravan.runtime.service;

import dev.caravan.runtime.settings.SettingsException;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests pass that bring the token: {@code Authorization: Bearer TOKEN}, or basic authentication with any user and the token as
 * password, which is what a browser can ask for. How long the comparison takes tells nothing about the token.
 */
final class TokenGuard implements Handler<RoutingContext> {
    private static final int SHORTEST = 16;
    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    private final byte[] expected;

    /** @throws IllegalArgumentException if the token is too short to be one */
    TokenGuard(String token) {
        if (token.length() < SHORTEST) {
            throw new IllegalArgumentException("must have at least " + SHORTEST + " characters, has " + token.length());
        }
        this.expected = digest(token);
    }

    /**
     * The guard that the settings ask for.
     *
     * @param environment variables of the process
     * @throws SettingsException if the token is not where it should be, or is too short
     */
    static Optional<TokenGuard> of(HttpSettings settings, Map<String, String> environment) {
        if (settings.tokenFile().isPresent()) {
            Path file = settings.tokenFile().get();
            try {
                return Optional.of(
                        guard("token_file " + file, Files.readString(file).strip()));
            } catch (IOException e) {
                throw new SettingsException("http.token_file " + file + " cannot be read: " + e.getMessage(), e);
            }
        }
        return settings.tokenEnv().map(name -> {
            String token = environment.get(name);
            if (token == null) {
                throw new SettingsException("http.token_env: there is no environment variable " + name);
            }
            return guard("token_env " + name, token.strip());
        });
    }

    @Override
    public void handle(RoutingContext context) {
        if (opens(context.request().getHeader("Authorization"))) {
            context.next();
            return;
        }
        context.response()
                .setStatusCode(401)
                .putHeader("WWW-Authenticate", "Basic realm=\"caravan\", charset=\"UTF-8\"")
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .put("error", "a token is needed: Authorization: Bearer TOKEN")
                        .encode());
    }

    boolean opens(@Nullable String authorization) {
        return authorization != null && MessageDigest.isEqual(expected, digest(credential(authorization)));
    }

    private static String credential(String authorization) {
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).strip();
        }
        if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return "";
        }
        try {
            byte[] decoded = Base64.getDecoder()
                    .decode(authorization.substring(BASIC.length()).strip());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static TokenGuard guard(String where, String token) {
        try {
            return new TokenGuard(token);
        } catch (IllegalArgumentException e) {
            throw new SettingsException("http." + where + ": the token " + e.getMessage(), e);
        }
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
