package nl.tec.lines.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.tec.lines.Done;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * The history of the pupils of class parts in their classes over the years (rules 1.6). Pupils are anonymous: an event of a part counts for
 * everybody who was in it that day, and where parts merge only events that all of them had are certain.
 */
public final class PupilHistory {

    /** From the day {@code since}, pupils of {@code from} are in {@code part}. */
    public record Origin(long part, long from, LocalDate since) {}

    /**
     * An event of the pupils of a part: a visit or a tick.
     *
     * @param activity of a visit; null for a tick
     * @param step of a tick; null for a visit
     * @param world of the activity
     */
    public record Event(
            long part,
            @Nullable Long activity,
            @Nullable Long step,
            @Nullable World world,
            Done done) {}

    private record Key(long part, LocalDate until) {}

    private final Map<Long, List<Origin>> origins = new HashMap<>();
    private final Map<Long, List<Event>> events = new HashMap<>();
    private final Map<Key, Set<Event>> possible = new HashMap<>();

    public PupilHistory(List<Origin> origins, List<Event> events) {
        origins.forEach(origin -> this.origins
                .computeIfAbsent(origin.part(), key -> new ArrayList<>())
                .add(origin));
        events.forEach(event -> this.events
                .computeIfAbsent(event.part(), key -> new ArrayList<>())
                .add(event));
    }

    /** Returns the events of at least some of the pupils of a part. */
    public Set<Event> events(long part) {
        return events(part, LocalDate.MAX);
    }

    /** Whether all pupils of a part had one of these events. */
    public boolean allDid(long part, Set<Event> things) {
        return allDid(part, LocalDate.MAX, things);
    }

    private Set<Event> events(long part, LocalDate until) {
        Set<Event> known = possible.get(new Key(part, until));
        if (known != null) {
            return known;
        }
        LocalDate since = since(part, until);
        Set<Event> all = new LinkedHashSet<>(own(part, since, until));
        origins(part, since).forEach(origin -> all.addAll(events(origin.from(), origin.since())));
        possible.put(new Key(part, until), all);
        return all;
    }

    private boolean allDid(long part, LocalDate until, Set<Event> things) {
        LocalDate since = since(part, until);
        if (own(part, since, until).stream().anyMatch(things::contains)) {
            return true;
        }
        List<Origin> from = origins(part, since);
        // prunes the search: otherwise every ancestor would be visited for events that none of them had
        return !from.isEmpty()
                && events(part, until).stream().anyMatch(things::contains)
                && from.stream().allMatch(origin -> allDid(origin.from(), origin.since(), things));
    }

    /** Returns when the pupils that are in a part at the end of a day came together; {@link LocalDate#MIN} when unknown. */
    private LocalDate since(long part, LocalDate until) {
        return origins.getOrDefault(part, List.of()).stream()
                .map(Origin::since)
                .filter(since -> since.isBefore(until))
                .max(LocalDate::compareTo)
                .orElse(LocalDate.MIN);
    }

    private List<Origin> origins(long part, LocalDate since) {
        return origins.getOrDefault(part, List.of()).stream()
                .filter(origin -> origin.since().equals(since))
                .toList();
    }

    private Set<Event> own(long part, LocalDate since, LocalDate until) {
        Set<Event> own = new HashSet<>();
        for (Event event : events.getOrDefault(part, List.of())) {
            LocalDate day = event.done().day();
            if (!day.isBefore(since) && !day.isAfter(until)) {
                own.add(event);
            }
        }
        return own;
    }
}
