package nl.tec.organisations.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Rows;
import nl.tec.organisations.SchoolSite;
import nl.tec.shared.HolidayRegion;
import nl.tec.shared.Like;
import nl.tec.shared.Sector;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class SchoolQueries {

    private static final String SELECT = """
            select o.id, s.brin6, o.name, s.sector, nullif(concat_ws(' ', o.street, o.house_number), '') as street, o.postcode,
                   o.town, coalesce(s.holiday_region, m.holiday_region) as region, o.near_latitude as latitude,
                   o.near_longitude as longitude, o.ended_on
            from school_site s
            join organisations_organisation_v o on o.id = s.organisation_id
            left join municipality m on m.code = o.municipality_code
            """;

    private final JdbcClient jdbc;
    private final HubSettings settings;

    SchoolQueries(JdbcClient jdbc, HubSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    public Optional<SchoolSite> find(long siteId) {
        return jdbc.sql(SELECT + " where o.id = ?").param(siteId).query(site()).optional();
    }

    public Optional<SchoolSite> findByBrin(String brin6) {
        return jdbc.sql(SELECT + " where s.brin6 = ? and o.ended_on is null")
                .param(brin6.strip().toUpperCase(Locale.ROOT))
                .query(site())
                .optional();
    }

    public List<SchoolSite> list(Collection<Long> siteIds) {
        if (siteIds.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(SELECT + " where o.id = any (?) order by o.name, o.id")
                .param(siteIds.toArray(Long[]::new))
                .query(site())
                .list();
    }

    public List<SchoolSite> inMunicipalities(Collection<String> municipalities, Sector... sectors) {
        return jdbc.sql(SELECT + """
                 where o.municipality_code = any (:municipalities) and o.ended_on is null
                   and (cardinality(:sectors::text[]) = 0 or s.sector = any (:sectors))
                   and coalesce((select e.masked or e.pupils > 0 from enrolment e where e.site_id = o.id
                                 order by e.reference_year desc limit 1), true)
                 order by o.name, o.id
                """)
                .param("municipalities", municipalities.toArray(String[]::new))
                .param("sectors", Arrays.stream(sectors).map(Enum::name).toArray(String[]::new))
                .query(site())
                .list();
    }

    public List<SchoolSite> search(String words, int limit) {
        String asked = words.strip().toLowerCase(Locale.ROOT);
        if (asked.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(SELECT + """
                 where o.ended_on is null
                   and (lower(o.name) like '%' || :like || '%' or :words <% lower(o.name) or lower(s.brin6) like :like || '%'
                        or lower(o.town) = :words)
                 order by (lower(s.brin6) like :like || '%') desc, (lower(o.name) like '%' || :like || '%') desc,
                          word_similarity(:words, lower(o.name)) desc, o.name, o.id
                 limit :limit
                """)
                .param("words", asked)
                .param("like", Like.literal(asked))
                .param("limit", limit)
                .query(site())
                .list();
    }

    /** Returns a mapper with the default region already loaded, because a query inside a row mapper would need a second connection. */
    private RowMapper<SchoolSite> site() {
        HolidayRegion usual = settings.holidayRegion();
        return (row, n) -> site(row, usual);
    }

    private static SchoolSite site(ResultSet row, HolidayRegion usual) throws SQLException {
        String region = row.getString("region");
        return new SchoolSite(
                row.getLong("id"),
                row.getString("brin6"),
                row.getString("name"),
                Rows.constant(row, "sector", Sector.class),
                row.getString("street"),
                row.getString("postcode"),
                row.getString("town"),
                region == null ? usual : HolidayRegion.valueOf(region),
                row.getObject("latitude", Double.class),
                row.getObject("longitude", Double.class),
                row.getObject("ended_on", LocalDate.class));
    }
}
