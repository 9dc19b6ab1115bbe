package nl.tec.programme.internal;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.ActivityKind;
import nl.tec.programme.Discipline;
import nl.tec.programme.ForWhom;
import nl.tec.programme.VoLevel;
import nl.tec.shared.Audience;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Money;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/** How rows of the tables of the programme become its types; with the columns that are needed for it. */
final class Rows {

    /** For {@link #activity}: from activity a. */
    static final String ACTIVITY = """
            select a.id, a.slug, a.kind, a.state, a.takes, a.title_nl, a.title_en, a.promise_nl, a.promise_en,
                   a.description_nl, a.description_en, a.make_nl, a.make_en, a.learn_nl, a.learn_en,
                   a.before_nl, a.before_en, a.after_nl, a.after_en, a.needs_nl, a.needs_en, a.fund_nl, a.fund_en,
                   a.payment_nl, a.payment_en,
                   a.worlds, a.disciplines, a.audiences, a.po_from, a.po_to, a.vo_from, a.vo_to, a.mbo_from, a.mbo_to,
                   a.age_from, a.age_to, a.vo_levels, a.minutes, a.setup_minutes, a.cleanup_minutes, a.meetings,
                   a.group_min, a.group_max, a.classes_per_session, a.cost_school_cents, a.cost_participant_cents,
                   a.free_cancel_days, a.children_per_adult, a.venue_id, a.room_id, a.tags, a.organiser_id,
                   a.changed_at, a.version,
                   array(select e.equipment from activity_equipment e where e.activity_id = a.id) as equipment,
                   array(select g.goal_code from activity_goal g where g.activity_id = a.id) as goals
            from activity a
            """;

    /** For {@link #forWhom}: from activity a. */
    static final String FOR_WHOM =
            "a.audiences, a.po_from, a.po_to, a.vo_from, a.vo_to, a.mbo_from, a.mbo_to, a.age_from, a.age_to,"
                    + " a.vo_levels";

    private Rows() {}

    static Activity activity(ResultSet row, int n) throws SQLException {
        ActivityDetails details = new ActivityDetails(
                ActivityKind.valueOf(row.getString("kind")),
                ActivityDetails.Takes.valueOf(row.getString("takes")),
                new ActivityDetails.Words(
                        both(row, "title"),
                        both(row, "promise"),
                        both(row, "description"),
                        both(row, "make"),
                        both(row, "learn"),
                        both(row, "before"),
                        both(row, "after"),
                        both(row, "needs"),
                        both(row, "fund"),
                        both(row, "payment")),
                list(row, "worlds", World::valueOf),
                set(row, "disciplines", Discipline::valueOf),
                forWhom(row),
                new ActivityDetails.Duration(
                        row.getInt("minutes"),
                        row.getInt("setup_minutes"),
                        row.getInt("cleanup_minutes"),
                        row.getInt("meetings")),
                new ActivityDetails.Size(
                        row.getInt("group_min"), row.getInt("group_max"), row.getInt("classes_per_session")),
                new ActivityDetails.Terms(
                        new Money(row.getInt("cost_school_cents")),
                        new Money(row.getInt("cost_participant_cents")),
                        row.getInt("free_cancel_days"),
                        number(row, "children_per_adult")),
                id(row, "venue_id"),
                id(row, "room_id"),
                list(row, "equipment", Function.identity()),
                list(row, "goals", Function.identity()),
                list(row, "tags", Function.identity()),
                id(row, "organiser_id"));
        return new Activity(
                row.getLong("id"),
                row.getString("slug"),
                Activity.State.valueOf(row.getString("state")),
                row.getInt("version"),
                instant(row, "changed_at"),
                details);
    }

    static ForWhom forWhom(ResultSet row) throws SQLException {
        return new ForWhom(
                set(row, "audiences", Audience::valueOf),
                span(row, "po_from", "po_to"),
                span(row, "vo_from", "vo_to"),
                span(row, "mbo_from", "mbo_to"),
                span(row, "age_from", "age_to"),
                set(row, "vo_levels", VoLevel::valueOf));
    }

    /** Null when there is none; {@code getObject} would try a dozen types first. */
    static @Nullable Long id(ResultSet row, String column) throws SQLException {
        long id = row.getLong(column);
        return row.wasNull() ? null : id;
    }

    static @Nullable Integer number(ResultSet row, String column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? null : number;
    }

    /** The text in columns {@code x_nl} and {@code x_en}. */
    static Bilingual both(ResultSet row, String name) throws SQLException {
        return new Bilingual(row.getString(name + "_nl"), row.getString(name + "_en"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    static <T> List<T> list(ResultSet row, String column, Function<String, T> each) throws SQLException {
        Array array = row.getArray(column);
        List<T> list = new ArrayList<>();
        for (String value : (String[]) array.getArray()) {
            list.add(each.apply(value));
        }
        return list;
    }

    private static <T> Set<T> set(ResultSet row, String column, Function<String, T> each) throws SQLException {
        return new LinkedHashSet<>(list(row, column, each));
    }

    private static ForWhom.@Nullable Span span(ResultSet row, String from, String to) throws SQLException {
        Integer first = number(row, from);
        Integer last = number(row, to);
        return first == null || last == null ? null : new ForWhom.Span(first, last);
    }
}
