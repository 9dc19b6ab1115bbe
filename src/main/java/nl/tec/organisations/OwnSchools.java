package nl.tec.organisations;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.organisations.internal.OrganisationRules;
import nl.tec.organisations.internal.OrganisationStore;
import nl.tec.organisations.internal.OwnSchoolStore;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Postcode;
import nl.tec.shared.Problems;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Manages schools that no register lists and that a hub adds itself (rules 1). Once a register lists one, its name and address come from
 * the register.
 */
@Service
@Transactional
public class OwnSchools {

    /**
     * The submitted form; empty strings stand for absent values.
     *
     * @param brin6 BRIN and location; empty for a school that has none, which gets a number from the hub
     * @param sector cannot be changed after the school was added
     * @param municipality CBS code
     */
    public record Form(
            String brin6,
            @Nullable Sector sector,
            String name,
            String street,
            String houseNumber,
            String postcode,
            String town,
            String municipality) {}

    /** The prefix of numbers from the hub: DUO issues none that begin with 99. */
    private static final String OWN = "99H";

    private final OwnSchoolStore store;
    private final OrganisationStore organisations;

    private final Municipalities municipalities;

    private final Audit audit;

    private final Clock clock;

    OwnSchools(
            OwnSchoolStore store,
            OrganisationStore organisations,
            Municipalities municipalities,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.organisations = organisations;
        this.municipalities = municipalities;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns the form of a school that the hub manages; empty if it is not one, or a register lists it. */
    @Transactional(readOnly = true)
    public Optional<Form> find(long siteId) {
        return store.find(siteId);
    }

    /** Adds a school and returns its id. The fields of problems are those of {@link Form}, in Dutch as on the page. */
    public Outcome<Long> add(Actor actor, Form form) {
        if (!may(actor)) {
            throw new NotFound("schools of the hub");
        }
        store.lock();
        Sector sector = form.sector();
        Problems problems = check(form, 0).addIf(sector == null, "soort", "schools.problem.sector");
        if (problems.any() || sector == null) {
            return Outcome.refused(problems);
        }
        long id = store.insert(form, sector, brin6(form).isEmpty() ? store.free(OWN) : brin6(form));
        audit.add(actor, "SCHOOL_ADDED", "organisation", id);
        return Outcome.done(id);
    }

    public Outcome<Long> change(Actor actor, long siteId, Form form) {
        if (!may(actor)) {
            throw new NotFound("school " + siteId);
        }
        store.lock();
        Optional<Form> was = find(siteId);
        if (was.isEmpty()) {
            throw new NotFound("school " + siteId);
        }
        Problems problems = check(form, siteId);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        store.update(siteId, form, brin6(form).isEmpty() ? own(was.get().brin6()) : brin6(form));
        audit.add(actor, "SCHOOL_CHANGED", "organisation", siteId);
        return Outcome.done(siteId);
    }

    /** Ends a school, or undoes that. Its history stays. @param ended false: undo */
    public void end(Actor actor, long siteId, boolean ended) {
        if (!may(actor) || find(siteId).isEmpty()) {
            throw new NotFound("school " + siteId);
        }
        organisations.end(siteId, ended ? Dates.today(clock) : null);
        audit.add(actor, ended ? "SCHOOL_ENDED" : "SCHOOL_RESTORED", "organisation", siteId);
    }

    private static boolean may(Actor actor) {
        return actor.is(Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR);
    }

    private Problems check(Form form, long butFor) {
        String brin6 = brin6(form);
        boolean wrong = !brin6.isEmpty() && !brin6.matches("[0-9]{2}[A-Z]{2}[0-9A-Z]{2}");
        Problems problems = new Problems()
                .addIf(wrong, "brin", "schools.problem.brin")
                .addIf(!wrong && store.isTaken(brin6, butFor), "brin", "schools.problem.brinTaken", brin6)
                .addIf(form.name().isBlank(), "naam", "organisations.problem.name")
                .addIf(Postcode.parse(form.postcode()).isEmpty(), "postcode", "form.postcode")
                .addIf(form.town().isBlank(), "plaats", "schools.problem.town")
                .addIf(municipalities.find(form.municipality()).isEmpty(), "gemeente", "schools.problem.municipality");
        return OrganisationRules.checkLengths(
                problems,
                Map.entry("naam", form.name()),
                Map.entry("straat", form.street()),
                Map.entry("huisnummer", form.houseNumber()),
                Map.entry("plaats", form.town()));
    }

    private static String brin6(Form form) {
        return form.brin6().replace(" ", "").toUpperCase(Locale.ROOT);
    }

    /** Returns the number of a school without BRIN: its current one if that came from the hub, or else a new one. */
    private String own(String brin6) {
        return brin6.startsWith(OWN) ? brin6 : store.free(OWN);
    }
}
