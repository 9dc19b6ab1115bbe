package nl.tec.organisations;

import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.shared.Outcome;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;

/**
 * Schools that no register lists: a hub adds and keeps them itself (rules 1). Once a register lists one, it is the register that
 * says what it is called and where it is.
 */
public interface OwnSchools {

    /**
     * As it is filled in; empty is nothing.
     *
     * @param brin6 BRIN and location; empty for a school that has none, which gets a number of the hub
     * @param sector stays what it was when the school was added
     * @param municipality CBS code
     */
    record Form(
            String brin6,
            @Nullable Sector sector,
            String name,
            String street,
            String houseNumber,
            String postcode,
            String town,
            String municipality) {}

    /** How a school of the hub's own is filled in; empty when it is none, or a register lists it. */
    Optional<Form> find(long siteId);

    /** Answers the id of the school. The fields of its problems are those of {@link Form}, in Dutch as on the page. */
    Outcome<Long> add(Actor actor, Form form);

    Outcome<Long> change(Actor actor, long siteId, Form form);

    /** It is no longer among the schools; what it did stays. @param ended false: it is back */
    void end(Actor actor, long siteId, boolean ended);
}
