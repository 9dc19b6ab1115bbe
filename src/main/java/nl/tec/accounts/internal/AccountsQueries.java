package nl.tec.accounts.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Account;
import nl.tec.accounts.AccountSearch.Filter;
import nl.tec.accounts.Role;
import nl.tec.shared.Like;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads accounts with their roles. */
@Component
public class AccountsQueries {

    private final JdbcClient jdbc;

    AccountsQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Account> find(long id) {
        return jdbc.sql(AccountRows.SELECT + "where a.id = ?")
                .param(id)
                .query(AccountRows::account)
                .optional();
    }

    public Optional<Account> findByEmail(String email) {
        return jdbc.sql(AccountRows.SELECT + "where a.email = ?")
                .param(email.strip().toLowerCase(Locale.ROOT))
                .query(AccountRows::account)
                .optional();
    }

    public List<Account> members(long organisationId, Role... roles) {
        return jdbc.sql(AccountRows.SELECT + """
                where a.disabled_at is null and exists
                  (select from account_role r where r.account_id = a.id and r.organisation_id = :organisation and r.role in (:roles))
                order by a.name, a.id
                """)
                .param("organisation", organisationId)
                .param("roles", Arrays.stream(roles).map(Role::name).toList())
                .query(AccountRows::account)
                .list();
    }

    public List<Account> holders(Role role) {
        return jdbc.sql(AccountRows.SELECT + """
                where a.disabled_at is null and exists
                  (select from account_role r where r.account_id = a.id and r.role = :role)
                order by a.name, a.id
                """)
                .param("role", role.name())
                .query(AccountRows::account)
                .list();
    }

    /** Returns a page of accounts, by name. */
    public List<Account> list(Filter filter, long after, int limit) {
        return jdbc.sql(AccountRows.SELECT + """
                where a.email not like '%@forgotten.invalid'
                  and (:words = '' or lower(a.name || ' ' || a.email) like :like)
                  and (:role = '' or exists (select from account_role r where r.account_id = a.id and r.role = :role))
                  and (:after = 0 or (lower(a.name), a.id) > (select lower(name), id from account where id = :after))
                order by lower(a.name), a.id limit :limit
                """)
                .param("words", filter.words())
                .param("like", Like.part(filter.words().toLowerCase(Locale.ROOT)))
                .param("role", filter.role() == null ? "" : filter.role().name())
                .param("after", after)
                .param("limit", limit)
                .query(AccountRows::account)
                .list();
    }
}
