package nl.tec.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import org.springframework.stereotype.Component;

/** The administrator's task to have the site examined again, before the status that the site shows is no longer valid. */
@Component
class AccessibilityTasks implements TaskSource {

    /** An examination has to be ordered, done and reported. */
    private static final Period BEFOREHAND = Period.ofMonths(3);

    private final HubSettings hub;
    private final Texts texts;
    private final Clock clock;

    AccessibilityTasks(HubSettings hub, Texts texts, Clock clock) {
        this.hub = hub;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public Optional<Task> of(Actor actor, Locale language) {
        if (!actor.is(Role.ADMINISTRATOR)) {
            return Optional.empty();
        }
        LocalDate today = Dates.today(clock);
        return AccessibilityStatus.of(hub.get(Setting.ACCESSIBILITY_STATUS))
                .filter(AccessibilityStatus::examined)
                .flatMap(status -> FormData.parseDay(hub.get(Setting.ACCESSIBILITY_EXAMINED))
                        .map(AccessibilityStatus::validUntil)
                        .filter(until -> !today.isBefore(until.minus(BEFOREHAND)))
                        .map(until -> new Task(
                                texts.text(
                                        language,
                                        today.isAfter(until) ? "work.accessibility.over" : "work.accessibility",
                                        status.name(),
                                        Dates.date(until, language)),
                                "/admin/instellingen",
                                texts.text(language, "work.accessibility.go"))));
    }
}
