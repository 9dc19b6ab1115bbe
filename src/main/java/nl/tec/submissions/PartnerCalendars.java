package nl.tec.submissions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.programme.ActivityDetails;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.submissions.internal.Reconciliation;
import nl.tec.submissions.internal.SourceStore;
import nl.tec.submissions.internal.SourceStore.Source;
import nl.tec.submissions.internal.SubmissionCheck;
import nl.tec.submissions.internal.calendar.CalendarFetcher;
import nl.tec.submissions.internal.calendar.CalendarReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Calendars of partners that are read every night (iCalendar). New, changed and removed events are sent in and wait for a
 * programme manager; nothing is public before. A calendar of another partner is reported as {@link NotFound}.
 */
@Service
public class PartnerCalendars {

    public static final String ADDRESS = "adres";
    public static final int MAX_CALENDARS = 5;

    /** The minimum time between two readings at night, so that a restarted job does not read calendars twice. */
    private static final Duration ONCE = Duration.ofHours(12);

    private static final Duration FAILING_AFTER = Duration.ofDays(7);

    /**
     * The days between two nights on which a calendar is read even if it says that it did not change: a series without an end has new dates
     * within the year ahead by then.
     */
    private static final int WHOLE_DAYS = 28;

    private static final Logger LOG = LoggerFactory.getLogger(PartnerCalendars.class);

    private final SourceStore store;
    private final Reconciliation reconciliation;
    private final CalendarFetcher fetcher;
    private final SubmissionCheck check;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    PartnerCalendars(
            SourceStore store,
            Reconciliation reconciliation,
            CalendarFetcher fetcher,
            SubmissionCheck check,
            Audit audit,
            Clock clock,
            TransactionTemplate transaction) {
        this.store = store;
        this.reconciliation = reconciliation;
        this.fetcher = fetcher;
        this.check = check;
        this.audit = audit;
        this.clock = clock;
        this.transaction = transaction;
    }

    public List<PartnerCalendar> list(long organisationId, Actor actor) {
        actor.requireRole(Role.PARTNER, organisationId);
        return store.calendars(organisationId);
    }

    /**
     * Subscribes to the calendar at this address; it is read for the first time at night, or when somebody asks.
     *
     * @param defaults details that the calendar does not have; their title and texts are not used
     * @return its id
     */
    @Transactional
    public Outcome<Long> add(long organisationId, String address, ActivityDetails defaults, Actor by) {
        by.requireRole(Role.PARTNER, organisationId);
        Problems problems = check.defaults(defaults);
        fetcher.check(address).ifPresent(why -> problems.add(ADDRESS, why));
        problems.addIf(
                store.calendars(organisationId).size() >= MAX_CALENDARS,
                ADDRESS,
                "submissions.check.manyCalendars",
                MAX_CALENDARS);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        Optional<Long> id = store.addCalendar(organisationId, address.strip(), defaults, by.accountId());
        if (id.isEmpty()) {
            return Outcome.refused(problems.add(ADDRESS, "submissions.check.calendarTwice"));
        }
        audit.add(by, "CALENDAR_ADDED", "CALENDAR", id.get());
        return Outcome.done(id.get());
    }

    /** Returns the calendars that could not be read for a week, of all partners, for the programme manager. */
    public List<PartnerCalendar.Failing> failing() {
        return store.failing(clock.instant().minus(FAILING_AFTER));
    }

    /** Unsubscribes from a calendar; the submissions from it stay. */
    @Transactional
    public void end(long id, Actor by) {
        store.end(mine(id, by).id());
        audit.add(by, "CALENDAR_ENDED", "CALENDAR", id);
    }

    /** Reads a calendar now. Refused, with the reason, when that fails. */
    public Outcome<Long> readNow(long id, Actor by) {
        Source source = mine(id, by);
        return read(source, false)
                .<Outcome<Long>>map(why -> Outcome.refused(new Problems().add(ADDRESS, why)))
                .orElseGet(() -> Outcome.done(source.organisationId()));
    }

    /** Reads all calendars that are due, one after the other. A failure does not affect the others. */
    public void readAll() {
        long day = Dates.today(clock).toEpochDay();
        for (long id : store.due(clock.instant().minus(ONCE))) {
            try {
                store.find(id).ifPresent(source -> read(source, (day + id) % WHOLE_DAYS == 0));
            } catch (RuntimeException e) {
                LOG.warn("calendar {} could not be taken in", id, e);
            }
        }
    }

    /**
     * @param whole whether to read it even if it did not change
     * @return key of the text that says why reading failed
     */
    private Optional<String> read(Source source, boolean whole) {
        String address = source.address();
        if (address == null) {
            throw new NotFound("calendar " + source.id());
        }
        try {
            CalendarFetcher.Fetched fetched = whole
                    ? fetcher.fetch(address, null, null)
                    : fetcher.fetch(address, source.etag(), source.lastModified());
            byte[] content = fetched.content();
            Instant now = clock.instant();
            CalendarReader.Reading reading = content == null ? null : CalendarReader.read(content, now);
            Boolean empty = transaction.execute(status -> {
                Optional<Source> locked = store.lock(source.id());
                if (locked.isEmpty()) {
                    return false; // ended meanwhile
                }
                if (reading != null
                        && reading.known().isEmpty()
                        && !store.known(source.id()).isEmpty()) {
                    return true;
                }
                store.read(
                        source.id(),
                        fetched.etag(),
                        fetched.lastModified(),
                        reading == null
                                ? null
                                : reconciliation.apply(
                                        locked.get(),
                                        reading.items(),
                                        key -> !reading.known().contains(key),
                                        reading.flaws()));
                return false;
            });
            if (!Boolean.TRUE.equals(empty)) {
                return Optional.empty();
            }
            // more likely a fault than a partner that cancels everything
            store.failed(source.id(), "submissions.unreadable.empty");
            return Optional.of("submissions.unreadable.empty");
        } catch (CalendarReader.Unreadable e) {
            String why = String.valueOf(e.getMessage());
            store.failed(source.id(), why);
            return Optional.of(why);
        }
    }

    private Source mine(long id, Actor actor) {
        Source source = store.find(id)
                .filter(found -> found.address() != null)
                .orElseThrow(() -> new NotFound("calendar " + id));
        actor.requireRole(Role.PARTNER, source.organisationId());
        return source;
    }
}
