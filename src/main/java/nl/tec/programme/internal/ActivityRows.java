package nl.tec.programme.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.stream.Collectors;
import nl.tec.hub.Rows;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.ActivityKind;
import nl.tec.programme.Discipline;
import nl.tec.programme.ForWhom;
import nl.tec.programme.VoLevel;
import nl.tec.shared.Audience;
import nl.tec.shared.Money;
import nl.tec.shared.World;

/** Row mappers of the programme, with the columns that they need. */
final class ActivityRows {

    /** The select for {@link #activity}, with the alias a. */
    static final String ACTIVITY = """
            select a.id, a.slug, a.kind, a.state, a.takes, a.title_nl, a.title_en, a.promise_nl, a.promise_en,
                   a.description_nl, a.description_en, a.make_nl, a.make_en, a.learn_nl, a.learn_en,
                   a.before_nl, a.before_en, a.after_nl, a.after_en, a.needs_nl, a.needs_en, a.fund_nl, a.fund_en,
                   a.payment_nl, a.payment_en,
                   a.worlds, a.disciplines, a.audiences, a.po_from, a.po_to, a.vo_from, a.vo_to, a.mbo_from, a.mbo_to,
                   a.age_from, a.age_to, a.vo_levels, a.minutes, a.setup_minutes, a.cleanup_minutes, a.meetings,
                   a.group_min, a.group_max, a.classes_per_session, a.cost_school_cents, a.cost_participant_cents,
                   a.free_cancel_days, a.children_per_adult, a.venue_id, a.room_id, a.tags, a.organiser_id, a.sign_up_url,
                   a.changed_at, a.version,
                   array(select e.equipment || ' ' || e.quantity from activity_equipment e where e.activity_id = a.id) as equipment,
                   array(select g.goal_code from activity_goal g where g.activity_id = a.id) as goals
            from activity a
            """;

    /** The columns for {@link #forWhom}, with the alias a. */
    static final String FOR_WHOM =
            "a.audiences, a.po_from, a.po_to, a.vo_from, a.vo_to, a.mbo_from, a.mbo_to, a.age_from, a.age_to,"
                    + " a.vo_levels";

    private ActivityRows() {}

    static Activity activity(ResultSet row, int n) throws SQLException {
        ActivityDetails details = new ActivityDetails(
                Rows.constant(row, "kind", ActivityKind.class),
                Rows.constant(row, "takes", ActivityDetails.Takes.class),
                new ActivityDetails.Words(
                        Rows.bilingual(row, "title"),
                        Rows.bilingual(row, "promise"),
                        Rows.bilingual(row, "description"),
                        Rows.bilingual(row, "make"),
                        Rows.bilingual(row, "learn"),
                        Rows.bilingual(row, "before"),
                        Rows.bilingual(row, "after"),
                        Rows.bilingual(row, "needs"),
                        Rows.bilingual(row, "fund"),
                        Rows.bilingual(row, "payment")),
                Rows.constants(row, "worlds", World.class),
                new LinkedHashSet<>(Rows.constants(row, "disciplines", Discipline.class)),
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
                        Rows.intOrNull(row, "children_per_adult")),
                Rows.longOrNull(row, "venue_id"),
                Rows.longOrNull(row, "room_id"),
                equipment(row),
                Rows.texts(row, "goals"),
                Rows.texts(row, "tags"),
                Rows.longOrNull(row, "organiser_id"),
                row.getString("sign_up_url"));
        return new Activity(
                row.getLong("id"),
                row.getString("slug"),
                Rows.constant(row, "state", Activity.State.class),
                row.getInt("version"),
                Rows.instant(row, "changed_at"),
                details);
    }

    private static Map<String, Integer> equipment(ResultSet row) throws SQLException {
        return Rows.texts(row, "equipment").stream()
                .map(text -> text.split(" "))
                .collect(Collectors.toMap(parts -> parts[0], parts -> Integer.valueOf(parts[1])));
    }

    static ForWhom forWhom(ResultSet row) throws SQLException {
        return new ForWhom(
                new LinkedHashSet<>(Rows.constants(row, "audiences", Audience.class)),
                Rows.span(row, "po"),
                Rows.span(row, "vo"),
                Rows.span(row, "mbo"),
                Rows.span(row, "age"),
                new LinkedHashSet<>(Rows.constants(row, "vo_levels", VoLevel.class)));
    }
}
