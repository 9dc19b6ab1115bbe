package nl.tec.planning;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.planning.WishClass.Option;
import nl.tec.planning.internal.NextClasses;
import nl.tec.planning.internal.NextClasses.Coming;
import nl.tec.planning.internal.NextClasses.Outlook;
import nl.tec.planning.internal.SchoolDays;
import nl.tec.planning.internal.WishStore;
import nl.tec.planning.internal.WishStore.Member;
import nl.tec.planning.internal.WishStore.StoredWish;
import nl.tec.shared.Grade;
import nl.tec.shared.NotFound;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Manages the wishes of a school in a round. Its coordinator enters them while the round is open, and its teachers if the coordinator
 * allows it; the programme manager can do so until the plan is published. Wishes of other schools are reported as not found.
 */
@Service
public class Wishes {

    private final Rounds rounds;
    private final WishStore records;
    private final NextClasses next;
    private final SchoolDays schoolDays;
    private final Schools schools;
    private final Audit audit;
    private final Clock clock;

    Wishes(
            Rounds rounds,
            WishStore records,
            NextClasses next,
            SchoolDays schoolDays,
            Schools schools,
            Audit audit,
            Clock clock) {
        this.rounds = rounds;
        this.records = records;
        this.next = next;
        this.schoolDays = schoolDays;
        this.schools = schools;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A submitted wish.
     *
     * @param was the {@link SchoolWish#digest} of the wish that the form showed
     */
    public record SubmittedWish(SchoolWish wish, String was) {}

    /** @throws NotFound if the school does not take part, or the actor may not see it */
    @Transactional(readOnly = true)
    public WishList of(long roundId, long siteId, Actor actor) {
        Round round = readable(roundId, siteId, actor);
        Member member = member(roundId, siteId, false);
        SchoolSite school = schools.get(siteId);
        List<StoredWish> kept = records.list(roundId, siteId);
        List<WishClass> classes = classes(round, school, kept, actor);
        Set<Long> named = new HashSet<>(round.activities());
        kept.forEach(one -> named.addAll(one.wish().choices()));
        return new WishList(
                round,
                school,
                classes,
                mayChange(round, siteId, member, actor),
                member.teachersMay(),
                member.doneAt(),
                fromLastYear(round, siteId, classes).size(),
                schoolDays.weeks(round.year(), school),
                records.titles(named));
    }

    private List<WishClass> classes(Round round, SchoolSite school, List<StoredWish> kept, Actor actor) {
        Map<String, List<SchoolWish>> wishes = new LinkedHashMap<>();
        Map<String, StoredWish> known = new HashMap<>();
        kept.forEach(one -> {
            wishes.computeIfAbsent(one.wish().label(), label -> new ArrayList<>())
                    .add(one.wish());
            known.put(one.wish().label(), one);
        });
        Outlook outlook = next.outlook(school.id(), round.year(), round.activities());
        Map<List<Object>, List<Option>> options = new HashMap<>();
        List<WishClass> classes = new ArrayList<>();
        for (Coming coming : next.of(school, round.year(), actor)) {
            classes.add(new WishClass(
                    coming.label(),
                    coming.level(),
                    coming.grades(),
                    coming.pupils(),
                    coming.estimated(),
                    true,
                    options.computeIfAbsent(
                            List.of(coming.grades(), coming.level()),
                            key -> outlook.options(coming.grades(), coming.level())),
                    Objects.requireNonNullElse(wishes.remove(coming.label()), List.of())));
        }
        wishes.forEach((label, left) -> {
            StoredWish one = Objects.requireNonNull(known.get(label));
            List<Grade> grades = one.grades().stream()
                    .map(grade -> new Grade(school.sector(), grade))
                    .toList();
            classes.add(new WishClass(label, "", grades, one.pupils(), true, false, outlook.options(grades, ""), left));
        });
        return classes;
    }

    /**
     * Saves the submitted wishes, and deletes those that were blanked. A wish that the form did not change is left alone.
     *
     * @return the wishes that somebody else changed since the form was shown; these are not saved
     */
    @Transactional
    public List<SchoolWish> save(long roundId, long siteId, Collection<SubmittedWish> typed, Actor actor) {
        Round round = changeable(roundId, siteId, actor);
        Map<List<Object>, StoredWish> before = records.list(roundId, siteId).stream()
                .collect(Collectors.toMap(
                        one -> List.of(one.wish().label(), one.wish().position()), one -> one));
        Map<String, Coming> classes = byLabel(round, siteId, actor);
        List<SchoolWish> overtaken = new ArrayList<>();
        int changed = 0;
        for (SubmittedWish one : typed) {
            SchoolWish wish = one.wish();
            StoredWish kept = before.get(List.<Object>of(wish.label(), wish.position()));
            String now = kept == null ? "" : kept.wish().digest();
            if (wish.digest().equals(one.was()) || wish.digest().equals(now)) {
                continue;
            }
            boolean byOther = kept != null && kept.changedBy() != null && kept.changedBy() != actor.accountId();
            if (!now.equals(one.was()) && byOther) {
                overtaken.add(wish);
            } else if (put(round, siteId, wish, classes.get(wish.label()), kept, actor)) {
                changed++;
            }
        }
        if (changed > 0) {
            audit.add(actor, "PLAN_WISHES_CHANGED", "organisation", siteId);
        }
        return overtaken;
    }

    private boolean put(
            Round round,
            long siteId,
            SchoolWish wish,
            @Nullable Coming coming,
            @Nullable StoredWish kept,
            Actor actor) {
        if (wish.position() > round.wishesPerClass() && kept == null) {
            return false;
        }
        if (wish.isBlank()) {
            records.delete(round.id(), siteId, wish.label(), wish.position());
            return true;
        }
        if (coming != null) {
            List<Integer> grades = coming.grades().stream().map(Grade::number).toList();
            records.put(round.id(), siteId, wish, grades, coming.pupils(), actor, clock.instant());
        } else if (kept != null) {
            records.put(round.id(), siteId, wish, kept.grades(), kept.pupils(), actor, clock.instant());
        }
        return coming != null || kept != null;
    }

    private Map<String, Coming> byLabel(Round round, long siteId, Actor actor) {
        return next.of(schools.get(siteId), round.year(), actor).stream()
                .collect(Collectors.toMap(Coming::label, coming -> coming, (first, second) -> first));
    }

    /**
     * Adds the same wish to several classes, at the first free position; skips classes for which none of its activities is suitable. A
     * class that has the wish already, as after a form that was sent twice, keeps its free positions.
     *
     * @return the number of classes that have it now
     */
    @Transactional
    public int addForMany(long roundId, long siteId, Collection<String> labels, SchoolWish wish, Actor actor) {
        Round round = changeable(roundId, siteId, actor);
        int added = 0;
        boolean changed = false;
        for (WishClass one : classes(round, schools.get(siteId), records.list(roundId, siteId), actor)) {
            List<Long> suitable = wish.choices().stream()
                    .filter(activity -> one.option(activity) != null)
                    .toList();
            int position = freePosition(one, round);
            if (!labels.contains(one.label()) || !one.isThere() || suitable.isEmpty()) {
                continue;
            }
            if (has(one, wish, suitable, round)) {
                added++;
            } else if (position > 0) {
                keep(round, siteId, one, wish.at(one.label(), position, suitable), actor);
                added++;
                changed = true;
            }
        }
        if (changed) {
            audit.add(actor, "PLAN_WISHES_CHANGED", "organisation", siteId);
        }
        return added;
    }

    private static boolean has(WishClass one, SchoolWish wish, List<Long> suitable, Round round) {
        for (int position = 1; position <= round.wishesPerClass(); position++) {
            if (one.wish(position)
                    .digest()
                    .equals(wish.at(one.label(), position, suitable).digest())) {
                return true;
            }
        }
        return false;
    }

    private static int freePosition(WishClass one, Round round) {
        for (int position = 1; position <= round.wishesPerClass(); position++) {
            if (one.wish(position).isBlank()) {
                return position;
            }
        }
        return 0;
    }

    /**
     * Copies last year's wishes of the same group to classes without a wish, or else the activities of that group's visits.
     *
     * @return the number of classes that got wishes
     */
    @Transactional
    public int copyLastYear(long roundId, long siteId, Actor actor) {
        Round round = changeable(roundId, siteId, actor);
        List<WishClass> classes = classes(round, schools.get(siteId), records.list(roundId, siteId), actor);
        Map<WishClass, List<SchoolWish>> copies = fromLastYear(round, siteId, classes);
        copies.forEach((one, wishes) -> wishes.forEach(wish -> keep(round, siteId, one, wish, actor)));
        if (!copies.isEmpty()) {
            audit.add(actor, "PLAN_WISHES_COPIED", "organisation", siteId);
        }
        return copies.size();
    }

    private void keep(Round round, long siteId, WishClass one, SchoolWish wish, Actor actor) {
        List<Integer> grades = one.grades().stream().map(Grade::number).toList();
        records.put(round.id(), siteId, wish, grades, one.pupils(), actor, clock.instant());
    }

    private Map<WishClass, List<SchoolWish>> fromLastYear(Round round, long siteId, List<WishClass> classes) {
        SchoolYear last = round.year().previous();
        Map<Integer, List<SchoolWish>> wished = new HashMap<>();
        records.roundOf(siteId, last.start())
                .ifPresent(earlier -> records.list(earlier, siteId).stream()
                        .filter(kept -> kept.wish().isFinished())
                        .forEach(kept -> wished.computeIfAbsent(kept.grades().get(0), grade -> new ArrayList<>())
                                .add(kept.wish())));
        Map<Integer, List<Long>> visited = next.visits(siteId, last);
        Map<WishClass, List<SchoolWish>> copies = new LinkedHashMap<>();
        for (WishClass one : classes) {
            if (one.isThere() && one.wishes().isEmpty()) {
                int grade = one.grades().get(0).number();
                List<SchoolWish> copy = copy(one, round, wished.getOrDefault(grade, List.of()));
                if (copy.isEmpty()) {
                    copy = copy(one, round, ofVisits(one, visited.getOrDefault(grade, List.of())));
                }
                if (!copy.isEmpty()) {
                    copies.put(one, copy);
                }
            }
        }
        return copies;
    }

    private static List<SchoolWish> ofVisits(WishClass one, List<Long> activities) {
        return activities.stream()
                .map(activity -> SchoolWish.blank(one.label(), 1).at(one.label(), 1, List.of(activity)))
                .toList();
    }

    /** Copies earlier wishes, without unsuitable activities and without dates, which belong to another year. */
    private static List<SchoolWish> copy(WishClass one, Round round, List<SchoolWish> earlier) {
        Map<List<Long>, SchoolWish> copies = new LinkedHashMap<>();
        for (SchoolWish wish : earlier) {
            List<Long> suitable = wish.choices().stream()
                    .filter(activity -> one.option(activity) != null)
                    .toList();
            if (!suitable.isEmpty() && copies.size() < round.wishesPerClass()) {
                copies.putIfAbsent(
                        suitable,
                        new SchoolWish(
                                one.label(),
                                copies.size() + 1,
                                suitable,
                                List.of(),
                                List.of(),
                                wish.dayparts(),
                                List.of(),
                                null,
                                wish.note()));
            }
        }
        return List.copyOf(copies.values());
    }

    /** Marks the wishes of a school as done or not; done stops the reminders. Wishes can still be changed. */
    @Transactional
    public void done(long roundId, long siteId, boolean done, Actor actor) {
        changeable(roundId, siteId, actor);
        records.done(roundId, siteId, done ? clock.instant() : null);
        audit.add(actor, done ? "PLAN_WISHES_DONE" : "PLAN_WISHES_NOT_DONE", "organisation", siteId);
    }

    /** Allows or forbids the teachers of a school to change wishes. For its coordinator and the programme manager. */
    @Transactional
    public void allowTeachers(long roundId, long siteId, boolean may, Actor actor) {
        changeable(roundId, siteId, actor);
        if (!leads(siteId, actor)) {
            throw new NotFound("round " + roundId);
        }
        records.teachersMay(roundId, siteId, may);
        audit.add(actor, "PLAN_WISHES_TEACHERS", "organisation", siteId);
    }

    /** Returns the classes that ask to come with another class with which they share no choice: the label of each, with the other's. */
    public static Map<String, String> alone(WishList list) {
        Map<String, String> alone = new TreeMap<>();
        for (WishClass one : list.classes()) {
            for (SchoolWish wish : one.wishes()) {
                String other = wish.together();
                if (other != null
                        && list.classes().stream()
                                .filter(candidate -> candidate.label().equals(other))
                                .flatMap(candidate -> candidate.wishes().stream())
                                .noneMatch(candidate ->
                                        candidate.choices().stream().anyMatch(wish.choices()::contains))) {
                    alone.put(one.label(), other);
                }
            }
        }
        return alone;
    }

    private Round readable(long roundId, long siteId, Actor actor) {
        Instant now = clock.instant();
        return rounds.find(roundId)
                .filter(round -> round.sites().contains(siteId))
                .filter(round -> actor.is(Role.PROGRAMME_MANAGER)
                        || actor.worksAt(siteId)
                                && round.inviteAt() != null
                                && !round.inviteAt().isAfter(now))
                .orElseThrow(() -> new NotFound("round " + roundId + " of school " + siteId));
    }

    /** Returns the round, and locks the wishes of the school until the end of the transaction. */
    private Round changeable(long roundId, long siteId, Actor actor) {
        Round round = readable(roundId, siteId, actor);
        if (!mayChange(round, siteId, member(roundId, siteId, true), actor)) {
            throw new NotFound("open round " + roundId + " of school " + siteId);
        }
        return round;
    }

    private Member member(long roundId, long siteId, boolean lock) {
        Optional<Member> member = records.member(roundId, siteId, lock);
        return member.orElseThrow(() -> new NotFound("school " + siteId + " in round " + roundId));
    }

    private boolean mayChange(Round round, long siteId, Member member, Actor actor) {
        Round.Phase phase = round.phase(clock.instant());
        if (actor.is(Role.PROGRAMME_MANAGER)) {
            return phase != Round.Phase.PUBLISHED;
        }
        return phase == Round.Phase.OPEN && (leads(siteId, actor) || member.teachersMay() && actor.worksAt(siteId));
    }

    private static boolean leads(long siteId, Actor actor) {
        return actor.is(Role.PROGRAMME_MANAGER) || actor.is(Role.SCHOOL_COORDINATOR, siteId);
    }

    /** Returns the Monday of an ISO week number within a school year: 45 is in autumn, 5 in spring. */
    public static LocalDate monday(SchoolYear year, int week) {
        int calendarYear = week > 30 ? year.start() : year.start() + 1;
        return LocalDate.of(calendarYear, 1, 4)
                .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, week)
                .with(DayOfWeek.MONDAY);
    }
}
