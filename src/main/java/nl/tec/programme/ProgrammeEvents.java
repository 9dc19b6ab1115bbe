package nl.tec.programme;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.programme.ProgrammeEvent.Details;
import nl.tec.programme.ProgrammeEvent.Part;
import nl.tec.programme.ProgrammeEvent.Track;
import nl.tec.programme.internal.ProgrammeEventQueries;
import nl.tec.programme.internal.ProgrammeEventStore;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.Slugs;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Events of several parts (rules 3.12). The caller checks authorisation. */
@Service
public class ProgrammeEvents {

    /** The names of the form fields, as in {@link Problems}. */
    public static final String TITLE = "titel";

    public static final String PROMISE = "belofte";
    public static final String INTRO = "inleiding";
    public static final String FIRST = "eerste-dag";
    public static final String LAST = "laatste-dag";
    /** The prefix of the field of a track, followed by its number. */
    public static final String TRACK = "spoor-";
    /** The field with the sessions that are ticked as parts. */
    public static final String PARTS = "deel";

    private static final int MAX_DAYS = 31;
    private static final int MAX_TITLE = 100;
    private static final int MAX_PROMISE = 200;
    private static final int MAX_INTRO = 10_000;
    private static final int MAX_TRACK = 60;
    private static final int MAX_PARTS = 200;

    private final ProgrammeEventQueries queries;
    private final ProgrammeEventStore store;
    private final Audit audit;
    private final Clock clock;

