package nl.tec.organisations;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.organisations.internal.OrganisationQueries;
import nl.tec.organisations.internal.OrganisationRules;
import nl.tec.organisations.internal.OrganisationStore;
import nl.tec.shared.Dates;
import nl.tec.shared.MailAddress;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Postcode;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Manages organisations other than schools: boards, companies, partners. */
@Service
public class Organisations {

    /**
     * An organisation that is not a school.
     *
     * @param invented whether it is fictitious demo data
     * @param boardNumber of a school board; null for others
     * @param schools the number of schools of a board
     */
    public record Organisation(
            long id,
            OrganisationKind kind,
            String name,
            String street,
            String houseNumber,
            String postcode,
            String town,
            String email,
            String phone,
            String website,
            boolean invented,
            boolean ended,
            @Nullable String boardNumber,
            int schools) {}

    /** The submitted form; empty strings stand for absent values. */
    public record Form(
            @Nullable OrganisationKind kind,
            String name,
            String street,
            String houseNumber,
            String postcode,
            String town,
            String email,
            String phone,
            String website) {}

    /** The pagination cursor: the name and id of the last organisation shown. */
    public record Key(String name, long id) {}

    /**
     * A URL with or without http(s)://, as a register and people write a website, and with no other scheme such as javascript. It is no
     * {@link nl.tec.shared.WebAddress}: a page that links to it puts the scheme before it.
     */
    private static final Pattern WEBSITE = Pattern.compile("(?i)(https?://)?[^\\s:/?#]+(:[0-9]+)?([/?#]\\S*)?");

    private final OrganisationQueries queries;
    private final OrganisationStore store;

    private final Audit audit;

    private final ApplicationEventPublisher events;

    private final Clock clock;

    Organisations(
            OrganisationQueries queries,
            OrganisationStore store,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.queries = queries;
        this.store = store;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Returns organisations ordered by name.
     *
     * @param kind null: all
     * @param words a part of the name or town; empty: all
     * @param after the cursor; null: from the start
     */
    public List<Organisation> list(@Nullable OrganisationKind kind, String words, @Nullable Key after, int limit) {
        return queries.list(kind, words, after, limit);
    }

    /** Finds an organisation, including one that has ended; never a school. */
    public Optional<Organisation> find(long id) {
        return queries.find(id);
    }

    /** Adds an organisation and returns its id. The fields of problems are those of {@link Form}, in Dutch as on the page. */
    @Transactional
    public Outcome<Long> add(Actor actor, Form form) {
        actor.requireRole(Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR);
        Problems problems = check(form);
        if (problems.any() || form.kind() == null) {
            return Outcome.refused(problems);
        }
        long id = store.insert(form.kind(), form);
        audit.add(actor, "ORGANISATION_ADDED", "organisation", id);
        return Outcome.done(id);
    }

    @Transactional
    public Outcome<Long> change(Actor actor, long id, Form form) {
        actor.requireRole(Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR);
        Organisation was = find(id).orElseThrow(() -> new NotFound("organisation " + id));
        // a board from the register keeps its kind
        OrganisationKind kind = was.boardNumber() == null ? form.kind() : OrganisationKind.SCHOOL_BOARD;
        Problems problems = check(form, kind);
        if (problems.any() || kind == null) {
            return Outcome.refused(problems);
        }
        store.update(id, kind, form);
        audit.add(actor, "ORGANISATION_CHANGED", "organisation", id);
        return Outcome.done(id);
    }

    /** Ends an organisation, or undoes that. An ended one disappears from lists, but its history stays. */
    @Transactional
    public void end(Actor actor, long id, boolean ended) {
        actor.requireRole(Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR);
        if (find(id).isEmpty()) {
            throw new NotFound("organisation " + id);
        }
        store.end(id, ended ? Dates.today(clock) : null);
        audit.add(actor, ended ? "ORGANISATION_ENDED" : "ORGANISATION_RESTORED", "organisation", id);
        events.publishEvent(new OrganisationEnded(id));
    }

    /** Validates a form without saving it. */
    public Problems check(Form form) {
        return check(form, form.kind());
    }

    private static Problems check(Form form, @Nullable OrganisationKind kind) {
        Problems problems = new Problems()
                .addIf(kind == null || kind == OrganisationKind.SCHOOL, "soort", "organisations.problem.kind")
                .addIf(form.name().isBlank(), "naam", "organisations.problem.name")
                .addIf(
                        !form.postcode().isBlank()
                                && Postcode.parse(form.postcode()).isEmpty(),
                        "postcode",
                        "form.postcode")
                .addIf(
                        !form.email().isBlank()
                                && MailAddress.parse(form.email()).isEmpty(),
                        "email",
                        "form.email")
                .addIf(
                        !form.website().isBlank()
                                && !WEBSITE.matcher(form.website().strip()).matches(),
                        "website",
                        "organisations.problem.website");
        return OrganisationRules.checkLengths(
                problems,
                Map.entry("naam", form.name()),
                Map.entry("straat", form.street()),
                Map.entry("huisnummer", form.houseNumber()),
                Map.entry("plaats", form.town()),
                Map.entry("telefoon", form.phone()),
                Map.entry("website", form.website()));
    }
}
