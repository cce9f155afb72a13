package dev.caravan.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.runtime.settings.SettingsException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a host answers, and over what. */
class HostAccessTest {

    private static final String TOKEN = "correct horse battery staple";
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path folder;

    @Test
    void withATokenOnlyHealthIsOpen() throws Exception {
        // Given
        Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        try (ServiceHost host = host("token_file: " + file)) {
            HttpClient client = HttpClient.newHttpClient();
            String basic =
                    "Basic " + Base64.getEncoder().encodeToString(("me:" + TOKEN).getBytes(StandardCharsets.UTF_8));

            // When
            HttpResponse<String> refused = get(client, host.address().resolve("/hello"), "");

            // Then
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic"));
            assertThat(refused.body()).isEqualTo("{\"error\":\"a token is needed: Authorization: Bearer TOKEN\"}");
            assertThat(status(client, host, "/hello", "Bearer " + TOKEN)).isEqualTo(200);
            assertThat(status(client, host, "/hello", "bearer  " + TOKEN)).isEqualTo(200);
            assertThat(status(client, host, "/hello", basic)).isEqualTo(200);
            assertThat(status(client, host, "/metrics", "")).isEqualTo(401);
            assertThat(status(client, host, "/no/such/page", "")).isEqualTo(401);
            assertThat(status(client, host, "/health/ready", "")).isEqualTo(200);
            assertThat(status(client, host, "/health/live", "")).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer correct horse battery stapl",
                "Bearer correct horse battery staple!",
                "Bearer CORRECT HORSE BATTERY STAPLE",
                "correct horse battery staple",
                "Basic",
                "Basic !!!",
                "Basic bWU6",
                "Digest correct horse battery staple"
            })
    void nothingElseOpens(String authorization) {
        assertThat(new TokenGuard(TOKEN).opens(authorization)).isFalse();
        assertThat(new TokenGuard(TOKEN).opens(null)).isFalse();
    }

    @Test
    void aTokenMayComeFromTheEnvironment() {
        // Given
        HttpSettings settings =
                SettingsBinder.text("s", "token_env: CARAVAN_TOKEN").bind(HttpSettings.class);

        // When
        TokenGuard guard =
                TokenGuard.of(settings, Map.of("CARAVAN_TOKEN", TOKEN + "\n")).orElseThrow();

        // Then
        assertThat(guard.opens("Bearer " + TOKEN)).isTrue();
        assertThatThrownBy(() -> TokenGuard.of(settings, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessage("http.token_env: there is no environment variable CARAVAN_TOKEN");
        assertThatThrownBy(() -> TokenGuard.of(settings, Map.of("CARAVAN_TOKEN", "123")))
                .hasMessage("http.token_env CARAVAN_TOKEN: the token must have at least 16 characters, has 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "host: 0.0.0.0 | host 0.0.0.0 can be reached from other machines: set token_file or token_env",
                "host: 192.168.1.7 | host 192.168.1.7 can be reached from other machines",
                "host: 127.evil.example | host 127.evil.example can be reached from other machines",
                "{token_file: /t, token_env: T} | give the token by token_file or by token_env, not both",
                "certificate: /c.pem | certificate and key must be given together",
            })
    void whatWouldBeOpenByMistakeIsRefused(String yaml, String message) {
        assertThatThrownBy(() -> SettingsBinder.text("s", yaml).bind(HttpSettings.class))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host: localhost",
                "host: 127.0.0.2",
                "host: '::1'",
                "{host: 0.0.0.0, insecure: true}",
                "{host: 0.0.0.0, token_env: TOKEN}"
            })
    void whatIsPrivateOrGuardedOrMeantIsNot(String yaml) {
        assertThat(SettingsBinder.text("s", yaml).bind(HttpSettings.class).port())
                .isZero();
    }

    @Test
    void answersOverTlsWithACertificate() throws Exception {
        // Given
        KeyStore store = selfSigned();
        Path certificate = pem("CERTIFICATE", store.getCertificate("caravan").getEncoded());
        Path key = pem("PRIVATE KEY", store.getKey("caravan", PASSWORD).getEncoded());
        try (ServiceHost host = host("{certificate: " + certificate + ", key: " + key + "}")) {
            HttpClient trusting = HttpClient.newBuilder()
                    .sslContext(trusting(store.getCertificate("caravan")))
                    .build();

            // When
            HttpResponse<String> answer = get(trusting, host.address().resolve("/hello"), "");

            // Then
            assertThat(host.address().getScheme()).isEqualTo("https");
            assertThat(answer.body()).isEqualTo("hello");
            assertThatThrownBy(
                            () -> get(HttpClient.newHttpClient(), host.address().resolve("/hello"), ""))
                    .hasMessageContaining("PKIX");
            assertThatThrownBy(() -> get(
                            trusting,
                            URI.create("http://127.0.0.1:" + host.address().getPort() + "/hello"),
                            ""))
                    .isInstanceOf(java.io.IOException.class);
        }
    }

    @Test
    void aCertificateThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> host("{certificate: /no/cert.pem, key: /no/key.pem}"))
                .hasMessageContaining("http.certificate /no/cert.pem cannot be read");
    }

    private static ServiceHost host(String yaml) {
        return new ServiceHost(
                        SettingsBinder.text("s", yaml).bind(HttpSettings.class),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        List.of(),
                        List.of((vertx, router) -> router.get("/hello").handler(context -> context.end("hello"))))
                .start();
    }

    private static int status(HttpClient client, ServiceHost host, String path, String authorization) throws Exception {
        return get(client, host.address().resolve(path), authorization).statusCode();
    }

    private static HttpResponse<String> get(HttpClient client, URI uri, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** A key pair and certificate for 127.0.0.1, by the JDK's own tool. */
    private KeyStore selfSigned() throws Exception {
        Path store = folder.resolve("store.p12");
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process keytool = new ProcessBuilder(
                        tool,
                        "-genkeypair",
                        "-alias",
                        "caravan",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=caravan",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        return KeyStore.getInstance(store.toFile(), PASSWORD);
    }

    private Path pem(String type, byte[] der) throws Exception {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        String name = type.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
        return Files.writeString(
                folder.resolve(name + ".pem"),
                "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n");
    }

    private static SSLContext trusting(Certificate certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("caravan", certificate);
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
