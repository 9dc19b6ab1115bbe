package nl.tec.results.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import org.springframework.stereotype.Component;

/** Creates the {@link Words} of a page. */
@Component
record Wording(Texts texts, HubSettings hub, Clock clock) {

    Words in(Locale language) {
        return new Words(texts, language, hub, today());
    }

    LocalDate today() {
        return Dates.today(clock);
    }
}
