package nl.tec.partners.internal;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import nl.tec.hub.Rows;
import nl.tec.partners.Membership;
import nl.tec.partners.SignedConnections.Ambassador;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores the memberships and ambassadors of {@link nl.tec.partners.SignedConnections}. */
@Repository
public class SignedConnectionStore {

    private final JdbcClient jdbc;

    SignedConnectionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void addMemberships(
            long declarationId,
            Membership.Kind kind,
            LocalDate from,
            @Nullable LocalDate until,
            @Nullable Long feeCents,
            Collection<Long> organisations) {
        jdbc.sql("""
                insert into membership (organisation_id, kind, from_day, until_day, declaration_id, fee_cents)
                select distinct organisation, :kind, :from::date, :until::date, :declaration, :fee::bigint
                  from unnest(:organisations::bigint[]) organisation
                on conflict do nothing
                """)
                .param("declaration", declarationId)
                .param("kind", kind.name())
                .param("from", from)
                .param("until", until)
                .param("fee", feeCents)
                .param("organisations", Rows.array(organisations))
                .update();
    }

    public void addAmbassadors(List<Ambassador> ambassadors, LocalDate from, @Nullable LocalDate until) {
        jdbc.sql("""
                insert into ambassador (position_nl, position_en, signed_on, ended_on, signatory_id)
                select position, position, :from::date, :until::date, signatory
                  from unnest(:positions::text[], :signatories::bigint[]) signed (position, signatory)
                on conflict do nothing
                """)
                .param(
                        "positions",
                        Rows.array(
                                ambassadors.stream().map(Ambassador::position).toList()))
                .param(
                        "signatories",
                        Rows.array(ambassadors.stream()
                                .map(Ambassador::signatoryId)
                                .toList()))
                .param("from", from)
                .param("until", until)
                .update();
    }

    public int endMemberships(long declarationId, LocalDate day) {
        return jdbc.sql("""
                with recursive term (id) as (
                  select id from membership where declaration_id = :declaration
                  union select m.id from membership m join term on m.renews = term.id)
                update membership m set until_day = greatest(from_day, :day::date)
                  from term where term.id = m.id and (until_day is null or until_day > greatest(from_day, :day::date))
                """)
                .param("declaration", declarationId)
                .param("day", day)
                .update();
    }

    public int endAmbassadors(Collection<Long> signatories, LocalDate day) {
        return jdbc.sql("""
                update ambassador set ended_on = :day::date
                 where signatory_id = any(:signatories::bigint[]) and (ended_on is null or ended_on > :day::date)
                """)
                .param("signatories", Rows.array(signatories))
                .param("day", day)
                .update();
    }
}
