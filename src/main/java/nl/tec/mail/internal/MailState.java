package nl.tec.mail.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.tec.hub.HubSettings;
import nl.tec.hub.StateCheck;
import nl.tec.hub.StateCheck.Level;
import nl.tec.hub.StateSource;
import nl.tec.hub.Texts;
import nl.tec.mail.MailSetup;
import nl.tec.shared.Dates;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The checks of outgoing and undelivered mail. */
@Component
@Order(1)
class MailState implements StateSource {

    /** The age at which a waiting mail has been retried several times. */
    private static final Duration MAX_WAIT = Duration.ofMinutes(30);

    private static final String PAGE = "/admin/mail";

    private final MailSetup mail;
    private final HubSettings hub;
    private final Texts texts;
    private final Clock clock;

    MailState(MailSetup mail, HubSettings hub, Texts texts, Clock clock) {
        this.mail = mail;
        this.hub = hub;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public List<StateCheck> look() {
        List<StateCheck> found = new ArrayList<>();
        found.add(sending());
        int failed = mail.failedCount();
        if (failed > 0) {
            found.add(StateCheck.of(texts, "mail-failed", Level.NOTE, PAGE, "state.mail.failed", failed));
        }
        return found;
    }

    @Override
    public boolean cheap() {
        return true;
    }

    private StateCheck sending() {
        if (!mail.delivers()) {
            return StateCheck.of(texts, "mail", Level.BAD, PAGE, "state.mail.none");
        }
        Optional<Instant> since = mail.waitingSince();
        if (since.isPresent() && since.get().plus(MAX_WAIT).isBefore(clock.instant())) {
            String moment = Dates.moment(since.get(), Texts.DUTCH);
            return StateCheck.of(texts, "mail", Level.BAD, PAGE, "state.mail.waits", mail.waiting(), moment);
        }
        String key = hub.demo() ? "state.mail.demo" : "state.mail.good";
        return StateCheck.of(texts, "mail", Level.GOOD, PAGE, key, mail.waiting());
    }
}
