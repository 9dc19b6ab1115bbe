package nl.tec.submissions.internal;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import nl.tec.accounts.Audit;
import nl.tec.hub.Savepoint;
import nl.tec.hub.Texts;
import nl.tec.programme.ActivityDetails;
import nl.tec.shared.Bilingual;
import nl.tec.shared.PlainText;
import nl.tec.shared.Problems;
import nl.tec.shared.Sha256;
import nl.tec.shared.WebAddress;
import nl.tec.submissions.SourceItem;
import nl.tec.submissions.SourceReport;
import nl.tec.submissions.SourceReport.Flaw;
import nl.tec.submissions.Submission;
import nl.tec.submissions.Submission.Place;
import nl.tec.submissions.Submission.State;
import nl.tec.submissions.SubmissionDraft;
import nl.tec.submissions.internal.SourceStore.KnownItem;
import nl.tec.submissions.internal.SourceStore.Source;
import nl.tec.venues.Venue;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Synchronises the submissions of a source with what was read from it. The programme does not change: new, changed and removed activities
 * are sent in, for a programme manager to decide. In the caller's transaction, which holds the lock on the source.
 */
@Component
public class Reconciliation {

    private static final int MAX_PROMISE = 160;
    private static final int MAX_WEB_ADDRESS = 500;

    /** The marker for an item that is no longer there, in place of its hash; it may come back. */
    private static final String GONE = "gone";

    private final SubmissionStore submissions;
    private final SourceStore sources;
    private final SubmissionCheck check;
    private final Venues venues;
    private final Audit audit;
    private final Texts texts;
    private final Clock clock;
    private final Savepoint savepoint;

    Reconciliation(
            SubmissionStore submissions,
            SourceStore sources,
            SubmissionCheck check,
            Venues venues,
            Audit audit,
            Texts texts,
            Clock clock,
            Savepoint savepoint) {
        this.submissions = submissions;
        this.sources = sources;
        this.check = check;
        this.venues = venues;
        this.audit = audit;
        this.texts = texts;
        this.clock = clock;
        this.savepoint = savepoint;
    }

    /**
     * @param gone tests by key whether a known item is no longer there; past items, which were not read, are not tested
     * @param flaws problems of reading it
     */
    public SourceReport apply(Source source, List<SourceItem> items, Predicate<String> gone, List<Flaw> flaws) {
        Map<String, KnownItem> known = sources.known(source.id());
        Map<Long, List<SourceItem.Date>> passed = sources.passed(source.id(), clock.instant(), goneReason());
        Map<String, Long> venueByName = venuesByName();
        List<Flaw> all = new ArrayList<>(flaws);
        int found = 0;
        int added = 0;
        int changed = 0;
        int same = 0;
        Set<String> called = new HashSet<>();
        for (SourceItem item : items) {
            if (item.cancelled()) {
                called.add(item.key());
                continue;
            }
            found++;
            KnownItem before = known.get(item.key());
            String hash = hash(item, item.dates());
            if (before != null && before.hash().equals(hash)) {
                same++;
            } else if (before != null && onlyDatesPassed(item, before, passed)) {
                same++;
                sources.mark(before.submissionId(), source.id(), item.key(), hash);
            } else if (before == null) {
                added += add(source, item, hash, venueByName, all) ? 1 : 0;
            } else {
                changed += change(source, item, hash, before, venueByName, all) ? 1 : 0;
            }
        }
        int over = 0;
        for (Map.Entry<String, KnownItem> one : known.entrySet()) {
            if (called.contains(one.getKey()) || gone.test(one.getKey())) {
                over += callOff(source, one.getKey(), one.getValue().submissionId()) ? 1 : 0;
            }
        }
        return new SourceReport(found, added, changed, over, same, all);
    }

    private Map<String, Long> venuesByName() {
        Map<String, Long> byName = new HashMap<>();
        for (Venue venue : venues.list()) {
            byName.putIfAbsent(venue.name().dutch().toLowerCase(Locale.ROOT), venue.id());
        }
        return byName;
    }

    /** Whether the source says what it said at the last reading but for dates that have passed since: it no longer gives those. */
    private static boolean onlyDatesPassed(SourceItem item, KnownItem before, Map<Long, List<SourceItem.Date>> passed) {
        List<SourceItem.Date> dates = new ArrayList<>(item.dates());
        for (SourceItem.Date date : passed.getOrDefault(before.submissionId(), List.of())) {
            dates.add(0, date);
            if (before.hash().equals(hash(item, dates))) {
                return true;
            }
        }
        return false;
    }

