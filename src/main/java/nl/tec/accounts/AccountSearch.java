package nl.tec.accounts;

import java.util.List;
import java.util.Locale;
import nl.tec.accounts.internal.AccountRows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The list of accounts for the administrator, by name, in pages. */
@Component
public class AccountSearch {

    /** @param words part of name or mail address; empty for all */
    public record Filter(String words, @Nullable Role role) {}

    private final JdbcClient jdbc;

    AccountSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param after the last account of the page before; 0 for the first page */
    public List<Account> list(Filter filter, long after, int limit) {
        return jdbc.sql(AccountRows.SELECT + """
                where a.email not like '%@forgotten.invalid'
                  and (:words = '' or lower(a.name || ' ' || a.email) like :like)
                  and (:role = '' or exists (select from account_role r where r.account_id = a.id and r.role = :role))
                  and (:after = 0 or (lower(a.name), a.id) > (select lower(name), id from account where id = :after))
                order by lower(a.name), a.id limit :limit
                """)
                .param("words", filter.words())
                .param("like", like(filter.words()))
                .param("role", filter.role() == null ? "" : filter.role().name())
                .param("after", after)
                .param("limit", limit)
                .query(AccountRows::account)
                .list();
    }

    private static String like(String words) {
        String escaped = words.strip().toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1");
        return "%" + escaped + "%";
    }
}
