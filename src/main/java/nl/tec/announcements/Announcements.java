package nl.tec.announcements;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.announcements.internal.AddresseeQueries;
import nl.tec.announcements.internal.AnnouncementMail;
import nl.tec.announcements.internal.AnnouncementStore;
import nl.tec.bookings.BookingHistory;
import nl.tec.hub.Texts;
import nl.tec.mail.Outbox;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Messages from the programme manager to people involved in sessions. The caller checks authorisation. */
@Service
public class Announcements {

    public static final int MAX_SUBJECT = 120;
    public static final int MAX_BODY = 4000;
    public static final int MAX_ADDRESSEES = 1000;

    /** The maximum number of bookings whose addressees are looked up. */
    public static final int MAX_BOOKINGS = 10_000;

    /** The form field of the addressees, and of its problems. */
    public static final String TO = "aan";

    public static final String SUBJECT = "onderwerp";
    public static final String BODY = "bericht";

    /** The problem of a message whose addressees changed since they were shown. */
    public static final String CHANGED = "announcement.changed";

    /** @param to the kinds of addressees */
    public record Message(Collection<AddresseeKind> to, String subject, String body) {}

    private final AddresseeQueries addressees;
    private final AnnouncementStore store;
    private final BookingHistory history;
    private final Outbox outbox;
    private final Texts texts;
    private final Audit audit;
    private final Clock clock;

    Announcements(
            AddresseeQueries addressees,
            AnnouncementStore store,
            BookingHistory history,
            Outbox outbox,
            Texts texts,
            Audit audit,
            Clock clock) {
        this.addressees = addressees;
        this.store = store;
        this.history = history;
        this.outbox = outbox;
        this.texts = texts;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws NotFound when there is no such session or activity */
    @Transactional(readOnly = true)
    public Draft draft(Target target) {
        return addressees.draft(target, clock.instant());
    }

    /** Validates a message. */
    public Problems check(Draft draft, Message message) {
        int count = draft.chosen(message.to()).size();
        return new Problems()
                .addIf(message.to().isEmpty(), TO, "announcement.toNobody")
                .addIf(!message.to().isEmpty() && count == 0, TO, "announcement.nobody")
                .addIf(count > MAX_ADDRESSEES, TO, "announcement.tooMany", count, MAX_ADDRESSEES)
                .addIf(!draft.complete(), TO, "announcement.tooManyBookings", MAX_BOOKINGS)
                .addIf(message.subject().isBlank(), SUBJECT, "announcement.noSubject")
                .addIfLonger(message.subject(), MAX_SUBJECT, SUBJECT)
                .addIf(message.body().isBlank(), BODY, "announcement.noBody")
                .addIfLonger(message.body(), MAX_BODY, BODY);
    }

    /**
     * Queues a message, one mail per address. It is sent after {@link Outbox#UNDO}.
     *
     * @param expected the number of addresses that was shown; refused with {@link #CHANGED} if it has changed
     * @param key of the form: sent twice, it is queued once
     * @return its id
     */
    @Transactional
    public Outcome<Long> send(Target target, Message message, int expected, UUID key, Actor by) {
        Optional<Long> before = store.findByFormKey(key, by);
        if (before.isPresent()) {
            return Outcome.done(before.get());
        }
        Draft draft = draft(target);
        List<Addressee> chosen = draft.chosen(message.to());
        Problems problems = check(draft, message);
        if (!problems.any() && chosen.size() != expected) {
            problems.add("", CHANGED, expected, chosen.size());
        }
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        Instant sendAt = clock.instant().plus(Outbox.UNDO);
        Optional<Long> added = store.add(message, about(draft), chosen, sendAt, draft.end(sendAt), key, by);
        if (added.isEmpty()) {
            return Outcome.done(store.findByFormKey(key, by).orElseThrow());
        }
        long id = added.get();
        outbox.putAll(
                AnnouncementMail.NAME,
                chosen.stream()
                        .map(to -> new Outbox.Message(
                                to.email(),
                                to.language(),
                                Map.of(
                                        AnnouncementMail.ANNOUNCEMENT,
                                        id,
                                        "kind",
                                        to.kind(),
                                        "booking",
                                        to.bookings(),
                                        "session",
                                        to.sessions())))
                        .toList(),
                sendAt);
        history.note(
                new TreeSet<>(
                        chosen.stream().flatMap(to -> to.bookings().stream()).toList()),
                BookingHistory.Event.MESSAGE,
                id,
                by);
        audit.add(by, "ANNOUNCEMENT_SENT", "ANNOUNCEMENT", id);
        return Outcome.done(id);
    }

    /** Describes the subject of a message for the list: the first session, and the number of others. */
    private String about(Draft draft) {
        if (draft.sessions().isEmpty()) {
            return "";
        }
        Draft.About first = draft.sessions().get(0);
        return texts.text(
                Texts.DUTCH,
                "announcement.about",
                first.title().dutch(),
                Dates.slot(first.time().start(), first.time().end(), Texts.DUTCH),
                draft.sessions().size() - 1);
    }

    /**
     * Withdraws a message that has not been sent.
     *
     * @throws NotFound when there is none
     */
    @Transactional
    public Outcome<Long> withdraw(long id, Actor by) {
        if (!store.withdraw(id)) {
            if (store.text(id).isEmpty()) {
                throw new NotFound("announcement " + id);
            }
            return Outcome.refused("announcement.withdraw.late");
        }
        history.note(
                outbox.withdraw(AnnouncementMail.ANNOUNCEMENT, id, "booking"),
                BookingHistory.Event.MESSAGE_WITHDRAWN,
                id,
                by);
        audit.add(by, "ANNOUNCEMENT_WITHDRAWN", "ANNOUNCEMENT", id);
        return Outcome.done(id);
    }

    /** Returns a message for staff; seeing whom its mail did not reach is audited. @throws NotFound when there is none */
    public Announcement get(long id, Actor by) {
        Announcement announcement = get(id);
        if (!announcement.deliveries().failed().isEmpty()
                || !announcement.deliveries().failing().isEmpty()) {
            audit.add(by, "ANNOUNCEMENT_READ", "ANNOUNCEMENT", id);
        }
        return announcement;
    }

    /** @throws NotFound when there is none */
    public Announcement get(long id) {
        return store.find(id, outbox.deliveries(AnnouncementMail.ANNOUNCEMENT, id))
                .orElseThrow(() -> new NotFound("announcement " + id));
    }

    /**
     * Lists messages, the latest first.
     *
     * @param before the id of the last message of the previous page; empty for the first page
     */
    public List<Announcement> list(Optional<Long> before, int limit) {
        return store.list(before.orElse(Long.MAX_VALUE), limit);
    }
}
