package nl.tec.planning;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Placement;
import nl.tec.planning.PlanInstance.Travel;
import nl.tec.planning.PlanSolution.Assignment;
import nl.tec.planning.PlanView.Bus;
import nl.tec.planning.PlanView.By;
import nl.tec.planning.PlanView.Held;
import nl.tec.planning.PlanView.Missing;
import nl.tec.planning.PlanView.Part;
import nl.tec.planning.PlanView.Person;
import nl.tec.planning.PlanView.Proof;
import nl.tec.planning.PlanView.SchoolShare;
import nl.tec.planning.PlanView.Sharing;
import nl.tec.planning.PlanView.Visit;
import nl.tec.planning.internal.InstanceBuilder;
import nl.tec.planning.internal.PlanStore;
import nl.tec.planning.internal.Team;
import nl.tec.planning.internal.WishRecords;
import nl.tec.planning.internal.WishRecords.Kept;
import nl.tec.programme.Activity;
import nl.tec.programme.Catalogue;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.Money;
import nl.tec.shared.World;
import nl.tec.venues.Equipment;
import nl.tec.venues.VenueNames;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Presents a proposal with names, in order, and by week, school, room, person or bus. */
@Service
public class PlanReading {

    private static final int CACHE_SIZE = 8;

    /** Limits how long an erased person is still named. */
    private static final Duration VIEW_TTL = Duration.ofMinutes(10);

    private final WishRecords wishes;
    private final PlanStore store;
    private final Schools schools;
    private final Catalogue catalogue;
    private final VenueNames names;
    private final Venues venues;
    private final Team team;
    private final BusRate busRate;

    private final Cache<List<Object>, PlanView> views = Caffeine.newBuilder()
            .maximumSize(CACHE_SIZE)
            .expireAfterWrite(VIEW_TTL)
            .softValues()
            .build();

    PlanReading(
            WishRecords wishes,
            PlanStore store,
            Schools schools,
            Catalogue catalogue,
            VenueNames names,
            Venues venues,
            Team team,
            BusRate busRate) {
        this.wishes = wishes;
        this.store = store;
        this.schools = schools;
        this.catalogue = catalogue;
        this.names = names;
        this.venues = venues;
        this.team = team;
        this.busRate = busRate;
    }

    /** Returns the view of a proposal; null if the solver has not found a plan yet. */
    public @Nullable PlanView view(Proposal proposal) {
        List<Object> key = List.of(proposal.id(), proposal.version());
        PlanView known = views.getIfPresent(key);
        if (known == null) {
            PlanStore.Loaded loaded = store.load(proposal.id());
            if (loaded == null) {
                return null;
            }
            known = new Making(proposal.roundId(), loaded).view();
            views.put(List.of(proposal.id(), loaded.version()), known);
        }
        return known;
    }

    /** Groups the sessions of a plan, in order. */
    public static List<Part> parts(PlanView view, By by) {
        Map<String, Bilingual> labels = new TreeMap<>();
        Map<String, List<Held>> parts = new LinkedHashMap<>();
        if (by == By.SCHOOL) { // including schools without a visit
            view.schools().forEach(school -> {
                labels.put(String.valueOf(school.siteId()), both(school.name()));
                parts.put(String.valueOf(school.siteId()), new ArrayList<>());
            });
        }
        for (Held held : view.sessions()) {
            Map<String, Bilingual> keys = new LinkedHashMap<>();
            switch (by) {
                case WEEK -> {
                    LocalDate monday = Dates.monday(held.day());
                    keys.put(monday.toString(), both(String.valueOf(Dates.week(monday))));
                }
                case SCHOOL ->
                    held.visits().forEach(visit -> keys.put(String.valueOf(visit.siteId()), both(visit.school())));
                case ROOM -> keys.put(held.room(), held.place());
                case PERSON -> held.staff().forEach(person -> keys.put(person.id(), both(person.name())));
                case BUS ->
                    held.visits().stream()
                            .map(Visit::bus)
                            .filter(Objects::nonNull)
                            .forEach(bus -> keys.put(bus.id(), bus.name()));
                case MISSING, CHANGES -> {}
            }
            keys.forEach((key, label) -> {
                labels.put(key, label);
                parts.computeIfAbsent(key, any -> new ArrayList<>()).add(only(held, by, key));
            });
        }
        Comparator<String> order = by == By.WEEK
                ? Comparator.naturalOrder()
                : Comparator.comparing(
                        key -> Objects.requireNonNull(labels.get(key)).dutch(), String.CASE_INSENSITIVE_ORDER);
        return parts.keySet().stream()
                .sorted(order)
                .map(key ->
                        new Part(key, Objects.requireNonNull(labels.get(key)), Objects.requireNonNull(parts.get(key))))
                .toList();
    }

