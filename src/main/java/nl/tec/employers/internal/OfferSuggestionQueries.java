package nl.tec.employers.internal;

import java.sql.Array;
import java.sql.Date;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.tec.employers.Offer;
import nl.tec.employers.OfferDetails.Location;
import nl.tec.employers.OfferPage;
import nl.tec.employers.OfferSuggestions.Criteria;
import nl.tec.employers.OfferSuggestions.Fit;
import nl.tec.employers.OfferSuggestions.Reason;
import nl.tec.employers.OfferSuggestions.Suggestion;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Rows;
import nl.tec.organisations.Holidays;
import nl.tec.organisations.Holidays.Free;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolClass.ClassPart;
import nl.tec.organisations.WorkingDays;
import nl.tec.shared.Dates;
import nl.tec.shared.Grade;
import nl.tec.shared.Sector;
import nl.tec.shared.WayOfTravel;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads suggestions in two queries: the worlds that the class has visited, and a page of suitable offers. */
@Component
public class OfferSuggestionQueries {

    /** The pagination cursor: whether no day is left, whether its world is new, its distance, its id. */
    private static final Pattern KEY = Pattern.compile("([01])\\.([01])\\.([0-9]{1,8})\\.([0-9]{1,18})");

    /** The distance of an offer without a position, which sorts it last. */
    private static final int UNKNOWN_METRES = 9_999_999;

    private static final String FITTING = """
            select * from (
              select %s, taken.days as taken, filled.weeks as filled,
                     case when exists (select from unnest(:days::date[], :weekOf::int[], :mondayOf::date[]) d (day, week, monday)
                                       where week <> all (o.closed_weeks) and day <> all (taken.days) and monday <> all (filled.weeks))
                          then 0 else 1 end as complete,
                     case when o.worlds[1] = any (:seen::text[]) then 0 else 1 end as fresh,
                     coalesce(metres_between(o.latitude, o.longitude, :lat::float8, :lon::float8), :unknown) as metres
              from offer o join organisations_organisation_v org on org.id = o.organisation_id
              -- what was agreed already, on the day it is now: a visit can be moved, or called off
              cross join lateral (
                select coalesce(array_agg(distinct v.day order by v.day), '{}') as days
                  from offer_request r
                  cross join lateral (select (starts_at at time zone 'Europe/Amsterdam')::date as day from bookings_class_visit_v
                                       where booking_id = r.booking_id and state = 'CONFIRMED') v
                 where r.offer_id = o.id and r.state = 'ACCEPTED' and v.day = any (:days::date[])) taken
              cross join lateral (
                select case when o.week_most is null then '{}' else array(select offer_full_weeks(o.id)) end as weeks) filled
              where o.state = 'PUBLISHED' and org.ended_on is null
                and exists (select from unnest(:grades::int[], :pupils::int[], :ages::int[]) part (grade, pupils, age)
                            where grade between o.%s_from and o.%s_to
                            having sum(pupils) between o.group_min and o.group_max and min(age) >= coalesce(o.youngest_age, 0))
                and exists (select from unnest(:weeks::int[]) w where w <> all (o.closed_weeks))
                and (:world::text is null or o.worlds @> array[:world::text])
                and (:kind::text is null or o.kind = :kind)
                and not exists (select from offer_request r where r.offer_id = o.id and r.class_id = :class
                                  and r.state in ('OPEN', 'ACCEPTED'))
            ) f
            where (f.o_held <> 'SCHOOL' or f.metres = :unknown or f.metres <= f.o_travel_km * 1000) %s
            order by f.complete, f.fresh desc, f.metres, f.o_id limit :size
            """;

    private final JdbcClient jdbc;
    private final HubSettings hub;
    private final Holidays holidays;

    OfferSuggestionQueries(JdbcClient jdbc, HubSettings hub, Holidays holidays) {
        this.jdbc = jdbc;
        this.hub = hub;
        this.holidays = holidays;
    }

    /** @param taken days with a visit. @param filled the Mondays of full weeks */
    private record Found(
            Offer offer, boolean complete, List<LocalDate> taken, List<LocalDate> filled, boolean fresh, int metres) {

        String key() {
            return (complete ? 1 : 0) + "." + (fresh ? 1 : 0) + "." + metres + "." + offer.id();
        }
    }

    public OfferPage<Suggestion> list(Criteria question, @Nullable String after, int size) {
        List<LocalDate> days = days(question);
        if (days.isEmpty()) {
            return new OfferPage<>(List.of(), null);
        }
        Map<String, @Nullable Object> values = values(question, days);
        values.put("size", size + 1);
        Matcher key = KEY.matcher(after == null ? "" : after);
        String from = "";
        if (key.matches()) {
            from = "and (f.complete, 1 - f.fresh, f.metres, f.o_id) > (:complete, 1 - :fresh, :metres, :id)";
            values.put("complete", Integer.valueOf(key.group(1)));
            values.put("fresh", Integer.valueOf(key.group(2)));
            values.put("metres", Integer.valueOf(key.group(3)));
            values.put("id", Long.valueOf(key.group(4)));
        }
        String span = span(question.school().sector());
        List<Found> found = jdbc.sql(FITTING.formatted(OfferRows.COLUMNS, span, span, from))
                .params(values)
                .query((row, n) -> new Found(
                        OfferRows.offer(row, n),
                        row.getInt("complete") == 1,
                        days(row.getArray("taken")),
                        days(row.getArray("filled")),
                        row.getInt("fresh") == 1,
                        row.getInt("metres")))
                .list();
        List<Suggestion> rows = found.stream()
                .limit(size)
                .map(one -> new Suggestion(one.offer(), reasons(one, question, days)))
                .toList();
        return new OfferPage<>(rows, found.size() > size ? found.get(size - 1).key() : null);
    }

