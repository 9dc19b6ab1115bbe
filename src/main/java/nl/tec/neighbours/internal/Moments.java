package nl.tec.neighbours.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads the moments of a neighbour. */
final class Moments {

    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2199;

    private Moments() {}

    /** Returns a moment with its offset (ISO 8601); empty: invalid, or in a year that a database or a page can't have. */
    static Optional<Instant> of(JsonNode text) {
        try {
            OffsetDateTime moment = OffsetDateTime.parse(text.asString(""));
            return moment.getYear() >= FIRST_YEAR && moment.getYear() <= LAST_YEAR
                    ? Optional.of(moment.toInstant())
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
