package nl.tec.programme;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.tec.accounts.Actor;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.Room;
import nl.tec.venues.Venues;
import org.springframework.stereotype.Service;

/**
 * Finds alternatives for a move that is not possible: other rooms of the same venue at that time, the nearest times on that day, the
 * nearest days. Each is verified by a dry run.
 */
@Service
public class NearestFree {

    private static final int OF_EACH = 2;
    private static final int MAX_ROOMS = 6;
    private static final Duration STEP = Duration.ofMinutes(30);
    private static final int STEPS = 12;
    private static final int DAYS = 7;

    private final Sessions sessions;
    private final Venues venues;
    private final DaysOff daysOff;

    NearestFree(Sessions sessions, Venues venues, DaysOff daysOff) {
        this.sessions = sessions;
        this.venues = venues;
        this.daysOff = daysOff;
    }

    /** @param wanted the details that are not possible */
    public List<SessionDetails> instead(Session session, SessionDetails wanted, Actor by) {
        List<SessionDetails> found = new ArrayList<>();
        for (Stream<SessionDetails> candidates : List.of(otherRooms(wanted), otherTimes(wanted), otherDays(wanted))) {
            candidates
                    .filter(each -> !each.equals(SessionDetails.of(session)))
                    .filter(each ->
                            sessions.tryChange(session.id(), session.version(), each, by) instanceof Sessions.Saved)
                    .limit(OF_EACH)
                    .forEach(found::add);
        }
        return found;
    }

    private Stream<SessionDetails> otherRooms(SessionDetails wanted) {
        Long venue = wanted.venueId();
        return venue == null
                ? Stream.empty()
                : venues.rooms().stream()
                        .filter(room -> room.venueId() == venue
                                && !Long.valueOf(room.id()).equals(wanted.roomId()))
                        .filter(room -> fits(room, wanted.capacity()))
                        .limit(MAX_ROOMS)
                        .map(room -> wanted.in(venue, null, room.id()));
    }

    private static boolean fits(Room room, int people) {
        Integer capacity = room.capacity();
        return capacity == null || capacity >= people;
    }

    private static Stream<SessionDetails> otherTimes(SessionDetails wanted) {
        LocalDate day = Dates.dayOf(wanted.slot().start());
        return alternatingSteps(STEPS)
                .mapToObj(step -> shifted(wanted, STEP.multipliedBy(step)))
                .filter(each -> OddTime.usual(each.slot())
                        && Dates.dayOf(each.slot().start()).equals(day));
    }

    private Stream<SessionDetails> otherDays(SessionDetails wanted) {
        ZonedDateTime start = wanted.slot().start().atZone(Dates.ZONE);
        LocalTime time = start.toLocalTime();
        LocalDate day = start.toLocalDate();
        Map<LocalDate, Bilingual> off = daysOff.in(new Days(day.minusDays(DAYS), day.plusDays(DAYS)));
        Set<LocalDate> days = new LinkedHashSet<>();
        alternatingSteps(DAYS).forEach(step -> days.add(day.plusDays(step)));
        return days.stream()
                .filter(each -> !off.containsKey(each) && !OddTime.weekend(each))
                .map(each -> {
                    Instant at = Dates.at(each, time);
                    return wanted.at(new TimeSlot(at, at.plus(wanted.slot().duration())));
                });
    }

    /** Returns 1, -1, 2, -2, ... */
    private static IntStream alternatingSteps(int most) {
        return IntStream.rangeClosed(1, most).flatMap(step -> IntStream.of(step, -step));
    }

    private static SessionDetails shifted(SessionDetails wanted, Duration by) {
        return wanted.at(
                new TimeSlot(wanted.slot().start().plus(by), wanted.slot().end().plus(by)));
    }
}