    private static Bilingual both(String text) {
        return new Bilingual(text, text);
    }

    /** Limits a session to the visits of one school or bus. */
    private static Held only(Held held, By by, String key) {
        if (by != By.SCHOOL && by != By.BUS) {
            return held;
        }
        return new Held(
                held.candidate(),
                held.start(),
                held.end(),
                held.title(),
                held.world(),
                held.room(),
                held.place(),
                held.visits().stream()
                        .filter(visit -> by == By.SCHOOL
                                ? key.equals(String.valueOf(visit.siteId()))
                                : visit.bus() != null && key.equals(visit.bus().id()))
                        .toList(),
                held.staff());
    }

    /**
     * A wish that two plans meet differently.
     *
     * @param before null: not met
     * @param now null: not met
     */
    public record Change(
            long wish,
            String school,
            String label,
            @Nullable Held before,
            @Nullable Held now) {}

    /** Returns the differences from an earlier plan, ordered by school and class. */
    public static List<Change> changes(PlanView before, PlanView now) {
        Map<Long, Held> then = new HashMap<>();
        Map<Long, Held> after = new HashMap<>();
        Map<Long, Visit> who = new HashMap<>();
        before.sessions()
                .forEach(held -> held.visits().forEach(visit -> {
                    then.put(visit.wish(), held);
                    who.put(visit.wish(), visit);
                }));
        now.sessions()
                .forEach(held -> held.visits().forEach(visit -> {
                    after.put(visit.wish(), held);
                    who.put(visit.wish(), visit);
                }));
        return who.values().stream()
                .filter(visit -> candidate(then.get(visit.wish())) != candidate(after.get(visit.wish())))
                .sorted(Comparator.comparing(Visit::school).thenComparing(Visit::label))
                .map(visit -> new Change(
                        visit.wish(), visit.school(), visit.label(), then.get(visit.wish()), after.get(visit.wish())))
                .toList();
    }

    private static long candidate(@Nullable Held held) {
        return held == null ? -1 : held.candidate();
    }

    /** Builder of one view. */
    private final class Making {

        private final PlanInstance instance;
        private final PlanSolution plan;
        private final PlanScore score;
        private final Map<Long, Kept> kept;
        private final Map<Long, SchoolSite> sites;
        private final Map<String, Activity> activities = new HashMap<>();
        private final Map<String, PlanInstance.Wish> wished;
        private final Map<String, String> people;

        Making(long roundId, PlanStore.Loaded loaded) {
            instance = loaded.instance();
            plan = loaded.plan();
            score = loaded.score();
            kept = wishes.list(roundId).stream().collect(Collectors.toMap(Kept::id, one -> one));
            Set<Long> ids = instance.schools().stream()
                    .map(school -> InstanceBuilder.number(school.id()))
                    .collect(Collectors.toSet());
            sites = schools.list(ids).stream().collect(Collectors.toMap(SchoolSite::id, site -> site));
            catalogue.list().forEach(activity -> activities.put("a" + activity.id(), activity));
            wished = byId(instance.wishes(), PlanInstance.Wish::id);
            people = team.names(
                    instance.staff().stream().map(PlanInstance.Person::id).toList());
        }

        PlanView view() {
            return new PlanView(
                    sessions(),
                    missing(),
                    shares(),
                    levers(),
                    score,
                    Arrays.stream(Level.values())
                            .map(level -> new Proof(
                                    level, score.value(level), plan.bounds().get(level.word())))
                            .toList(),
                    sharing());
        }

