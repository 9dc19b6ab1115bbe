package nl.tec.planning;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.hub.HubSettings;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.SupplyOverview.OfActivity;
import nl.tec.planning.SupplyOverview.SchoolTimes;
import nl.tec.planning.SupplyOverview.SupplyAtVenue;
import nl.tec.planning.internal.CandidateSessions;
import nl.tec.planning.internal.RoundStore;
import nl.tec.planning.internal.SchoolDays;
import nl.tec.planning.internal.SupplyStore;
import nl.tec.planning.internal.WishStore;
import nl.tec.planning.internal.WishStore.StoredWish;
import nl.tec.programme.Activity;
import nl.tec.programme.Programme;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.venues.VenueNames;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Manages the supply of a round: the places, weekdays and hours of its activities. For programme managers. */
@Service
public class Supply {

    /** The default hours within which sessions can be held. */
    private static final LocalTime OPENS = LocalTime.of(8, 30);

    private static final LocalTime CLOSES = LocalTime.of(16, 0);

    /** The reason for refusing a change when somebody else changed the supply meanwhile. */
    public static final String OUTDATED = "planning.supply.outdated";

    private final Rounds rounds;
    private final RoundStore roundStore;
    private final SupplyStore records;
    private final WishStore wishes;
    private final CandidateSessions candidates;
    private final SchoolDays schoolDays;
    private final Programme programme;
    private final VenueNames names;
    private final HubSettings hub;
    private final Audit audit;
    private final Clock clock;

    Supply(
            Rounds rounds,
            RoundStore roundStore,
            SupplyStore records,
            WishStore wishes,
            CandidateSessions candidates,
            SchoolDays schoolDays,
            Programme programme,
            VenueNames names,
            HubSettings hub,
            Audit audit,
            Clock clock) {
        this.rounds = rounds;
        this.roundStore = roundStore;
        this.records = records;
        this.wishes = wishes;
        this.candidates = candidates;
        this.schoolDays = schoolDays;
        this.programme = programme;
        this.names = names;
        this.hub = hub;
        this.audit = audit;
        this.clock = clock;
    }

    /** Adds a default line, every weekday all year, for every activity of the round that has a known place and no line yet. */
    @Transactional
    public Outcome<Long> propose(long roundId) {
        Round round = rounds.get(roundId);
        if (!schoolDays.isKnown(round.year())) {
            return Outcome.refused(new Problems().add("", SchoolDays.UNKNOWN, round.year()));
        }
        List<LocalDate> days = days(round);
        if (days.isEmpty() || round.publishedAt() != null) {
            return Outcome.done(roundId);
        }
        Set<Long> planned =
                records.list(roundId).stream().map(SupplyLine::activityId).collect(Collectors.toSet());
        for (Activity activity : activities(round)) {
            Long venue = activity.details().venueId();
            if (venue != null && !planned.contains(activity.id())) {
                records.add(
                        roundId,
                        new SupplyLine(
                                0,
                                activity.id(),
                                venue,
                                activity.details().roomId(),
                                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                                OPENS,
                                CLOSES,
                                days.get(0),
                                days.get(days.size() - 1)));
            }
        }
        return Outcome.done(roundId);
    }

