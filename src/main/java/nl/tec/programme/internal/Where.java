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

/** A builder of SQL conditions with their values: on activity {@code a}, and separately on session {@code s}. */
public final class Where {

    /** The condition that a session has room for a class or one person. Unknown counts as yes. */
    static final String FREE =
            "(v.session_id is null or v.free > 0 and (s.class_capacity is null or v.free_classes > 0))";

    /**
     * The condition that one can start with this session: it is not part of a course, or the first meeting of one. Combined with
     * {@link #from} now, it excludes courses that have begun.
     */
    static final String START = """
            (not s.course or not exists (
              select from session c where c.series_id = s.series_id and c.state <> 'CANCELLED'
                and (c.starts_at, c.id) < (s.starts_at, s.id)))""";

    private final StringBuilder activity = new StringBuilder("a.state = 'PUBLISHED'");
    private final StringBuilder session;
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    /** Selects public sessions. */
    public Where() {
        this(false);
    }

    /** @param withCancelled whether to include cancelled sessions; drafts are always excluded */
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

    /** Adds the conditions of a selection; those on venue and free seats apply to sessions. */
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

    /** Restricts to sessions that start at a moment or later. */
    Where from(Instant moment) {
        return session("s.starts_at >= :from").value("from", Rows.timestamp(moment));
    }

    /** Restricts to the session with this id. */
    public Where session(long id) {
        return session("s.id = :id").value("id", id);
    }

    public Where ofSeries(long seriesId) {
        return session("s.series_id = :series").value("series", seriesId);
    }

    public Where of(long activityId) {
        return activity("a.id = :activity").value("activity", activityId);
    }

    /** Restricts to sessions that start at a moment or later; of a course only to its next meeting, as it has one sign-up. */
    public Where nextFrom(Instant moment) {
        return from(moment).session("""
                not (s.course and exists (
                  select from session c where c.series_id = s.series_id and c.state = 'PUBLISHED' and c.starts_at >= :from
                    and (c.starts_at, c.id) < (s.starts_at, s.id)))""");
    }

    /** Restricts to sessions that start on one of these days. */
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
     * Adds the condition on the audience. Individual children match by age, or by the corresponding group or year: group g is of ages
     * g + 3 and g + 4, year y of ages y + 11 and y + 12.
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

    /** Returns the audiences of a group, as a query parameter. */
    static String[] names(Audience.Group group) {
        return Audience.of(group).stream().map(Audience::name).toArray(String[]::new);
    }
}
