package nl.tec.venues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Locale;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VenueNamesTest {

    @Test
    void venuesOfOneNameAreToldApart() {
        List<Venue> venues = List.of(
                venue(1, "Bibliotheek", "Stationsplein 1"),
                venue(2, "Werkplaats", null),
                venue(3, "Bibliotheek", "Kerkstraat 2"),
                venue(4, "Techlab", null),
                venue(5, "Werkplaats", null));
        assertThat(Venue.names(venues, Locale.forLanguageTag("nl")))
                .containsExactly(
                        entry("1", "Bibliotheek, Stationsplein 1"),
                        entry("2", "Werkplaats (1)"),
                        entry("3", "Bibliotheek, Kerkstraat 2"),
                        entry("4", "Techlab"),
                        entry("5", "Werkplaats (2)"));
    }

    private static Venue venue(long id, String name, @Nullable String street) {
        return new Venue(
                id,
                "v" + id,
                VenueKind.LIBRARY,
                Bilingual.same(name),
                null,
                street,
                null,
                null,
                null,
                null,
                null,
                true,
                1,
                Bilingual.EMPTY,
                false,
                null,
                Bilingual.EMPTY,
                null,
                null);
    }
}
