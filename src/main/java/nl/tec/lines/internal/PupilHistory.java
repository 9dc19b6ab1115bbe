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
 * The history of the pupils of class parts in the classes they were in over the years (rules 1.6). No pupil is known by name: what a part
 * did counts for whoever was in it that day, and where parts merge only what all of them did is certain.
 */
public final class PupilHistory {

    /** From the day {@code since} on pupils of {@code from} are in {@code part}. */
    public record Origin(long part, long from, LocalDate since) {}

    /**
     * Something the pupils of a part did.
     *
     * @param activity that they came to; null for a step that was ticked
     * @param step that was ticked; null for a visit
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

    /** Returns what all or some of the pupils of a part did. */
    public Set<Event> events(long part) {
        return events(part, LocalDate.MAX);
    }

    /** Whether all pupils of a part did one of these things. */
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
        // without this, every ancestor would be walked for what none of them did
        return !from.isEmpty()
                && events(part, until).stream().anyMatch(things::contains)
                && from.stream().allMatch(origin -> allDid(origin.from(), origin.since(), things));
    }

    /** Returns when the pupils that are in a part at the end of a day came together; {@link LocalDate#MIN} when nobody said. */
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
