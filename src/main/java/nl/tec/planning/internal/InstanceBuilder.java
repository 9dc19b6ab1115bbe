package nl.tec.planning.internal;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.tec.bookings.Adults;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.planning.GoalBands;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanInstance.Absence;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Hours;
import nl.tec.planning.PlanInstance.Mode;
import nl.tec.planning.PlanInstance.Near;
import nl.tec.planning.PlanInstance.Travel;
import nl.tec.planning.PlanInstance.Week;
import nl.tec.planning.Round;
import nl.tec.planning.SchoolWish;
import nl.tec.planning.internal.SupplyStore.ReservedTimes;
import nl.tec.planning.internal.SupplyStore.SchoolClassLabel;
import nl.tec.planning.internal.SupplyStore.Terms;
import nl.tec.planning.internal.WishStore.StoredWish;
import nl.tec.programme.Activity;
import nl.tec.programme.Programme;
import nl.tec.shared.Coordinates;
import nl.tec.shared.Dates;
import nl.tec.shared.Grade;
import nl.tec.shared.Span;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.WayOfTravel;
import nl.tec.venues.Venue;
import nl.tec.venues.VenueKind;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Builds the instance of a round, with identifiers instead of names. A wish is {@code w12}, a school {@code s5}, an
 * activity {@code a7}, a bus {@code b3}; people and skills are as in {@link Team}, rooms and venues as in {@link CandidateSessions}.
 */
@Component
public class InstanceBuilder {

    /** The maximum distance between schools that may share a bus. */
    private static final int NEAR_METRES = 2_000;

    private static final LocalTime BUS_FROM = LocalTime.of(7, 0);
    private static final LocalTime BUS_UNTIL = LocalTime.of(17, 30);

    private final CandidateSessions candidates;
    private final SupplyStore supply;
    private final WishStore wishes;
    private final SchoolDays schoolDays;
    private final Programme programme;
    private final Schools schools;
    private final Venues venues;
    private final Adults adults;
    private final Team team;
    private final GoalBands bands;
    private final HubSettings hub;

    InstanceBuilder(
            CandidateSessions candidates,
            SupplyStore supply,
            WishStore wishes,
            SchoolDays schoolDays,
            Programme programme,
            Schools schools,
            Venues venues,
            Adults adults,
            Team team,
            GoalBands bands,
            HubSettings hub) {
        this.candidates = candidates;
        this.supply = supply;
        this.wishes = wishes;
        this.schoolDays = schoolDays;
        this.programme = programme;
        this.schools = schools;
        this.venues = venues;
        this.adults = adults;
        this.team = team;
        this.bands = bands;
        this.hub = hub;
    }

    public static String wish(long id) {
        return "w" + id;
    }

    public static String school(long siteId) {
        return "s" + siteId;
    }

    /** Returns the number in an identifier of an instance. */
    public static long number(String id) {
        int end = id.indexOf('-');
        return Long.parseLong(id.substring(1, end < 0 ? id.length() : end));
    }

    /**
     * Builds the instance of a round from its current wishes and supply.
     *
     * @param from the first day on which something is planned
     * @param lag weight per band; see {@link PlanInstance}
     * @param guides whether guides are planned too; false: they are asked later
     */
    public PlanInstance build(Round round, LocalDate from, Map<String, Integer> lag, boolean guides) {
        return build(round, round.activities(), from, lag, guides);
    }