    ProgrammeEvents(ProgrammeEventQueries queries, ProgrammeEventStore store, Audit audit, Clock clock) {
        this.queries = queries;
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /** Finds a published event. */
    public Optional<ProgrammeEvent> find(String slug) {
        return queries.find(slug).filter(ProgrammeEvent::published);
    }

    /** Returns an event, published or not. */
    public ProgrammeEvent get(long id) {
        return queries.find(id).orElseThrow(() -> new NotFound("event " + id));
    }

    /** Returns all events, latest first. */
    public List<ProgrammeEvent> list() {
        return queries.list();
    }

    /** Returns the current and upcoming published events, earliest first. */
    public List<ProgrammeEvent> coming() {
        return queries.published(Dates.today(clock), null);
    }

    /** Returns the {@link #coming} events whose title or promise contains all these words, in either language. */
    public List<ProgrammeEvent> search(String words) {
        List<String> asked = Arrays.stream(
                        words.strip().toLowerCase(Locale.ROOT).split("\\s+"))
                .toList();
        return coming().stream()
                .filter(event -> asked.stream().allMatch(words(event)::contains))
                .toList();
    }

    private static String words(ProgrammeEvent event) {
        Details details = event.details();
        return String.join(
                        " ",
                        details.title().dutch(),
                        details.title().english(),
                        details.promise().dutch(),
                        details.promise().english())
                .toLowerCase(Locale.ROOT);
    }

    /** Returns the published events that overlap these days. */
    public List<ProgrammeEvent> in(Days days) {
        return queries.published(days.first(), days.last());
    }

    /** Returns the {@link #coming} events that have a session of this activity as a part. */
    public List<ProgrammeEvent> with(Activity activity) {
        return queries.withActivity(activity.id(), Dates.today(clock));
    }

    /** Returns the published sessions of an event, by time. */
    public List<Part> parts(ProgrammeEvent event) {
        return queries.parts(event.id());
    }

    /** Returns the published sessions of an event by day and track; those without a track come first. */
    public SortedMap<LocalDate, List<Track>> programme(ProgrammeEvent event) {
        SortedMap<LocalDate, List<Track>> days = new TreeMap<>();
        parts(event).stream()
                .collect(Collectors.groupingBy(
                        part -> Dates.dayOf(part.session().slot().start())))
                .forEach((day, parts) -> days.put(day, tracks(event, parts)));
        return days;
    }

    private static List<Track> tracks(ProgrammeEvent event, List<Part> parts) {
        List<Track> tracks = new ArrayList<>();
        for (int number = 0; number <= event.details().tracks().size(); number++) {
            int track = number;
            List<Session> sessions = parts.stream()
                    .filter(part -> part.track() == track)
                    .map(Part::session)
                    .toList();
            if (!sessions.isEmpty()) {
                Bilingual title = track == 0 ? null : event.details().tracks().get(track - 1);
                tracks.add(new Track(title, sessions));
            }
        }
        return tracks;
    }

    /** Returns the sessions that are or can become parts: on the event's days, not cancelled, and not part of another event. */
    public List<Session> candidates(ProgrammeEvent event) {
        return queries.candidates(event);
    }

    /** Returns the track numbers of all parts, published or not, by session; 0: no track. */
    public Map<Long, Integer> chosen(ProgrammeEvent event) {
        return queries.chosen(event.id());
    }

    /** Creates an unpublished event. */
    @Transactional
    public Outcome<ProgrammeEvent> create(Details details, Actor by) {
        Problems problems = check(details);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long id = store.insert(Slugs.of(details.title().dutch(), "evenement"), details);
        audit.add(by, "EVENT_CREATED", "EVENT", id);
        return Outcome.done(get(id));
    }

    /**
     * Changes the details of an event. Sessions outside its new days stop being parts; those in a removed track lose their track.
     *
     * @param version the version that was shown, for optimistic locking
     */
    @Transactional
    public Outcome<ProgrammeEvent> change(long id, int version, Details details, Actor by) {
        Problems problems = check(details);
        if (!problems.any() && !store.update(id, version, details)) {
            problems.add("", "manage.outdated");
        }
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        audit.add(by, "EVENT_CHANGED", "EVENT", id);
        return Outcome.done(get(id));
    }

    /**
     * Replaces the parts of an event.
     *
     * @param tracks the track numbers by session; 0: no track
     * @param version the version that was shown, for optimistic locking
     */
    @Transactional
    public Outcome<ProgrammeEvent> choose(long id, int version, Map<Long, Integer> tracks, Actor by) {
        ProgrammeEvent event = get(id);
        Set<Long> possible = candidates(event).stream().map(Session::id).collect(Collectors.toSet());
        int known = event.details().tracks().size();
        Problems problems = new Problems()
                .addIf(tracks.size() > MAX_PARTS, PARTS, "programme.event.check.manyParts", MAX_PARTS)
                .addIf(!possible.containsAll(tracks.keySet()), PARTS, "programme.event.check.parts")
                .addIf(
                        tracks.values().stream().anyMatch(track -> track < 0 || track > known),
                        PARTS,
                        "programme.event.check.track")
                .addIf(event.published() && tracks.isEmpty(), PARTS, "programme.event.check.noParts");
        if (!problems.any() && !store.putParts(id, version, tracks)) {
            problems.add("", "manage.outdated");
        }
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        audit.add(by, "EVENT_CHANGED", "EVENT", id);
        return Outcome.done(get(id));
    }

    /** Publishes or withdraws an event; its sessions are unaffected. */
    @Transactional
    public Outcome<ProgrammeEvent> show(long id, boolean shown, Actor by) {
        ProgrammeEvent event = get(id);
        Problems problems = new Problems()
                .addIf(shown && event.details().promise().dutch().isBlank(), PROMISE, "programme.event.check.promise")
                .addIf(shown && queries.parts(id).isEmpty(), PARTS, "programme.event.check.noParts");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        store.show(id, shown);
        audit.add(by, shown ? "EVENT_PUBLISHED" : "EVENT_WITHDRAWN", "EVENT", id);
        return Outcome.done(get(id));
    }

    /** Validates the details of an event. */
    public Problems check(Details details) {
        Problems problems = new Problems().addIf(details.title().dutch().isBlank(), TITLE, "programme.check.title");
        problems.addIfLonger(details.title(), MAX_TITLE, TITLE);
        problems.addIfLonger(details.promise(), MAX_PROMISE, PROMISE);
        problems.addIfLonger(details.intro(), MAX_INTRO, INTRO);
        long days = ChronoUnit.DAYS.between(details.first(), details.last());
        problems.addIf(days < 0 || days > MAX_DAYS, LAST, "programme.event.check.days", MAX_DAYS);
        for (int number = 1; number <= details.tracks().size(); number++) {
            problems.addIfLonger(details.tracks().get(number - 1), MAX_TRACK, TRACK + number);
        }
        return problems;
    }
}
