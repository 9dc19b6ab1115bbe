package nl.tec.accounts;

import static nl.tec.accounts.Role.ADMINISTRATOR;
import static nl.tec.accounts.Role.AMBASSADOR;
import static nl.tec.accounts.Role.BOARD;
import static nl.tec.accounts.Role.MUNICIPALITY;
import static nl.tec.accounts.Role.PARTNER;
import static nl.tec.accounts.Role.PROFESSIONAL;
import static nl.tec.accounts.Role.PROGRAMME_MANAGER;
import static nl.tec.accounts.Role.SCHOOL_COORDINATOR;
import static nl.tec.accounts.Role.TEACHER;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The restricted parts of the site with the roles that have access (rules 9). The first match applies. Services decide on access to
 * individual records.
 */
public enum AccessRule {
    /** The accounts of a school, managed by its coordinator. */
    SCHOOL_ACCOUNTS("/school/collegas/**", SCHOOL_COORDINATOR),
    /** The API keys of a school, managed by its coordinator. */
    SCHOOL_API_KEYS("/school/koppelingen/**", SCHOOL_COORDINATOR),
    SCHOOL("/school/**", TEACHER, SCHOOL_COORDINATOR),
    /** Phases, milestones and decisions. */
    PROGRESS_MANAGEMENT("/beheer/voortgang/**", PROGRAMME_MANAGER, ADMINISTRATOR),
    /** The pages of a partner. Services restrict them to the user's own organisation. */
    PARTNER_PORTAL("/partner/**", PARTNER),
    /** The contributions of partners and their delivery; no personal data. */
    CONTRIBUTIONS("/beheer/bijdragen/**", BOARD, MUNICIPALITY, PROGRAMME_MANAGER),
    PROMISES("/toezeggingen/**", BOARD, MUNICIPALITY, PROGRAMME_MANAGER),
    DECLARATIONS("/beheer/verklaringen/**", PROGRAMME_MANAGER, ADMINISTRATOR),
    /** The questions of the surveys. */
    SURVEYS("/beheer/vragenlijsten/**", PROGRAMME_MANAGER, ADMINISTRATOR),
    /** The budget and the bookings. */
    MONEY_MANAGEMENT("/beheer/geld/**", PROGRAMME_MANAGER, ADMINISTRATOR),
    MANAGEMENT("/beheer/**", PROGRAMME_MANAGER),
    /** The pages of the day. Services restrict professionals and ambassadors to their own assignments. */
    DAY("/dag/**", PROGRAMME_MANAGER, PROFESSIONAL, AMBASSADOR),
    /** The assignments and availability of a guide. Services restrict them to the user's own. */
    ROSTER("/rooster/**", PROFESSIONAL, AMBASSADOR),
    /** The satisfaction of participants. Services restrict it to the user's own sessions, depending on the role. */
    SATISFACTION(
            "/tevredenheid/**",
            PROGRAMME_MANAGER,
            PROFESSIONAL,
            AMBASSADOR,
            TEACHER,
            SCHOOL_COORDINATOR,
            PARTNER,
            BOARD,
            MUNICIPALITY,
            ADMINISTRATOR),
    /** The data behind a KPI; the overview is for everybody. */
    RESULTS("/resultaten/*/**", BOARD, MUNICIPALITY, PROGRAMME_MANAGER, ADMINISTRATOR),
    /** The project including unpublished parts, and the conditions for success. */
    PROGRESS("/voortgang/**", BOARD, MUNICIPALITY, PROGRAMME_MANAGER, ADMINISTRATOR),
    /** Budget, sources of funding, bookings and cost of visits. What a booking says can name a person. */
    MONEY("/geld/**", BOARD, MUNICIPALITY, PROGRAMME_MANAGER, ADMINISTRATOR),
    /** The dashboard, and unpublished annual accounts. */
    ACCOUNTABILITY("/verantwoording/**", BOARD, MUNICIPALITY, PROGRAMME_MANAGER, ADMINISTRATOR),
    /** The papers about privacy that are made of the register of processing, which itself is for everybody. */
    PRIVACY_PAPERS("/privacy/papieren/**", BOARD, MUNICIPALITY, PROGRAMME_MANAGER, ADMINISTRATOR),
    ADMINISTRATION("/admin/**", ADMINISTRATOR),
    /** For everybody who is signed in. */
    WORK("/werk/**"),
    ACCOUNT("/account/**");

    private final PathPattern pattern;
    private final List<Role> roles;

    AccessRule(String pattern, Role... roles) {
        this.pattern = PathPatternParser.defaultInstance.parse(pattern);
        this.roles = List.of(roles);
    }

    /** Returns the rule for a path; empty if it is public. */
    public static Optional<AccessRule> of(String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        return Arrays.stream(values())
                .filter(accessRule -> accessRule.pattern.matches(parsed))
                .findFirst();
    }

    /** Whether somebody may open a path. @param actor null: a visitor */
    public static boolean mayOpen(@Nullable Actor actor, String path) {
        return of(path).map(AccessRule::roles)
                .map(roles ->
                        actor != null && (roles.isEmpty() || roles.stream().anyMatch(actor::is)))
                .orElse(true);
    }

    public String pattern() {
        return pattern.getPatternString();
    }

    /** Returns the roles with access; empty: everybody who is signed in. */
    public List<Role> roles() {
        return roles;
    }
}
