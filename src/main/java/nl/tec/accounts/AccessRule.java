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
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The parts of the site that are not for everybody, and for whom they are (rules 9). The first that matches counts. Whether
 * a record is yours is decided by the service that reads it, not here.
 */
public enum AccessRule {
    /** The accounts of a school are its coordinator's. */
    SCHOOL_ACCOUNTS("/school/collegas/**", SCHOOL_COORDINATOR),
    /** The keys of a school for the API are its coordinator's too. */
    SCHOOL_API_KEYS("/school/koppelingen/**", SCHOOL_COORDINATOR),
    SCHOOL("/school/**", TEACHER, SCHOOL_COORDINATOR),
    /** Phases, milestones and decisions. */
    PROGRESS_MANAGEMENT("/beheer/voortgang/**", PROGRAMME_MANAGER, ADMINISTRATOR),
    /** Somebody of a partner sees the own organisation only; the services see to that. */
    PARTNER_PORTAL("/partner/**", PARTNER),
    /** The promises of partners and what came of them; no personal data. */
    CONTRIBUTIONS("/beheer/bijdragen/**", BOARD, MUNICIPALITY, PROGRAMME_MANAGER),
    PROMISES("/toezeggingen/**", BOARD, MUNICIPALITY, PROGRAMME_MANAGER),
    DECLARATIONS("/beheer/verklaringen/**", PROGRAMME_MANAGER, ADMINISTRATOR),
    /** The questions of the surveys. */
    SURVEYS("/beheer/vragenlijsten/**", PROGRAMME_MANAGER, ADMINISTRATOR),
    /** The budget and the bookings. */
    MONEY_MANAGEMENT("/beheer/geld/**", PROGRAMME_MANAGER, ADMINISTRATOR),
    MANAGEMENT("/beheer/**", PROGRAMME_MANAGER),
    /** Professionals and ambassadors see the own assignments only; the pages of the day see to that. */
    DAY("/dag/**", PROGRAMME_MANAGER, PROFESSIONAL, AMBASSADOR),
    /** Assignments and availability of a guide; the service returns those of the signed-in guide only. */
    ROSTER("/rooster/**", PROFESSIONAL, AMBASSADOR),
    /** The satisfaction of participants: with the own sessions, or with all of them; the service sees to that. */
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
    /** The project with what is not public yet, and the conditions for success. */
    PROGRESS("/voortgang/**", BOARD, MUNICIPALITY, PROGRAMME_MANAGER, ADMINISTRATOR),
    /** Budget, sources of funding and cost of visits; holds no personal data. */
    MONEY("/geld/**", BOARD, MUNICIPALITY, PROGRAMME_MANAGER, ADMINISTRATOR),
    /** The dashboard, and the annual account before it is public. */
    ACCOUNTABILITY("/verantwoording/**", BOARD, MUNICIPALITY, PROGRAMME_MANAGER, ADMINISTRATOR),
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

    /** The area an address is in; empty when it is for everybody. */
    public static Optional<AccessRule> of(String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        return Arrays.stream(values())
                .filter(accessRule -> accessRule.pattern.matches(parsed))
                .findFirst();
    }

    public String pattern() {
        return pattern.getPatternString();
    }

    /** Returns the roles that may come here; none: everybody who is signed in. */
    public List<Role> roles() {
        return roles;
    }
}
