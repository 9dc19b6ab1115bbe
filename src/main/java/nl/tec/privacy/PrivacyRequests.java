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
 * Requests of people about their own data that an administrator handles (rules 8.4, 9): by telephone, letter or at the desk, and
 * what somebody wrote that is wrong. As long as a request is open it says whom it is about; closed, it only says what was done.
 */
@Service
public class PrivacyRequests {

    /** The law gives a month to answer. */
    public static final int DAYS_TO_ANSWER = 30;

    /** After so many days nobody remembers what an open request was about. */
    public static final int MAX_DAYS_OPEN = 60;

    public static final int MAX_WORDS = 1000;

    /** The way in which a request came in. */
    public enum Channel {
        PHONE,
        LETTER,
        DESK,
        MAIL,
        /** Written by the person on the page of the link. */
        LINK,
        /** Written by the person on the page of the account. */
        ACCOUNT;

        public static final List<Channel> OF_ADMINISTRATOR = List.of(PHONE, LETTER, DESK, MAIL);
    }

    /** The way in which it is known that the person is who they say. */
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
        /** Nobody handled it. */
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
     * @param person null once it is closed
     * @param words what is wrong, in the words of the person; null when closed, or not asked
     * @param answer null: open
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

    /** @param by the name of who did it; null: the person, or an account that is gone */
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

    /** Those that wait for an answer, the oldest first. */
    public List<Request> open() {
        return store.open();
    }

    public int waiting() {
        return store.open().size();
    }

    /** Returns what was done, the latest first: the log, without personal data. */
    public List<Event> log(int limit) {
        return store.log(limit);
    }

    /** @throws NotFound when there is none */
    public Request get(long id) {
        return store.find(id).orElseThrow(() -> new NotFound("privacy request " + id));
    }

    /** An administrator looked somebody up, who asked. @return its id */
    @Transactional
    public long open(Person person, Channel channel, Identified identified, Actor by) {
        long id = store.add(person, channel, identified, null, Texts.DUTCH, by.accountId(), clock.instant());
        store.happened(id, Action.OPENED, 0, by.accountId(), clock.instant());
        audit.add(by, "PRIVACY_REQUEST_OPENED", "privacy_request", id);
        return id;
    }

    /** The person writes what is wrong. */
    @Transactional
    public Outcome<Long> askToCorrect(Person person, String words, boolean byLink, Locale language) {
        String said = words.strip();
        Problems problems = new Problems()
                .addIf(said.isEmpty(), "wat", "privacy.correct.empty")
                .addIf(said.length() > MAX_WORDS, "wat", "privacy.correct.long", MAX_WORDS);
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
     * Returns what is held about the person of an open request; written down, as reading personal data is.
     *
     * @param action {@link Action#SHOWN} or {@link Action#EXPORTED}
     * @throws NotFound when it is closed
     */
    @Transactional
    public List<Section> about(long id, Action action, Actor by) {
        List<Section> sections = held.about(person(id));
        store.happened(id, action, HeldRecords.count(sections), by.accountId(), clock.instant());
        audit.add(by, "PRIVACY_REQUEST_" + action, "privacy_request", id);
        return sections;
    }

    /**
     * Erases all that is personal about the person, and closes the request and what else the person asked.
     *
     * @return how many records; refused for the last administrator
     * @throws NotFound when it is closed
     */
    @Transactional
    public Outcome<Integer> erase(long id, Actor by) {
        Optional<Integer> records = held.forget(by, person(id));
        if (records.isEmpty()) {
            return Outcome.refused("accounts.lastAdministrator");
        }
        store.happened(id, Action.ERASED, records.get(), by.accountId(), clock.instant());
        audit.add(by, "PRIVACY_REQUEST_ERASED", "privacy_request", id);
        store.close(id, Answer.DONE, by.accountId(), clock.instant());
        return Outcome.done(records.get());
    }

    /**
     * It was handled. Somebody who wrote by a link or from an account is mailed so.
     *
     * @throws NotFound when it is closed
     */
    @Transactional
    public void close(long id, Answer answer, Actor by) {
        Request request = get(id);
        Person person = person(id);
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

    private Person person(long id) {
        Person person = get(id).person();
        if (person == null) {
            throw new NotFound("person of closed privacy request " + id);
        }
        return person;
    }
}
