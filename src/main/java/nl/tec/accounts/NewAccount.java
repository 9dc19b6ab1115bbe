package nl.tec.accounts;

import java.util.Locale;
import java.util.Set;
import nl.tec.accounts.Actor.Membership;
import org.jspecify.annotations.Nullable;

/**
 * The data of a new account.
 *
 * @param password as typed; null for somebody who signs in by a link in the mail
 */
public record NewAccount(
        String email,
        String name,
        Locale language,
        @Nullable String password,
        Set<Membership> memberships) {}