    private static String hash(SourceItem item, List<SourceItem.Date> dates) {
        StringBuilder text = new StringBuilder();
        for (String part : List.of(item.title(), item.promise(), item.description(), item.place(), item.url())) {
            text.append(part.length()).append(':').append(part);
        }
        dates.forEach(
                date -> text.append(date.key()).append('=').append(date.slot()).append('\n'));
        return Sha256.hex(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private boolean add(Source source, SourceItem item, String hash, Map<String, Long> venueByName, List<Flaw> flaws) {
        List<SubmissionDraft.Date> dates = new ArrayList<>();
        item.dates().forEach(date -> dates.add(new SubmissionDraft.Date(null, date.slot(), dates.size())));
        SubmissionDraft draft = draft(source, source.defaults(), null, item, dates, venueByName);
        if (refused(draft, null, item, flaws)) {
            return false;
        }
        long id = submissions.insert(
                source.organisationId(),
                source.address() == null ? Submission.Source.FILE : Submission.Source.CALENDAR,
                draft,
                source.accountId());
        sent(source, id, item, hash);
        return true;
    }

    private boolean change(
            Source source,
            SourceItem item,
            String hash,
            KnownItem before,
            Map<String, Long> venueByName,
            List<Flaw> flaws) {
        long id = before.submissionId();
        Submission current = submissions.lock(id);
        if (current.state() == State.WITHDRAWN && !before.hash().equals(GONE)) {
            return false; // the partner withdrew it
        }
        Map<String, Long> dateByKey = sources.dates(id);
        Set<Long> staying = new HashSet<>();
        List<SubmissionDraft.Date> dates = new ArrayList<>();
        for (SourceItem.Date date : item.dates()) {
            Long dateId = dateByKey.get(date.key());
            if (dateId != null) {
                staying.add(dateId);
            }
            dates.add(new SubmissionDraft.Date(dateId, date.slot(), dates.size()));
        }
        List<Long> missing = current.dates().stream()
                .filter(date -> !date.cancelled()
                        && !staying.contains(date.id())
                        && date.slot().start().isAfter(clock.instant()))
                .map(Submission.Date::id)
                .toList();
        SubmissionDraft draft = draft(source, current.details(), current.place(), item, dates, venueByName);
        return savepoint.execute(status -> {
            sources.goOn(List.copyOf(staying));
            if (refused(draft, submissions.get(id), item, flaws)) {
                status.setRollbackOnly(); // what was cancelled stays so
                return false;
            }
            submissions.cancelDates(missing, goneReason());
            submissions.update(submissions.get(id), draft);
            sent(source, id, item, hash);
            return true;
        });
    }

    private void sent(Source source, long id, SourceItem item, String hash) {
        item.dates().forEach(date -> sources.saveDateKey(id, date.slot().start(), date.key()));
        sources.mark(id, source.id(), item.key(), hash);
        submissions.submit(id, source.accountId());
        audit.add(null, "SUBMISSION_SENT", "SUBMISSION", id);
    }

    /** Cancels a submission: if it is in the programme, a programme manager has to confirm; otherwise it is withdrawn. */
    private boolean callOff(Source source, String key, long id) {
        Submission current = submissions.lock(id);
        List<Long> toCome = current.dates().stream()
                .filter(date -> !date.cancelled() && date.slot().start().isAfter(clock.instant()))
                .map(Submission.Date::id)
                .toList();
        if (toCome.isEmpty() || current.state() == State.WITHDRAWN) {
            return false;
        }
        submissions.cancelDates(toCome, goneReason());
        sources.mark(id, source.id(), key, GONE);
        if (current.isChange()) {
            submissions.submit(id, source.accountId());
        } else {
            submissions.withdraw(id);
        }
        audit.add(null, "SUBMISSION_DATES_CANCELLED", "SUBMISSION", id);
        return true;
    }

    /** Returns the reason that participants read, once a programme manager has accepted the cancellation. */
    private String goneReason() {
        return texts.text(Texts.DUTCH, "submissions.goneReason");
    }

    private boolean refused(SubmissionDraft draft, @Nullable Submission current, SourceItem item, List<Flaw> flaws) {
        Problems problems = check.of(draft, current, true);
        problems.all().stream()
                .findFirst()
                .ifPresent(problem -> flaws.add(new Flaw(
                        item.title(),
                        problem.key(),
                        problem.arguments().isEmpty()
                                ? ""
                                : String.valueOf(problem.arguments().get(0)))));
        return problems.any();
    }

    /** @param base details that the item does not have; of a change: the current ones */
    private SubmissionDraft draft(
            Source source,
            ActivityDetails base,
            @Nullable Place place,
            SourceItem item,
            List<SubmissionDraft.Date> dates,
            Map<String, Long> venueByName) {
        String description = item.description().isBlank() ? item.title() : item.description();
        String promise = item.promise().isBlank() ? firstSentence(description) : item.promise();
        ActivityDetails.Words words = new ActivityDetails.Words(
                new Bilingual(item.title(), ""),
                new Bilingual(promise, ""),
                new Bilingual(description, ""),
                Bilingual.EMPTY,
                Bilingual.EMPTY,
                Bilingual.EMPTY,
                Bilingual.EMPTY,
                base.words().needs(),
                Bilingual.EMPTY,
                Bilingual.EMPTY);
        Long venue = item.place().isBlank()
                ? base.venueId()
                : venueByName.get(item.place().toLowerCase(Locale.ROOT));
        int minutes = dates.isEmpty()
                ? base.duration().minutes()
                : (int) Math.max(
                        15, Math.min(2400, dates.get(0).slot().duration().toMinutes()));
        String elsewhere = source.defaults().signUpUrl();
        boolean ownAddress = elsewhere != null && WebAddress.isWebAddress(item.url(), MAX_WEB_ADDRESS);
        ActivityDetails details = new ActivityDetails(
                base.kind(),
                base.takes(),
                words,
                base.worlds(),
                base.disciplines(),
                base.forWhom(),
                new ActivityDetails.Length(minutes, 0, 0, 1),
                base.size(),
                base.terms(),
                venue,
                null,
                Map.of(),
                List.of(),
                List.of(),
                source.organisationId(),
                ownAddress ? item.url() : elsewhere);
        boolean known = venue != null;
        Place at =
                known ? null : item.place().isBlank() ? place : new Place(PlainText.cut(item.place(), 100), "", "", "");
        return new SubmissionDraft(details, at, dates, "");
    }

    private static String firstSentence(String description) {
        String line = PlainText.line(description, 2000);
        int end = line.indexOf(". ");
        return PlainText.cut(end > 20 ? line.substring(0, end + 1) : line, MAX_PROMISE);
    }
}