    /** As the other, with only the sessions of these activities, which takes a fraction of the time. */
    public PlanInstance build(Round round, Set<Long> held, LocalDate from, Map<String, Integer> lag, boolean guides) {
        Terms terms = supply.terms(round.id());
        List<Candidate> sessions = candidates.of(round.withActivities(held), from);
        Map<Long, Activity> activities = programme.list().stream()
                .filter(activity -> round.activities().contains(activity.id()))
                .collect(Collectors.toMap(Activity::id, activity -> activity, (one, other) -> one, TreeMap::new));
        List<StoredWish> kept = wishes.list(round.id()).stream()
                .filter(one -> one.wish().isFinished() && one.pupils() > 0)
                .toList();
        Map<Long, SchoolSite> sites = new TreeMap<>();
        schools.list(kept.stream().map(StoredWish::siteId).collect(Collectors.toSet()))
                .forEach(site -> sites.put(site.id(), site));
        Map<Long, Venue> places = venues.list().stream().collect(Collectors.toMap(Venue::id, venue -> venue));
        Set<String> rooms = new LinkedHashSet<>();
        Map<String, String> venueOf = new HashMap<>();
        sessions.forEach(session -> {
            rooms.add(session.room());
            venueOf.put(session.room(), session.venue());
        });
        List<PlanInstance.Venue> used = venueOf.values().stream()
                .distinct()
                .sorted()
                .map(PlanInstance.Venue::new)
                .toList();
        Set<String> equipment = new HashSet<>();
        activities
                .values()
                .forEach(activity ->
                        equipment.addAll(activity.details().equipment().keySet()));
        return withoutUnusableCandidates(new PlanInstance(
                round.year().toString(),
                activities(activities.values(), guides ? team.needs(activities.keySet()) : Map.of()),
                used,
                rooms.stream()
                        .map(room -> new PlanInstance.Room(room, Objects.requireNonNull(venueOf.get(room))))
                        .toList(),
                venues.equipment().stream()
                        .filter(thing -> equipment.contains(thing.key()))
                        .map(thing -> new PlanInstance.Equipment(thing.key(), thing.sets()))
                        .toList(),
                guides ? team.people(round, from, sessions, terms.venueMinutes()) : List.of(),
                buses(round, from),
                terms.boardingMinutes(),
                hub.number(Setting.BUS_TURNAROUND_MINUTES),
                terms.venueMinutes(),
                sites.values().stream().map(site -> school(site, terms)).toList(),
                travel(sites, used, places, kept),
                near(List.copyOf(sites.values())),
                sessions,
                wishes(round, kept, sites, activities),
                lag,
                List.of(),
                List.of(),
                List.of()));
    }

    /** Removes the candidates that suit no wish, which would only slow the solver down. */
    private static PlanInstance withoutUnusableCandidates(PlanInstance all) {
        Fitting fitting = new Fitting(all);
        Map<String, List<PlanInstance.Wish>> byActivity = new HashMap<>();
        all.wishes()
                .forEach(wish -> wish.activities()
                        .forEach(activity -> byActivity
                                .computeIfAbsent(activity, key -> new ArrayList<>())
                                .add(wish)));
        List<Candidate> useful = all.candidates().stream()
                .filter(candidate -> byActivity.getOrDefault(candidate.activity(), List.of()).stream()
                        .anyMatch(wish -> fitting.allows(wish, candidate)))
                .toList();
        return all.withCandidates(useful);
    }

    private static List<PlanInstance.Activity> activities(
            Collection<Activity> activities, Map<Long, Map<String, Integer>> needs) {
        return activities.stream()
                .map(activity -> activity(activity, needs.getOrDefault(activity.id(), Map.of())))
                .toList();
    }

    private static PlanInstance.Activity activity(Activity activity, Map<String, Integer> staff) {
        Span groups = activity.details().forWhom().groups();
        return new PlanInstance.Activity(
                CandidateSessions.activity(activity.id()),
                staff,
                activity.details().equipment(),
                groups == null ? 0 : groups.from(),
                groups == null ? 0 : groups.to());
    }

    private List<PlanInstance.Bus> buses(Round round, LocalDate from) {
        ReservedTimes taken = supply.taken(from, round.year().lastDay());
        int turnaround = hub.number(Setting.BUS_TURNAROUND_MINUTES);
        return venues.buses().stream()
                .filter(bus -> bus.ridesOn(round.year().firstDay().plusMonths(1))
                        && bus.ridesOn(round.year().lastDay().minusMonths(1)))
                .map(bus -> new PlanInstance.Bus(
                        bus(bus.id()), bus.seats(), BUS_FROM, BUS_UNTIL, absences(taken.of(bus(bus.id())), turnaround)))
                .toList();
    }

    private static String bus(long id) {
        return "b" + id;
    }

