package nl.tec.partners;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.documents.StoredFile;
import nl.tec.partners.internal.Agreements;
import nl.tec.partners.internal.ConnectionDays;
import nl.tec.partners.internal.MembershipQueries;
import nl.tec.partners.internal.MembershipStore;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Manages the memberships of organisations connected to the hub (rules 6). Ended memberships are kept, so that counts of earlier days
 * do not change. A command locks the membership before it decides, throws {@link NotFound} if there is none, and returns the problems:
 * none on success.
 */
@Service
public class Memberships {

    /** The highest fee per year, also of a declaration of membership, and the highest amount received for it. */
    public static final long MAX_FEE_CENTS = 100_000_000;

    private static final int MAX_REASON_LENGTH = 300;

    private final MembershipQueries queries;
    private final MembershipStore store;
    private final Agreements agreements;
    private final ConnectionDays days;
    private final Audit audit;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Memberships(
            MembershipQueries queries,
            MembershipStore store,
            Agreements agreements,
            ConnectionDays days,
            Audit audit,
            Clock clock,
            ApplicationEventPublisher events) {
        this.queries = queries;
        this.store = store;
        this.agreements = agreements;
        this.days = days;
        this.audit = audit;
        this.clock = clock;
        this.events = events;
    }

    /** An organisation that can be connected. */
    public record Candidate(long id, String name, String town) {}

    /**
     * The kind and the term of a membership.
     *
     * @param until the last day; null: open-ended
     * @param feeCents the fee per year; null: none
     */
    public record Term(
            Membership.Kind kind,
            LocalDate from,
            @Nullable LocalDate until,
            @Nullable Long feeCents) {}

    /**
     * Counts the distinct organisations that are connected on a day, by a membership with evidence or a delivered contribution of the last
     * twelve months (rules 6).
     */
    public long connectedOn(LocalDate day) {
        return queries.countConnected(day);
    }

    /** Returns the distinct organisations behind {@link #connectedOn}, ordered by name. */
    public List<Connected> connected(LocalDate day) {
        return queries.connected(day);
    }

    /**
     * Returns memberships ordered by the name of the organisation.
     *
     * @param name a part of it; empty: all
     * @param over true: those that have ended; false: current and future ones
     * @param after the last membership of the previous page; null: the first page
     */
    public List<Membership> list(String name, boolean over, @Nullable Long after, int limit) {
        return queries.list(name, over, after, limit, Dates.today(clock));
    }

    /** Returns current memberships that end within {@value Membership#SOON_DAYS} days and are not renewed, the first to end first. */
    public List<Membership> endingSoon(int limit) {
        return queries.endingSoon(limit, Dates.today(clock));
    }

    /** Counts the memberships that are {@link #endingSoon}. */
    public int countEndingSoon() {
        return queries.countEndingSoon(Dates.today(clock));
    }

    public Optional<Membership> find(long id) {
        return queries.find(id);
    }

    /** Returns the corrections and deletions of memberships of an organisation, latest first. */
    public List<MembershipChange> changes(long organisationId) {
        return queries.changes(organisationId);
    }

    /**
     * Searches at most 20 organisations by part of their name or a similar one, except schools, because it is their board that connects.
     */
    public List<Candidate> candidates(String name) {
        return queries.candidates(name);
    }

    /** Adds a membership, which counts from today at the earliest (rules 6). */
    @Transactional
    public Problems connect(long organisationId, Term term, Proof proof, Actor by) {
        boolean known = queries.isOrganisation(organisationId);
        Problems problems = check(term, new Problems().addIf(!known, "organisation", "network.problem.organisation"));
        if (known) {
            agreements.check(organisationId, proof, problems);
        }
        if (problems.any()) {
            return problems;
        }
        Optional<Long> id = store.add(organisationId, term, null);
        if (id.isEmpty()) {
            return problems.add("organisation", "network.problem.already");
        }
        agreements.prove(id.get(), organisationId, proof, by);
        return done("MEMBERSHIP_ADDED", id.get(), by);
    }

    /** Adds evidence to a membership that lacks it, which makes it count from today. */
    @Transactional
    public Problems prove(long id, Proof proof, Actor by) {
        Membership membership = lock(id);
        Problems problems = agreements
                .check(membership.organisationId(), proof, new Problems())
                .addIf(!membership.lacksEvidence(), "", "network.problem.proven");
        if (problems.any()) {
            return problems;
        }
        agreements.prove(id, membership.organisationId(), proof, by);
        return done("MEMBERSHIP_PROVEN", id, by);
    }

