package nl.tec.partners;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.organisations.OrganisationKind;
import nl.tec.partners.internal.PartnerPageQueries;
import nl.tec.partners.internal.PartnerQueries;
import nl.tec.partners.internal.PartnerStore;
import nl.tec.partners.internal.Rights;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The organisations of the network (requirement D1): the register, one page each, and who is shown to the public. Their names and
 * addresses are kept by {@link nl.tec.organisations.Organisations}. No personal data: that is in {@link PartnerPeople}.
 */
@Service
public class Partners {

    private static final int MAX_ABOUT_LENGTH = 300;

    private final PartnerQueries queries;
    private final PartnerPageQueries pages;
    private final PartnerStore store;
    private final Audit audit;
    private final Clock clock;

    Partners(PartnerQueries queries, PartnerPageQueries pages, PartnerStore store, Audit audit, Clock clock) {
        this.queries = queries;
        this.pages = pages;
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /** A filter for the register; null or empty: all. @param words a part of the name */
    public record Filter(
            String words,
            @Nullable OrganisationKind kind,
            @Nullable Boolean connected,
            @Nullable World world,
            String town) {

        public static final Filter ALL = new Filter("", null, null, null, "");
    }

    /** In which order the register stands. */
    public enum Order {
        NAME,
        TOWN,
        /** Most promises of this year whose last day has passed first. */
        LATE,
        /** Most worth still to come this year first. */
        OPEN;

        /** Returns the value of a partner that the order goes by, before its name: its town, or how much. */
        public String value(Line line) {
            return switch (this) {
                case NAME -> "";
                case TOWN -> line.town();
                case LATE -> String.valueOf(line.late());
                case OPEN -> String.valueOf(line.sums().open().cents());
            };
        }
    }

    /** The place in the list: of the last one shown what the order goes by, the name and the id. */
    public record Key(String value, String name, long id) {}

    /** A partner in the register. @param sums of this calendar year. @param late promises whose last day has passed */
    public record Line(
            long id,
            String name,
            OrganisationKind kind,
            String town,
            boolean invented,
            Set<World> worlds,
            boolean connected,
            ContributionOverview.Sums sums,
            int late) {}

    /** Those that ended left out; what is the same in the order, by name. */
    public List<Line> list(Filter filter, Order order, @Nullable Key after, int limit) {
        return queries.list(filter, order, after, limit, today());
    }

    /** A town where partners are, and how many. */
    public record Town(String name, int partners) {}

    /** By name. */
    public List<Town> towns() {
        return queries.towns();
    }

    /**
     * The profile of a partner, for the register and the public page.
     *
     * @param shown on the public page, as long as it is connected
     */
    public record Profile(Set<World> worlds, String aboutNl, String aboutEn, boolean shown) {}

    /** A person by function; who it is is in {@link PartnerPeople}. */
    public record Position(String function, PartnerPerson.Role role) {}

    /** A membership as it stands on the page. @param basis as {@link Basis#code} */
    public record Connection(
            Membership.Kind kind, LocalDate from, @Nullable LocalDate until, String basis) {}

    /** An activity it organises. @param sessions of the last twelve months. @param upcoming from now on */
    public record Activity(long id, String slug, String titleNl, String titleEn, int sessions, int upcoming) {}

    /** A session to come that it organises or hosts. */
    public record Upcoming(
            long id,
            java.time.Instant start,
            java.time.Instant end,
            String titleNl,
            String titleEn,
            boolean organises) {}

    /** The sessions that a partner helped to make in a calendar year. @param participants everybody who came, each time */
    public record Attended(int year, int sessions, int participants) {}

    /** Everything about a partner but its people by name. @param logo the address of its logo; null: it has none */
    public record Page(
            long id,
            String name,
            OrganisationKind kind,
            String town,
            String website,
            boolean invented,
            boolean ended,
            boolean connected,
            Profile profile,
            @Nullable String logo,
            List<Connection> connections,
            List<Position> positions,
            List<Contribution> contributions,
            List<Activity> activities,
            List<Upcoming> upcoming,
            List<Attended> reach) {}

    /**
     * The page of a partner, for programme managers, board and municipality, and whoever is of the partner itself.
     *
     * @throws nl.tec.shared.NotFound for anybody else, and of a school
     */
    public Page get(long id, Actor actor) {
        Rights.mustRead(actor, id);
        return pages.find(id, clock.instant()).orElseThrow(() -> new NotFound("partner " + id));
    }

    /** Makes an organisation a partner; nothing when it is one. Only for a programme manager. */
    @Transactional
    public void add(long organisationId, Actor by) {
        by.mustBe(Role.PROGRAMME_MANAGER);
        if (!store.canBePartner(organisationId)) {
            throw new NotFound("organisation " + organisationId);
        }
        if (store.add(organisationId)) {
            audit.add(by, "PARTNER_ADDED", "organisation", organisationId);
        }
    }

    /** A programme manager, or the partner itself. */
    @Transactional
    public Problems change(long id, Profile profile, Actor by) {
        by.mustKeep(id);
        Problems problems = new Problems()
                .addIf(
                        profile.aboutNl().strip().length() > MAX_ABOUT_LENGTH,
                        "over",
                        "partners.problem.about",
                        MAX_ABOUT_LENGTH)
                .addIf(
                        profile.aboutEn().strip().length() > MAX_ABOUT_LENGTH,
                        "over-en",
                        "partners.problem.about",
                        MAX_ABOUT_LENGTH);
        if (problems.any()) {
            return problems;
        }
        if (!store.put(id, profile)) {
            throw new NotFound("partner " + id);
        }
        audit.add(by, "PARTNER_CHANGED", "organisation", id);
        return problems;
    }

    /** A partner as everybody may see it. @param logo the address of its logo; null: it has none */
    public record Shown(
            String name,
            OrganisationKind kind,
            String town,
            Optional<String> website,
            Set<World> worlds,
            String aboutNl,
            String aboutEn,
            @Nullable String logo) {}

    /** Finds the partners that are connected today, by kind and name. */
    public List<Shown> shown() {
        return queries.shown(today());
    }

    private LocalDate today() {
        return Dates.dayOf(clock.instant());
    }
}
