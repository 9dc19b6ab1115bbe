package nl.tec.employers.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;
import nl.tec.employers.Offer;
import nl.tec.hub.Rows;
import nl.tec.shared.Like;

/** Maps rows to offers. */
public final class OfferRows {

    /** The columns of offer {@code o} of organisation {@code org}, prefixed with {@code o_} to avoid conflicts with other columns. */
    public static final String COLUMNS = """
            o.id as o_id, o.version as o_version, o.state as o_state, o.organisation_id as o_organisation_id, org.name as o_organisation,
            org.invented as o_invented, o.kind as o_kind, o.title_nl as o_title_nl, o.title_en as o_title_en,
            o.promise_nl as o_promise_nl, o.promise_en as o_promise_en, o.description_nl as o_description_nl,
            o.description_en as o_description_en, o.clothing_nl as o_clothing_nl, o.clothing_en as o_clothing_en,
            o.worlds as o_worlds, o.disciplines as o_disciplines, o.po_from as o_groups_from, o.po_to as o_groups_to,
            o.vo_from as o_years_from, o.vo_to as o_years_to, o.mbo_from as o_mbo_years_from, o.mbo_to as o_mbo_years_to,
            o.youngest_age as o_youngest_age, o.group_min as o_min, o.group_max as o_max, o.wheelchair as o_wheelchair,
            o.coach as o_coach, o.held as o_held, o.street as o_street, o.postcode as o_postcode, o.town as o_town,
            o.room_id as o_room_id, o.travel_km as o_travel_km, o.latitude as o_latitude, o.longitude as o_longitude,
            o.minutes as o_minutes, o.morning_at as o_morning, o.afternoon_at as o_afternoon, to_json(o.closed_weeks) as o_closed_weeks,
            o.week_most as o_per_week, o.groups_at_once as o_at_once,
            o.goals as o_goals, o.term_days as o_term_days, o.contact_email as o_email, o.contact_language as o_language,
            o.activity_id as o_activity_id, o.changed_at as o_changed_at
            """;

    public static final String FROM =
            " from offer o join organisations_organisation_v org on org.id = o.organisation_id ";

    public static final String SELECT = "select " + COLUMNS + FROM;

    private OfferRows() {}

    public static Offer offer(ResultSet row, int number) throws SQLException {
        return Rows.read(row, Offer.class, "o_");
    }

    /** Returns the like pattern for a search by words. */
    public static String part(String words) {
        return "%"
                + Arrays.stream(words.strip().split("\\s+")).map(Like::without).collect(Collectors.joining("%")) + "%";
    }
}
