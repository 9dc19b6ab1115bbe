package nl.tec.neighbours.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import nl.tec.hub.PublicInternet;
import nl.tec.hub.Tracing;
import nl.tec.neighbours.NeighbourFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** The addresses that a neighbour can make us request: only those of its own origin on the internet. */
class NeighbourClientTest {

    private static final String ORIGIN = "https://techniek.example";

    /** The client as it is in production: without the access to this machine that tests have. */
    private final NeighbourClient client = new NeighbourClient(
            new PublicInternet(new StaticListableBeanFactory().getBeanProvider(Tracing.class)),
            new NeighbourPatience());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://techniek.example/feed",
                "https://techniek.example:8443/feed",
                "https://techniek.example.elders.example/feed",
                "https://iemand@techniek.example/feed",
                "https://elders.example/techniek.example",
                "//techniek.example/feed",
                "/feed",
                "file:///etc/passwd",
                "https://techniek.example/a b",
                ""
            })
    void anAddressOfAnythingElseIsNotAsked(String address) {
        assertThatThrownBy(() -> client.at(ORIGIN, address))
                .isInstanceOfSatisfying(
                        Unreadable.class, e -> assertThat(e.why()).isEqualTo(NeighbourFailure.OTHER_ADDRESS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://techniek.example/feed?x=1", "HTTPS://Techniek.Example:443/feed"})
    void itsOwnAddressIs(String address) throws Unreadable {
        assertThat(client.at(ORIGIN, address)).isEqualTo(URI.create(address));
    }

    @Test
    void ourOwnNetworkIsNotAsked() {
        assertThatThrownBy(() -> client.get(URI.create("https://127.0.0.1:1/feed"), Duration.ofSeconds(10)))
                .isInstanceOfSatisfying(
                        Unreadable.class, e -> assertThat(e.why()).isEqualTo(NeighbourFailure.NOT_PUBLIC));
    }
}
