package nl.tec.privacy;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.PersonalRecords.Person;
import nl.tec.accounts.PersonalRecords.Section;
import nl.tec.hub.Texts;
import nl.tec.mail.Outbox;
import nl.tec.privacy.internal.PrivacyMails;
import nl.tec.privacy.internal.PrivacyRequestStore;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Requests of people about their own data that an administrator handles (rules 8.4, 9): by telephone, letter or at the desk, and online
 * requests for correction. An open request identifies the person; a closed one only keeps what was done.
 */
@Service
public class PrivacyRequests {

    /** The statutory term to answer. */
    public static final int DAYS_TO_ANSWER = 30;

    /** The number of days after which an open request expires. */
    public static final int MAX_DAYS_OPEN = 60;

    public static final int MAX_WORDS = 1000;

    /** The channel by which a request was received. */
    public enum Channel {
        PHONE,
        LETTER,
        DESK,
        MAIL,
        /** The page of a privacy link. */
        LINK,
        /** The page of the account. */
        ACCOUNT;

        public static final List<Channel> OF_ADMINISTRATOR = List.of(PHONE, LETTER, DESK, MAIL);
    }

    /** The way in which the identity of the person was verified. */
    public enum Identified {
        CALLED_BACK,
        KNOWN_ADDRESS,
        DOCUMENT_SEEN,
        BY_LINK,
        SIGNED_IN;

        public static final List<Identified> BY_ADMINISTRATOR = List.of(CALLED_BACK, KNOWN_ADDRESS, DOCUMENT_SEEN);
    }

    public enum Answer {
        DONE,
        REFUSED,
        /** The request was not handled in time. */
        EXPIRED
    }

    public enum Action {
        OPENED,
        SHOWN,
        EXPORTED,
        ERASED,
        CLOSED
    }

    /**
     * @param person null once closed
     * @param words the requested correction in the person's own words; null if closed, or no correction was requested
     * @param answer null while open
     */
    public record Request(
            long id,
            Channel channel,
            Identified identified,
            Instant openedAt,
            @Nullable Person person,
            @Nullable String words,
            Locale language,
            @Nullable Answer answer) {

        public boolean open() {
            return answer == null;
        }
    }

    /** @param by the name of the actor; null for the person themselves, or a deleted account */
    public record Event(
            long requestId,
            Instant at,
            @Nullable String by,
            Action action,
            int records,
            Channel channel,
            Identified identified) {}

    private final PrivacyRequestStore store;
    private final HeldRecords held;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    PrivacyRequests(PrivacyRequestStore store, HeldRecords held, Outbox outbox, Audit audit, Clock clock) {
        this.store = store;
        this.held = held;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Lists open requests, the oldest first. */
    public List<Request> open() {
        return store.open();
    }

    public int waiting() {
        return store.open().size();
    }

    /** Lists the actions taken, the latest first, without personal data. */
    public List<Event> log(int limit) {
        return store.log(limit);
    }

    /** @throws NotFound when there is none */
    public Request get(long id) {
        return store.find(id).orElseThrow(() -> new NotFound("privacy request " + id));
    }

    /** Opens a request received by an administrator. @return its id */
    @Transactional
    public long open(Person person, Channel channel, Identified identified, Actor by) {
        long id = store.add(person, channel, identified, null, Texts.DUTCH, by.accountId(), clock.instant());
        store.happened(id, Action.OPENED, 0, by.accountId(), clock.instant());
        audit.add(by, "PRIVACY_REQUEST_OPENED", "privacy_request", id);
        return id;
    }

    /** Opens a request for correction by the person themselves. */
    @Transactional
    public Outcome<Long> askToCorrect(Person person, String words, boolean byLink, Locale language) {
        String said = words.strip();
        Problems problems = new Problems()
                .addIf(said.isEmpty(), "wat", "privacy.correct.empty")
                .addIfLonger(said, MAX_WORDS, "wat");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long id = store.add(
                person,
                byLink ? Channel.LINK : Channel.ACCOUNT,
                byLink ? Identified.BY_LINK : Identified.SIGNED_IN,
                said,
                language,
                null,
                clock.instant());
        store.happened(id, Action.OPENED, 0, null, clock.instant());
        audit.add(null, "PRIVACY_REQUEST_OPENED", "privacy_request", id);
        return Outcome.done(id);
    }

    /**
     * Returns the data held about the person of an open request, and logs the access.
     *
     * @param action {@link Action#SHOWN} or {@link Action#EXPORTED}
     * @throws NotFound when it is closed
     */
    @Transactional
    public List<Section> about(long id, Action action, Actor by) {
        List<Section> sections = held.about(person(get(id)));
        store.happened(id, action, HeldRecords.count(sections), by.accountId(), clock.instant());
        audit.add(by, "PRIVACY_REQUEST_" + action, "privacy_request", id);
        return sections;
    }

    /**
     * Erases all personal data of the person, and closes this and any other requests of the person.
     *
     * @return the number of records; refused for the last administrator
     * @throws NotFound when it is closed
     */
    @Transactional
    public Outcome<Integer> erase(long id, Actor by) {
        Optional<Integer> records = held.forget(by, person(lock(id)));
        if (records.isEmpty()) {
            return Outcome.refused("accounts.lastAdministrator");
        }
        store.happened(id, Action.ERASED, records.get(), by.accountId(), clock.instant());
        audit.add(by, "PRIVACY_REQUEST_ERASED", "privacy_request", id);
        store.close(id, Answer.DONE, by.accountId(), clock.instant());
        return Outcome.done(records.get());
    }

    /**
     * Closes a handled request. Mails the answer to a person who requested a correction.
     *
     * @throws NotFound when it is closed
     */
    @Transactional
    public void close(long id, Answer answer, Actor by) {
        Request request = lock(id);
        Person person = person(request);
        if (request.words() != null && !person.email().isEmpty()) {
            outbox.put(
                    PrivacyMails.ANSWERED,
                    person.email(),
                    request.language(),
                    Map.of("done", answer == Answer.DONE),
                    null);
        }
        store.close(id, answer, by.accountId(), clock.instant());
        store.happened(id, Action.CLOSED, 0, by.accountId(), clock.instant());
        audit.add(by, "PRIVACY_REQUEST_CLOSED", "privacy_request", id);
    }

    private Request lock(long id) {
        return store.lock(id).orElseThrow(() -> new NotFound("privacy request " + id));
    }

    private static Person person(Request request) {
        Person person = request.person();
        if (person == null) {
            throw new NotFound("person of closed privacy request " + request.id());
        }
        return person;
    }
}
