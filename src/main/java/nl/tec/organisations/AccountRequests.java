package nl.tec.organisations;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;

/**
 * People of a school that has nobody with an account ask for one. The owner of the mail address confirms it, then an
 * administrator says yes or no (rules 9): a request by itself opens nothing.
 */
public interface AccountRequests {

    /** @param role teacher or coordinator. @param siteId the school */
    record Request(String name, String email, Role role, long siteId, Locale language) {}

    /** One that waits for an administrator. */
    record Open(
            long id,
            String name,
            String email,
            Role role,
            long siteId,
            String school,
            String town,
            Instant confirmedAt) {}

    /** Keeps it and mails the address a link to confirm it. The same once more mails once more, and is still one request. */
    void ask(Request request);

    /** The owner of the address opened the link. Empty: nobody asked with it, or it was decided. */
    Optional<String> confirm(String secret);

    /** The oldest first. */
    List<Open> open();

    /**
     * Yes makes the account where there is none, and gives the role; either answer is mailed. Decided once: of two
     * administrators the first.
     *
     * @return false when it was decided already
     */
    boolean decide(long id, boolean granted, Actor by);
}