        private Sharing sharing() {
            Map<Long, Candidate> candidates = byId(instance.candidates(), Candidate::id);
            Map<List<String>, Travel> travel = new HashMap<>();
            instance.travel().forEach(way -> travel.put(List.of(way.school(), way.venue()), way));
            int riders = 0;
            double apart = 0;
            for (Assignment assignment : plan.assignments()) {
                if (assignment.trip() != null) {
                    riders++;
                    apart += 2
                            * Objects.requireNonNull(travel.get(List.of(
                                            Objects.requireNonNull(wished.get(assignment.wish()))
                                                    .school(),
                                            Objects.requireNonNull(candidates.get(assignment.candidate()))
                                                    .venue())))
                                    .kilometres();
                }
            }
            double saved = apart - score.busKm();
            Money rate = instance.candidates().stream()
                    .findFirst()
                    .flatMap(one -> busRate.perKilometre(one.date()))
                    .orElse(null);
            return new Sharing(
                    riders - score.trips(),
                    saved,
                    rate == null ? null : rate.times(Math.round(score.busKm())),
                    rate == null ? null : rate.times(Math.round(saved)),
                    rate);
        }

        private List<Held> sessions() {
            Map<Long, Candidate> candidates = byId(instance.candidates(), Candidate::id);
            Map<Long, List<Assignment>> visits = new HashMap<>();
            Map<String, Integer> classesPerTrip = new HashMap<>();
            plan.assignments().forEach(assignment -> {
                visits.computeIfAbsent(assignment.candidate(), key -> new ArrayList<>())
                        .add(assignment);
                if (assignment.trip() != null) {
                    classesPerTrip.merge(assignment.trip(), 1, Integer::sum);
                }
            });
            Map<String, Bus> buses = new HashMap<>();
            Map<String, Bilingual> busNames = new HashMap<>();
            venues.buses().forEach(bus -> busNames.put("b" + bus.id(), bus.name()));
            plan.trips()
                    .forEach(trip -> buses.put(
                            trip.id(), new Bus(trip.bus(), busNames.getOrDefault(trip.bus(), both(trip.bus())))));
            Map<Long, List<String>> teams = new HashMap<>();
            plan.sessions().forEach(session -> teams.put(session.candidate(), session.staff()));
            Set<String> pinned = instance.pins().stream().map(Placement::wish).collect(Collectors.toSet());
            Map<List<String>, Travel> travel = new HashMap<>();
            instance.travel().forEach(way -> travel.put(List.of(way.school(), way.venue()), way));
            List<Held> sessions = new ArrayList<>();
            visits.forEach((id, comers) -> {
                Candidate candidate = Objects.requireNonNull(candidates.get(id));
                sessions.add(new Held(
                        id,
                        candidate.start(),
                        candidate.end(),
                        title(candidate.activity()),
                        world(candidate.activity()),
                        candidate.room(),
                        place(candidate),
                        comers.stream()
                                .map(comer -> visit(comer, candidate, buses, classesPerTrip, pinned, travel))
                                .sorted(Comparator.comparing(Visit::school).thenComparing(Visit::label))
                                .toList(),
                        teams.getOrDefault(id, List.of()).stream()
                                .map(this::person)
                                .toList()));
            });
            sessions.sort(Comparator.comparing(Held::start).thenComparing(Held::candidate));
            return sessions;
        }

        private Visit visit(
                Assignment comer,
                Candidate candidate,
                Map<String, Bus> buses,
                Map<String, Integer> classesPerTrip,
                Set<String> pinned,
                Map<List<String>, Travel> travel) {
            PlanInstance.Wish wish = Objects.requireNonNull(wished.get(comer.wish()));
            String trip = comer.trip();
            return new Visit(
                    InstanceBuilder.number(wish.id()),
                    InstanceBuilder.number(wish.school()),
                    school(wish),
                    label(wish),
                    wish.pupils(),
                    wish.adults(),
                    Objects.requireNonNull(travel.get(List.of(wish.school(), candidate.venue())))
                            .mode(),
                    wish.preference(candidate.activity()),
                    trip == null ? null : buses.get(trip),
                    trip != null && classesPerTrip.getOrDefault(trip, 0) > 1,
                    pinned.contains(wish.id()));
        }

        private Person person(String id) {
            return new Person(id, people.getOrDefault(id, ""));
        }

        private String school(PlanInstance.Wish wish) {
            return schoolName(wish.school());
        }

