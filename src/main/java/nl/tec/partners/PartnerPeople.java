package nl.tec.partners;

import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.partners.internal.PartnerPeopleStore;
import nl.tec.shared.FormData;
import nl.tec.shared.MailAddress;
import nl.tec.shared.NotFound;
import nl.tec.shared.Phone;
import nl.tec.shared.Problems;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Manages the contact persons of partners (requirement D1, rules 8). For programme managers and the partner itself; others get
 * {@link nl.tec.shared.NotFound}. Changes, and reads by the hub, are recorded in the audit log.
 */
@Service
public class PartnerPeople {

    private static final int MAX = 200;

    private final PartnerPeopleStore store;
    private final Audit audit;

    PartnerPeople(PartnerPeopleStore store, Audit audit) {
        this.store = store;
        this.audit = audit;
    }

    /** Returns the people of a partner, ordered by role and function; at most {@value #MAX}. */
    @Transactional
    public List<PartnerPerson> list(long organisationId, Actor actor) {
        actor.requireManagesPartner(organisationId);
        if (!actor.is(Role.PARTNER, organisationId)) {
            audit.add(actor, "PARTNER_PEOPLE_READ", "organisation", organisationId);
        }
        return store.list(organisationId, MAX);
    }

    @Transactional
    public Problems add(long organisationId, PartnerPerson.Form form, Actor by) {
        by.requireManagesPartner(organisationId);
        Problems problems = check(form).addIf(store.count(organisationId) >= MAX, "", "partners.problem.tooMany", MAX);
        if (problems.any()) {
            return problems;
        }
        audit.add(by, "PARTNER_PERSON_ADDED", "partner_person", store.add(organisationId, form));
        return problems;
    }

    @Transactional
    public Problems change(long organisationId, long personId, PartnerPerson.Form form, Actor by) {
        by.requireManagesPartner(organisationId);
        Problems problems = check(form);
        if (problems.any()) {
            return problems;
        }
        requireFound(store.change(organisationId, personId, form), personId);
        audit.add(by, "PARTNER_PERSON_CHANGED", "partner_person", personId);
        return problems;
    }

    /** Deletes a person with all personal data; idempotent. */
    @Transactional
    public void remove(long organisationId, long personId, Actor by) {
        by.requireManagesPartner(organisationId);
        if (store.remove(organisationId, personId)) {
            audit.add(by, "PARTNER_PERSON_REMOVED", "partner_person", personId);
        }
    }

    private static void requireFound(boolean there, long personId) {
        if (!there) {
            throw new NotFound("person " + personId);
        }
    }

    private static Problems check(PartnerPerson.Form form) {
        int function = form.function().strip().length();
        return new Problems()
                .addIf(function < 1 || function > 120, "functie", "partners.problem.function")
                .addIf(
                        FormData.constant(PartnerPerson.Role.class, form.role()).isEmpty(),
                        "rol",
                        "partners.problem.role")
                .addIf(form.name().strip().length() > 100, "naam", "partners.problem.name")
                .addIf(
                        !form.email().isBlank()
                                && MailAddress.parse(form.email()).isEmpty(),
                        "email",
                        "partners.problem.email")
                .addIf(!form.phone().isBlank() && !Phone.isPhone(form.phone()), "telefoon", "form.phone");
    }
}
