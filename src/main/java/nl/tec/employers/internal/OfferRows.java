package nl.tec.employers.internal;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.employers.Offer;
import nl.tec.employers.OfferDetails;
import nl.tec.employers.OfferDetails.Answering;
import nl.tec.employers.OfferDetails.Guests;
import nl.tec.employers.OfferDetails.Location;
import nl.tec.employers.OfferDetails.Times;
import nl.tec.employers.OfferDetails.Where;
import nl.tec.employers.OfferDetails.Words;
import nl.tec.employers.OfferKind;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.programme.Discipline;
import nl.tec.shared.Like;
import nl.tec.shared.World;

/** Maps rows to offers. */
public final class OfferRows {

    /** The columns of offer {@code o} of organisation {@code org}, prefixed with {@code o_} to avoid conflicts with other columns. */
    public static final String COLUMNS = """
            o.id as o_id, o.version as o_version, o.state as o_state, o.organisation_id as o_organisation, org.name as o_name,
            org.invented as o_invented, o.kind as o_kind, o.title_nl as o_title_nl, o.title_en as o_title_en,
            o.promise_nl as o_promise_nl, o.promise_en as o_promise_en, o.description_nl as o_description_nl,
            o.description_en as o_description_en, o.clothing_nl as o_clothing_nl, o.clothing_en as o_clothing_en,
            o.worlds as o_worlds, o.disciplines as o_disciplines, o.po_from as o_po_from, o.po_to as o_po_to,
            o.vo_from as o_vo_from, o.vo_to as o_vo_to, o.mbo_from as o_mbo_from, o.mbo_to as o_mbo_to,
            o.youngest_age as o_youngest, o.group_min as o_min, o.group_max as o_max, o.wheelchair as o_wheelchair,
            o.coach as o_coach, o.held as o_held, o.street as o_street, o.postcode as o_postcode, o.town as o_town,
            o.room_id as o_room, o.travel_km as o_travel, o.latitude as o_latitude, o.longitude as o_longitude,
            o.minutes as o_minutes, o.morning_at as o_morning, o.afternoon_at as o_afternoon, o.closed_weeks as o_weeks,
            o.week_most as o_week_most, o.groups_at_once as o_at_once,
            o.goals as o_goals, o.term_days as o_term, o.contact_email as o_email, o.contact_language as o_language,
            o.activity_id as o_activity, o.changed_at as o_changed
            """;

    public static final String FROM =
            " from offer o join organisations_organisation_v org on org.id = o.organisation_id ";

    public static final String SELECT = "select " + COLUMNS + FROM;

    private OfferRows() {}

    public static Offer offer(ResultSet row, int number) throws SQLException {
        return new Offer(
                row.getLong("o_id"),
                row.getInt("o_version"),
                Rows.constant(row, "o_state", Offer.State.class),
                row.getLong("o_organisation"),
                row.getString("o_name"),
                row.getBoolean("o_invented"),
                details(row),
                row.getObject("o_latitude", Double.class),
                row.getObject("o_longitude", Double.class),
                Rows.longOrNull(row, "o_activity"),
                Rows.instant(row, "o_changed"));
    }

    private static OfferDetails details(ResultSet row) throws SQLException {
        return new OfferDetails(
                Rows.constant(row, "o_kind", OfferKind.class),
                new Words(
                        Rows.bilingual(row, "o_title"),
                        Rows.bilingual(row, "o_promise"),
                        Rows.bilingual(row, "o_description"),
                        Rows.bilingual(row, "o_clothing")),
                Rows.constants(row, "o_worlds", World.class),
                Set.copyOf(Rows.constants(row, "o_disciplines", Discipline.class)),
                new Guests(
                        Rows.span(row, "o_po"),
                        Rows.span(row, "o_vo"),
                        Rows.span(row, "o_mbo"),
                        Rows.intOrNull(row, "o_youngest"),
                        row.getInt("o_min"),
                        row.getInt("o_max"),
                        row.getBoolean("o_wheelchair"),
                        row.getBoolean("o_coach")),
                new Where(
                        Rows.constant(row, "o_held", Location.class),
                        row.getString("o_street"),
                        row.getString("o_postcode"),
                        row.getString("o_town"),
                        Rows.longOrNull(row, "o_room"),
                        Rows.intOrNull(row, "o_travel")),
                new Times(
                        row.getInt("o_minutes"),
                        row.getTime("o_morning").toLocalTime(),
                        row.getTime("o_afternoon").toLocalTime(),
                        numbers(row.getArray("o_weeks")),
                        Rows.intOrNull(row, "o_week_most"),
                        row.getInt("o_at_once")),
                new Answering(
                        Rows.intOrNull(row, "o_term"),
                        row.getString("o_email"),
                        Texts.language(row.getString("o_language"))),
                Rows.texts(row, "o_goals"));
    }

    private static List<Integer> numbers(Array array) throws SQLException {
        return List.of((Integer[]) array.getArray());
    }

    /** Returns the like pattern for a search by words. */
    public static String part(String words) {
        return "%"
                + Arrays.stream(words.strip().split("\\s+")).map(Like::without).collect(Collectors.joining("%")) + "%";
    }
}
