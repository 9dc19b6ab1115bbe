package nl.tec.partners;

import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.shared.Problems;

/**
 * The people of partners by name (requirement D1, rules 8). A programme manager or the partner itself; whoever of the hub reads or
 * changes them stands in the audit log. Anybody else: {@link nl.tec.shared.NotFound}.
 */
public interface PartnerPeople {

    /** By role and function; at most 200. */
    List<PartnerPerson> list(long organisationId, Actor actor);

    Problems add(long organisationId, PartnerPerson.Form form, Actor by);

    Problems change(long organisationId, long personId, PartnerPerson.Form form, Actor by);

    /** It is gone, with everything personal about it. */
    void remove(long organisationId, long personId, Actor by);
}
