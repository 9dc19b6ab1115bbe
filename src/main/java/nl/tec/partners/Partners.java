package nl.tec.partners;

import java.time.Clock;
import java.time.Instant;
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
 * Manages the partners of the hub (requirement D1): the register, their pages, and the public page. Names and addresses are managed by
 * {@link nl.tec.organisations.Organisations}, personal data by {@link PartnerPeople}.
 */
@Service
public class Partners {

    public static final int MAX_ABOUT_LENGTH = 300;

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

    /** The sort order of the register. */
    public enum Order {
        NAME,
        TOWN,
        /** By the number of late contributions of this year, descending. */
        LATE,
        /** By the outstanding worth of this year, descending. */
        OPEN;

        /** Returns the sort value of a partner, which precedes its name: its town, or an amount. */
        public String value(Line line) {
            return switch (this) {
                case NAME -> "";
                case TOWN -> line.town();
                case LATE -> String.valueOf(line.late());
                case OPEN -> String.valueOf(line.sums().open().cents());
            };
        }
    }

    /** The pagination cursor: the sort value, name and id of the last partner shown. */
    public record Key(String value, String name, long id) {}

    /** A partner in the register. @param sums of this calendar year. @param late the number of late contributions */
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

    /** Returns the partners that have not ended; ties are ordered by name. */
    public List<Line> list(Filter filter, Order order, @Nullable Key after, int limit) {
        return queries.list(filter, order, after, limit, Dates.today(clock));
    }

    /** A town with its number of partners. */
    public record Town(String name, int partners) {}

    /** Returns the towns with partners, ordered by name. */
    public List<Town> towns() {
        return queries.towns();
    }

    /**
     * The profile of a partner, for the register and the public page.
     *
     * @param shown whether it is on the public page, as long as it is connected
     */
    public record Profile(Set<World> worlds, String aboutNl, String aboutEn, boolean shown) {}

    /** A position at a partner; the person is in {@link PartnerPeople}. */
    public record Position(String function, PartnerPerson.Role role) {}

    /** A membership on the page of a partner. @param basis as {@link Basis#code} */
    public record Connection(
            Membership.Kind kind, LocalDate from, @Nullable LocalDate until, String basis) {}

    /** An activity of a partner. @param sessions the number in the last twelve months. @param upcoming the number of future sessions */
    public record Activity(long id, String slug, String titleNl, String titleEn, int sessions, int upcoming) {}

    /** An upcoming session that a partner organises or hosts. */
    public record Upcoming(long id, Instant start, Instant end, String titleNl, String titleEn, boolean organises) {}

    /** The sessions of a partner in a calendar year. @param participants attendances, not distinct people */
    public record Attended(int year, int sessions, int participants) {}

    /** The page of a partner, without personal data. @param logo the URL of its logo; null: none */
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
     * Returns the page of a partner, for programme managers, board, municipality, and the partner itself.
     *
     * @throws nl.tec.shared.NotFound for anybody else, and for a school
     */
    public Page get(long id, Actor actor) {
        Rights.requireReadAccess(actor, id);
        return pages.find(id, clock.instant()).orElseThrow(() -> new NotFound("partner " + id));
    }

    /** Makes an organisation a partner; a no-op if it is one. Only for programme managers. */
    @Transactional
    public void add(long organisationId, Actor by) {
        by.requireRole(Role.PROGRAMME_MANAGER);
        if (!store.canBePartner(organisationId)) {
            throw new NotFound("organisation " + organisationId);
        }
        if (store.add(organisationId)) {
            audit.add(by, "PARTNER_ADDED", "organisation", organisationId);
        }
    }

    /** Changes the profile of a partner. For programme managers and the partner itself. */
    @Transactional
    public Problems change(long id, Profile profile, Actor by) {
        by.requireManagesPartner(id);
        Problems problems = new Problems()
                .addIfLonger(profile.aboutNl().strip(), MAX_ABOUT_LENGTH, "over")
                .addIfLonger(profile.aboutEn().strip(), MAX_ABOUT_LENGTH, "over-en");
        if (problems.any()) {
            return problems;
        }
        if (!store.put(id, profile)) {
            throw new NotFound("partner " + id);
        }
        audit.add(by, "PARTNER_CHANGED", "organisation", id);
        return problems;
    }

    /** A partner on the public page. @param logo the URL of its logo; null: none */
    public record Shown(
            String name,
            OrganisationKind kind,
            String town,
            Optional<String> website,
            Set<World> worlds,
            String aboutNl,
            String aboutEn,
            @Nullable String logo) {}

    /** Returns the partners that are connected today and shown, ordered by kind and name. */
    public List<Shown> shown() {
        return queries.shown(Dates.today(clock));
    }
}