    private Map<String, @Nullable Object> values(Criteria question, List<LocalDate> days) {
        SchoolClass schoolClass = question.schoolClass();
        World world = question.world();
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("seen", Rows.array(seen(schoolClass)));
        values.put("lat", question.school().latitude());
        values.put("lon", question.school().longitude());
        values.put("unknown", UNKNOWN_METRES);
        values.put(
                "grades",
                Rows.array(schoolClass.grades().stream().map(Grade::number).toList()));
        values.put(
                "pupils",
                Rows.array(
                        schoolClass.parts().stream().map(ClassPart::headCount).toList()));
        values.put(
                "ages",
                Rows.array(schoolClass.grades().stream().map(Grade::youngestAge).toList()));
        values.put("weeks", Rows.array(weeks(days)));
        values.put("days", Rows.array(days));
        values.put("weekOf", Rows.array(days.stream().map(Dates::week).toList()));
        values.put("mondayOf", Rows.array(days.stream().map(Dates::monday).toList()));
        values.put("world", Rows.nameOrNull(world));
        values.put("kind", Rows.nameOrNull(question.kind()));
        values.put("class", schoolClass.id());
        return values;
    }

    /** Returns the worlds of the visits of a class this school year, past and future. */
    private Set<String> seen(SchoolClass schoolClass) {
        Set<String> seen = new HashSet<>();
        jdbc.sql("select distinct worlds from bookings_class_visit_v where class_id = ? and state = 'CONFIRMED'")
                .param(schoolClass.id())
                .query((row, n) -> Rows.texts(row, "worlds"))
                .list()
                .forEach(seen::addAll);
        return seen;
    }

    /** Returns the school days within the search period. */
    private List<LocalDate> days(Criteria question) {
        List<Free> off = holidays.between(question.from(), question.to(), question.school());
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate day = question.from(); !day.isAfter(question.to()); day = day.plusDays(1)) {
            if (WorkingDays.contains(day, off) && !question.school().hasEnded(day)) {
                days.add(day);
            }
        }
        return days;
    }

    private static List<LocalDate> days(Array array) throws SQLException {
        List<LocalDate> days = new ArrayList<>();
        for (Object day : (Object[]) array.getArray()) {
            days.add(((Date) day).toLocalDate());
        }
        return days;
    }

    private static Set<Integer> weeks(List<LocalDate> days) {
        return days.stream().map(Dates::week).collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Reason> reasons(Found found, Criteria question, List<LocalDate> days) {
        List<Reason> reasons = new ArrayList<>();
        if (found.complete()) {
            reasons.add(new Reason(Fit.FULL, 0, List.of()));
        }
        if (found.fresh()) {
            reasons.add(new Reason(Fit.NEW_WORLD, 0, List.of()));
        }
        if (found.offer().details().where().held() == Location.SCHOOL) {
            reasons.add(new Reason(Fit.COMES_TO_YOU, 0, List.of()));
        } else if (found.metres() < UNKNOWN_METRES) {
            reasons.add(new Reason(way(found.metres(), question.schoolClass()), found.metres(), List.of()));
        }
        if (!found.complete()) {
            weeks(found, days, reasons);
        }
        return reasons;
    }

    /** Adds the reasons about weeks with an available day, and about days that are taken. */
    private static void weeks(Found found, List<LocalDate> days, List<Reason> reasons) {
        List<Integer> closed = found.offer().details().times().closedWeeks();
        List<LocalDate> possible = days.stream()
                .filter(day ->
                        !closed.contains(Dates.week(day)) && !found.filled().contains(Dates.monday(day)))
                .toList();
        Set<Integer> open = weeks(
                possible.stream().filter(day -> !found.taken().contains(day)).toList());
        if (open.size() < weeks(days).size()) {
            reasons.add(new Reason(Fit.WEEKS, 0, List.copyOf(open)));
        }
        List<LocalDate> taken =
                possible.stream().filter(day -> found.taken().contains(day)).toList();
        if (!taken.isEmpty()) {
            reasons.add(new Reason(Fit.TAKEN, 0, List.of(), taken));
        }
    }

    private Fit way(int metres, SchoolClass schoolClass) {
        return switch (WayOfTravel.of(
                metres, schoolClass.grades(), hub.number(Setting.WALK_METRES), hub.number(Setting.BIKE_METRES))) {
            case WALK -> Fit.WALKING;
            case BIKE -> Fit.CYCLING;
            case ROAD -> Fit.BY_BUS;
        };
    }

    private static String span(Sector sector) {
        return switch (sector) {
            case PO, SO -> "po";
            case VO -> "vo";
            case MBO -> "mbo";
        };
    }
}
