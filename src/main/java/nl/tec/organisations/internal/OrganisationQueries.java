package nl.tec.organisations.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.organisations.OrganisationKind;
import nl.tec.organisations.Organisations.Key;
import nl.tec.organisations.Organisations.Organisation;
import nl.tec.shared.Like;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads organisations other than schools. */
@Component
public class OrganisationQueries {

    /** With the mail address in lower case: earlier versions stored it as it was typed. */
    private static final String SELECT = """
            select o.id, o.kind, o.name, coalesce(o.street, '') as street, coalesce(o.house_number, '') as house_number,
                   coalesce(o.postcode, '') as postcode, coalesce(o.town, '') as town, coalesce(lower(o.email), '') as email,
                   coalesce(o.phone, '') as phone, coalesce(o.website, '') as website, o.invented, o.ended_on is not null as ended,
                   o.board_number,
                   (select count(*) from school_site s join organisation x on x.id = s.organisation_id
                         where s.board_id = o.id and x.ended_on is null) as schools
            from organisation o
            """;

    private final JdbcClient jdbc;

    OrganisationQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Organisation> list(@Nullable OrganisationKind kind, String words, @Nullable Key after, int limit) {
        return jdbc.sql(SELECT + """
                 where o.kind <> 'SCHOOL' and o.ended_on is null
                   and (:kind::text is null or o.kind = :kind)
                   and (:words = '' or lower(o.name) like '%' || :like || '%' or :words <% lower(o.name)
                        or lower(o.town) like :like || '%')
                   and (:after::bigint is null or (o.name, o.id) > (:name, :after))
                 order by o.name, o.id
                 limit :limit
                """)
                .param("kind", Rows.nameOrNull(kind))
                .param("words", words.strip().toLowerCase(Locale.ROOT))
                .param("like", Like.literal(words.strip().toLowerCase(Locale.ROOT)))
                .param("after", after == null ? null : after.id())
                .param("name", after == null ? "" : after.name())
                .param("limit", limit)
                .query(Rows.of(Organisation.class))
                .list();
    }

    public Optional<Organisation> find(long id) {
        return jdbc.sql(SELECT + " where o.id = ? and o.kind <> 'SCHOOL'")
                .param(id)
                .query(Rows.of(Organisation.class))
                .optional();
    }
}
