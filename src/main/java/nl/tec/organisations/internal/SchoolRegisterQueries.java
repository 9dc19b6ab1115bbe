package nl.tec.organisations.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.organisations.SchoolRegister.Choice;
import nl.tec.organisations.SchoolRegister.ClosedDay;
import nl.tec.organisations.SchoolRegister.Details;
import nl.tec.organisations.SchoolRegister.Filter;
import nl.tec.organisations.SchoolRegister.GroupSize;
import nl.tec.organisations.SchoolRegister.Key;
import nl.tec.organisations.SchoolRegister.Line;
import nl.tec.organisations.SchoolRegister.YearCount;
import nl.tec.organisations.SchoolSite;
import nl.tec.shared.Like;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class SchoolRegisterQueries {

    private static final String SELECT = """
            select o.id, s.brin6, o.name, s.sector, s.kind, nullif(concat_ws(' ', o.street, o.house_number), '') as address,
                   o.postcode, o.town, m.name as municipality, b.name as board, c.pupils, c.reference_year as counted_in,
                   o.ended_on is not null as ended, o.ended_on, s.denomination, o.email, o.phone, o.website,
                   o.position_from = 'REGISTER' or o.position_from = 'HUB' as exact_place,
                   exists (select from school_class k
                           where k.site_id = o.id and k.school_year = :year and k.source = 'SCHOOL'
                             and not k.booking_group and k.ended_at is null) as own_numbers
            from school_site s
            join organisation o on o.id = s.organisation_id
            left join municipality m on m.code = o.municipality_code
            left join organisation b on b.id = s.board_id
            left join lateral (
              select e.pupils, e.masked, e.reference_year from enrolment e
              where e.site_id = o.id order by e.reference_year desc limit 1
            ) as c on true
            """;

    private final JdbcClient jdbc;

    SchoolRegisterQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Line> list(Filter filter, SchoolYear year, @Nullable Key after, int limit) {
        return jdbc.sql(SELECT + """
                 where (:words = '' or lower(o.name) like '%' || :like || '%' or :words <% lower(o.name)
                        or lower(o.town) like :like || '%' or lower(s.brin6) like :like || '%')
                   and (:municipality = '' or o.municipality_code = :municipality)
                   and (:sector::text is null or s.sector = :sector)
                   and (:board::bigint is null or s.board_id = :board)
                   and (:empty or o.ended_on is null and (c.reference_year is null or c.masked or c.pupils > 0))
                   and (:after::bigint is null or (o.name, o.id) > (:name, :after))
                 order by o.name, o.id
                 limit :limit
                """)
                .param("year", year.start())
                .param("words", filter.words().strip().toLowerCase(Locale.ROOT))
                .param("like", Like.literal(filter.words().strip().toLowerCase(Locale.ROOT)))
                .param("municipality", filter.municipality())
                .param("sector", Rows.nameOrNull(filter.sector()))
                .param("board", filter.board())
                .param("empty", filter.empty())
                .param("after", after == null ? null : after.id())
                .param("name", after == null ? "" : after.name())
                .param("limit", limit)
                .query(Rows.of(Line.class))
                .list();
    }

    public List<Choice> municipalities() {
        return jdbc.sql("""
                select m.code as value, m.name from municipality m
                where exists (select from organisation o where o.municipality_code = m.code and o.kind = 'SCHOOL')
                order by m.name
                """).query(Rows.of(Choice.class)).list();
    }

    public List<Choice> boards(String municipality) {
        return jdbc.sql("""
                select b.id::text as value, b.name
                from organisation b
                where b.kind = 'SCHOOL_BOARD'
                  and exists (select from school_site s join organisation o on o.id = s.organisation_id
                              where s.board_id = b.id and (:municipality = '' or o.municipality_code = :municipality))
                order by b.name, b.id
                """)
                .param("municipality", municipality)
                .query(Rows.of(Choice.class))
                .list();
    }

    public Optional<Details> find(SchoolSite site, SchoolYear year) {
        return jdbc.sql(SELECT + " where o.id = :id")
                .param("year", year.start())
                .param("id", site.id())
                .query((row, n) -> new Details(
                        Rows.of(Line.class).mapRow(row, n),
                        site,
                        row.getString("denomination"),
                        row.getString("email"),
                        row.getString("phone"),
                        row.getString("website"),
                        row.getBoolean("exact_place"),
                        row.getObject("ended_on", LocalDate.class),
                        counts(site.id()),
                        closedDays(site.id(), year)))
                .optional();
    }

    private List<YearCount> counts(long siteId) {
        return jdbc.sql("""
                select reference_year as year, pupils, masked, provisional from enrolment where site_id = :site
                union all
                select v.reference_year, sum(v.pupils)::int, sum(v.masked_cells) > 0, false
                from enrolment_vo v
                where v.site_id = :site
                  and not exists (select from enrolment e
                                  where e.site_id = :site and e.reference_year = v.reference_year)
                group by v.reference_year
                order by year desc
                """)
                .param("site", siteId)
                .query(Rows.of(YearCount.class))
                .list();
    }

    private List<ClosedDay> closedDays(long siteId, SchoolYear year) {
        return jdbc.sql("select day, reason from closed_day where site_id = ? and day >= ? order by day")
                .params(siteId, year.firstDay())
                .query(Rows.of(ClosedDay.class))
                .list();
    }

    public List<GroupSize> groups(long siteId, SchoolYear year) {
        return jdbc.sql("""
                select c.level, z.grade, coalesce(z.own_pupils, z.pupils) as pupils, coalesce(z.own_pupils, z.low) as low,
                       coalesce(z.own_pupils, z.high) as high,
                       case when z.own_pupils is null then z.source else 'SCHOOL' end as source
                from cohort c join cohort_size z on z.cohort_id = c.id
                where c.site_id = ? and z.school_year = ? and (c.sector in ('PO', 'SO') or coalesce(z.own_pupils, z.pupils) > 0)
                order by c.level, z.grade
                """)
                .params(siteId, year.start())
                .query(Rows.of(GroupSize.class))
                .list();
    }

    /** Inserts a day on which a school is closed, or updates its reason. */
    public void close(long siteId, LocalDate day, String reason) {
        jdbc.sql("""
                insert into closed_day (site_id, day, reason) values (?, ?, ?)
                on conflict (site_id, day) do update set reason = excluded.reason
                """).params(siteId, day, reason).update();
    }

    public void open(long siteId, LocalDate day) {
        jdbc.sql("delete from closed_day where site_id = ? and day = ?")
                .params(siteId, day)
                .update();
    }

    /** @return whether the address changed */
    public boolean changeEmail(long siteId, @Nullable String email) {
        return jdbc.sql("update organisation set email = :email where id = :id and email is distinct from :email::text")
                        .param("email", email)
                        .param("id", siteId)
                        .update()
                > 0;
    }
}
