package nl.tec.exchange.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tec.accounts.Role;
import nl.tec.exchange.ApiKey;
import nl.tec.exchange.ApiScope;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class ApiKeyStore {

    private static final String SELECT = """
            select k.id, k.organisation_id, o.name as organisation, k.name, k.prefix, k.scopes, a.name as made_by,
                   a.disabled_at is null and exists (select from accounts_account_role_v r
                     where r.account_id = k.account_id
                       and case when k.scopes && :ofHub::text[] then r.role = 'ADMINISTRATOR'
                                else r.organisation_id = k.organisation_id and r.role =
                                     case when k.scopes && :ofSchool::text[] then 'SCHOOL_COORDINATOR' else 'PARTNER' end end) as works,
                   k.made_on, k.expires_on, k.last_used_on, k.withdrawn_at
              from api_key k
              join organisations_organisation_v o on o.id = k.organisation_id
              join accounts_account_v a on a.id = k.account_id
            """;

    private static final String ORDER = " order by k.withdrawn_at is not null, k.made_on desc, k.id desc";

    private final JdbcClient jdbc;

    ApiKeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The data for authenticating a caller. @param secretHash of the whole key */
    public record Stored(
            long id,
            long organisationId,
            long accountId,
            String name,
            byte[] secretHash,
            List<ApiScope> scopes,
            LocalDate expiresOn,
            @Nullable LocalDate lastUsedOn,
            @Nullable Instant withdrawnAt) {

        public boolean works(LocalDate today) {
            return withdrawnAt == null && !today.isAfter(expiresOn);
        }
    }

    public long insert(
            long organisationId,
            long accountId,
            String name,
            String prefix,
            byte[] secretHash,
            Collection<ApiScope> scopes,
            LocalDate madeOn,
            LocalDate expiresOn,
            @Nullable UUID form) {
        return jdbc.sql("""
                insert into api_key (organisation_id, account_id, name, prefix, secret_hash, scopes, made_on, expires_on, form)
                values (?, ?, ?, ?, ?, ?::text[], ?, ?, ?) returning id
                """)
                .params(organisationId, accountId, name, prefix, secretHash)
                .params(Rows.array(scopes), madeOn, expiresOn)
                .param(form)
                .query(Long.class)
                .single();
    }

    /** Finds the key with this name that a form made before, as long as no program used it. */
    public Optional<Long> unused(UUID form, long organisationId, long accountId, String name) {
        return jdbc.sql("""
                select id from api_key
                 where form = ? and organisation_id = ? and account_id = ? and name = ? and withdrawn_at is null and last_used_on is null
                """)
                .params(form, organisationId, accountId, name)
                .query(Long.class)
                .optional();
    }

    public int countWorking(long organisationId, LocalDate today) {
        return jdbc.sql(
                        "select count(*) from api_key where organisation_id = ? and withdrawn_at is null and expires_on >= ?")
                .params(organisationId, today)
                .query(Integer.class)
                .single();
    }

    public List<ApiKey> list(long organisationId, Role role) {
        return jdbc.sql(SELECT + "where k.organisation_id = :organisation and k.scopes && :scopes::text[]" + ORDER)
                .param("ofSchool", scopes(Role.SCHOOL_COORDINATOR))
                .param("ofHub", scopes(Role.ADMINISTRATOR))
                .param("organisation", organisationId)
                .param("scopes", scopes(role))
                .query(Rows.of(ApiKey.class))
                .list();
    }

    public List<ApiKey> all() {
        return jdbc.sql(SELECT + ORDER)
                .param("ofSchool", scopes(Role.SCHOOL_COORDINATOR))
                .param("ofHub", scopes(Role.ADMINISTRATOR))
                .query(Rows.of(ApiKey.class))
                .list();
    }

    public Optional<ApiKey> find(long id) {
        return jdbc.sql(SELECT + "where k.id = :id")
                .param("ofSchool", scopes(Role.SCHOOL_COORDINATOR))
                .param("ofHub", scopes(Role.ADMINISTRATOR))
                .param("id", id)
                .query(Rows.of(ApiKey.class))
                .optional();
    }

    private static String scopes(Role role) {
        return Rows.array(ApiScope.of(role));
    }

    public Optional<Stored> findByPrefix(String prefix) {
        return jdbc.sql("""
                select id, organisation_id, account_id, name, secret_hash, scopes, expires_on, last_used_on, withdrawn_at
                  from api_key where prefix = ?
                """).param(prefix).query(Rows.of(Stored.class)).optional();
    }

    public void used(long id, LocalDate day) {
        jdbc.sql("update api_key set last_used_on = :day where id = :id and last_used_on is distinct from :day")
                .param("day", day)
                .param("id", id)
                .update();
    }

    /** @return false: it was withdrawn already */
    public boolean withdraw(long id, Instant at) {
        return jdbc.sql("update api_key set withdrawn_at = ? where id = ? and withdrawn_at is null")
                        .params(Rows.timestamp(at), id)
                        .update()
                > 0;
    }
}
