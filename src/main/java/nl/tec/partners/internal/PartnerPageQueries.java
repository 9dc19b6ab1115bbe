package nl.tec.partners.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.organisations.OrganisationKind;
import nl.tec.partners.Contribution;
import nl.tec.partners.Partners.Activity;
import nl.tec.partners.Partners.Attended;
import nl.tec.partners.Partners.Connection;
import nl.tec.partners.Partners.Page;
import nl.tec.partners.Partners.Position;
import nl.tec.partners.Partners.Profile;
import nl.tec.partners.Partners.Upcoming;
import nl.tec.shared.Dates;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads the page of a partner in one query, with lists as JSON. */
@Component
public class PartnerPageQueries {

    private static final String PAGE = """
            select o.id, o.name, o.kind, coalesce(o.town, '') as town, coalesce(o.website, '') as website, o.invented,
                   o.ended_on is not null as ended, coalesce(p.worlds, '{}') as worlds, coalesce(p.about_nl, '') as about_nl,
                   coalesce(p.about_en, '') as about_en, coalesce(p.shown, false) as shown, %s as connected,
                   (select l.logo from partners_organiser_v l where l.organisation_id = o.id) as logo,
                   (select coalesce(jsonb_agg(jsonb_build_object('kind', m.kind, 'from', m.from_day, 'until', m.until_day, 'basis', %s)
                                              order by m.from_day desc, m.id), '[]')
                      from membership m where m.organisation_id = o.id) as connections,
                   (select coalesce(jsonb_agg(jsonb_build_object('function', h.function, 'role', h.role) order by h.role, h.function, h.id), '[]')
                      from partner_person h where h.organisation_id = o.id) as positions,
                   (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'organisationId', c.organisation_id, 'year', c.year,
                             'kind', c.kind, 'unit', c.unit, 'what', c.what, 'amount', c.amount, 'unitCents', c.unit_cents,
                             'due', c.due_on, 'state', c.state, 'question', c.question, 'delivered', c.delivered,
                             'countsVisits', c.counts_visits, 'reminded', c.reminded_at is not null,
                             'waiting', (select count(*) from contribution_delivery d where d.contribution_id = c.id and d.state = 'REPORTED'))
                             order by c.year desc, c.kind, c.id), '[]')
                      from contribution c where c.organisation_id = o.id) as contributions,
                   (select coalesce(jsonb_agg(to_jsonb(x) order by x."titleNl", x.id), '[]') from (
                      select a.id, a.slug, a.title_nl as "titleNl", a.title_en as "titleEn",
                             count(s.id) filter (where s.starts_at between :year_ago and :now) as sessions,
                             count(s.id) filter (where s.starts_at > :now) as upcoming
                        from programme_activity_v a left join programme_session_v s on s.activity_id = a.id and s.state = 'PUBLISHED' and s.starts_at >= :year_ago
                       where a.organiser_id = o.id and a.state <> 'CANCELLED' group by a.id, a.slug, a.title_nl, a.title_en order by a.title_nl, a.id limit 50) x) as activities,
                   (select coalesce(jsonb_agg(to_jsonb(x) order by x.start, x.id), '[]') from (
                      select v.session_id as id, v.starts_at as start, v.ends_at as "end", v.title_nl as "titleNl", v.title_en as "titleEn",
                             bool_or(v.kind = 'STAFF') as organises
                        from partners_session_v v where v.organisation_id = o.id and v.state = 'PUBLISHED' and v.starts_at > :now
                       group by v.session_id, v.starts_at, v.ends_at, v.title_nl, v.title_en order by v.starts_at, v.session_id limit 8) x) as upcoming,
                   (select coalesce(jsonb_agg(to_jsonb(x) order by x.year desc), '[]') from (
                      select extract(year from v.starts_at at time zone 'Europe/Amsterdam')::int as year,
                             count(*)::int as sessions, sum(a.came)::int as participants
                        from (select distinct v.session_id, v.starts_at from partners_session_v v
                               where v.organisation_id = o.id and v.state = 'PUBLISHED' and v.ends_at <= :now) v
                        join lateral (select sum(t.head_count) as came from bookings_attendance_v t where t.session_id = v.session_id) a on a.came > 0
                       group by 1) x) as reach
              from organisations_organisation_v o left join partner p on p.organisation_id = o.id
             where o.id = :id
            """.formatted(PartnerSql.CONNECTED, Agreements.CODE);

    private final JdbcClient jdbc;
    private final JsonMapper json;

    PartnerPageQueries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public Optional<Page> find(long id, Instant moment) {
        LocalDate today = Dates.dayOf(moment);
        OffsetDateTime now = moment.atZone(Dates.ZONE).toOffsetDateTime();
        return jdbc.sql(PAGE)
                .param("id", id)
                .param("today", today)
                .param("now", now)
                .param("year_ago", now.minusYears(1))
                .query((row, n) -> page(row))
                .optional();
    }

    private Page page(ResultSet row) throws SQLException {
        return new Page(
                row.getLong("id"),
                row.getString("name"),
                Rows.constant(row, "kind", OrganisationKind.class),
                row.getString("town"),
                PartnerSql.site(row.getString("website")).orElse(""),
                row.getBoolean("invented"),
                row.getBoolean("ended"),
                row.getBoolean("connected"),
                Rows.read(row, Profile.class),
                row.getString("logo"),
                list(row, "connections", Connection[].class),
                list(row, "positions", Position[].class),
                list(row, "contributions", Contribution[].class),
                list(row, "activities", Activity[].class),
                list(row, "upcoming", Upcoming[].class),
                list(row, "reach", Attended[].class));
    }

    private <T> List<T> list(ResultSet row, String column, Class<T[]> type) throws SQLException {
        return List.of(json.readValue(row.getString(column), type));
    }
}
