package dev.caravan.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ListenerTest {
    @Test
    void onLoopbackClientsComeBackToWhatItBinds() {
        assertThat(Listener.loopback(9092).reachable()).isEqualTo("127.0.0.1:9092");
    }

    @Test
    void inAContainerClientsComeBackToItsName() {
        // When
        Listener listener = new Listener("0.0.0.0", 9092, "broker:9092");

        // Then
        assertThat(listener.bound()).isEqualTo("0.0.0.0:9092");
        assertThat(listener.reachable()).isEqualTo("broker:9092");
    }

    @Test
    void refusesWhatNoClientCouldReach() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Listener("0.0.0.0", 9092, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Listener("0.0.0.0", 9092, "broker"));
        assertThatIllegalArgumentException().isThrownBy(() -> Listener.loopback(70_000));
    }
}