        private String label(PlanInstance.Wish wish) {
            Kept one = kept.get(InstanceBuilder.number(wish.id()));
            return one == null ? wish.schoolClass() : one.wish().label();
        }

        private Bilingual title(String activity) {
            Activity known = activities.get(activity);
            return known == null ? both(activity) : known.title();
        }

        private World world(String activity) {
            Activity known = activities.get(activity);
            return known == null ? World.HITECH_SCIENCE : known.world();
        }

        private Bilingual place(Candidate candidate) {
            Bilingual venue =
                    names.venue(InstanceBuilder.number(candidate.venue())).name();
            if (candidate.room().startsWith("v")) {
                return venue;
            }
            Bilingual room =
                    names.room(InstanceBuilder.number(candidate.room())).name();
            return new Bilingual(
                    room.dutch() + ", " + venue.dutch(),
                    room.english().isBlank() ? "" : room.english() + ", " + venue.english());
        }

        private List<Missing> missing() {
            Map<String, List<PlanSolution.Reason>> reasons = new HashMap<>();
            plan.unmet().forEach(unmet -> reasons.put(unmet.wish(), unmet.reasons()));
            Set<String> met = plan.assignments().stream().map(Assignment::wish).collect(Collectors.toSet());
            Map<String, Integer> most = new HashMap<>();
            instance.candidates().forEach(one -> most.merge(one.activity(), one.pupils(), Math::max));
            return instance.wishes().stream()
                    .filter(wish -> !met.contains(wish.id()))
                    .map(wish -> new Missing(
                            InstanceBuilder.number(wish.id()),
                            InstanceBuilder.number(wish.school()),
                            school(wish),
                            label(wish),
                            wish.pupils(),
                            wish.activities().stream()
                                    .mapToInt(activity -> most.getOrDefault(activity, 0))
                                    .max()
                                    .orElse(0),
                            wish.activities().stream().map(this::title).toList(),
                            reasons.getOrDefault(wish.id(), List.of()).stream()
                                    .sorted(Comparator.comparing(PlanSolution.Reason::count)
                                            .reversed())
                                    .toList()))
                    .sorted(Comparator.comparing(Missing::school, String.CASE_INSENSITIVE_ORDER)
                            .thenComparing(Missing::label))
                    .toList();
        }

        private List<String> levers() {
            Map<String, String> equipment = venues.equipment().stream()
                    .collect(Collectors.toMap(Equipment::key, one -> one.name().dutch()));
            Map<String, String> skills = team.skillNames();
            return plan.levers().stream()
                    .map(lever -> PlanTexts.lever(
                            lever,
                            switch (lever.kind()) {
                                case ROOM -> roomName(lever.subject());
                                case EQUIPMENT -> equipment.getOrDefault(lever.subject(), lever.subject());
                                case HOURS, WEEKS -> schoolName(lever.subject());
                                case STAFF -> skills.getOrDefault(lever.subject(), "");
                                case BUS -> lever.subject();
                            }))
                    .toList();
        }

        private String roomName(String room) {
            return (room.startsWith("v")
                            ? names.venue(InstanceBuilder.number(room))
                            : names.room(InstanceBuilder.number(room)))
                    .name()
                    .dutch();
        }

        private String schoolName(String school) {
            SchoolSite site = sites.get(InstanceBuilder.number(school));
            return site == null ? school : site.name();
        }

        private List<SchoolShare> shares() {
            Set<String> met = new HashSet<>();
            plan.assignments().forEach(assignment -> met.add(assignment.wish()));
            Map<String, List<PlanInstance.Wish>> bySchool =
                    instance.wishes().stream().collect(Collectors.groupingBy(PlanInstance.Wish::school));
            return bySchool.values().stream()
                    .map(all -> new SchoolShare(
                            InstanceBuilder.number(all.get(0).school()), school(all.get(0)), all.size(), (int)
                                    all.stream()
                                            .filter(wish -> met.contains(wish.id()))
                                            .count()))
                    .sorted(Comparator.comparingInt(SchoolShare::percent).thenComparing(SchoolShare::name))
                    .toList();
        }

        private static <K, T> Map<K, T> byId(List<T> values, Function<T, K> id) {
            return values.stream().collect(Collectors.toMap(id, value -> value));
        }
    }
}
