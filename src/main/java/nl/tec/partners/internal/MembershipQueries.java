package nl.tec.partners.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.partners.Connected;
import nl.tec.partners.Membership;
import nl.tec.partners.MembershipChange;
import nl.tec.partners.Memberships.Candidate;
import nl.tec.partners.Memberships.Term;
import nl.tec.shared.Like;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class MembershipQueries {

    private static final String MEMBERSHIP = """
            select m.id, m.organisation_id, m.kind, m.from_day, m.until_day, m.fee_cents, m.declaration_id, m.fee_receipt_id, m.taken_over,
                   o.name, exists (select from membership n where n.renews = m.id) as renewed,
                   receipt.cents as receipt_cents, receipt.received_on, receipt.recorded_at as receipt_at,
                   coalesce(teller.name, '') as receipt_by
            """ + Agreements.COLUMNS + """
              from membership m join organisations_organisation_v o on o.id = m.organisation_id
              left join fee_receipt receipt on receipt.id = m.fee_receipt_id left join accounts_account_v teller on teller.id = receipt.account_id
            """ + Agreements.JOINS;

    private static final String ENDS_SOON = """
            m.from_day <= :today and m.until_day between :today and :soon and not exists (select from membership n where n.renews = m.id)
            """;

    private final JdbcClient jdbc;

    MembershipQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public long countConnected(LocalDate day) {
        return jdbc.sql("select count(*) from connected_on(:day)")
                .param("day", day)
                .query(Long.class)
                .single();
    }

    public List<Connected> connected(LocalDate day) {
        return jdbc.sql("""
                select o.id as organisation_id, o.name as organisation, coalesce(m.kind, 'DELIVERY') as by, coalesce(m.from_day, d.day) as from,
                       coalesce(m.basis, 'DELIVERY') as basis
                  from connected_on(:day) c join organisations_organisation_v o on o.id = c.organisation_id
                  left join lateral (
                    select * from (
                      select m.kind, m.from_day, %s as basis
                        from membership m where m.organisation_id = o.id and m.counted @> :day::date
                      union all
                      select b.kind, lower(b.counted), 'STRUCK' from membership_counted_before b
                       where b.organisation_id = o.id and b.counted @> :day::date) m
                     order by m.from_day, m.kind limit 1) m on true
                  left join lateral (
                    select max(d.day) as day from contribution_delivery d join contribution k on k.id = d.contribution_id
                     where k.organisation_id = o.id and k.state = 'ACCEPTED' and d.state = 'ACCEPTED' and d.day <= :day) d on true
                 order by o.name, o.id
                """.formatted(Agreements.CODE))
                .param("day", day)
                .query(Rows.of(Connected.class))
                .list();
    }

    public List<Membership> list(String name, boolean over, @Nullable Long after, int limit, LocalDate today) {
        return jdbc.sql(MEMBERSHIP + """
                 where coalesce(m.until_day < :today, false) = :over and lower(o.name) like '%' || lower(:name) || '%'
                   and (:after::bigint is null or (o.name, m.from_day, m.id) >
                        (select p.name, l.from_day, l.id from membership l join organisations_organisation_v p on p.id = l.organisation_id
                          where l.id = :after))
                 order by o.name, m.from_day, m.id limit :limit
                """)
                .param("today", today)
                .param("over", over)
                .param("name", Like.without(name.strip()))
                .param("after", after)
                .param("limit", limit)
                .query(MembershipQueries::membership)
                .list();
    }

    public List<Membership> endingSoon(int limit, LocalDate today) {
        return jdbc.sql(MEMBERSHIP + " where " + ENDS_SOON + " order by m.until_day, o.name, m.id limit :limit")
                .param("today", today)
                .param("soon", today.plusDays(Membership.SOON_DAYS))
                .param("limit", limit)
                .query(MembershipQueries::membership)
                .list();
    }

    public int countEndingSoon(LocalDate today) {
        return jdbc.sql("select count(*) from membership m where " + ENDS_SOON)
                .param("today", today)
                .param("soon", today.plusDays(Membership.SOON_DAYS))
                .query(Integer.class)
                .single();
    }

    public Optional<Membership> find(long id) {
        return jdbc.sql(MEMBERSHIP + " where m.id = :id")
                .param("id", id)
                .query(MembershipQueries::membership)
                .optional();
    }

    public List<MembershipChange> changes(long organisationId) {
        return jdbc.sql("""
                select c.*, c.from_day as from, c.until_day as until, coalesce(a.name, '') as who from membership_change c left join accounts_account_v a on a.id = c.account_id
                 where c.organisation_id = ? order by c.id desc limit 100
                """)
                .param(organisationId)
                .query(Rows.of(MembershipChange.class))
                .list();
    }

    public List<Candidate> candidates(String name) {
        return jdbc.sql("""
                select id, name, coalesce(town, '') as town
                  from organisations_organisation_v, lateral (select unaccent(lower(name)) as plain, unaccent(lower(:name)) as sought) n
                 where kind <> 'SCHOOL' and ended_on is null
                   and (plain like '%' || sought || '%' or word_similarity(sought, plain) >= 0.5)
                 order by plain like sought || '%' desc, plain like '%' || sought || '%' desc, word_similarity(sought, plain) desc, name, id
                 limit 20
                """)
                .param("name", Like.without(name.strip()))
                .query(Rows.of(Candidate.class))
                .list();
    }

    public boolean isOrganisation(long id) {
        return jdbc.sql("select exists (select from organisations_organisation_v where id = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    /** Whether the term overlaps another membership of the same kind of the organisation. */
    public boolean overlaps(Membership membership, Term term) {
        return jdbc.sql("""
                select exists (select from membership o where o.organisation_id = :organisation and o.id <> :id and o.kind = :kind
                                  and daterange(o.from_day, o.until_day, '[]') && daterange(:from::date, :until::date, '[]'))
                """)
                .param("organisation", membership.organisationId())
                .param("id", membership.id())
                .param("kind", term.kind().name())
                .param("from", term.from())
                .param("until", term.until())
                .query(Boolean.class)
                .single();
    }

    private static Membership membership(ResultSet row, int n) throws SQLException {
        return new Membership(
                row.getLong("id"),
                row.getLong("organisation_id"),
                row.getString("name"),
                Rows.constant(row, "kind", Membership.Kind.class),
                row.getObject("from_day", LocalDate.class),
                row.getObject("until_day", LocalDate.class),
                Rows.longOrNull(row, "fee_cents"),
                Agreements.basis(row, true),
                row.getBoolean("renewed"));
    }
}
