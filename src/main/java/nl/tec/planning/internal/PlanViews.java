package nl.tec.planning.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.planning.BusRate;
import nl.tec.planning.Level;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Placement;
import nl.tec.planning.PlanInstance.Travel;
import nl.tec.planning.PlanScore;
import nl.tec.planning.PlanSolution;
import nl.tec.planning.PlanSolution.Assignment;
import nl.tec.planning.PlanTexts;
import nl.tec.planning.PlanView;
import nl.tec.planning.PlanView.Bus;
import nl.tec.planning.PlanView.Missing;
import nl.tec.planning.PlanView.Person;
import nl.tec.planning.PlanView.PlannedSession;
import nl.tec.planning.PlanView.Proof;
import nl.tec.planning.PlanView.SchoolShare;
import nl.tec.planning.PlanView.Sharing;
import nl.tec.planning.PlanView.Visit;
import nl.tec.planning.internal.WishStore.StoredWish;
import nl.tec.programme.Activity;
import nl.tec.programme.Catalogue;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Money;
import nl.tec.shared.World;
import nl.tec.venues.Equipment;
import nl.tec.venues.VenueNames;
import nl.tec.venues.Venues;
import org.springframework.stereotype.Component;

/** Adds the names to a plan, whose instance has ids only. */
@Component
public class PlanViews {

    private final WishStore wishes;
    private final Schools schools;
    private final Catalogue catalogue;
    private final VenueNames names;
    private final Venues venues;
    private final Team team;
    private final BusRate busRate;

    PlanViews(
            WishStore wishes,
            Schools schools,
            Catalogue catalogue,
            VenueNames names,
            Venues venues,
            Team team,
            BusRate busRate) {
        this.wishes = wishes;
        this.schools = schools;
        this.catalogue = catalogue;
        this.names = names;
        this.venues = venues;
        this.team = team;
        this.busRate = busRate;
    }

    public PlanView of(long roundId, PlanCache.Loaded loaded) {
        return new Making(roundId, loaded).view();
    }

    private final class Making {

        private final PlanInstance instance;
        private final PlanSolution plan;
        private final PlanScore score;
        private final Map<Long, StoredWish> kept;
        private final Map<Long, SchoolSite> sites;
        private final Map<String, Activity> activities = new HashMap<>();
        private final Map<String, PlanInstance.Wish> wished;
        private final Map<Long, Candidate> candidates;
        private final Map<List<String>, Travel> travel = new HashMap<>();
        private final Map<String, String> people;

        Making(long roundId, PlanCache.Loaded loaded) {
            instance = loaded.instance();
            plan = loaded.plan();
            score = loaded.score();
            kept = wishes.list(roundId).stream().collect(Collectors.toMap(StoredWish::id, one -> one));
            Set<Long> ids = instance.schools().stream()
                    .map(school -> InstanceBuilder.number(school.id()))
                    .collect(Collectors.toSet());
            sites = schools.list(ids).stream().collect(Collectors.toMap(SchoolSite::id, site -> site));
            catalogue.list().forEach(activity -> activities.put("a" + activity.id(), activity));
            wished = byId(instance.wishes(), PlanInstance.Wish::id);
            candidates = byId(instance.candidates(), Candidate::id);
            instance.travel().forEach(way -> travel.put(List.of(way.school(), way.venue()), way));
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

        private List<PlannedSession> sessions() {
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
                            trip.id(),
                            new Bus(trip.bus(), busNames.getOrDefault(trip.bus(), Bilingual.same(trip.bus())))));
            Map<Long, List<String>> teams = new HashMap<>();
            plan.sessions().forEach(session -> teams.put(session.candidate(), session.staff()));
            Set<String> pinned = instance.pins().stream().map(Placement::wish).collect(Collectors.toSet());
            List<PlannedSession> sessions = new ArrayList<>();
            visits.forEach((id, comers) -> {
                Candidate candidate = Objects.requireNonNull(candidates.get(id));
                sessions.add(new PlannedSession(
                        id,
                        candidate.start(),
                        candidate.end(),
                        title(candidate.activity()),
                        world(candidate.activity()),
                        candidate.room(),
                        place(candidate),
                        comers.stream()
                                .map(comer -> visit(comer, candidate, buses, classesPerTrip, pinned))
                                .sorted(Comparator.comparing(Visit::school).thenComparing(Visit::label))
                                .toList(),
                        teams.getOrDefault(id, List.of()).stream()
                                .map(this::person)
                                .toList()));
            });
            sessions.sort(Comparator.comparing(PlannedSession::start).thenComparing(PlannedSession::candidate));
            return sessions;
        }

        private Visit visit(
                Assignment comer,
                Candidate candidate,
                Map<String, Bus> buses,
                Map<String, Integer> classesPerTrip,
                Set<String> pinned) {
            PlanInstance.Wish wish = Objects.requireNonNull(wished.get(comer.wish()));
            String trip = comer.trip();
            return new Visit(
                    InstanceBuilder.number(wish.id()),
                    InstanceBuilder.number(wish.school()),
                    school(wish),
                    label(wish),
                    wish.pupils(),
                    Objects.requireNonNull(travel.get(List.of(wish.school(), candidate.venue())))
                            .mode(),
                    wish.preference(candidate.activity()),
                    trip == null ? null : buses.get(trip),
                    trip != null && classesPerTrip.getOrDefault(trip, 0) > 1,
                    pinned.contains(wish.id()),
                    note(wish));
        }

        private Person person(String id) {
            return new Person(id, people.getOrDefault(id, ""));
        }

        private String school(PlanInstance.Wish wish) {
            return schoolName(wish.school());
        }

        private String label(PlanInstance.Wish wish) {
            StoredWish one = kept.get(InstanceBuilder.number(wish.id()));
            return one == null ? wish.schoolClass() : one.wish().label();
        }

        private String note(PlanInstance.Wish wish) {
            StoredWish one = kept.get(InstanceBuilder.number(wish.id()));
            return one == null ? "" : one.wish().note();
        }

        private Bilingual title(String activity) {
            Activity known = activities.get(activity);
            return known == null ? Bilingual.same(activity) : known.title();
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
            return names.room(InstanceBuilder.number(candidate.room())).name().and(venue);
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
                                    .toList(),
                            note(wish)))
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
