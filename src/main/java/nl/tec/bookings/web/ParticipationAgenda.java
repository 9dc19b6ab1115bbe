package nl.tec.bookings.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.UpcomingSession;
import nl.tec.bookings.UpcomingVisit;
import nl.tec.bookings.UpcomingWeek;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.VenueNames;
import nl.tec.web.Agenda;
import nl.tec.web.TaskSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The agenda and tasks of programme managers, guides and schools, from sessions and visits. */
@Component
class ParticipationAgenda implements Agenda, TaskSource {

    private final UpcomingWeek week;
    private final VenueNames places;
    private final Texts texts;

    ParticipationAgenda(UpcomingWeek week, VenueNames places, Texts texts) {
        this.week = week;
        this.places = places;
        this.texts = texts;
    }

    @Override
    public List<Entry> of(Actor actor, TimeSlot between, Locale language) {
        List<Entry> entries = new ArrayList<>();
        boolean manager = actor.is(Role.PROGRAMME_MANAGER);
        if (manager || actor.is(Role.PROFESSIONAL, Role.AMBASSADOR)) {
            week.sessions(between, manager ? null : actor.accountId())
                    .forEach(held -> entries.add(entry(held, language)));
        }
        week.visits(between, actor.schools()).forEach(visit -> entries.add(entry(visit, language)));
        return entries;
    }

    @Override
    public Optional<Task> of(Actor actor, Locale language) {
        int offered = week.offered(actor.schools());
        return offered == 0
                ? Optional.empty()
                : Optional.of(item("agenda.offered", offered, "/school/boekingen", language));
    }

    private Task item(String key, int count, String href, Locale language) {
        return new Task(texts.text(language, key, count), href, texts.text(language, key + ".go"));
    }

    private Entry entry(UpcomingSession held, Locale language) {
        List<Note> notes = new ArrayList<>();
        if (held.expected() == 0) {
            notes.add(new Note("none", texts.text(language, held.takesClasses() ? "agenda.noClass" : "agenda.nobody")));
        } else {
            notes.add(new Note(
                    "good",
                    held.takesClasses()
                            ? texts.text(language, "agenda.classes", held.classes(), held.expected())
                            : texts.text(language, "agenda.guests", held.expected())));
            if (held.guidesMissing() > 0) {
                notes.add(new Note("warn", texts.text(language, "agenda.guidesMissing", held.guidesMissing())));
            }
        }
        if (held.withoutBus() > 0) {
            notes.add(new Note("warn", texts.text(language, "agenda.noBus", held.withoutBus())));
        }
        return new Entry(
                held.start(),
                held.end(),
                held.title().in(language),
                where(held.venueId(), held.school(), language),
                "/dag/" + Dates.dayOf(held.start()) + "#sessie-" + held.sessionId(),
                notes);
    }

    private Entry entry(UpcomingVisit visit, Locale language) {
        Note note = visit.offered()
                ? new Note("warn", texts.text(language, "agenda.toAnswer"))
                : new Note(
                        "good",
                        texts.text(
                                language,
                                "agenda.comes",
                                texts.text(language, "class." + visit.sector(), visit.label()),
                                visit.pupils()));
        return new Entry(
                visit.start(),
                visit.end(),
                visit.title().in(language),
                where(visit.venueId(), visit.school(), language),
                "/school/boekingen/" + visit.bookingId(),
                List.of(note));
    }

    private String where(@Nullable Long venue, String school, Locale language) {
        return venue == null ? school : places.venue(venue).name().in(language);
    }
}
