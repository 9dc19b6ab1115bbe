package nl.tec.planning.internal;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.hub.HubSettings;
import nl.tec.planning.Obstacle;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.Round;
import nl.tec.planning.SupplyLine;
import nl.tec.planning.internal.SupplyStore.ReservedTimes;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.Programme;
import nl.tec.programme.SessionDetails;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.OpeningHours;
import nl.tec.venues.OpeningHours.Moment;
import nl.tec.venues.Room;
import nl.tec.venues.SetUp;
import nl.tec.venues.SetUps;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Generates the sessions that could be held in a round: back to back within the lines of its supply, on school days, where it is open and
 * nothing is reserved yet. One reserved set of equipment blocks all sets of its kind, so that whatever is planned can be reserved. An
 * activity that needs a set-up is held only in the room and period of that set-up.
 */
@Component
public class CandidateSessions {

    /** The start times of sessions are multiples of this many minutes. */
    private static final int STEP = 5;

    private final SupplyStore supply;
    private final SchoolDays schoolDays;
    private final Programme programme;
    private final Venues venues;
    private final SetUps setUps;
    private final OpeningHours openingHours;
    private final HubSettings hub;

    CandidateSessions(
            SupplyStore supply,
            SchoolDays schoolDays,
            Programme programme,
            Venues venues,
            SetUps setUps,
            OpeningHours openingHours,
            HubSettings hub) {
        this.supply = supply;
        this.schoolDays = schoolDays;
        this.programme = programme;
        this.venues = venues;
        this.setUps = setUps;
        this.openingHours = openingHours;
        this.hub = hub;
    }

    /** Returns the id of a room in an instance. */
    static String room(long roomId) {
        return "r" + roomId;
    }

    static String venue(long venueId) {
        return "v" + venueId;
    }

    /** Returns the id of a numbered spot outside the rooms of a venue; a venue has one for every group that it takes at a time. */
    static String place(long venueId, int number) {
        return "v" + venueId + "-" + number;
    }

    /** Returns the room of a session, or its venue if it takes place outside rooms. */
    public static String roomOrVenue(Candidate session) {
        return session.room().startsWith("r") ? session.room() : session.venue();
    }

    static String activity(long activityId) {
        return "a" + activityId;
    }

    /**
     * A session that the supply allows.
     *
     * @param taken what is reserved already or closed at that time: the room, the equipment; empty: it can be held
     */
    public record Offer(Candidate session, Set<Obstacle> taken) {}

    /** Returns the candidates in chronological order. @param from the first day on which one is held */
    public List<Candidate> of(Round round, LocalDate from) {
        return offers(round, from).stream()
                .filter(offer -> offer.taken().isEmpty())
                .map(Offer::session)
                .toList();
    }

    /** As {@link #of}, with the sessions whose room or equipment is reserved. */
    public List<Offer> offers(Round round, LocalDate from) {
        Map<Long, Activity> activities = new HashMap<>();
        programme.list().forEach(activity -> activities.put(activity.id(), activity));
        Map<Long, Integer> groups = new HashMap<>();
        venues.list().forEach(venue -> groups.put(venue.id(), venue.groupsAtOnce()));
        Map<Long, SetUp> needed = new HashMap<>();
        setUps.list().forEach(setUp -> setUp.activities().forEach(one -> needed.put(one.activityId(), setUp)));
        Map<Long, Room> rooms = venues.rooms().stream().collect(Collectors.toMap(Room::id, room -> room));
        ReservedTimes taken = supply.taken(round.year().firstDay(), round.year().lastDay());
        List<LocalDate> days = schoolDays.days(round.year(), hub.holidayRegion());
        List<SupplyLine> lines = supply.list(round.id()).stream()
                .filter(line -> round.activities().contains(line.activityId())
                        && activities.containsKey(line.activityId())
                        && groups.containsKey(line.venueId()))
                .toList();
        List<Offer> offers = new ArrayList<>();
        for (LocalDate day : days) {
            for (SupplyLine line : day.isBefore(from) ? List.<SupplyLine>of() : lines) {
                if (line.isHeldOn(day)) {
                    Activity activity = Objects.requireNonNull(activities.get(line.activityId()));
                    int pupils = pupils(activity, line.roomId() == null ? null : rooms.get(line.roomId()));
                    int places = line.roomId() == null ? Math.max(1, groups.getOrDefault(line.venueId(), 1)) : 1;
                    for (int place = 1; place <= places; place++) {
                        String where = line.roomId() == null ? place(line.venueId(), place) : room(line.roomId());
                        addDay(offers, line, activity, needed.get(activity.id()), where, day, pupils, taken);
                    }
                }
            }
        }
        addClosed(offers);
        return offers;
    }

