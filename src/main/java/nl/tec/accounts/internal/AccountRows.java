package nl.tec.accounts.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import nl.tec.accounts.Account;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;

/** Row mapping of {@code account}, with the roles in the same query. */
final class AccountRows {

    /** The roles of account {@code a} as {@code TEACHER:12,ADMINISTRATOR:}; null if there are none. */
    static final String ROLES = """
            (select string_agg(r.role || ':' || coalesce(r.organisation_id::text, ''), ',' order by r.granted_at, r.role)
               from account_role r where r.account_id = a.id) as roles
            """;

    static final String SELECT =
            "select a.id, a.email, a.name, a.language, a.password_hash is not null as password, a.created_at, a.disabled_at, "
                    + ROLES + " from account a ";

    /** The condition that account {@code a} has an app for codes, or a passkey. */
    static final String HAS_SECOND_FACTOR = """
            (exists (select from account_totp t where t.account_id = a.id and t.confirmed_at is not null)
             or exists (select from account_passkey p where p.account_id = a.id))
            """;

    private AccountRows() {}

    static Account account(ResultSet row, int number) throws SQLException {
        return new Account(
                row.getLong("id"),
                row.getString("email"),
                row.getString("name"),
                Locale.forLanguageTag(row.getString("language")),
                row.getBoolean("password"),
                Rows.instant(row, "created_at"),
                Rows.instantOrNull(row, "disabled_at"),
                memberships(row.getString("roles")));
    }

    static Set<Membership> memberships(@Nullable String roles) {
        Set<Membership> memberships = new LinkedHashSet<>();
        if (roles != null) {
            for (String role : roles.split(",")) {
                int colon = role.indexOf(':');
                String organisation = role.substring(colon + 1);
                memberships.add(new Membership(
                        Role.valueOf(role.substring(0, colon)),
                        organisation.isEmpty() ? null : Long.valueOf(organisation)));
            }
        }
        return memberships;
    }
}
