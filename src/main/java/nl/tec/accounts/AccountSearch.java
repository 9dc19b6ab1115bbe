package nl.tec.accounts;

import java.util.List;
import nl.tec.accounts.internal.AccountsQueries;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The list of accounts for the administrator, by name, in pages. */
@Component
public class AccountSearch {

    /** @param words a part of the name or mail address; empty: all */
    public record Filter(String words, @Nullable Role role) {}

    private final AccountsQueries queries;

    AccountSearch(AccountsQueries queries) {
        this.queries = queries;
    }

    /** @param after the last account of the previous page; 0 for the first page */
    public List<Account> list(Filter filter, long after, int limit) {
        return queries.list(filter, after, limit);
    }
}
