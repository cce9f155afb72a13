package dev.caravan.verifier.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.runtime.settings.SettingsBinder;
import dev.caravan.runtime.settings.SettingsException;
import dev.caravan.verifier.spi.Options;

/** A verifier's settings as a record. */
public final class BoundSettings {

    private BoundSettings() {}

    /**
     * Binds what the host's settings say under {@code verifiers.NAME}.
     *
     * @throws IllegalArgumentException if they are not such settings; names the key
     */
    public static <T extends Record> T of(String verifier, Options settings, Class<T> type) {
        try {
            String tree = new ObjectMapper().writeValueAsString(settings.values());
            return SettingsBinder.text("verifiers." + verifier, tree).bind(type);
        } catch (SettingsException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is JSON", e);
        }
    }
}