    /** Returns the number of pupils that an activity takes in a room. */
    private static int pupils(Activity activity, @Nullable Room room) {
        int most = activity.details().size().max();
        Integer fits = room == null ? null : room.capacity();
        return fits == null ? most : Math.min(most, fits);
    }

    /** Adds that a room is closed. */
    private void addClosed(List<Offer> offers) {
        Map<Moment, List<Offer>> byMoment =
                offers.stream().collect(Collectors.groupingBy(offer -> moment(offer.session())));
        openingHours
                .closed(byMoment.keySet())
                .forEach(moment -> Objects.requireNonNull(byMoment.get(moment))
                        .forEach(offer -> offer.taken().add(Obstacle.ROOM)));
    }

    private static Moment moment(Candidate session) {
        return new Moment(
                InstanceBuilder.number(session.venue()),
                roomId(session),
                TimeSlot.of(session.occupiedFrom(), session.occupiedUntil()));
    }

    /** Returns the details with which a session is held. */
    static SessionDetails details(Candidate session) {
        return new SessionDetails(
                InstanceBuilder.number(session.activity()),
                TimeSlot.of(session.start(), session.end()),
                InstanceBuilder.number(session.venue()),
                null,
                roomId(session),
                session.pupils(),
                session.classes(),
                "");
    }

    /** Returns the room of a session; null if it takes place outside rooms. */
    private static @Nullable Long roomId(Candidate session) {
        return session.room().startsWith("r") ? InstanceBuilder.number(session.room()) : null;
    }

    private static void addDay(
            List<Offer> offers,
            SupplyLine line,
            Activity activity,
            @Nullable SetUp setUp,
            String where,
            LocalDate day,
            int pupils,
            ReservedTimes taken) {
        if (setUp != null && !stands(setUp, line.roomId(), day)) {
            return;
        }
        String place = setUp != null ? SupplyStore.SET_UP : line.roomId() == null ? venue(line.venueId()) : where;
        ActivityDetails details = activity.details();
        int setup = details.duration().setup();
        int minutes = details.duration().minutes();
        int cleanup = details.duration().cleanup();
        int length = rounded(setup) + rounded(minutes + cleanup);
        int closes = minute(line.closes());
        for (int at = rounded(minute(line.opens())); at + length <= closes; at += length) {
            LocalDateTime start = day.atStartOfDay().plusMinutes(at + rounded(setup));
            LocalDateTime occupiedFrom = start.minusMinutes(setup);
            LocalDateTime end = start.plusMinutes(minutes);
            LocalDateTime occupiedUntil = end.plusMinutes(cleanup);
            EnumSet<Obstacle> reserved = EnumSet.noneOf(Obstacle.class);
            if (taken.during(place, occupiedFrom, occupiedUntil)) {
                reserved.add(Obstacle.ROOM);
            }
            if (details.equipment().keySet().stream()
                    .filter(key -> setUp == null || !setUp.equipment().contains(key))
                    .anyMatch(key -> taken.during(key, occupiedFrom, occupiedUntil))) {
                reserved.add(Obstacle.EQUIPMENT);
            }
            offers.add(new Offer(
                    new Candidate(
                            offers.size() + 1,
                            activity(activity.id()),
                            where,
                            venue(line.venueId()),
                            start,
                            end,
                            occupiedFrom,
                            occupiedUntil,
                            Math.max(1, details.size().classes()),
                            pupils),
                    reserved));
        }
    }

    private static boolean stands(SetUp setUp, @Nullable Long roomId, LocalDate day) {
        return setUp.periods().stream()
                .anyMatch(period -> roomId != null
                        && period.roomId() == roomId
                        && !day.isBefore(period.first())
                        && !day.isAfter(period.last()));
    }

    private static int minute(LocalTime time) {
        return time.getHour() * 60 + time.getMinute();
    }

    private static int rounded(int minutes) {
        return (minutes + STEP - 1) / STEP * STEP;
    }
}