    /** Returns when a bus is reserved. A reservation ends with its own turnaround; a trip before it needs one too. */
    private static List<Absence> absences(List<TimeSlot> reserved, int turnaround) {
        return reserved.stream()
                .sorted(Comparator.comparing(TimeSlot::start))
                .map(slot -> new Absence(
                        LocalDateTime.ofInstant(slot.start(), Dates.ZONE).minusMinutes(turnaround),
                        LocalDateTime.ofInstant(slot.end(), Dates.ZONE)))
                .toList();
    }

    private static PlanInstance.School school(SchoolSite site, Terms terms) {
        Map<DayOfWeek, Hours> hours = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.getValue() <= DayOfWeek.FRIDAY.getValue()) {
                hours.put(
                        day,
                        new Hours(
                                terms.times().from(),
                                day == DayOfWeek.WEDNESDAY
                                        ? terms.times().wednesdayUntil()
                                        : terms.times().until()));
            }
        }
        return new PlanInstance.School(school(site.id()), hours);
    }

    /** Determines the journey from every school to every venue. A school cycles only if all its classes with a wish can. */
    private List<Travel> travel(
            Map<Long, SchoolSite> sites,
            List<PlanInstance.Venue> used,
            Map<Long, Venue> places,
            List<StoredWish> kept) {
        Map<Long, Set<Grade>> grades = new HashMap<>();
        kept.forEach(one -> one.grades()
                .forEach(grade -> grades.computeIfAbsent(one.siteId(), key -> new HashSet<>())
                        .add(new Grade(
                                Objects.requireNonNull(sites.get(one.siteId())).sector(), grade))));
        List<Travel> travel = new ArrayList<>();
        Map<Long, Coordinates> at = supply.positions();
        for (SchoolSite site : sites.values()) {
            Coordinates home = Coordinates.of(site.latitude(), site.longitude());
            for (PlanInstance.Venue venue : used) {
                Venue place = Objects.requireNonNull(places.get(number(venue.id())));
                if (place.kind() == VenueKind.MOBILE) {
                    travel.add(new Travel(
                            school(site.id()), venue.id(), Mode.WALK, 0, 0)); // the venue comes to the school
                    continue;
                }
                Integer metres = metres(home, at.get(place.id()));
                WayOfTravel way = WayOfTravel.of(
                        metres,
                        grades.getOrDefault(site.id(), Set.of()),
                        hub.number(Setting.WALK_METRES),
                        hub.number(Setting.BIKE_METRES));
                travel.add(new Travel(
                        school(site.id()),
                        venue.id(),
                        switch (way) {
                            case WALK -> Mode.WALK;
                            case BIKE -> Mode.BIKE;
                            case ROAD -> Mode.BUS;
                        },
                        way.minutes(metres),
                        metres == null ? 0 : Math.round(WayOfTravel.roadMetres(metres) / 100) / 10.0));
            }
        }
        return travel;
    }

    private static @Nullable Integer metres(@Nullable Coordinates from, @Nullable Coordinates to) {
        return from == null || to == null ? null : Integer.valueOf(from.metresTo(to));
    }

    private static List<Near> near(List<SchoolSite> sites) {
        List<Near> near = new ArrayList<>();
        for (int i = 0; i < sites.size(); i++) {
            for (int j = i + 1; j < sites.size(); j++) {
                Integer metres = metres(
                        Coordinates.of(sites.get(i).latitude(), sites.get(i).longitude()),
                        Coordinates.of(sites.get(j).latitude(), sites.get(j).longitude()));
                if (metres != null && metres <= NEAR_METRES) {
                    near.add(new Near(
                            school(sites.get(i).id()), school(sites.get(j).id()), WayOfTravel.ROAD.minutes(metres)));
                }
            }
        }
        return near;
    }

    private List<PlanInstance.Wish> wishes(
            Round round, List<StoredWish> kept, Map<Long, SchoolSite> sites, Map<Long, Activity> activities) {
        Map<List<Object>, List<StoredWish>> byClass = new HashMap<>();
        kept.forEach(
                one -> byClass.computeIfAbsent(List.of(one.siteId(), one.wish().label()), key -> new ArrayList<>())
                        .add(one));
        Map<Long, Set<LocalDate>> weeks = new HashMap<>();
        Map<Long, List<LocalDate>> closed = new HashMap<>();
        sites.values().forEach(site -> {
            weeks.put(site.id(), schoolDays.weeks(round.year(), site).keySet());
            closed.put(site.id(), schoolDays.closed(round.year(), site));
        });
        Map<Grade, String> bandOf = new HashMap<>();
        Map<SchoolClassLabel, Set<LocalDate>> outings = supply.outings(round.year(), sites.keySet());
        List<PlanInstance.Wish> all = new ArrayList<>();
        for (StoredWish one : kept) {
            SchoolSite site = Objects.requireNonNull(sites.get(one.siteId()));
            SchoolWish wish = one.wish();
            List<Grade> grades = one.grades().stream()
                    .map(grade -> new Grade(site.sector(), grade))
                    .toList();
            List<String> choices = wish.choices().stream()
                    .filter(activity -> activities.containsKey(activity))
                    .map(CandidateSessions::activity)
                    .toList();
            if (choices.isEmpty()) {
                continue;
            }
            Set<LocalDate> notDates = new HashSet<>(wish.notDates());
            notDates.addAll(closed.getOrDefault(site.id(), List.of()));
            notDates.addAll(outings.getOrDefault(new SchoolClassLabel(site.id(), wish.label()), Set.of()));
            all.add(new PlanInstance.Wish(
                    wish(one.id()),
                    school(site.id()),
                    school(site.id()) + "-" + wish.label(),
                    fitting(grades, wish, activities),
                    one.pupils(),
                    adults(Map.of(grades.get(0), one.pupils()), wish, activities),
                    choices,
                    weeks.getOrDefault(site.id(), Set.of()).stream()
                            .filter(monday -> !wish.excluded().contains(monday))
                            .map(monday -> new Week(
                                    Dates.isoWeek(monday),
                                    wish.preferred().isEmpty()
                                                    || wish.preferred().contains(monday)
                                            ? 0
                                            : 1))
                            .toList(),
                    notDates,
                    wish.dayparts(),
                    together(one, byClass, activities),
                    bandOf.computeIfAbsent(grades.get(0), bands::of),
                    grades.size() == 1
                            ? Set.of()
                            : grades.stream().map(Grade::number).collect(Collectors.toSet())));
        }
        return all;
    }

    /** Returns the adults that the strictest of the wished activities asks for, because a wish has one number of them. */
    private int adults(Map<Grade, Integer> pupils, SchoolWish wish, Map<Long, Activity> activities) {
        return wish.choices().stream()
                .map(activities::get)
                .filter(Objects::nonNull)
                .mapToInt(activity -> adults.needed(
                        pupils,
                        adults.childrenPerAdult(
                                pupils, activity.details().terms().childrenPerAdult())))
                .max()
                .orElseThrow();
    }

    /** Returns the first group of a combination class that its preferred activity suits. */
    private static int fitting(List<Grade> grades, SchoolWish wish, Map<Long, Activity> activities) {
        Activity preferred = activities.get(wish.choices().get(0));
        return grades.stream()
                .filter(grade ->
                        preferred == null || preferred.details().forWhom().fits(grade))
                .findFirst()
                .orElse(grades.get(0))
                .number();
    }

    /** Returns the wish of the other class to combine with, if they share an activity that takes more than one class. */
    private static @Nullable String together(
            StoredWish one, Map<List<Object>, List<StoredWish>> byClass, Map<Long, Activity> activities) {
        String other = one.wish().together();
        if (other == null) {
            return null;
        }
        return byClass.getOrDefault(List.<Object>of(one.siteId(), other), List.of()).stream()
                .filter(candidate -> candidate.wish().choices().stream()
                        .anyMatch(activity -> one.wish().choices().contains(activity)
                                && activities.containsKey(activity)
                                && Objects.requireNonNull(activities.get(activity))
                                                .details()
                                                .size()
                                                .classes()
                                        > 1))
                .map(candidate -> wish(candidate.id()))
                .findFirst()
                .orElse(null);
    }
}