    public SupplyOverview overview(long roundId) {
        Round round = rounds.get(roundId);
        Map<Long, List<SupplyAtVenue>> where = new HashMap<>();
        for (SupplyLine line : records.list(roundId)) {
            Bilingual venue = names.venue(line.venueId()).name();
            Bilingual place = line.roomId() == null
                    ? venue
                    : names.room(line.roomId()).name().and(venue);
            where.computeIfAbsent(line.activityId(), key -> new ArrayList<>()).add(new SupplyAtVenue(line, place));
        }
        Map<Long, Map<YearMonth, Integer>> supply = new HashMap<>();
        List<Candidate> all = candidates.of(round, Dates.today(clock).plusDays(1));
        for (Candidate one : all) {
            supply.computeIfAbsent(Long.valueOf(one.activity().substring(1)), key -> new TreeMap<>())
                    .merge(YearMonth.from(one.start()), one.classes(), Integer::sum);
        }
        List<StoredWish> finished = wishes.list(roundId).stream()
                .filter(kept -> kept.wish().isFinished())
                .toList();
        Set<LocalDate> mondays = new TreeSet<>();
        days(round).forEach(day -> mondays.add(Dates.monday(day)));
        Map<Long, Map<YearMonth, Double>> demand = new HashMap<>();
        Map<Long, Integer> named = new HashMap<>();
        Map<Long, Integer> first = new HashMap<>();
        for (StoredWish kept : finished) {
            SchoolWish wish = kept.wish();
            wish.choices().forEach(activity -> named.merge(activity, 1, Integer::sum));
            long preferred = wish.choices().get(0);
            first.merge(preferred, 1, Integer::sum);
            Set<LocalDate> weeks = new HashSet<>(wish.preferred().isEmpty() ? mondays : wish.preferred());
            weeks.removeAll(wish.excluded());
            weeks.forEach(week -> demand.computeIfAbsent(preferred, key -> new TreeMap<>())
                    .merge(YearMonth.from(week.plusDays(2)), 1.0 / weeks.size(), Double::sum));
        }
        List<OfActivity> lines = new ArrayList<>();
        List<Bilingual> unplannable = new ArrayList<>();
        for (Activity activity : activities(round)) {
            List<SupplyAtVenue> places = where.getOrDefault(activity.id(), List.of());
            if (places.isEmpty()) {
                unplannable.add(activity.title());
            } else {
                lines.add(new OfActivity(
                        activity.id(),
                        activity.title(),
                        activity.world(),
                        first.getOrDefault(activity.id(), 0),
                        named.getOrDefault(activity.id(), 0),
                        places,
                        supply.getOrDefault(activity.id(), Map.of()),
                        demand.getOrDefault(activity.id(), Map.of())));
            }
        }
        List<YearMonth> months =
                days(round).stream().map(YearMonth::from).distinct().toList();
        return new SupplyOverview(
                records.terms(roundId).times(),
                months,
                lines,
                all.size(),
                finished.size(),
                unplannable,
                schoolDays.missing(round.year()));
    }

    /**
     * Changes existing lines and the school times. The fields of problems are {@code van-<id>}, {@code tot-<id>}, {@code eerste-<id>} and
     * {@code laatste-<id>} for lines; {@code school-van}, {@code school-tot} and {@code woensdag-tot} for the school times.
     *
     * @param version that was on the screen, as {@link #version} returned it; refused with {@link #OUTDATED} if it is another now
     */
    @Transactional
    public Outcome<Long> save(long roundId, String version, SchoolTimes times, Collection<SupplyLine> lines, Actor by) {
        Round round = roundStore.lock(roundId).orElseThrow(() -> new NotFound("round " + roundId));
        Map<Long, SupplyLine> known =
                records.list(roundId).stream().collect(Collectors.toMap(SupplyLine::id, line -> line));
        Problems problems = new Problems();
        problems.addIf(round.publishedAt() != null, "", "planning.round.published");
        problems.addIf(!version(roundId).equals(version), "", OUTDATED);
        problems.addIf(!times.from().isBefore(times.until()), "school-tot", "planning.supply.ends");
        problems.addIf(!times.from().isBefore(times.wednesdayUntil()), "woensdag-tot", "planning.supply.ends");
        for (SupplyLine line : lines) {
            if (!known.containsKey(line.id())) {
                throw new NotFound("supply " + line.id());
            }
            problems.addIf(!line.opens().isBefore(line.closes()), "tot-" + line.id(), "planning.supply.ends");
            problems.addIf(
                    line.lastDay().isBefore(line.firstDay()), "laatste-" + line.id(), "planning.supply.endsBefore");
        }
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        records.times(roundId, times);
        lines.forEach(records::update);
        audit.add(by, "PLAN_SUPPLY_CHANGED", "plan_round", roundId);
        return Outcome.done(roundId);
    }

    /** Returns a hash of the lines and the school times, for optimistic locking. */
    public String version(long roundId) {
        return Integer.toHexString((records.terms(roundId).times() + " " + records.list(roundId)).hashCode());
    }

    public List<SupplyLine> lines(long roundId) {
        return records.list(roundId);
    }

    private List<LocalDate> days(Round round) {
        return schoolDays.days(round.year(), hub.holidayRegion());
    }

    private List<Activity> activities(Round round) {
        return programme.list().stream()
                .filter(activity -> round.activities().contains(activity.id()))
                .toList();
    }
}
