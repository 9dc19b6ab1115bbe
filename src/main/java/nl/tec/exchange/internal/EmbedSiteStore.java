package nl.tec.exchange.internal;

import java.sql.ResultSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.tec.exchange.EmbedSites.Site;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores the sites on which partners show our programme. */
@Component
public class EmbedSiteStore {

    private static final String SELECT = """
            select s.id, s.organisation_id, o.name as organisation, s.origin, s.added_at
              from embed_site s
              join organisations_organisation_v o on o.id = s.organisation_id
            """;

    private final JdbcClient jdbc;

    EmbedSiteStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the origins; empty when there is no such organisation. */
    public Optional<List<String>> origins(long organisationId) {
        return jdbc.sql("""
                        select array(select origin from embed_site s where s.organisation_id = o.id order by s.id) as origins
                          from organisations_organisation_v o where o.id = ?
                        """)
                .param(organisationId)
                .query((ResultSet row, int n) -> Rows.texts(row, "origins"))
                .optional();
    }

    public List<Site> list(long organisationId) {
        return jdbc.sql(SELECT + "where s.organisation_id = ? order by s.id")
                .param(organisationId)
                .query(Rows.of(Site.class))
                .list();
    }

    public List<Site> all() {
        return jdbc.sql(SELECT + "order by o.name, s.id")
                .query(Rows.of(Site.class))
                .list();
    }

    public Optional<Site> find(long id) {
        return jdbc.sql(SELECT + "where s.id = ?")
                .param(id)
                .query(Rows.of(Site.class))
                .optional();
    }

    /** Inserts a site at a free position. Empty when there is none, or a concurrent insert took it or has the same site. */
    public Optional<Long> insert(long organisationId, String origin, int places, Instant now) {
        return jdbc.sql("""
                        insert into embed_site (organisation_id, origin, added_at, slot)
                        select :organisation, :origin, :now, min(place)
                          from generate_series(1, :places) place
                         where not exists (select 1 from embed_site where organisation_id = :organisation and slot = place)
                        having min(place) is not null
                            on conflict do nothing returning id
                        """)
                .param("organisation", organisationId)
                .param("origin", origin)
                .param("places", places)
                .param("now", Rows.timestamp(now))
                .query(Long.class)
                .optional();
    }

    public void delete(long id) {
        jdbc.sql("delete from embed_site where id = ?").param(id).update();
    }
}
