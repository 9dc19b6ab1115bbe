package nl.tec.programme.internal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.tec.hub.Rows;
import nl.tec.programme.Days;
import nl.tec.programme.Moments;
import nl.tec.programme.Selection;
import nl.tec.programme.Who;
import nl.tec.shared.Audience;
import org.jspecify.annotations.Nullable;

/** Conditions of a select, each with its values: on activity {@code a}, and apart on session {@code s}. */
public final class Where {

    /** Whether a session has room for somebody: a class, or one person. Unknown counts as yes. */
    static final String FREE =
            "(v.session_id is null or v.free > 0 and (s.class_capacity is null or v.free_classes > 0))";

    /**
     * Whether somebody can begin with this session: it stands by itself, or it is the first meeting of its course. With
     * {@link #from} now, a course that has begun is left out altogether.
     */
    static final String START = """
            (not s.course or not exists (
              select from session c where c.series_id = s.series_id and c.state <> 'CANCELLED'
                and (c.starts_at, c.id) < (s.starts_at, s.id)))""";

    private final StringBuilder activity = new StringBuilder("a.state = 'PUBLISHED'");
    private final StringBuilder session;
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    /** Selects what the public may see. */
    public Where() {
        this(false);
    }

    /** @param withCancelled also sessions that were cancelled; drafts never */
    public Where(boolean withCancelled) {
        this.session = new StringBuilder(withCancelled ? "s.state <> 'DRAFT'" : "s.state = 'PUBLISHED'");
    }

    String activity() {
        return activity.toString();
    }

    String session() {
        return session.toString();
    }

    Map<String, @Nullable Object> values() {
        return values;
    }

    Where activity(String condition) {
        activity.append("\n  and ").append(condition);
        return this;
    }

    Where session(String condition) {
        session.append("\n  and ").append(condition);
        return this;
    }

    Where value(String name, Object value) {
        values.put(name, value);
        return this;
    }

    /** Adds the conditions for what somebody chose; the place and whether there is room are about sessions. */
    public Where selected(Selection selection) {
        if (selection.who() != null) {
            who(selection.who());
        }
        if (selection.world() != null) {
            activity("a.worlds @> array[:world]::text[]")
                    .value("world", selection.world().name());
        }
        if (selection.kind() != null) {
            activity("a.kind = :kind").value("kind", selection.kind().name());
        }
        if (selection.takes() != null) {
            activity("a.takes = :takes").value("takes", selection.takes().name());
        }
        if (selection.venue() != null) {
            session("s.venue_id = (select venue_id from venues_venue_name_v where key = :place)")
                    .value("place", selection.venue());
        }
        if (selection.free()) {
            session(FREE);
        }
        if (selection.day() != null) {
            session(Moments.on(selection.day()));
        }
        if (selection.part() != null) {
            session(Moments.in(selection.part()));
        }
        if (selection.noCharge()) {
            activity("case a.takes when 'CLASSES' then a.cost_school_cents else a.cost_participant_cents end = 0");
        }
        if (selection.organiser() != null) {
            activity("a.organiser_id = :organiser").value("organiser", selection.organiser());
        }
        return this;
    }

    /** Sessions that start at a moment or later. */
    Where from(Instant moment) {
        return session("s.starts_at >= :from").value("from", Rows.timestamp(moment));
    }

    /** The session with this id. */
    public Where session(long id) {
        return session("s.id = :id").value("id", id);
    }

    public Where ofSeries(long seriesId) {
        return session("s.series_id = :series").value("series", seriesId);
    }

    public Where of(long activityId) {
        return activity("a.id = :activity").value("activity", activityId);
    }

    /** Sessions that start at a moment or later; of a course only the meeting that comes first then: one signs up for all of it. */
    public Where nextFrom(Instant moment) {
        return from(moment).session("""
                not (s.course and exists (
                  select from session c where c.series_id = s.series_id and c.state = 'PUBLISHED' and c.starts_at >= :from
                    and (c.starts_at, c.id) < (s.starts_at, s.id)))""");
    }

    /** Sessions that start on one of these days. */
    public Where on(List<Days> days) {
        StringBuilder any = new StringBuilder("(false");
        for (int i = 0; i < days.size(); i++) {
            any.append(" or s.starts_at >= :first")
                    .append(i)
                    .append(" and s.starts_at < :after")
                    .append(i);
            value("first" + i, Rows.startOf(days.get(i).first()));
            value("after" + i, Rows.startOf(days.get(i).last().plusDays(1)));
        }
        return session(any.append(")").toString());
    }

    /**
     * Adds the condition for who comes. Whoever comes by themselves goes by age, and by the group or year that goes with it: group g is of
     * age g + 3 and g + 4, year y of age y + 11 and y + 12.
     */
    private void who(Who who) {
        value("n", who.number());
        switch (who.kind()) {
            case CHILD -> activity("""
                    a.takes = 'INDIVIDUALS' and a.audiences && array['CHILD', 'PO', 'VO']
                      and (:n between a.age_from and a.age_to
                           or a.age_from is null
                              and (:n between a.po_from + 3 and a.po_to + 4 or :n between a.vo_from + 11 and a.vo_to + 12
                                   or 'CHILD' = any (a.audiences) and a.po_from is null and a.vo_from is null))""");
            case GROUP -> activity("""
                    ('PO' = any (a.audiences) and :n between a.po_from and a.po_to
                      or 'CHILD' = any (a.audiences) and a.age_from <= :n + 4 and a.age_to >= :n + 3)""");
            case YEAR -> activity("""
                    ('VO' = any (a.audiences) and :n between a.vo_from and a.vo_to
                      or 'CHILD' = any (a.audiences) and a.age_from <= :n + 12 and a.age_to >= :n + 11)""");
            case MBO -> activity("'MBO' = any (a.audiences)");
            case PARENT -> activity("'PARENT' = any (a.audiences)");
            case TEACHER -> activity("'TEACHER' = any (a.audiences)");
            case ADULT -> activity("a.audiences && :adults::text[]").value("adults", names(Audience.Group.ADULT));
        }
    }

    /** The audiences of a group, as a parameter. */
    static String[] names(Audience.Group group) {
        return Audience.of(group).stream().map(Audience::name).toArray(String[]::new);
    }
}
