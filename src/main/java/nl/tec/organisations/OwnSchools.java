package nl.tec.organisations;

import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.shared.Problems;
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

    sealed interface Outcome {

        record Saved(long siteId) implements Outcome {}

        /** The fields are those of {@link Form}, in Dutch as on the page. */
        record Refused(Problems problems) implements Outcome {}

        record NotFound() implements Outcome {}
    }

    /** How a school of the hub's own is filled in; empty when it is none, or a register lists it. */
    Optional<Form> find(long siteId);

    Outcome add(Actor actor, Form form);

    Outcome change(Actor actor, long siteId, Form form);

    /** It is no longer among the schools; what it did stays. @param ended false: it is back */
    Outcome end(Actor actor, long siteId, boolean ended);
}
