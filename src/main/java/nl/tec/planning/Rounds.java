package nl.tec.planning;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.planning.internal.RoundStore;
import nl.tec.planning.internal.SchoolDays;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Manages wish rounds: the schools, the activities and the period. For programme managers; the caller checks authorisation. */
@Service
public class Rounds {

    public static final int MAX_WISHES_PER_CLASS = 4;
    public static final int MAX_TITLE = 80;
    public static final int MAX_INVITATION = 2000;

    /** The form was changed by somebody else since it was shown. */
    public static final String OUTDATED = "planning.round.outdated";

    /** The minimum time during which an invitation can be recalled. */
    private static final Duration GRACE_PERIOD = Duration.ofMinutes(10);

    private static final LocalTime OPENS = LocalTime.of(8, 0);

    private final RoundStore records;
    private final SchoolDays schoolDays;
    private final Audit audit;
    private final Clock clock;

    Rounds(RoundStore records, SchoolDays schoolDays, Audit audit, Clock clock) {
        this.records = records;
        this.schoolDays = schoolDays;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The progress of a school in a round.
     *
     * @param wishes the number of wishes with at least one activity
     * @param classes the number of classes with such a wish
     * @param unfinished the number of wishes without an activity
     * @param notes the number of wishes with a note
     * @param reachable whether the school has somebody who can be mailed
     * @param doneAt when the school reported that it is done; null: not yet
     */
    public record SchoolProgress(
            long siteId,
            String name,
            String town,
            int classes,
            int wishes,
            int unfinished,
            int notes,
            boolean reachable,
            @Nullable Instant doneAt) {

        public Progress progress() {
            if (doneAt != null) {
                return Progress.DONE;
            }
            return wishes + unfinished == 0 ? Progress.NOTHING : Progress.BUSY;
        }
    }

    /** How far a school is with its wishes; those to call first. */
    public enum Progress {
        NOTHING,
        BUSY,
        DONE
    }

    /** Returns all rounds, the latest school year first. */
    public List<Round> list() {
        return records.list();
    }

    public Optional<Round> find(long id) {
        return records.find(id);
    }

    public Round get(long id) {
        return find(id).orElseThrow(() -> new NotFound("round " + id));
    }

    /** Returns the rounds in which a school takes part and that it may see already, the latest school year first. */
    public List<Round> ofSchool(long siteId) {
        return records.ofSchool(siteId, clock.instant());
    }

    /** Returns the progress of the schools of a round, ordered by name. */
    public List<SchoolProgress> standings(long roundId) {
        return records.standings(roundId);
    }

    /** Returns the school years for which a round can be held: the next one and this one. */
    public List<SchoolYear> years() {
        SchoolYear now = SchoolYear.of(Dates.today(clock));
        return List.of(now.next(), now);
    }

    /**
     * Creates or changes a round.
     *
     * @param id null: a new round
     * @param version the version that the form showed, for optimistic locking
     */
    @Transactional
    public Outcome<Long> save(@Nullable Long id, int version, RoundFields fields, Actor by) {
        Round current = id == null ? null : records.lock(id).orElseThrow(() -> new NotFound("round " + id));
        Problems problems = check(fields, current);
        problems.addIf(current != null && current.version() != version, "", OUTDATED);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long saved = current == null ? records.insert(fields, by, clock.instant()) : current.id();
        if (current != null) {
            records.update(saved, fields);
            if (current.phase(clock.instant()) == Round.Phase.PLANNED) {
                records.inviteAt(saved, invitation(Objects.requireNonNull(fields.opensOn())));
            }
        }
        records.members(saved, fields);
        audit.add(by, current == null ? "PLAN_ROUND_CREATED" : "PLAN_ROUND_CHANGED", "plan_round", saved);
        return Outcome.done(saved);
    }

    private Problems check(RoundFields fields, @Nullable Round current) {
        Problems problems = new Problems();
        problems.addIf(fields.title().isBlank(), RoundFields.TITLE, "planning.round.titleMissing");
        problems.addIfLonger(fields.title(), MAX_TITLE, RoundFields.TITLE);
        problems.addIfLonger(fields.invitation(), MAX_INVITATION, RoundFields.INVITATION);
        problems.addIf(
                fields.wishesPerClass() < 1 || fields.wishesPerClass() > MAX_WISHES_PER_CLASS,
                RoundFields.PER_CLASS,
                "planning.round.perClass",
                MAX_WISHES_PER_CLASS);
        LocalDate opens = fields.opensOn();
        LocalDate closes = fields.closesOn();
        problems.addIf(opens == null, RoundFields.OPENS, "planning.dayMissing");
        problems.addIf(closes == null, RoundFields.CLOSES, "planning.dayMissing");
        problems.addIf(
                opens != null && closes != null && closes.isBefore(opens),
                RoundFields.CLOSES,
                "planning.round.closesFirst");
        problems.addIf(
                closes != null && !closes.isBefore(fields.year().lastDay()),
                RoundFields.CLOSES,
                "planning.round.closesLate");
        problems.addIf(fields.sites().isEmpty(), RoundFields.SITES, "planning.round.noSchools");
        problems.addIf(fields.activities().isEmpty(), RoundFields.ACTIVITIES, "planning.round.noActivities");
        if (current == null) {
            problems.addIf(!years().contains(fields.year()), RoundFields.YEAR, "planning.round.yearOver");
            return problems;
        }
        problems.addIf(!current.year().equals(fields.year()), RoundFields.YEAR, "planning.round.yearFixed");
        problems.addIf(current.publishedAt() != null, "", "planning.round.published");
        problems.addIf(
                records.countWishesOfSchools(current.id(), without(current.sites(), fields.sites())) > 0,
                RoundFields.SITES,
                "planning.round.schoolWishes");
        problems.addIf(
                records.countWishesForActivities(current.id(), without(current.activities(), fields.activities())) > 0,
                RoundFields.ACTIVITIES,
                "planning.round.activityWished");
        return problems;
    }

    private static Set<Long> without(Set<Long> before, Set<Long> after) {
        Set<Long> gone = new HashSet<>(before);
        gone.removeAll(after);
        return gone;
    }

    /**
     * Opens a draft: its schools are invited on its first day, but not within ten minutes. Idempotent. A year whose holidays are unknown is
     * refused, because schools would wish for weeks in them.
     */
    @Transactional
    public Outcome<Long> open(long id, Actor by) {
        Round round = records.lock(id).orElseThrow(() -> new NotFound("round " + id));
        if (round.inviteAt() != null) {
            return Outcome.done(id);
        }
        if (round.closesOn().isBefore(Dates.today(clock))) {
            return Outcome.refused("planning.round.over");
        }
        if (!schoolDays.isKnown(round.year())) {
            return Outcome.refused(new Problems().add("", SchoolDays.UNKNOWN, round.year()));
        }
        records.inviteAt(id, invitation(round.opensOn()));
        audit.add(by, "PLAN_ROUND_OPENED", "plan_round", id);
        return Outcome.done(id);
    }

    /** Returns when schools are invited to a round that opens on this day. */
    private Instant invitation(LocalDate day) {
        Instant first = Dates.at(day, OPENS);
        Instant soon = clock.instant().plus(GRACE_PERIOD);
        return first.isAfter(soon) ? first : soon;
    }

    /** Returns the other rounds for the school year of this one in which at least one of its schools takes part, the latest first. */
    public List<Round> besides(Round round) {
        return list().stream()
                .filter(one -> one.id() != round.id() && one.year().equals(round.year()))
                .filter(one -> !Collections.disjoint(one.sites(), round.sites()))
                .toList();
    }

    /** Whether a round can be removed: a draft without wishes and proposals. */
    public boolean isRemovable(Round round) {
        return round.phase(clock.instant()) == Round.Phase.DRAFT && !records.isUsed(round.id());
    }

    /** Removes a draft with its supply. @return refused if schools were invited, or there are wishes or proposals */
    @Transactional
    public Outcome<Long> remove(long id, Actor by) {
        Round round = records.lock(id).orElseThrow(() -> new NotFound("round " + id));
        if (round.phase(clock.instant()) != Round.Phase.DRAFT || !records.removeUnused(id)) {
            return Outcome.refused("planning.round.used");
        }
        audit.add(by, "PLAN_ROUND_REMOVED", "plan_round", id);
        return Outcome.done(id);
    }

    /** Recalls a round whose invitations have not been sent. @return false if it is too late */
    @Transactional
    public boolean recall(long id, Actor by) {
        Round round = records.lock(id).orElseThrow(() -> new NotFound("round " + id));
        if (round.phase(clock.instant()) != Round.Phase.PLANNED) {
            return false;
        }
        records.inviteAt(id, null);
        audit.add(by, "PLAN_ROUND_RECALLED", "plan_round", id);
        return true;
    }
}