    /**
     * Adds the next term to a membership that has an end: of the same kind, from the day after. It counts once it has its own evidence.
     *
     * @param until its last day; null: open-ended
     */
    @Transactional
    public Problems renew(long id, @Nullable LocalDate until, Actor by) {
        Membership membership = lock(id);
        LocalDate end = membership.until();
        if (end == null || membership.renewed()) {
            return new Problems().add("until", "network.problem.renewed");
        }
        LocalDate from = end.plusDays(1);
        Problems problems = new Problems()
                .addIf(until != null && days.tooFar(until), "until", "network.problem.day")
                .addIf(until != null && until.isBefore(from), "until", "network.problem.renewUntil");
        if (problems.any()) {
            return problems;
        }
        Optional<Long> next = store.add(
                membership.organisationId(), new Term(membership.kind(), from, until, membership.feeCents()), id);
        return next.isEmpty()
                ? problems.add("until", "network.problem.renewed")
                : done("MEMBERSHIP_RENEWED", next.get(), by);
    }

    /**
     * Ends a membership, possibly earlier than agreed.
     *
     * @param last its last day
     */
    @Transactional
    public Problems end(long id, LocalDate last, Actor by) {
        Membership membership = lock(id);
        Problems problems = days.checkEnd(membership.from(), membership.until(), last)
                .addIf(membership.renewed(), "last", "network.problem.endNext");
        if (problems.any()) {
            return problems;
        }
        store.end(id, last);
        return done("MEMBERSHIP_ENDED", id, by);
    }

    /**
     * Corrects a membership. The previous values are recorded. Counts are updated, except those of past years (rules 6).
     *
     * @param term the corrected term; its fee is ignored
     */
    @Transactional
    public Problems correct(long id, Term term, String reason, Actor by) {
        Membership membership = lock(id);
        boolean otherEnd = !Objects.equals(term.until(), membership.until());
        Problems problems = check(term, checkReason("reason", reason))
                .addIf(membership.renewed() && otherEnd, "until", "network.problem.correctNext")
                .addIf(membership.renewed() && term.kind() != membership.kind(), "kind", "network.problem.correctNext");
        boolean same = term.kind() == membership.kind() && term.from().equals(membership.from()) && !otherEnd;
        if (problems.addIf(same, "", "network.problem.nothingChanged").any()) {
            return problems;
        }
        // checked in advance for a message at the field; the constraint membership_once is decisive
        if (queries.overlaps(membership, term)) {
            return problems.add("from", "network.problem.already");
        }
        store.keep(id, MembershipChange.Event.CORRECTED, reason.strip(), by);
        store.correct(id, term);
        return done("MEMBERSHIP_CORRECTED", id, by);
    }

    /** Deletes a membership that should never have been entered. It stays on record with the reason, and in the counts of past years. */
    @Transactional
    public Problems strike(long id, String reason, Actor by) {
        Problems problems = checkReason("why", reason).addIf(lock(id).renewed(), "why", "network.problem.strikeNext");
        if (problems.any()) {
            return problems;
        }
        store.keep(id, MembershipChange.Event.STRUCK, reason.strip(), by);
        store.remove(id);
        return done("MEMBERSHIP_STRUCK", id, by);
    }

    /**
     * Returns the scan that is the evidence of a membership or an ambassador.
     *
     * @throws NotFound if there is none
     */
    @Transactional
    public StoredFile document(long id, Actor by) {
        return agreements.read(id, by);
    }

    /** Locks a membership until the end of the transaction, then reads it. */
    private Membership lock(long id) {
        store.lock(id);
        return queries.find(id).orElseThrow(() -> new NotFound("membership " + id));
    }

    private static Problems checkReason(String field, String reason) {
        int length = reason.strip().length();
        return new Problems()
                .addIf(length < 1 || length > MAX_REASON_LENGTH, field, "network.problem.reason", MAX_REASON_LENGTH);
    }

    private Problems check(Term term, Problems problems) {
        LocalDate until = term.until();
        Long fee = term.feeCents();
        return problems.addIf(fee != null && fee > MAX_FEE_CENTS, "fee", "declarations.problem.fee")
                .addIf(days.tooFar(term.from()), "from", "network.problem.day")
                .addIf(until != null && days.tooFar(until), "until", "network.problem.day")
                .addIf(until != null && until.isBefore(term.from()), "until", "network.problem.beforeStart");
    }

    private Problems done(String action, long id, Actor by) {
        audit.add(by, action, "membership", id);
        events.publishEvent(new ConnectionsChanged());
        return new Problems();
    }
}
