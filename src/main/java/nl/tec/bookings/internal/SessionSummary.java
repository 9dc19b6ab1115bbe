package nl.tec.bookings.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;

/**
 * What who runs a session is told of it: what, when and at which place or school. Not in which room: another room is no news,
 * so it stands on the run sheet of the day only.
 */
record SessionSummary(TimeSlot time, Bilingual title, Bilingual where) {

    /** Of {@link #JOINS}. */
    static final String COLUMNS = """
            s.starts_at, s.ends_at, a.title_nl, a.title_en,
            coalesce(p.name_nl, o.name, '') as venue_nl, coalesce(p.name_en, o.name, '') as venue_en
            """;

    /** Goes behind a session s. */
    static final String JOINS = """
            join programme_activity_v a on a.id = s.activity_id
            left join venues_venue_v p on p.id = s.venue_id
            left join organisations_organisation_v o on o.id = s.site_id
            """;

    static SessionSummary of(ResultSet row) throws SQLException {
        return new SessionSummary(
                new TimeSlot(
                        row.getTimestamp("starts_at").toInstant(),
                        row.getTimestamp("ends_at").toInstant()),
                new Bilingual(row.getString("title_nl"), row.getString("title_en")),
                new Bilingual(row.getString("venue_nl"), row.getString("venue_en")));
    }
}
