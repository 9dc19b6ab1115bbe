package nl.tec.partners.internal;

import java.time.LocalDate;
import java.util.List;
import nl.tec.hub.Rows;
import nl.tec.organisations.OrganisationKind;
import nl.tec.partners.Partners.Filter;
import nl.tec.partners.Partners.Key;
import nl.tec.partners.Partners.Line;
import nl.tec.partners.Partners.Order;
import nl.tec.partners.Partners.Shown;
import nl.tec.partners.Partners.Town;
import nl.tec.shared.FormData;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the register of partners and the public page. */
@Component
public class PartnerQueries {

    private final JdbcClient jdbc;

    PartnerQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Line> list(Filter filter, Order order, @Nullable Key after, int limit, LocalDate today) {
        // contains only the active conditions and a literal limit, so that the planner reads the index in order
        // and stops after one page
        PartnerOrderSql in = PartnerOrderSql.of(order);
        String asked = condition(filter.kind() != null, " and o.kind = :kind")
                + condition(!filter.words().isBlank(), " and " + PartnerSql.NAMED)
                + condition(!filter.town().isEmpty(), " and o.town = :town")
                + condition(filter.world() != null, " and :world = any (p.worlds)")
                + condition(filter.connected() != null, " and :connected = " + PartnerSql.CONNECTED)
                + condition(after != null, " and " + in.after());
        return jdbc.sql("""
                with %s chosen as (
                  select o.id, o.name, o.kind, coalesce(o.town, '') as town, o.invented, p.worlds,
                         %s as connected, %s as value
                    from organisations_organisation_v o join partner p on p.organisation_id = o.id%s
                   where o.kind <> 'SCHOOL' and o.ended_on is null%s
                   order by %s limit %d)
                select o.id, o.name, o.kind, o.town, o.invented, o.worlds, o.connected,
                       count(*) filter (where c.delivered < c.amount and c.due_on < :today)::int as late,
                """.formatted(
                                        condition(!in.ranked().isEmpty(), in.ranked() + ","),
                                        PartnerSql.CONNECTED,
                                        in.by().isEmpty() ? "null::int" : in.by(),
                                        in.join(),
                                        asked,
                                        in.columns(),
                                        limit)
                        + ContributionRows.SUMS
                        + """
                  from chosen o left join contribution c on c.organisation_id = o.id and c.year = :year and c.state = 'ACCEPTED'
                 group by o.id, o.name, o.kind, o.town, o.invented, o.worlds, o.connected, o.value
                 order by o.value%s, o.name, o.id
                """.formatted(in.direction()))
                .param("kind", Rows.nameOrNull(filter.kind()))
                .param("words", PartnerSql.like(filter.words()))
                .param("town", filter.town())
                .param("world", Rows.nameOrNull(filter.world()))
                .param("connected", filter.connected())
                .param("after", after == null ? null : after.id())
                .param("name", after == null ? "" : after.name())
                .param("value", after == null ? "" : after.value())
                .param("much", after == null ? 0 : much(after.value()))
                .param("today", today)
                .param("year", today.getYear())
                .query(Rows.of(Line.class))
                .list();
    }

    private static long much(String value) {
        return FormData.parseId(value).orElse(0L);
    }

    private static String condition(boolean asked, String condition) {
        return asked ? condition : "";
    }

    public List<Town> towns() {
        return jdbc.sql("""
                select o.town as name, count(*)::int as partners from partner p join organisations_organisation_v o on o.id = p.organisation_id
                 where o.ended_on is null and o.town <> '' group by o.town order by o.town
                """).query(Rows.of(Town.class)).list();
    }

    public List<Shown> shown(LocalDate today) {
        return jdbc.sql("""
                select o.name, o.kind, coalesce(o.town, '') as town, o.website, p.worlds, p.about_nl, p.about_en,
                       (select l.logo from partners_organiser_v l where l.organisation_id = o.id) as logo
                  from connected_on(:today) c join partner p using (organisation_id) join organisations_organisation_v o on o.id = organisation_id
                 where p.shown and o.ended_on is null and o.kind <> 'SCHOOL'
                 order by o.kind, o.name, o.id limit 10000
                """)
                .param("today", today)
                .query((row, n) -> new Shown(
                        row.getString("name"),
                        Rows.constant(row, "kind", OrganisationKind.class),
                        row.getString("town"),
                        PartnerSql.site(row.getString("website")),
                        PartnerSql.worlds(row.getArray("worlds")),
                        row.getString("about_nl"),
                        row.getString("about_en"),
                        row.getString("logo")))
                .list();
    }
}
